package io.lockstep.engine.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an editor sees; {@code |} marks the cursor. */
class ServerTest {
  private static final String URI = "untitled:one.scn";
  private static final TextDocumentIdentifier TEXT = new TextDocumentIdentifier(URI);
  private static final String VALID =
      """
      let rtt = 40ms
      param n = 2, 3
      profile host { sysctl net.ipv4.tcp_sack = 0 }
      kernel old = linux-6.1
      node h[1..n] : host
      node hub { kernel old }
      for i in 1..n {
        link wire[i] = hub.up${i} -- h[i] { delay rtt / 2; rate 10mbit }
        ping p[i] = h[i] -> hub { count 3 }
      }
      expect sum(p[*].received) == 3 * n
      expect packet on wire[1] where icmp.type == 8
      """
          .replace("hub.up${i}", "hub");

  @TempDir Path folder;
  private Editor editor;

  @BeforeEach
  void open() throws IOException {
    editor = new Editor(folder);
  }

  @AfterEach
  void close() throws IOException {
    editor.close();
  }

  private static String text(String source, Range range) {
    LineMap lines = new LineMap(source);
    return source.substring(lines.offset(range.getStart()), lines.offset(range.getEnd()));
  }

  private static String apply(String source, List<? extends TextEdit> edits) {
    LineMap lines = new LineMap(source);
    List<TextEdit> last = new ArrayList<>(edits);
    last.sort(Comparator.comparingInt(edit -> -lines.offset(edit.getRange().getStart())));
    StringBuilder text = new StringBuilder(source);
    for (TextEdit edit : last) {
      text.replace(
          lines.offset(edit.getRange().getStart()),
          lines.offset(edit.getRange().getEnd()),
          edit.getNewText());
    }
    return text.toString();
  }

