package io.lockstep.engine.cli;

import io.lockstep.libos.Kernel;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.build.DebugInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code run --gdb}: the same run once more, under a debugger that stops it at some point. */
final class DebuggerOptions {
  private static final String SCRIPT = "lockstep-gdb.py";

  @Option(
      names = "--gdb",
      description = {
        "Run under gdb, and stop before a kernel runs: the first one after boot, or as the next",
        "options say. The kernel has to be built with \"lockstep kernel build --debug-info\"."
      })
  private boolean wanted;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "With --gdb: not before this virtual time, such as 5s.")
  private String time;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "With --gdb: stop at this node.")
  private String node;

  @Option(
      names = "--frame",
      paramLabel = "NUMBER",
      description = "With --gdb: not before this frame of capture.pcapng (frame.number in Wireshark).")
  private Long frame;

  @Option(
      names = "--gdb-command",
      paramLabel = "COMMAND",
      description = {
        "With --gdb: a command for gdb, once it has stopped; repeatable. After the last one, gdb",
        "ends."
      })
  private List<String> commands = List.of();

  /** Whether this process is to run a debugger rather than the scenario. */
  boolean wanted() {
    if (!wanted && (time != null || node != null || frame != null || !commands.isEmpty())) {
      throw new Refusal("--at, --node, --frame and --gdb-command are of use with --gdb only");
    }
    return wanted;
  }

  /**
   * Runs gdb on another process like this one.
   *
   * @param arguments those of this process
   * @param kernel that must have debugging information, or null for the default
   */
  int run(List<String> arguments, String kernel) {
    long at = time == null ? 0 : DurationOption.nanoseconds("--at", time);
    if (frame != null && frame < 1) {
      throw new Refusal("expected a number of at least 1 for --frame, found " + frame);
    }
    check(kernel);
    try {
      Path directory = Files.createTempDirectory("lockstep-gdb");
      Path where = directory.resolve("instances.json");
      try {
        Path script = directory.resolve(SCRIPT);
        try (InputStream in = DebuggerOptions.class.getResourceAsStream(SCRIPT)) {
          Files.copy(Objects.requireNonNull(in), script);
        }
        Path start = directory.resolve("start.gdb");
        Files.writeString(start, start(script));
        List<String> command = new ArrayList<>(List.of("gdb", "-q", "-nx"));
        command.addAll(commands.isEmpty() ? List.of() : List.of("-batch"));
        command.addAll(List.of("-x", start.toString(), "--args"));
        command.addAll(java(where + "|" + at + "|" + (node == null ? "" : node) + "|"
            + (frame == null ? 0 : frame)));
        command.addAll(ours(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("LOCKSTEP_GDB", where.toString());
        // Ctrl-C is for gdb.
        sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> { });
        return builder.start().waitFor();
      } finally {
        try (Stream<Path> files = Files.list(directory)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new Refusal(
          "gdb cannot be started: " + e.getMessage()
              + ". On Debian: apt-get install gdb (with Python, which gdb-minimal lacks)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  private static void check(String kernel) {
    if (kernel == null) {
      throw new Refusal(
          "--gdb takes a kernel with debugging information. Build one, and run it:\n"
              + "  lockstep kernel build --source debian:6.12 --debug-info --name dbg612\n"
              + "  lockstep run --gdb --kernel dbg612 ...");
    }
    Path image = KernelStore.standard().find(kernel);
    if (!Files.isRegularFile(image.resolveSibling(DebugInfo.FILE))) {
      throw new Refusal(
          "The kernel \"" + kernel + "\" has no debugging information; build it with"
              + " \"lockstep kernel build --debug-info\"");
    }
  }

  /** What gdb does first. The Java machine uses some signals for its own purposes. */
  private String start(Path script) {
    StringBuilder text = new StringBuilder();
    for (String line :
        List.of(
            "set confirm off",
            "set pagination off",
            "set breakpoint pending on",
            "set print thread-events off",
            "handle SIGSEGV SIGBUS SIGFPE SIGILL SIG45 SIGPIPE SIGXCPU nostop noprint pass",
            "source " + script,
            "tbreak lk_debugger_stop",
            "run",
            "python begin()")) {
      text.append(line).append('\n');
    }
    commands.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static List<String> java(String stop) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-Xm") || option.startsWith("-Dlockstep."))
        .forEach(command::add);
    command.add("-D" + Kernel.DEBUGGER + "=" + stop);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return command;
  }

  /** The arguments without those that are for the debugger. */
  private static List<String> ours(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    List<String> withValue = List.of("--at", "--node", "--frame", "--gdb-command");
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (withValue.contains(argument)) {
        i++;
      } else if (!argument.equals("--gdb")
          && withValue.stream().noneMatch(name -> argument.startsWith(name + "="))) {
        kept.add(argument);
      }
    }
    return kept;
  }
}
