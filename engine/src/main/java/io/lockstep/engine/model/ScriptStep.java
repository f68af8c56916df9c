package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/** A step of a program. Steps follow each other unless one of them goes elsewhere. */
public sealed interface ScriptStep {
  /** Where it stands. */
  Source source();

  /** A step that makes calls. */
  sealed interface Calling extends ScriptStep {
    /** In the order in which they are made. */
    ImmutableList<ScriptCall> calls();

    /** Of the last call. */
    Expected expected();
  }

  /**
   * Calls, and what is made of their results.
   *
   * @param calls in the order in which they are made
   * @param value of the step
   * @param variable that takes the value, or empty
   * @param check whether the value is a condition that has to hold
   * @param expected of the last call
   */
  record Run(
      ImmutableList<ScriptCall> calls,
      ScriptExpression value,
      String variable,
      boolean check,
      Expected expected,
      Source source)
      implements Calling {}

  /**
   * What is expected of a call. Times in nanoseconds, -1 for what is not said.
   *
   * @param errno that it returns, or 0 if it has to succeed
   * @param leastNs how long it takes at least
   * @param mostNs how long it takes at most
   * @param blocksNs how long it blocks, until it is interrupted
   * @param timeoutNs how long it may take before the program is given up
   */
  record Expected(int errno, long leastNs, long mostNs, long blocksNs, long timeoutNs) {
    /** Nothing but success. */
    public static final Expected SUCCESS = new Expected(0, -1, -1, -1, -1);
  }

  /** Waits until a virtual time. */
  record Until(long timeNs, Source source) implements ScriptStep {}

  /**
   * Waits for others.
   *
   * @param events all of which must have happened
   * @param delayNs how long to wait then
   */
  record After(ImmutableList<Event> events, long delayNs, Source source) implements ScriptStep {}

  /**
   * Something that programs wait for.
   *
   * @param activity its index
   * @param label of a program, or empty for the end of the activity
   */
  record Event(int activity, String label) {}

  /** Others may go on that wait for it. */
  record Label(String name, Source source) implements ScriptStep {}

  /**
   * Goes elsewhere if a condition does not hold.
   *
   * @param otherwise index of the step to go to
   */
  record Unless(
      ImmutableList<ScriptCall> calls, ScriptExpression condition, int otherwise, Source source)
      implements Calling {
    @Override
    public Expected expected() {
      return Expected.SUCCESS;
    }
  }

  /** Goes elsewhere. */
  record Goto(int step, Source source) implements ScriptStep {}
}
