package io.lockstep.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --out} of the commands that write one document. */
final class DocumentOption {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where it goes. Default: standard output.")
  private Path out;

  /** The name of the file, or empty. */
  String name() {
    return out == null ? "" : out.toString();
  }

  /**
   * Writes the document.
   *
   * @throws Refusal if the file cannot be written
   */
  void write(String document, PrintWriter standard) {
    Output.write(document, out, standard);
  }
}
