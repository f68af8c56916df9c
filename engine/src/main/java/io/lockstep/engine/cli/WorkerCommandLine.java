package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/** How to start another process of this program. */
final class WorkerCommandLine {
  private WorkerCommandLine() {}

  /**
   * The command.
   *
   * @param jobs how many of them there will be at once, as they share the memory
   * @param crashes directory for what the Java machine writes when it crashes
   */
  static ImmutableList<String> of(int jobs, Path crashes, List<String> arguments) {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    ImmutableList.Builder<String> command = ImmutableList.builder();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC", "-Xshare:auto");
    command.add("-XX:ErrorFile=" + crashes.toAbsolutePath().resolve("java-crash-%p.log"));
    if (given.stream().noneMatch(option -> option.startsWith("-Xmx"))) {
      command.add("-XX:MaxRAMPercentage=" + Math.max(2, Math.min(25, 60 / jobs)));
    }
    // Not those for debuggers and agents, which one process may hold at a time.
    given.stream()
        .filter(option -> option.startsWith("-Xm") || option.startsWith("-Dlockstep."))
        .forEach(command::add);
    command.add("-cp", System.getProperty("java.class.path"), Main.class.getName());
    return command.addAll(arguments).build();
  }
}
