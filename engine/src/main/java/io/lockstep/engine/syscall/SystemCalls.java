package io.lockstep.engine.syscall;

/** Makes system calls that return at once, in one task. */
@FunctionalInterface
public interface SystemCalls {
  /** The result: not negative, or a negative error number. */
  long call(int nr, long... arguments);
}
