package io.lockstep.engine.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.junit.jupiter.api.Test;

/** What an editor sees: diagnostics, fixes, formats, outlines, several files. */
class ServerTest extends EditorSession {
  @Test
  void saysNothingAboutAValidScenario() {
    editor.write(URI, Samples.VALID);
    assertThat(editor.report(URI)).isEmpty();
  }

  @Test
  void saysWhatIsWrongWhileTheTextChanges() {
    editor.write(URI, "node a, b # \uD83D\uDE00\nlink a -- b { delai 10ms }\n");
    Diagnostic syntax = editor.report(URI).get(0);
    assertThat(syntax.getMessage()).contains("'delai'").contains("did you mean 'delay'?");
    assertThat(syntax.getSeverity()).isEqualTo(DiagnosticSeverity.Error);
    assertThat(syntax.getSource()).isEqualTo("lockstep");
    assertThat(syntax.getCode().getLeft()).isEqualTo("unknown-statement");
    assertThat(syntax.getRange()).isEqualTo(new Range(new Position(1, 14), new Position(1, 19)));

    editor.write(URI, "node alice, b\nlink alise -- b\n");
    Diagnostic semantic = editor.report(URI).get(0);
    assertThat(semantic.getMessage()).contains("alise").contains("did you mean 'alice'?");

    editor.write(URI, "node alice, b\nlink alice -- b\n");
    assertThat(editor.report(URI)).isEmpty();
  }

  @Test
  void countsInUtf16() {
    editor.write(URI, "scenario \"\uD83D\uDE00\"; nod a\n");
    Diagnostic diagnostic = editor.report(URI).get(0);
    assertThat(diagnostic.getRange().getStart()).isEqualTo(new Position(0, 15));
  }

  @Test
  void forgetsWhatIsClosed() {
    editor.write(URI, "nod a\n");
    assertThat(editor.report(URI)).isNotEmpty();
    editor.close(URI);
    assertThat(editor.report(URI)).isEmpty();
  }

  @Test
  void fixesWhatHasANearMatch() {
    String text = "node alice, b\nlink l = alise.eth0 -- b { rate 5mbit }\n";
    editor.write(URI, text);
    List<Diagnostic> diagnostics = editor.report(URI);
    List<CodeAction> actions =
        Editor.get(
                editor
                    .texts()
                    .codeAction(
                        new CodeActionParams(
                            TEXT,
                            diagnostics.get(0).getRange(),
                            new CodeActionContext(diagnostics))))
            .stream()
            .map(action -> action.getRight())
            .toList();
    assertThat(actions).hasSize(1);
    assertThat(actions.get(0).getTitle()).isEqualTo("Replace 'alise' by 'alice'");
    assertThat(Edits.apply(text, actions.get(0).getEdit().getChanges().get(URI)))
        .isEqualTo(text.replace("alise", "alice"));
  }

  @Test
  void formatsWithFewEdits() {
    String text = "node a\nnode   b\nlink a -- b {delay 10ms}\n";
    editor.write(URI, text);
    List<? extends TextEdit> edits =
        Editor.get(
            editor
                .texts()
                .formatting(new DocumentFormattingParams(TEXT, new FormattingOptions(2, true))));
    assertThat(Edits.apply(text, edits))
        .contains("node b\n")
        .contains("link a -- b { delay 10ms }");
    assertThat(edits).allMatch(edit -> edit.getRange().getStart().getLine() > 0);
    editor.write(URI, "node   a {\n");
    assertThat(
            Editor.get(
                editor
                    .texts()
                    .formatting(
                        new DocumentFormattingParams(TEXT, new FormattingOptions(2, true)))))
        .isEmpty();
  }

  @Test
  void outlinesAndFolds() {
    String text =
        """
        # one
        # two
        topology t(n) {
          node left[1..n]
        }
        use d = t(3)
        flow f = tcp d.left[1] -> d.left[2]:80 {
          send 1MB
        }
        """;
    editor.write(URI, text);
    String outline =
        Editor.get(editor.texts().documentSymbol(new DocumentSymbolParams(TEXT))).stream()
            .map(symbol -> symbol.getRight())
            .map(
                symbol ->
                    symbol.getName()
                        + symbol.getChildren().stream()
                            .map(child -> child.getName())
                            .collect(Collectors.toList()))
            .collect(Collectors.joining(" "));
    assertThat(outline).isEqualTo("t[left] d[] f[]");
    assertThat(
            Editor.get(editor.texts().foldingRange(new FoldingRangeRequestParams(TEXT))).stream()
                .map(range -> range.getStartLine() + "-" + range.getEndLine()))
        .containsExactly("2-3", "6-7", "0-1");
  }

  @Test
  void coloursNames() {
    editor.write(URI, "node a\nset a { memory 8MiB }\n");
    assertThat(
            Editor.get(editor.texts().semanticTokensFull(new SemanticTokensParams(TEXT)))
                .getData())
        .containsExactly(0, 5, 1, 2, 1, 1, 4, 1, 2, 0);
  }

