package io.lockstep.libos.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs kbuild out of tree, with everything fixed that would find its way into the image. */
final class Make {
  /**
   * The name of the build is part of the utsname, and that is mixed into the kernel's random
   * numbers; so it must be the same on every machine and every day. LOCALVERSION keeps
   * setlocalversion from looking for git.
   */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "KBUILD_BUILD_TIMESTAMP", "Thu Jan  1 00:00:00 UTC 2026",
          "KBUILD_BUILD_USER", "lockstep",
          "KBUILD_BUILD_HOST", "lockstep",
          "KBUILD_BUILD_VERSION", "1",
          "LOCALVERSION", "");

  private final Path tree;
  private final Path objects;
  private final Path log;
  private final List<String> variables;

  /**
   * A way to build.
   *
   * @param variables of make, as {@code NAME=VALUE}
   */
  Make(Path tree, Path objects, Path log, List<String> variables) {
    this.tree = tree;
    this.objects = objects;
    this.log = log;
    this.variables = variables;
  }

  /** Everything that decides about the result and is written down here, for the image's key. */
  static void addTo(ContentHash hash) {
    new TreeMap<>(ENVIRONMENT).forEach((name, value) -> hash.add(name).add(value));
  }

  /**
   * Runs one target.
   *
   * @return number of files made
   * @throws KernelBuildException with the lines that say why make failed, and where the log is
   */
  int run(String what, int expected, BuildProgress progress, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("make", "-C", tree.toString(), "O=" + objects, "ARCH=libos"));
    command.add("-j" + Runtime.getRuntime().availableProcessors());
    command.addAll(variables);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = Command.builder(tree, command).redirectErrorStream(true);
    builder.environment().putAll(ENVIRONMENT);
    MakeOutput output = new MakeOutput();
    progress.stage(what);
    Process process = builder.start();
    Thread killer = new Thread(() -> Command.end(process));
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      process.getOutputStream().close();
      pump(process, output, expected, progress);
      int status = Command.waitFor(process);
      progress.end();
      if (status != 0) {
        throw KernelBuildException.failed(
            "The kernel build failed while " + what + ":\n  "
                + String.join("\n  ", output.failure())
                + BuildAdvice.text(output.all(), tree)
                + "\nThe whole log is in " + log);
      }
      return output.steps();
    } finally {
      if (process.isAlive()) {
        Command.end(process);
      }
      try {
        Runtime.getRuntime().removeShutdownHook(killer);
      } catch (IllegalStateException e) {
        // The machine is going down already, and the hook with it.
      }
    }
  }

  private void pump(Process process, MakeOutput output, int expected, BuildProgress progress)
      throws IOException {
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer writer =
            Files.newBufferedWriter(
                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        writer.write(line);
        writer.write('\n');
        // So that the log can be followed.
        writer.flush();
        String made = output.take(line);
        if (made != null) {
          progress.step(output.steps(), expected, made);
        }
      }
    }
  }
}