  @Test
  void saysNothingAboutAValidScenario() {
    editor.write(URI, VALID);
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
    assertThat(apply(text, actions.get(0).getEdit().getChanges().get(URI)))
        .isEqualTo(text.replace("alise", "alice"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "|node a => one Linux kernel",
        "link a -- b { del|ay 20ms } => Propagation delay",
        "link a -- b { delay 20|ms } => 20,000,000 ns",
        "link a -- b { rate 1.5m|bit } => 1,500,000 bit/s",
        "link a -- b { queue 64 pack|ets } => 64 packets",
        "link a -- b { loss 0.5|% } => 0.005 of 1",
        "flow x = udp a -> b:1 { ra|te 5mbit } => Of the payload",
        "flow x = udp a -> b:1 { ra|te 5mbit } => Needed",
        "node a { sysctl net.ipv4.tcp_s|ack = 1 } => selective acknowledgements",
        "node a { sysctl net.ipv4.conf.eth0.rp_|filter = 1 } => source address",
        "expect a.sysctl(\"net.ipv4.ip_|forward\") == 1 => forwards IPv4",
        "expect packet on w where tcp.r|st => connection is reset",
        "expect packet on w where icmp6.ty|pe == 135 => neighbour solicitation",
        "node a { interface eth0 { qdisc fq_co|del } } => fq_codel",
        "node a { device br0 = bri|dge } => Ethernet bridge",
        "node a { device br0 = bridge { st|p off } } => spanning tree",
        "node a { interface eth0 { offl|oad tso } } => checksum",
        "route a default vi|a 10.0.0.1 => gateway",
        "flow bulk = tcp a -> b:1; expect bulk.good|put > 1mbit => per second",
        "ping p = a -> b; expect p.rtt.m|in > 1ms => least round-trip",
        "let x = subn|et(10.0.0.0/8, 24, 3) => greater length",
        "expect x b|y 3s => latest time",
        "at 5s { dow|n wire } => lose carrier",
        "let r = 4ms; link a -- b { delay |r } => let r = 4ms",
      })
  void explains(String line, String expected) {
    Marked marked = Marked.of(line.replace(";", "\n"));
    editor.write(URI, marked.text());
    Hover hover = Editor.get(editor.texts().hover(new HoverParams(TEXT, marked.position())));
    assertThat(hover).as(line).isNotNull();
    assertThat(hover.getContents().getRight().getValue()).contains(expected);
  }

  @Test
  void explainsWhatNodesBecome() {
    editor.write(URI, VALID);
    editor.report(URI);
    Position at = Marked.of(VALID.replaceFirst("h\\[1", "|h[1")).position();
    String text =
        Editor.get(editor.texts().hover(new HoverParams(TEXT, at)))
            .getContents()
            .getRight()
            .getValue();
    assertThat(text).contains("2 nodes, `h[1]` to `h[2]`").contains("eth0 198.1");
  }

  private List<String> references(String marked) {
    Marked at = Marked.of(marked);
    editor.write(URI, at.text());
    List<? extends Location> found =
        Editor.get(
            editor
                .texts()
                .references(
                    new ReferenceParams(TEXT, at.position(), new ReferenceContext(true))));
    return found.stream()
        .map(
            location ->
                location.getRange().getStart().getLine()
                    + ":"
                    + location.getRange().getStart().getCharacter()
                    + " "
                    + text(at.text(), location.getRange()))
        .toList();
  }

  @Test
  void findsEveryUseOfAName() {
    assertThat(references(VALID.replaceFirst("h\\[1", "|h[1")))
        .containsExactly("4:5 h", "7:24 h", "8:14 h");
    assertThat(references(VALID.replaceFirst("n = 2", "|n = 2")))
        .containsExactly("1:6 n", "4:10 n", "6:12 n", "10:33 n");
    assertThat(references(VALID.replaceFirst("host \\{", "|host {")))
        .containsExactly("2:8 host", "4:15 host");
    assertThat(references(VALID.replaceFirst("old =", "|old ="))).hasSize(2);
    assertThat(references(VALID.replaceFirst("wire\\[i", "|wire[i"))).hasSize(2);
    assertThat(references(VALID.replaceFirst("rtt /", "|rtt /")))
        .containsExactly("0:4 rtt", "7:37 rtt");
  }

  @Test
  void findsNamesInAllStatements() {
    String text =
        """
        topology t(n, speed = 10mbit) {
          node left[1..n]
          link w = left[1] -- left[2] { rate speed }
        }
        use d = t(3, speed = 5mbit)
        node hub, spoke { interface eth0 { qdisc fq } }
        group all = hub, spoke
        lan office = all
        link up = hub -- d.left[1]
        route hub default via 10.0.0.1 dev eth0
        flow bulk = tcp hub -> spoke:80 { send 1MB }
        flow next = tcp hub -> spoke:81 { send 1MB; start after bulk + 1s }
        after bulk and next { down office, d.w; set hub { sysctl net.ipv4.tcp_sack = 0 } }
        at 3s { start next; reboot hub }
        when bulk.received > 1kB { stop next }
        if len(all) > 1 { expect bulk.completed }
        for x in all { expect x.counter("TcpInSegs") >= 0 }
        expect no packet on d.w where tcp.rst
        """
            .replace("1kB", "1KB");
    assertThat(references(text.replaceFirst("hub, spoke \\{", "|hub, spoke {"))).hasSize(8);
    assertThat(references(text.replaceFirst("bulk =", "|bulk ="))).hasSize(5);
    assertThat(references(text.replaceFirst("next =", "|next ="))).hasSize(4);
    assertThat(references(text.replaceFirst("w = left", "|w = left"))).hasSize(3);
    assertThat(references(text.replaceFirst("left\\[1..n", "|left[1..n"))).hasSize(4);
    assertThat(references(text.replaceFirst("speed = 10", "|speed = 10"))).hasSize(3);
    assertThat(references(text.replaceFirst("all =", "|all ="))).hasSize(4);
    assertThat(references(text.replaceFirst("office =", "|office ="))).hasSize(2);
    assertThat(references(text.replaceFirst("d = t", "|d = t"))).hasSize(4);
    assertThat(references(text.replaceFirst("t\\(n,", "|t(n,"))).hasSize(2);
    assertThat(references(text.replaceFirst("x in", "|x in"))).hasSize(2);
  }

  @Test
  void goesToTheDefinition() {
    Marked at = Marked.of(VALID.replaceFirst("rtt /", "r|tt /"));
    editor.write(URI, at.text());
    Location location =
        Editor.get(editor.texts().definition(new DefinitionParams(TEXT, at.position())))
            .getLeft()
            .get(0);
    assertThat(location.getRange().getStart()).isEqualTo(new Position(0, 4));
    assertThat(
            Editor.get(
                editor
                    .texts()
                    .documentHighlight(new DocumentHighlightParams(TEXT, at.position()))))
        .hasSize(2);
  }

  private String rename(String marked, String name) {
    Marked at = Marked.of(marked);
    editor.write(URI, at.text());
    Range range =
        Editor.get(
                editor.texts().prepareRename(new PrepareRenameParams(TEXT, at.position())))
            .getFirst();
    assertThat(text(at.text(), range)).isNotBlank();
    return apply(
        at.text(),
        Editor.get(editor.texts().rename(new RenameParams(TEXT, at.position(), name)))
            .getChanges()
            .get(URI));
  }

  @Test
  void renamesWithIndicesAndInterpolations() {
    String text =
        """
        let cc = cubic
        node h[1..2] { sysctl net.ipv4.tcp_congestion_control = ${cc} }
        set h[1] { file "/x" = "is ${cc}" }
        link w = h[1] -- h[2]
        """;
    assertThat(rename(text.replaceFirst("cc =", "|cc ="), "control"))
        .isEqualTo(
            text.replace("let cc", "let control").replace("${cc}", "${control}"));
    assertThat(rename(text.replaceFirst("-- h", "-- |h"), "left"))
        .isEqualTo(text.replace("h[", "left["));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "2x => '2x' is no name",
        "a-b => 'a-b' is no name",
        "and => no reserved word",
        "hub => 'hub' is already the name of a node",
        "rtt => 'rtt' is already the name of a variable",
      })
  void refusesBadNames(String name, String reason) {
    assertThatThrownBy(() -> rename(VALID.replaceFirst("h\\[1", "|h[1"), name))
        .hasMessageContaining(reason);
  }

  @Test
  void refusesToRenameWhatItDoesNotKnow() {
    assertThatThrownBy(() -> rename("node a\nfoo |bar\n", "b"))
        .hasMessageContaining("no name here");
    assertThatThrownBy(() -> rename("node |a\nfoo bar\n", "b"))
        .hasMessageContaining("errors in this file");
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
    assertThat(apply(text, edits)).contains("node b\n").contains("link a -- b { delay 10ms }");
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
    assertThat(apply(main, edits.get(mainUri))).isEqualTo(main.replace("left", "west"));
    assertThat(apply(library, edits.get(libraryUri))).isEqualTo(library.replace("left", "west"));
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
            text(
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
    assertThat(apply(valid, edits)).isEqualTo(valid.replace("bob", "carol"));
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
