package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.graph.EventLink;

/**
 * A line of the timeline: an event, or several alike.
 *
 * @param label what stands at the left
 * @param text what stands behind the mark
 * @param marks when it happens; several of an action that is repeated
 * @param refs the events it stands for
 * @param waits the events it waits for, if its time is not fixed
 */
record EventRow(
    Kind kind,
    String label,
    String text,
    ImmutableList<Mark> marks,
    ImmutableList<EventLink.Ref> refs,
    ImmutableList<EventLink.Ref> waits,
    String tooltip) {

  /** What it is. */
  enum Kind {
    ACTIVITY,
    ACTION,
    EXPECTATION
  }

  /**
   * A moment or a stretch of virtual time.
   *
   * @param startNs or -1 if it is not fixed, or {@link #END}
   * @param endNs or -1 for a moment and for an end that is not fixed
   */
  record Mark(long startNs, long endNs) {
    /** The end of the run. */
    static final long END = Long.MAX_VALUE;
  }

  long startNs() {
    return marks.get(0).startNs();
  }
}
