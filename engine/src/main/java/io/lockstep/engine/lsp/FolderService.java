package io.lockstep.engine.lsp;

import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.services.WorkspaceService;

/** Hears of changes outside of open texts. */
final class FolderService implements WorkspaceService {
  private final Library library;
  private final Runnable changed;

  FolderService(Library library, Runnable changed) {
    this.library = library;
    this.changed = changed;
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    changed.run();
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    changed.run();
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
    for (WorkspaceFolder folder : params.getEvent().getAdded()) {
      ScenarioServer.path(folder.getUri()).ifPresent(library::addFolder);
    }
    for (WorkspaceFolder folder : params.getEvent().getRemoved()) {
      ScenarioServer.path(folder.getUri()).ifPresent(library::removeFolder);
    }
    changed.run();
  }
}
