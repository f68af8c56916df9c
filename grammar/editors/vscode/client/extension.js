'use strict';

const vscode = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

/** @type {LanguageClient | undefined} */
let client;

async function start() {
  const settings = vscode.workspace.getConfiguration('lockstep');
  if (!settings.get('languageServer.enabled', true)) {
    return;
  }
  const command = settings.get('path', 'lockstep');
  const args = ['language-server', ...settings.get('languageServer.arguments', [])];
  client = new LanguageClient(
    'lockstep',
    'Lockstep',
    { command, args, transport: TransportKind.stdio },
    {
      documentSelector: [
        { language: 'lockstep' },
        { pattern: '**/*.scn.yaml' },
        { pattern: '**/*.scn.yml' },
      ],
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher('**/*.{scn,scn.yaml,scn.yml}'),
      },
    },
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
      `Cannot start "${command} language-server": ${error.message || error}`,
      'Open Settings',
    );
    if (choice) {
      vscode.commands.executeCommand('workbench.action.openSettings', 'lockstep.path');
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) {
    await running.stop();
  }
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('lockstep.restartServer', restart),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (
        event.affectsConfiguration('lockstep.path') ||
        event.affectsConfiguration('lockstep.languageServer')
      ) {
        await restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
