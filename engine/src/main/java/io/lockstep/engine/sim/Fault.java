package io.lockstep.engine.sim;

import io.lockstep.engine.model.FaultSpec;
import io.lockstep.engine.packet.PacketMatcher;
import io.lockstep.engine.packet.PacketMemory;
import io.lockstep.engine.packet.PacketView;
import java.nio.ByteBuffer;

/** A {@code fault} at work: counts the packets that match. */
final class Fault {
  final FaultSpec spec;
  private final PacketMatcher matcher;
  private long matches;
  private boolean struck;

  Fault(FaultSpec spec, PacketMemory memory) {
    this.spec = spec;
    this.matcher = PacketMatcher.compile(spec.filter(), memory);
  }

  /** Whether it strikes a packet, the next one in one of its directions. */
  boolean strikes(PacketView packet) {
    if (!matcher.matches(packet)) {
      return false;
    }
    matches++;
    boolean strikes = spec.strikes(matches);
    struck |= strikes;
    return strikes;
  }

  /** Whether it has struck a packet. */
  boolean hasStruck() {
    return struck;
  }

  /** The number of the packet struck last, among those that match. */
  long number() {
    return matches;
  }
}
