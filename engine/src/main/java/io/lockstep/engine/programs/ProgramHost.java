package io.lockstep.engine.programs;

import io.lockstep.engine.model.ActivitySpec;
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
   * @param now when it is started
   * @return its number, which events name
   * @throws ProgramException if that is impossible
   */
  int start(ActivitySpec.Program program, long now);

  /** Starts a visitor's shell, at a terminal of the node's kernel. */
  void visit(int id, int node, Visitor visitor, long now);

  /** Gives a program input. */
  void input(int id, byte[] bytes);

  /** Says how large its terminal is. */
  void resize(int id, int rows, int columns);

  /** Sends a signal, which arrives at the next {@link #run}. */
  void signal(int id, int signal);

  /** Whether {@link #run} has to be called before time moves on. */
  boolean pending();

  /** Lets programs run until all wait; false if touched kernels have to be looked at before more. */
  boolean run(long now);

  /** How many kernels programs have entered since {@link #clearTouched}. */
  int touchedCount();

  /** The node of one of them. */
  int touched(int i);

  void clearTouched();

  /** What a program has done, one after the other; null if there is nothing more. */
  ProgramEvent poll();

  /** Kills the programs of a node, whose kernel is going to be replaced or is dead. */
  void forget(int node);

  /** Kills all programs. */
  @Override
  void close();
}
