package io.lockstep.engine.compare;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.packet.PacketSummary;
import io.lockstep.engine.packet.PacketView;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An event of a run: a frame that was sent or received, with what happened before it.
 *
 * @param timeNs virtual nanoseconds
 * @param netdev where: {@code a.eth0}
 * @param sent whether it left that netdev; else it came to it
 * @param bytes from the Ethernet header on
 * @param comments frames that were lost and events of the scenario
 */
public record RecordedFrame(
    long timeNs, String netdev, boolean sent, byte[] bytes, ImmutableList<String> comments) {
  /** On one line. */
  public String line() {
    return Quantity.time(timeNs) + "  " + netdev + (sent ? " sends " : " gets ") + summary();
  }

  String summary() {
    return PacketSummary.of(view());
  }

  PacketView view() {
    return new PacketView().wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  boolean isSame(RecordedFrame other) {
    return timeNs == other.timeNs
        && sent == other.sent
        && netdev.equals(other.netdev)
        && comments.equals(other.comments)
        && Arrays.equals(bytes, other.bytes);
  }
}
