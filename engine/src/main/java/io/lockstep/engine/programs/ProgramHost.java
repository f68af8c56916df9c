package io.lockstep.engine.programs;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.ProgramEvent;

/** Runs programs in the nodes of a simulation. Times are those of the kernels. */
public interface ProgramHost extends AutoCloseable {
  /** Ends a program, which may still clean up. */
  int SIGTERM = 15;

  /** Ends a program at once. */
  int SIGKILL = 9;

  /**
   * Starts a program in its node; it begins at the next {@link #run}.
   *
   * @return its number
   * @throws ProgramException if that is impossible
   */
  int start(ActivitySpec.Program program);

  /** Sends a signal, which arrives at the next {@link #run}. */
  void signal(int id, int signal);

  /** Whether {@link #run} has to be called before time moves on. */
  boolean pending();

  /** Runs programs until all wait; false if touched kernels have to be looked at before more. */
  boolean run(long now);

  int touchedCount();

  /** A kernel that programs have entered since {@link #run} was called. */
  Kernel touched(int i);

  /** What a program has done, one after the other; null if there is nothing more. */
  ProgramEvent poll();

  /** Kills the programs of a node, whose kernel is going to be replaced or is dead. */
  void forget(int node);

  /** Kills all programs. */
  @Override
  void close();
}