  @Test
  void outlivesNonsense() {
    for (String text :
        List.of(
            "", "\u0000", "{".repeat(5000), "${${${", "\"", "node a[", "}}}}", "\r\r\n\n\r",
            "use x = x()\ntopology x() { use y = x() }\nexpect x.y.y.y",
            "use x()\ntopology x() { use x() }\nexpect z",
            "include \"one.scn\"", "f" + "a".repeat(200_000) + "::1")) {
      editor.write(URI, text);
      Editor.get(editor.texts().hover(new HoverParams(TEXT, new Position(7, 7))));
      Editor.get(editor.texts().hover(new HoverParams(TEXT, new Position(0, 0))));
      Editor.get(editor.texts().definition(new DefinitionParams(TEXT, new Position(2, 8))));
      Editor.get(editor.texts().documentSymbol(new DocumentSymbolParams(TEXT)));
    }
    editor.write(URI, "nod a\n");
    List<Diagnostic> last = editor.report(URI);
    while (last.isEmpty() || !last.get(0).getMessage().contains("'nod'")) {
      last = editor.report(URI);
    }
  }

  @Test
  void tellsWhatItCanDo() {
    assertThat(editor.initialized().getServerInfo().getName()).isEqualTo("lockstep");
    assertThat(editor.initialized().getCapabilities().getHoverProvider().getLeft()).isTrue();
  }

  @Test
  void followsIncludesThroughUnsavedTexts() throws IOException {
    String library = "topology pair(n) {\n  node left, right\n  link w = left -- right\n}\n";
    String main = "include \"lib.scn\"\nuse d = pair(1)\nping d.left -> d.right\n";
    Files.writeString(folder.resolve("lib.scn"), "nonsense\n");
    Files.writeString(folder.resolve("main.scn"), main);
    String libraryUri = folder.resolve("lib.scn").toUri().toString();
    String mainUri = folder.resolve("main.scn").toUri().toString();
    editor.write(mainUri, main);
    assertThat(editor.report(libraryUri)).as("errors of a file that is not open").isNotEmpty();
    editor.write(libraryUri, library);
    assertThat(editor.report(libraryUri)).isEmpty();

    TextDocumentIdentifier lib = new TextDocumentIdentifier(libraryUri);
    Position left = new Position(1, 8);
    assertThat(
            Editor.get(
                editor
                    .texts()
                    .definition(
                        new DefinitionParams(
                            new TextDocumentIdentifier(mainUri), new Position(2, 8))))
                .getLeft())
        .allMatch(location -> location.getUri().equals(libraryUri))
        .hasSize(1);
    Map<String, List<TextEdit>> edits =
        Editor.get(editor.texts().rename(new RenameParams(lib, left, "west"))).getChanges();
    assertThat(Edits.apply(main, edits.get(mainUri))).isEqualTo(main.replace("left", "west"));
    assertThat(Edits.apply(library, edits.get(libraryUri)))
        .isEqualTo(library.replace("left", "west"));
  }

  @Test
  void checksYaml() throws IOException {
    String uri = folder.resolve("a.scn.yaml").toUri().toString();
    editor.write(uri, "# \uD83D\uDE00\n- node: a, b\n- link: a -- b\n  with: { dely: 5ms }\n");
    Diagnostic wrong = editor.report(uri).get(0);
    assertThat(wrong.getMessage()).contains("'dely'").contains("'delay'");
    assertThat(wrong.getRange()).isEqualTo(new Range(new Position(3, 10), new Position(3, 14)));

    String valid =
        """
        - node: alice, bob
          with:
            sysctl: { net.ipv4.ip_forward: 1 }
        - link: alice -- bob
        """;
    editor.write(uri, valid);
    assertThat(editor.report(uri)).isEmpty();
    TextDocumentIdentifier id = new TextDocumentIdentifier(uri);
    Position use = new Position(3, 17);
    assertThat(
            Edits.text(
                valid,
                Editor.get(editor.texts().definition(new DefinitionParams(id, use)))
                    .getLeft()
                    .get(0)
                    .getRange()))
        .isEqualTo("bob");
    List<TextEdit> edits =
        Editor.get(editor.texts().rename(new RenameParams(id, use, "carol")))
            .getChanges()
            .get(uri);
    assertThat(Edits.apply(valid, edits)).isEqualTo(valid.replace("bob", "carol"));
    assertThat(hover(id, use)).contains("**node** `bob`");
    assertThat(hover(id, new Position(0, 3))).contains("node");
    assertThat(hover(id, new Position(2, 20))).isNotEmpty();
    assertThat(hover(id, new Position(3, 15))).isEmpty();
  }

  private String hover(TextDocumentIdentifier text, Position position) {
    Hover hover = Editor.get(editor.texts().hover(new HoverParams(text, position)));
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }
}
