package io.lockstep.engine.cli;

import io.lockstep.engine.ExitCode;
import io.lockstep.engine.lsp.ScenarioServer;
import io.lockstep.libos.KernelStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lockstep language-server}: speaks with an editor over standard input and output. */
@Command(
    name = "language-server",
    description = "Serves an editor over standard input and output (Language Server Protocol).",
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class LanguageServerCommand implements Callable<Integer> {
  /** Some editors add it whatever they are told. */
  @Option(names = "--stdio", hidden = true)
  private boolean stdio;

  @Option(
      names = {"-I", "--include"},
      paramLabel = "DIR",
      description = {
        "Look for included files in this directory too, after that of the including file.",
        "May be given several times."
      })
  private List<Path> searchPath = new ArrayList<>();

  @Override
  public Integer call() {
    // Standard output belongs to the protocol; whatever else prints goes to standard error.
    System.setOut(System.err);
    boolean proper =
        ScenarioServer.serve(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            () -> KernelStore.standard().names(),
            searchPath);
    return (proper ? ExitCode.MET : ExitCode.INTERNAL_ERROR).code();
  }
}
