package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SemanticTokensLegend;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageClientAware;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The language server: what editors ask about scenarios. Boots no kernel. */
public final class ScenarioServer implements LanguageServer, LanguageClientAware {
  private static final long TYPING_PAUSE_MILLIS = 150;

  private final Library library = new Library();
  private final Supplier<List<String>> kernels;
  private final TextService texts;
  private final FolderService folders;
  private volatile LanguageClient client;
  private volatile boolean shutDown;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param kernels the names of the kernel builds there are
   */
  public ScenarioServer(Supplier<List<String>> kernels) {
    this(kernels, TYPING_PAUSE_MILLIS);
  }

  ScenarioServer(Supplier<List<String>> kernels, long pauseMillis) {
    this.kernels = kernels;
    this.texts =
        new TextService(
            library,
            this::kernels,
            report -> {
              LanguageClient present = client;
              if (present != null) {
                present.publishDiagnostics(report);
              }
            },
            pauseMillis);
    this.folders = new FolderService(library, texts::changed);
  }

  /**
   * Serves one editor until it hangs up.
   *
   * @param kernels the names of the kernel builds there are
   * @param searchPath directories in which included files are looked for, after that of the file
   *     that includes them
   * @return whether it took its leave properly
   */
  public static boolean serve(
      InputStream in, OutputStream out, Supplier<List<String>> kernels, List<Path> searchPath) {
    ScenarioServer server = new ScenarioServer(kernels);
    server.library.searchPath(searchPath);
    Launcher<LanguageClient> launcher = LSPLauncher.createServerLauncher(server, in, out);
    server.connect(launcher.getRemoteProxy());
    ExecutorService listener = daemon();
    listener.execute(() -> listen(launcher, server.ended));
    try {
      server.ended.await();
    } catch (InterruptedException e) {
      return false;
    } finally {
      server.texts.close();
    }
    return server.shutDown;
  }

  private static ExecutorService daemon() {
    return Executors.newSingleThreadExecutor(
        new ThreadFactoryBuilder().setDaemon(true).setNameFormat("lockstep-listen").build());
  }

  private static void listen(Launcher<LanguageClient> launcher, CountDownLatch ended) {
    try {
      launcher.startListening().get();
    } catch (InterruptedException | ExecutionException e) {
      Failures.log("listening", e);
    } finally {
      ended.countDown();
    }
  }

  private List<String> kernels() {
    return Failures.guarded("listing kernels", ImmutableList.of(), kernels);
  }

  @Override
  public void connect(LanguageClient newClient) {
    client = newClient;
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    List<WorkspaceFolder> given = params.getWorkspaceFolders();
    if (given != null) {
      given.forEach(folder -> path(folder.getUri()).ifPresent(library::addFolder));
    }
    texts.useSnippets(understandsSnippets(params.getCapabilities()));
    ServerCapabilities can = new ServerCapabilities();
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Full);
    can.setTextDocumentSync(sync);
    can.setCompletionProvider(
        new CompletionOptions(false, ImmutableList.of(".", "{", "\"", "/", ":")));
    can.setHoverProvider(true);
    can.setDefinitionProvider(true);
    can.setReferencesProvider(true);
    can.setDocumentHighlightProvider(true);
    can.setDocumentSymbolProvider(true);
    can.setFoldingRangeProvider(true);
    can.setDocumentFormattingProvider(true);
    can.setRenameProvider(new RenameOptions(true));
    can.setCodeActionProvider(
        new CodeActionOptions(ImmutableList.of(CodeActionKind.QuickFix)));
    can.setSemanticTokensProvider(
        new SemanticTokensWithRegistrationOptions(
            new SemanticTokensLegend(SemanticColours.TYPES, SemanticColours.MODIFIERS), true));
    WorkspaceFoldersOptions folderOptions = new WorkspaceFoldersOptions();
    folderOptions.setSupported(true);
    folderOptions.setChangeNotifications(true);
    can.setWorkspace(new WorkspaceServerCapabilities(folderOptions));
    return CompletableFuture.completedFuture(
        new InitializeResult(can, new ServerInfo("lockstep", version())));
  }

  static Optional<Path> path(String uri) {
    try {
      return Uris.path(Uris.name(URI.create(uri).toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean understandsSnippets(ClientCapabilities capabilities) {
    return Optional.ofNullable(capabilities)
        .map(ClientCapabilities::getTextDocument)
        .map(TextDocumentClientCapabilities::getCompletion)
        .map(CompletionCapabilities::getCompletionItem)
        .map(CompletionItemCapabilities::getSnippetSupport)
        .orElse(false);
  }

  private static String version() {
    String version = ScenarioServer.class.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    shutDown = true;
    texts.close();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    ended.countDown();
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return texts;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return folders;
  }
}
