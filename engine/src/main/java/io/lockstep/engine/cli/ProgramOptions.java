package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.programs.ProgramAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of all commands that may run programs of this machine. */
final class ProgramOptions {
  @Option(
      names = "--allow-exec",
      description = {
        "Let the scenario run programs of this machine (exec, daemon).",
        "Only for scenarios that you trust."
      })
  private boolean execAllowed;

  @Option(
      names = "--allow-path",
      paramLabel = "PATH[:rw]",
      description = {
        "A path that programs reach as it is, with all below it; \":rw\" lets them write.",
        "May be repeated."
      })
  private List<String> allowedPaths = new ArrayList<>();

  boolean allowsExec() {
    return execAllowed;
  }

  /**
   * Whether the options go together.
   *
   * @throws Refusal if they don't
   */
  void check() {
    if (!allowedPaths.isEmpty() && !execAllowed) {
      throw new Refusal("--allow-path is of use with --allow-exec only");
    }
  }

  /** The command of a worker process, with the same options. */
  List<String> workerArguments() {
    List<String> arguments = new ArrayList<>(List.of("test-worker"));
    if (execAllowed) {
      arguments.add("--allow-exec");
    }
    allowedPaths.forEach(path -> arguments.add("--allow-path=" + path));
    return arguments;
  }

  ProgramAccess access() {
    ImmutableList.Builder<ProgramAccess.AllowedPath> paths = ImmutableList.builder();
    for (String written : allowedPaths) {
      boolean writable = written.endsWith(":rw");
      String name = written.replaceFirst(":r[wo]$", "");
      Path path = Path.of(name).toAbsolutePath().normalize();
      if (name.isEmpty() || !Files.exists(path)) {
        throw new Refusal("expected a path that exists for --allow-path, found \"" + name + "\"");
      }
      paths.add(new ProgramAccess.AllowedPath(path, writable));
    }
    return new ProgramAccess(execAllowed, paths.build());
  }
}
