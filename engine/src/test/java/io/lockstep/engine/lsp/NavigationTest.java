package io.lockstep.engine.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an editor finds names, and how it renames; {@code |} marks the cursor. */
class NavigationTest extends EditorSession {
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
                    + Edits.text(at.text(), location.getRange()))
        .toList();
  }

  @Test
  void findsEveryUseOfAName() {
    assertThat(references(Samples.VALID.replaceFirst("h\\[1", "|h[1")))
        .containsExactly("4:5 h", "7:24 h", "8:14 h");
    assertThat(references(Samples.VALID.replaceFirst("n = 2", "|n = 2")))
        .containsExactly("1:6 n", "4:10 n", "6:12 n", "10:33 n");
    assertThat(references(Samples.VALID.replaceFirst("host \\{", "|host {")))
        .containsExactly("2:8 host", "4:15 host");
    assertThat(references(Samples.VALID.replaceFirst("old =", "|old ="))).hasSize(2);
    assertThat(references(Samples.VALID.replaceFirst("wire\\[i", "|wire[i"))).hasSize(2);
    assertThat(references(Samples.VALID.replaceFirst("rtt /", "|rtt /")))
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
    Marked at = Marked.of(Samples.VALID.replaceFirst("rtt /", "r|tt /"));
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
    assertThat(Edits.text(at.text(), range)).isNotBlank();
    return Edits.apply(
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
    assertThatThrownBy(() -> rename(Samples.VALID.replaceFirst("h\\[1", "|h[1"), name))
        .hasMessageContaining(reason);
  }

  @Test
  void refusesToRenameWhatItDoesNotKnow() {
    assertThatThrownBy(() -> rename("node a\nfoo |bar\n", "b"))
        .hasMessageContaining("no name here");
    assertThatThrownBy(() -> rename("node |a\nfoo bar\n", "b"))
        .hasMessageContaining("errors in this file");
  }
}
