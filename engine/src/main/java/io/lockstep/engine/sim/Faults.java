package io.lockstep.engine.sim;

import io.lockstep.engine.model.FaultSpec;
import io.lockstep.engine.packet.PacketChange;
import io.lockstep.engine.packet.PacketMemory;
import io.lockstep.engine.packet.PacketSummary;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.model.Source;
import io.lockstep.libos.FramePool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults of one direction, and the frames that wait for others to overtake them. What is lost
 * or held has occupied queue and transmitter, as a frame does that is lost on the wire.
 */
final class Faults {
  /** How long a frame waits for others at most, ns. */
  static final long LONGEST_WAIT = 1_000_000_000L;

  /** A frame that others are to overtake. */
  static final class Held {
    final int buffer;
    final int length;
    int missing;

    Held(int buffer, int length, int missing) {
      this.buffer = buffer;
      this.length = length;
      this.missing = missing;
    }
  }

  /** Tells the listener of something. */
  interface Announcer {
    void announce(String what, Source source);
  }

  private final List<Fault> faults = new ArrayList<>();

  /** Also those that are over. */
  private final List<Fault> all = new ArrayList<>();

  private final List<Held> held = new ArrayList<>();
  private final PacketView view = new PacketView();
  private final Announcer announcer;
  private final PacketMemory memory;

  Faults(Announcer announcer, PacketMemory memory) {
    this.announcer = announcer;
    this.memory = memory;
  }

  void add(Fault fault) {
    faults.add(fault);
    all.add(fault);
  }

  /** All that have been here, in the order of their beginning. */
  List<Fault> all() {
    return all;
  }

  void remove(Fault fault) {
    faults.remove(fault);
  }

  List<Held> held() {
    return held;
  }

  /** What is to be done with one frame. */
  static final class Outcome {
    boolean drop;
    long hold;
    boolean twice;
    int behind;
    int buffer;
    int length;
  }

  /** Lets all faults look at a frame; a change may put it into another buffer. */
  Outcome look(FramePool frames, int buffer, int length) {
    Outcome outcome = new Outcome();
    outcome.buffer = buffer;
    outcome.length = length;
    for (Fault fault : faults) {
      view.wrap(frames.memory(), outcome.buffer, outcome.length);
      if (fault.strikes(view)) {
        announce(fault);
        FaultSpec spec = fault.spec;
        switch (spec.verb()) {
          case DROP -> outcome.drop = true;
          case HOLD -> outcome.hold += spec.holdNs();
          case DUPLICATE -> outcome.twice = true;
          case REORDER -> outcome.behind = Math.max(outcome.behind, spec.behind());
          case CHANGE -> change(frames, spec, outcome);
          default -> throw new AssertionError(spec.verb());
        }
        if (outcome.drop) {
          break;
        }
      }
    }
    return outcome;
  }

  private void announce(Fault fault) {
    announcer.announce(
        fault.spec.verb().name().toLowerCase(java.util.Locale.ROOT)
            + " packet " + fault.number() + ": " + PacketSummary.of(view),
        fault.spec.source());
  }

  private void change(FramePool frames, FaultSpec spec, Outcome outcome) {
    byte[] before = PacketMemory.copy(frames.memory(), outcome.buffer, outcome.length);
    byte[] after = PacketChange.apply(spec.changes(), before, memory);
    ByteBuffer bytes = frames.memory();
    if (after.length != outcome.length) {
      frames.release(outcome.buffer);
      outcome.buffer = frames.take(after.length);
      outcome.length = after.length;
    }
    bytes.put(outcome.buffer, after, 0, after.length);
  }
}
