package io.lockstep.libos.build;

/** Hears how a kernel build is getting on. Called from one thread at a time. */
public interface BuildProgress {
  /** Says nothing. */
  BuildProgress SILENT = new BuildProgress() {};

  /** A new stage begins, such as "unpacking linux-source-6.12.tar.xz". */
  default void stage(String what) {}

  /**
   * A file was compiled, linked or generated.
   *
   * @param done files so far in this stage
   * @param expected number of files of a build from nothing, or 0 if that is unknown
   * @param file what was made, such as {@code net/ipv4/tcp.o}
   */
  default void step(int done, int expected, String file) {}

  /** Something the user should know, in a sentence. */
  default void note(String sentence) {}

  /** The stage is over. */
  default void end() {}
}
