package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.TextDocumentService;

/** Answers questions about texts, each in the order in which it comes. */
final class TextService implements TextDocumentService {
  private final Library library;
  private final Supplier<List<String>> kernels;
  private final Publisher publisher;
  private final Navigation navigation;
  private final Renaming renaming;
  private volatile boolean snippets;

  TextService(
      Library library,
      Supplier<List<String>> kernels,
      Consumer<PublishDiagnosticsParams> client,
      long pauseMillis) {
    this.library = library;
    this.kernels = kernels;
    this.navigation = new Navigation(library, file -> Program.of(file, library));
    this.renaming = new Renaming(library, navigation);
    this.publisher =
        new Publisher(
            library,
            this::check,
            navigation::roots,
            client,
            pauseMillis);
  }

  /** The last result still counts if none of the texts has changed. */
  private Check check(SourceFile file) {
    Program program = Program.of(file, library);
    return publisher
        .last(file.name())
        .filter(last -> last.program().files().equals(program.files()))
        .orElseGet(() -> Check.of(program, library, kernels.get()));
  }

  void useSnippets(boolean understood) {
    snippets = understood;
  }

  void changed() {
    publisher.changed();
  }

  void close() {
    publisher.close();
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    library.open(params.getTextDocument().getUri(), params.getTextDocument().getText());
    publisher.changed();
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    String text = Iterables.getLast(params.getContentChanges()).getText();
    library.open(params.getTextDocument().getUri(), text);
    publisher.changed();
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    library.close(params.getTextDocument().getUri());
    publisher.changed();
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    publisher.changed();
  }

  private <T> CompletableFuture<T> answer(
      String what, String uri, T otherwise, Function<SourceFile, T> work) {
    return CompletableFuture.completedFuture(
        Failures.guarded(
            what,
            otherwise,
            () -> library.find(Uris.name(uri)).map(work).orElse(otherwise)));
  }

  private <T> CompletableFuture<T> answerAt(
      String what,
      TextDocumentPositionParams params,
      T otherwise,
      BiFunction<SourceFile, Integer, T> work) {
    return answer(
        what,
        params.getTextDocument().getUri(),
        otherwise,
        file -> work.apply(file, file.lines().offset(params.getPosition())));
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    return answerAt(
        "completion",
        params,
        Either.forLeft(ImmutableList.of()),
        (file, offset) ->
            Either.forLeft(
                file.isYaml()
                    ? ImmutableList.of()
                    : Completions.at(
                        navigation.around(file).get(0),
                        file,
                        offset,
                        library,
                        kernels.get(),
                        snippets)));
  }

  @Override
  public CompletableFuture<Hover> hover(HoverParams params) {
    return answerAt(
        "hover",
        params,
        null,
        (file, offset) -> hover(file, offset).orElse(null));
  }

  private Optional<Hover> hover(SourceFile file, int offset) {
    NameDocs names =
        new NameDocs(
            publisher.last(file.name()).stream()
                .flatMap(check -> check.cases().stream())
                .findFirst());
    return file.isYaml()
        ? new YamlHovers(file, navigation, names).at(offset)
        : new Hovers(file, navigation, names).at(offset);
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return answerAt(
        "definition",
        params,
        Either.forLeft(ImmutableList.of()),
        (file, offset) -> Either.forLeft(locations(navigation.definitions(file, offset))));
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
    return answerAt(
        "references",
        params,
        ImmutableList.of(),
        (file, offset) ->
            locations(
                navigation.occurrences(
                    file, offset, params.getContext().isIncludeDeclaration())));
  }

  private ImmutableList<Location> locations(List<Navigation.Place> places) {
    ImmutableList.Builder<Location> locations = ImmutableList.builder();
    for (Navigation.Place place : places) {
      library
          .find(place.file())
          .ifPresent(
              file ->
                  locations.add(
                      new Location(
                          library.uri(place.file()),
                          file.lines().range(place.start(), place.end()))));
    }
    return locations.build();
  }

  @Override
  public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(
      DocumentHighlightParams params) {
    return answerAt(
        "highlight", params, ImmutableList.of(), (file, offset) -> highlights(file, offset));
  }

  private ImmutableList<DocumentHighlight> highlights(SourceFile file, int offset) {
    Optional<Occurrence> here =
        Program.of(file, library).symbols().at(file.name(), offset);
    return here.stream()
        .flatMap(found -> found.symbol().occurrences().stream())
        .filter(one -> one.span().file().equals(file.name()))
        .map(
            one ->
                new DocumentHighlight(
                    file.lines().range(one.span()),
                    one.definition()
                        ? DocumentHighlightKind.Write
                        : DocumentHighlightKind.Read))
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    return answer(
        "outline",
        params.getTextDocument().getUri(),
        ImmutableList.of(),
        file ->
            file.isYaml()
                ? ImmutableList.of()
                : DocumentOutline.of(file).stream()
                    .map(Either::<SymbolInformation, DocumentSymbol>forRight)
                    .collect(ImmutableList.toImmutableList()));
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
    return answer(
        "folding",
        params.getTextDocument().getUri(),
        ImmutableList.of(),
        file -> file.isYaml() ? ImmutableList.of() : Folding.of(file));
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(
      DocumentFormattingParams params) {
    return answer(
        "formatting",
        params.getTextDocument().getUri(),
        ImmutableList.of(),
        file -> Formatting.of(file));
  }

  @Override
  public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams params) {
    return answer(
        "colours",
        params.getTextDocument().getUri(),
        new SemanticTokens(ImmutableList.of()),
        file ->
            file.isYaml()
                ? new SemanticTokens(ImmutableList.of())
                : SemanticColours.of(file, Program.of(file, library)));
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(
      CodeActionParams params) {
    String uri = params.getTextDocument().getUri();
    return answer(
        "quick fixes",
        uri,
        ImmutableList.of(),
        file ->
            QuickFixes.of(uri, file, params.getContext().getDiagnostics()).stream()
                .map(Either::<Command, CodeAction>forRight)
                .collect(ImmutableList.toImmutableList()));
  }

  @Override
  public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return refusable(
        "rename", params, (file, offset) -> Either3.forFirst(renaming.prepare(file, offset)));
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
    return refusable(
        "rename",
        params,
        (file, offset) -> renaming.rename(file, offset, params.getNewName()));
  }

  /** Work that may be refused with a sentence. */
  private interface Refusable<T> {
    T apply(SourceFile file, int offset) throws Renaming.Refusal;
  }

  private <T> CompletableFuture<T> refusable(
      String what, TextDocumentPositionParams params, Refusable<T> work) {
    String[] refusal = new String[1];
    CompletableFuture<T> done =
        answerAt(
            what,
            params,
            null,
            (file, offset) -> {
              try {
                return work.apply(file, offset);
              } catch (Renaming.Refusal e) {
                refusal[0] = e.getMessage();
                return null;
              }
            });
    return refusal[0] == null
        ? done
        : CompletableFuture.failedFuture(
            new ResponseErrorException(
                new ResponseError(ResponseErrorCode.RequestFailed, refusal[0], null)));
  }
}
