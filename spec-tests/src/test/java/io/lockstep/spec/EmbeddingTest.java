package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other tools use the parser with nothing but its jar and what that depends on. */
class EmbeddingTest {
  private static final Path EXAMPLES = Program.property("lockstep.examples", "../examples");

  /** Guava brings the last three, which hold annotations and one tiny class. */
  private static final List<String> JARS =
      List.of(
          "lockstep-grammar",
          "antlr4-runtime",
          "guava",
          "snakeyaml",
          "failureaccess",
          "jsr305",
          "error_prone_annotations");

  @TempDir Path directory;

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                entry.contains("/grammar/target/classes")
                    || JARS.stream().anyMatch(new File(entry).getName()::startsWith))
        .filter(entry -> !entry.contains("listenablefuture"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void theExampleProgramNeedsNothingElse() throws IOException, InterruptedException {
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                complaints,
                complaints,
                "-cp",
                classPath(),
                "-d",
                directory.toString(),
                EXAMPLES.resolve("embedding/Outline.java").toString());
    assertThat(compiled).as(complaints.toString(StandardCharsets.UTF_8)).isZero();

    Lab.write(directory, "bad.scn", "node a, b\nlnik a -- b\n");
    assertThat(outline("../examples/link-flap.scn"))
        .contains(":4:1 nodes a, b\n", ":5:1 link a to b\n");
    assertThat(outline(directory.resolve("bad.scn").toString()))
        .contains("bad.scn:2:1: error: unknown statement 'lnik'; did you mean 'link'?")
        .doesNotContain("nodes");
  }

  private String outline(String file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + File.pathSeparator + classPath(),
                "Outline",
                file)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
