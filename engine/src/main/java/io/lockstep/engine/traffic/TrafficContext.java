package io.lockstep.engine.traffic;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.programs.ProgramHost;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.util.function.LongSupplier;

/** What activities need of the simulation. Times are virtual nanoseconds of the scenario. */
public interface TrafficContext {
  /** The present. */
  long now();

  /** Memory that system calls may refer to. */
  UserMemory memory();

  /** Makes a task in a node's kernel whose later completions go to {@code endpoint}. */
  Task spawn(int node, Endpoint endpoint);

  /** Posts a system call of an endpoint's task, which must have none in flight. */
  void post(
      Endpoint endpoint, int nr, long a0, long a1, long a2, long a3, long a4, long a5);

  /** Has {@link Activity#wake} called at a time not before now. */
  void wakeAt(long time, Activity activity);

  /** Has the system call return that an endpoint's task is in. */
  default void interrupt(Endpoint endpoint) {
    throw new UnsupportedOperationException();
  }

  /** Tells whoever follows the run of something. */
  default void note(String what, Source source) {}

  /** The scenario time of a time of the kernels' clocks. */
  long scenarioTime(long kernelTime);

  /** The time of the kernels' clocks for a scenario time; Long.MAX_VALUE stays. */
  long kernelTime(long scenarioTime);

  /** Whether something waits for a condition on activities, so that each step of them counts. */
  boolean watchesActivities();

  /**
   * Random numbers of 64 bits each that depend on the scenario's seed and these arguments alone.
   *
   * @param name of the activity
   * @param number tells streams of one activity apart
   */
  LongSupplier random(String name, int number);

  /** Runs programs. */
  default ProgramHost programs() {
    throw new UnsupportedOperationException();
  }

  /** Starts a program, and has what it does told to its activity; returns its number. */
  default int start(ActivitySpec.Program program, ProgramActivity activity) {
    throw new UnsupportedOperationException();
  }

  /** Tells that an activity has been completed or has failed. */
  void ended(Activity activity);
}
