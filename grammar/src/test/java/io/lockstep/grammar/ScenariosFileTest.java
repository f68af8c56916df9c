package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosFileTest {
  @TempDir Path directory;

  @Test
  void readsAFile() throws IOException {
    String text = "\uFEFFnode a, b\r\nlink a -- b\r\n";
    ParseResult result = parse(text.getBytes(StandardCharsets.UTF_8));
    assertThat(result.isValid()).isTrue();
    assertThat(result.ast().orElseThrow().statements()).hasSize(2);
    assertThat(result.ast().orElseThrow().statements().get(1).span().line()).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNoScenario() throws IOException {
    assertThat(only(Scenarios.parse(directory.resolve("none.scn"))))
        .isEqualTo("1:1: error: there is no such file");
    assertThat(only(Scenarios.parse(directory)))
        .isEqualTo("1:1: error: this is a directory; expected a scenario file");
    assertThat(only(parse(new byte[0])))
        .isEqualTo("1:1: error: the file is empty; expected a scenario");
    assertThat(only(parse("# nothing\n".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("1:1: error: the file has no statements; expected a scenario");
    assertThat(only(parse(new byte[] {'n', 'o', 0, 'd', 'e'})))
        .isEqualTo("1:1: error: this is not a text file, it holds a NUL; expected a scenario");
    assertThat(only(parse(new byte[] {(byte) 0xff, (byte) 0xfe, 'a'})))
        .isEqualTo("1:1: error: this is not a text file in UTF-8; expected a scenario");
    assertThat(only(parse(new byte[Scenarios.MAX_BYTES + 1])))
        .isEqualTo("1:1: error: the file is larger than 4 MiB; expected a scenario");
    assertThat(only(Scenarios.parse(Path.of("/proc/self/mem")))).contains("cannot be read");
  }

  @Test
  void columnsCountCharacters() {
    ParseResult result = Scenarios.parse("x", "let x = \"\ud83d\ude00\" nod");
    assertThat(result.diagnostics().get(0).span().column()).isEqualTo(13);
  }

  @Test
  void refusesOddPaths() {
    assertThat(only(Scenarios.parse(Path.of(""))))
        .isEqualTo("1:1: error: this is a directory; expected a scenario file");
    assertThat(Scenarios.parse(Path.of("")).diagnostics().get(0).span().file()).isEqualTo(".");
    assertThat(only(Scenarios.parse(Path.of("/dev/zero")))).contains("larger than 4 MiB");
    assertThat(only(Scenarios.parse(Path.of("x".repeat(5000))))).contains("cannot be read");
  }

  @Test
  void refusesHalvesOfCharacters() {
    for (String name : List.of("x.scn", "x.scn.yaml")) {
      for (String half : List.of("\ud83d", "\ude00", "\ud83d\ud83d\ude00")) {
        assertThat(only(Scenarios.parse(name, "scenario \"\ud83d\ude00\" # " + half)))
            .startsWith("1:16: error: this is not valid Unicode, it holds half a character (U+D");
      }
    }
  }

  @Test
  void refusesHugeTexts() {
    String huge = "node a\n".repeat(100_000_000 / 7);
    for (String name : List.of("x.scn", "x.scn.yaml")) {
      assertThat(only(Scenarios.parse(name, huge))).contains("larger than 4 MiB");
    }
  }

  @Test
  void parsesManyLines() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append("link hub -- h[").append(i).append("] { delay 1ms; toward hub { loss 1% } }\n");
    }
    ParseResult result = Scenarios.parse("long.scn", text.toString());
    assertThat(result.isValid()).isTrue();
    assertThat(result.ast().orElseThrow().statements()).hasSize(5000);
  }

  private ParseResult parse(byte[] bytes) throws IOException {
    return Scenarios.parse(Files.write(directory.resolve("test.scn"), bytes));
  }

  private static String only(ParseResult result) {
    assertThat(result.diagnostics()).hasSize(1);
    Diagnostic diagnostic = result.diagnostics().get(0);
    return diagnostic.headline().substring(diagnostic.span().file().length() + 1);
  }
}
