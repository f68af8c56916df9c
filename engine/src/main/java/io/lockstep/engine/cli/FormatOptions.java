package io.lockstep.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What the commands that run scenarios can write for continuous integration. */
final class FormatOptions {
  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Also write the results as JUnit XML, for continuous integration.")
  private Path junit;

  @Option(
      names = "--ktap",
      paramLabel = "FILE",
      description = {
        "Also write the results in the kernel's test protocol (KTAP).",
        "\"-\" is standard output; everything else goes to standard error then."
      })
  private Path ktap;

  /** Whether standard output is for KTAP alone. */
  boolean takeStandardOutput() {
    return ktap != null && ktap.toString().equals("-");
  }

  /**
   * Writes what is wanted.
   *
   * @throws Refusal if a file cannot be written
   */
  void write(Supplier<String> junitXml, Supplier<String> ktapText, PrintWriter standard) {
    if (junit != null) {
      Output.write(junitXml.get(), junit, standard);
    }
    if (ktap != null) {
      Output.write(ktapText.get(), takeStandardOutput() ? null : ktap, standard);
    }
  }
}
