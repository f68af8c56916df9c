package io.lockstep.libos;

/** Something that a real program did. */
public sealed interface ProgramEvent {
  /** The number that {@link Programs#start} was given, or -1 for a note about a node. */
  int program();

  /** Kernels' time in ns. */
  long time();

  /**
   * It wrote something.
   *
   * @param stream 1: standard output; 2: standard error
   */
  record Output(int program, long time, int stream, byte[] bytes) implements ProgramEvent {}

  /**
   * It has ended.
   *
   * @param status 0 to 255, or -1 if a signal ended it
   * @param signal 1 to 64, or 0
   */
  record Exit(int program, long time, int status, int signal) implements ProgramEvent {
    /** As shells count: 128 + signal if one ended it. */
    public int code() {
      return signal == 0 ? status : 128 + signal;
    }
  }

  /** Something that its user should know: a process was ended by force, and why. */
  record Note(int program, long time, String text) implements ProgramEvent {}
}
