package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What protocols are to do, each statement with its source, on each kernel: the scenarios in {@code
 * spec-tests/protocols}.
 *
 * <p>The first line of each is {@code # source: RFC, section or file of the kernel}. A line {@code #
 * kernels: linux-6.12} limits it to these kernels, and says why behind a semicolon; {@code #
 * packages: iproute2} names the Debian packages of the programs that it runs. A single one, or those
 * of a directory, run with {@code -Dlockstep.protocols=tcp/}.
 */
class ProtocolsTest {
  static final Path PROTOCOLS = Program.property("lockstep.protocols.directory", "protocols");
  private static final List<String> KERNELS = List.of("linux-6.1", "linux-6.12");

  @TempDir Path directory;

  static List<Arguments> scenarios() throws IOException {
    String only = System.getProperty("lockstep.protocols", "");
    try (Stream<Path> files = Files.walk(PROTOCOLS)) {
      return files
          .map(file -> PROTOCOLS.relativize(file).toString())
          .filter(name -> name.endsWith(".scn") && name.contains(only))
          .sorted()
          .flatMap(name -> kernels(name).map(kernel -> Arguments.of(name, kernel)))
          .toList();
    }
  }

  private static Stream<String> kernels(String name) {
    String text = Lab.text(PROTOCOLS.resolve(name));
    return text.lines()
        .filter(line -> line.startsWith("# kernels: "))
        .findFirst()
        .map(line -> line.substring("# kernels: ".length()))
        .map(list -> Splitter.on(';').splitToList(list).get(0).trim())
        .map(list -> Splitter.on(' ').omitEmptyStrings().splitToStream(list))
        .orElse(KERNELS.stream());
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("scenarios")
  void holds(String name, String kernel) throws IOException {
    Path file = PROTOCOLS.resolve(name);
    List<String> missing = Packages.missing(file);
    assumeTrue(
        missing.isEmpty(), () -> name + " needs Debian packages that are absent: " + missing);
    boolean programs = Lab.text(file).contains("\n# packages: ");
    Lab.Run run =
        Lab.runFile(
            file,
            directory.resolve("out"),
            options -> (programs ? options.allowExec() : options).withKernel(kernel));
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void eachNamesItsSource() throws IOException {
    for (Arguments scenario : scenarios()) {
      String name = (String) scenario.get()[0];
      assertThat(Lab.text(PROTOCOLS.resolve(name))).as(name).startsWith("# source: ");
    }
  }
}
