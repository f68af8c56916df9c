package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.grammar.ast.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** include: where files are found, what goes wrong. */
class ScenarioLoaderTest {
  private final Map<Path, String> texts = new HashMap<>();

  private ScenarioLoaderTest file(String path, String text) {
    texts.put(Path.of(path), text);
    return this;
  }

  private LoadResult load(String main, String... searchPath) {
    return Scenarios.load(
        Path.of(main),
        List.of(searchPath).stream().map(Path::of).toList(),
        path -> Optional.ofNullable(texts.get(path)));
  }

  private List<String> messages(String main, String... searchPath) {
    return load(main, searchPath).diagnostics().stream().map(Diagnostic::headline).toList();
  }

  @Test
  void aDirectory(@TempDir Path directory) throws IOException {
    Files.createDirectory(directory.resolve("lib"));
    Path main = Files.writeString(directory.resolve("main.scn"), "include \"lib\"\n");
    assertThat(Scenarios.load(main, List.of()).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("'lib' is a directory; expected a scenario file");
  }

  @Test
  void theDirectoryOfTheIncludingFileComesBeforeTheSearchPath() {
    file("dir/main.scn", "include \"lib/a.scn\"\ninclude \"c.scn\"\n")
        .file("dir/lib/a.scn", "include \"b.scn\"\n")
        .file("dir/lib/b.scn", "let near = 1\n")
        .file("else/b.scn", "let far = 1\n")
        .file("more/c.scn", "let c = 1\n");
    LoadResult result = load("dir/main.scn", "else", "more");
    assertThat(result.isValid()).isTrue();
    assertThat(result.files())
        .extracting(file -> file.span().file())
        .containsExactly("dir/main.scn", "dir/lib/a.scn", "dir/lib/b.scn", "more/c.scn");
  }

  @Test
  void eachFileIsReadOnce() {
    file("main.scn", "include \"a.scn\"\ninclude \"./b.scn\"\n")
        .file("a.scn", "include \"b.scn\"\n")
        .file("b.scn", "let b = 1\n");
    LoadResult result = load("main.scn");
    assertThat(result.includes()).hasSize(3);
    List<ScenarioFile> trees = List.copyOf(result.includes().values());
    assertThat(trees.get(1)).isSameAs(trees.get(2));
    assertThat(result.files()).hasSize(3);
  }

  @Test
  void mistakesNameTheFileTheyAreIn() {
    file("main.scn", "include \"a.scn\"\nnod x\n").file("a.scn", "\nlink a -\nseed 7\n");
    assertThat(messages("main.scn"))
        .hasSize(3)
        .anySatisfy(m -> assertThat(m).startsWith("main.scn:2:1: error: "))
        .anySatisfy(m -> assertThat(m).startsWith("a.scn:2:"))
        .contains(
            "a.scn:3:1: error: 'seed' can only stand in the main file, this one is included");
  }

  @Test
  void circles() {
    file("main.scn", "include \"a.scn\"\n")
        .file("a.scn", "include \"b.scn\"\n")
        .file("b.scn", "include \"a.scn\"\n")
        .file("self.scn", "include \"self.scn\"\n");
    assertThat(messages("main.scn"))
        .containsExactly(
            "b.scn:1:9: error: this file includes itself: a.scn -> b.scn -> a.scn");
    assertThat(messages("self.scn"))
        .containsExactly("self.scn:1:9: error: this file includes itself: self.scn -> self.scn");
  }

  @Test
  void depthHasALimit() {
    for (int i = 0; i < 60; i++) {
      file(i + ".scn", "include \"" + (i + 1) + ".scn\"\n");
    }
    assertThat(messages("0.scn"))
        .containsExactly("50.scn:1:9: error: files include each other more than 50 deep");
  }

  @Test
  void missingFiles(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("topologies"));
    Files.writeString(directory.resolve("topologies/dumbbell.scn"), "let x = 1\n");
    Path main = directory.resolve("main.scn");
    Files.writeString(main, "include \"topologies/dumbell.scn\"\ninclude \"\"\n");
    LoadResult result = Scenarios.load(main, List.of(Path.of("lib")));
    assertThat(result.diagnostics())
        .extracting(Diagnostic::headline)
        .containsExactly(
            main + ":1:9: error: there is no file 'topologies/dumbell.scn'; did you mean"
                + " 'topologies/dumbbell.scn'?",
            main + ":2:9: error: expected the path of a file, found an empty text");
    assertThat(result.diagnostics().get(0).hints())
        .containsExactly("searched in " + directory + ", lib");
  }

  @Test
  void oddPaths() {
    file("main.scn", "include \"/\"\ninclude \"..\"\ninclude \"a\\nb\"\ninclude \"x\ty\"\n");
    assertThat(messages("main.scn"))
        .containsExactly(
            "main.scn:1:9: error: '/' is a directory; expected a scenario file",
            "main.scn:2:9: error: '..' is a directory; expected a scenario file",
            "main.scn:3:9: error: there is no file 'a\ufffdb'",
            "main.scn:4:9: error: there is no file 'x\ufffdy'");
    file("long.scn", "include \"" + "a".repeat(5000) + "\"\n");
    assertThat(messages("long.scn"))
        .containsExactly(
            "long.scn:1:9: error: there is no file '" + "a".repeat(40) + "\u2026'");
  }

  @Test
  void countsWhatIsNotShown() {
    file("main.scn", "include \"a.scn\"\n" + "nod\n".repeat(18));
    file("a.scn", "nod\n".repeat(5));
    List<Diagnostic> all = load("main.scn").diagnostics();
    assertThat(all).hasSize(20);
    assertThat(all.get(19).hints()).containsExactly("3 more errors are not shown");
  }

  @Test
  void anUnreadableMainFile() {
    assertThat(messages("nowhere.scn"))
        .containsExactly("nowhere.scn:1:1: error: there is no such file");
    assertThat(load("nowhere.scn").files()).isEmpty();
  }
}
