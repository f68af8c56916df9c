package io.lockstep.libos;

/**
 * A task of a kernel, for calls that return at once. Task 0 (pid 1) exists from boot; the others
 * have an own pid and file table.
 */
public final class Task {
  private static final long CLONE_NEWNET = 0x40000000L;

  private final Kernel kernel;
  private final int index;

  public Task(Kernel kernel, int index) {
    this.kernel = kernel;
    this.index = index;
  }

  public Kernel kernel() {
    return kernel;
  }

  public int index() {
    return index;
  }

  /** A new task, made by task 0. */
  public static Task spawn(Kernel kernel, int index) {
    return spawn(kernel, index, 0);
  }

  /** A new task in a network namespace of its own. */
  public static Task spawnInNewNetns(Kernel kernel, int index) {
    return spawn(kernel, index, CLONE_NEWNET);
  }

  private static Task spawn(Kernel kernel, int index, long flags) {
    long pid = new Task(kernel, 0).call(Syscall.LIBOS_CLONE, index, flags);
    if (pid < 0) {
      throw new LibosException("cannot make a task: " + Errno.name(pid));
    }
    return new Task(kernel, index);
  }

  /**
   * Runs a system call at the kernel's present time. Frames that the kernel sends meanwhile are
   * kept; completions of other tasks must have been cleared before, and none may be on its way.
   *
   * @return its result: at least 0, or a negative errno
   * @throws LibosException if it would block, or if the kernel dies
   */
  public long call(int nr, long... args) {
    long[] a = args.length == 6 ? args : java.util.Arrays.copyOf(args, 6);
    kernel.post(index, nr, a[0], a[1], a[2], a[3], a[4], a[5]);
    kernel.enter(kernel.now());
    if (kernel.dead()) {
      throw new LibosException("the kernel died: " + kernel.crash().reason());
    }
    for (int i = 0; i < kernel.completions(); i++) {
      if (kernel.completedTask(i) == index) {
        long result = kernel.result(i);
        kernel.clearCompletions();
        return result;
      }
    }
    throw new LibosException("system call " + nr + " blocks");
  }

  /** Like {@link #call}, but an error becomes an exception that names {@code what}. */
  public long require(String what, int nr, long... args) {
    long result = call(nr, args);
    if (result < 0) {
      throw new LibosException(what + ": " + Errno.name(result));
    }
    return result;
  }
}
