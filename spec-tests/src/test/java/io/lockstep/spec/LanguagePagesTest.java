package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the language's pages run, and what they expect comes true. */
class LanguagePagesTest {
  private static final Path DOCS = Program.property("lockstep.docs", "../docs");
  private static final List<String> PAGES = List.of("language.md", "cheatsheet.md");

  @TempDir Path directory;

  private static List<Fence> fences(String page) throws IOException {
    return Fence.of(page, Files.readString(DOCS.resolve(page)), "scn");
  }

  static Stream<Fence> examples() throws IOException {
    List<Fence> all = new ArrayList<>();
    for (String page : PAGES) {
      all.addAll(fences(page));
    }
    return all.stream()
        .filter(fence -> fence.file().isEmpty() && !fence.has("programs"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void runs(Fence example) throws IOException {
    String text = example.text();
    for (Fence other : fences(example.page())) {
      if (other.file().isPresent()) {
        Path file = directory.resolve(other.file().get());
        Lab.write(file.getParent(), file.getFileName().toString(), other.text());
      } else if (other.has("prelude") && example.has("fragment")) {
        text = other.text() + text;
      }
    }
    Path file = Lab.write(directory, "example.scn", text);
    Lab.Run run = Lab.runFile(file, directory.resolve("out"), options -> options);
    assertThat(run.exitCode()).as("%s\n%s", text, run.console()).isEqualTo(ExitCode.MET);
  }
}
