package io.lockstep.engine.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;

/** An editor that talks to a language server in this process, over pipes. */
final class Editor implements LanguageClient, AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  /** Says that pipes break, which they do when an editor is closed. */
  private static final Logger NOISE = Logger.getLogger("org.eclipse.lsp4j");

  static {
    NOISE.setLevel(Level.OFF);
  }

  private final BlockingQueue<PublishDiagnosticsParams> reports = new LinkedBlockingQueue<>();
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();
  private final LanguageServer server;
  private final PipedOutputStream toServer;
  private final InitializeResult initialized;

  Editor(Path... folders) throws IOException {
    toServer = new PipedOutputStream();
    PipedInputStream serverInput = new PipedInputStream(toServer, 1 << 16);
    PipedOutputStream fromServer = new PipedOutputStream();
    PipedInputStream input = new PipedInputStream(fromServer, 1 << 16);
    ScenarioServer real = new ScenarioServer(() -> List.of("linux-6.1", "linux-6.12"), 10);
    Launcher<LanguageClient> serving =
        LSPLauncher.createServerLauncher(real, serverInput, fromServer);
    real.connect(serving.getRemoteProxy());
    serving.startListening();
    Launcher<LanguageServer> launcher = LSPLauncher.createClientLauncher(this, input, toServer);
    launcher.startListening();
    server = launcher.getRemoteProxy();
    InitializeParams params = new InitializeParams();
    CompletionItemCapabilities item = new CompletionItemCapabilities(true);
    TextDocumentClientCapabilities texts = new TextDocumentClientCapabilities();
    texts.setCompletion(new CompletionCapabilities(item));
    ClientCapabilities capabilities = new ClientCapabilities();
    capabilities.setTextDocument(texts);
    params.setCapabilities(capabilities);
    params.setWorkspaceFolders(
        List.of(folders).stream()
            .map(folder -> new WorkspaceFolder(folder.toUri().toString(), "folder"))
            .toList());
    initialized = get(server.initialize(params));
  }

  InitializeResult initialized() {
    return initialized;
  }

  TextDocumentService texts() {
    return server.getTextDocumentService();
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e.getCause() == null ? e : e.getCause());
    }
  }

  /** Opens a text, or changes it if it is open. */
  void write(String uri, String text) {
    int version = versions.merge(uri, 1, Integer::sum);
    if (version == 1) {
      texts()
          .didOpen(
              new DidOpenTextDocumentParams(
                  new TextDocumentItem(uri, "lockstep", version, text)));
    } else {
      texts()
          .didChange(
              new DidChangeTextDocumentParams(
                  new VersionedTextDocumentIdentifier(uri, version),
                  List.of(new TextDocumentContentChangeEvent(text))));
    }
  }

  void close(String uri) {
    versions.remove(uri);
    texts().didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(uri)));
  }

  /** What the server says about a file the next time that it speaks of it. */
  List<Diagnostic> report(String uri) {
    try {
      while (true) {
        PublishDiagnosticsParams report = reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(report).as("a report on %s", uri).isNotNull();
        if (report.getUri().equals(uri)) {
          return report.getDiagnostics();
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams report) {
    reports.add(report);
  }

  @Override
  public void telemetryEvent(Object object) {}

  @Override
  public void showMessage(MessageParams params) {}

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(
      ShowMessageRequestParams params) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void logMessage(MessageParams params) {}

  @Override
  public void close() throws IOException {
    get(server.shutdown());
    server.exit();
    toServer.close();
  }
}
