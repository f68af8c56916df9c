package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.Engine;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.vocabulary.Keyword;
import io.lockstep.grammar.vocabulary.Keywords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wrong uses of every statement and setting, and exactly what is said about them; no kernel
 * boots. They stand in {@code src/test/resources/wrong}; {@code -Dlockstep.golden.update=true}
 * writes there what is said now.
 */
class WrongUsesTest {
  private static final Path TABLES = Path.of("src", "test", "resources", "wrong");
  private static final boolean UPDATE = Boolean.getBoolean("lockstep.golden.update");

  /** Whatever else is in the user's cache. */
  private final Engine engine = Engine.knowing(List.of("linux-6.1", "linux-6.12"));

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicNode> messages() throws IOException {
    return tables().stream().map(this::container);
  }

  private static List<Path> tables() throws IOException {
    try (Stream<Path> files = Files.list(TABLES)) {
      return files.sorted().toList();
    }
  }

  private DynamicNode container(Path table) {
    try {
      List<WrongUse> uses = WrongUse.read(table);
      if (UPDATE) {
        Files.writeString(table, WrongUse.rewritten(table, uses.stream().map(this::said).toList()));
        uses = WrongUse.read(table);
      }
      return DynamicContainer.dynamicContainer(
          table.getFileName().toString(),
          uses.stream().map(use -> DynamicTest.dynamicTest(use.toString(), () -> check(use))));
    } catch (IOException e) {
      throw new AssertionError(table.toString(), e);
    }
  }

  private void check(WrongUse use) {
    assertThat(said(use)).as("%s", use.scenario()).isNotEmpty().isEqualTo(use.messages());
  }

  private String said(WrongUse use) {
    use.files().forEach((name, text) -> Lab.write(directory, name, text));
    Path file = Lab.write(directory, "main.scn", use.scenario());
    return engine.check(file).stream()
        .map(diagnostic -> shown(diagnostic, file))
        .collect(Collectors.joining())
        .replace(directory + "/", "")
        .replace(directory.toString(), ".");
  }

  private static String shown(Diagnostic diagnostic, Path main) {
    Span span = diagnostic.span();
    Path file = Path.of(span.file());
    StringBuilder shown = new StringBuilder();
    if (!file.equals(main)) {
      shown.append(file.getFileName()).append(':');
    }
    shown.append(span.line()).append(':').append(span.column()).append(": ");
    shown.append(diagnostic.severity().word()).append(": ").append(diagnostic.message());
    shown.append('\n');
    diagnostic.hints().forEach(hint -> shown.append("  ").append(hint).append('\n'));
    return shown.toString();
  }

  @Test
  void everyStatementAndSettingIsThere() throws IOException {
    List<String> used = new ArrayList<>();
    for (Path table : tables()) {
      WrongUse.read(table).forEach(use -> used.add(use.statement().split(" ")[0]));
    }
    Set<String> few = new TreeSet<>();
    for (Keyword keyword : Keywords.openers()) {
      if (used.stream().filter(keyword.word()::equals).count() < 3) {
        few.add(keyword.word());
      }
    }
    assertThat(few).as("words with less than three wrong uses").isEmpty();
  }
}
