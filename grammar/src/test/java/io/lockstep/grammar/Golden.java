package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.TestInfo;

/**
 * Compares with a baseline file named by the test. To accept what is printed now: {@code mvn -pl
 * grammar test -Dlockstep.golden.update=true}.
 */
final class Golden {
  private static final boolean UPDATE = Boolean.getBoolean("lockstep.golden.update");
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  static void check(TestInfo test, String actual) {
    check(test, "", actual);
  }

  /** With a part of the test that has a file of its own. */
  static void check(TestInfo test, String part, String actual) {
    String name =
        test.getTestClass().orElseThrow().getSimpleName()
            + "."
            + test.getTestMethod().orElseThrow().getName()
            + (part.isEmpty() ? "" : "." + part)
            + ".txt";
    Path file = DIRECTORY.resolve(name);
    try {
      if (UPDATE) {
        Files.createDirectories(DIRECTORY);
        Files.writeString(file, actual);
      }
      assertThat(file).as("baseline; -Dlockstep.golden.update=true writes it").exists();
      assertThat(actual)
          .as("%s; -Dlockstep.golden.update=true accepts the new text", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
