package io.lockstep.libos;

import java.util.List;
import java.util.Map;

/**
 * How to start a program.
 *
 * @param command the program, a path or a name that is looked up in the PATH of the environment, and
 *     its arguments; at most 4,000 with the environment
 * @param environment all of it
 * @param directory absolute path in the node
 */
public record ProgramSpec(
    List<String> command, Map<String, String> environment, String directory, Input input) {
  /** Where its standard input comes from. */
  public enum Input {
    /** /dev/null. */
    NONE,
    /** A pipe; see {@link Programs#input}. */
    PIPE,
    /** A terminal of the node's kernel, also for output and error output. */
    TERMINAL
  }

  public ProgramSpec {
    command = List.copyOf(command);
  }
}
