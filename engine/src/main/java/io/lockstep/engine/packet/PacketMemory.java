package io.lockstep.engine.packet;

import io.lockstep.engine.model.PacketValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Packets that were seen and got a name, by their numbers. */
public final class PacketMemory {
  private final List<byte[]> frames = new ArrayList<>();
  private final List<PacketView> views = new ArrayList<>();

  /** Notes a packet, in place of an earlier one of that number. */
  public void keep(int number, byte[] frame) {
    while (frames.size() <= number) {
      frames.add(null);
      views.add(null);
    }
    frames.set(number, frame);
    views.set(number, new PacketView().wrap(ByteBuffer.wrap(frame), 0, frame.length));
  }

  /** The bytes of a frame. */
  public static byte[] copy(ByteBuffer memory, int offset, int length) {
    byte[] frame = new byte[length];
    memory.get(offset, frame, 0, length);
    return frame;
  }

  /** A packet, or null if none was seen. */
  public PacketView view(int number) {
    return number < views.size() ? views.get(number) : null;
  }

  /**
   * The packet that a field is of.
   *
   * @param present the one that is looked at
   * @return null if none was seen
   */
  PacketView viewOf(PacketValue.Field field, PacketView present) {
    return field.packet() < 0 ? present : view(field.packet());
  }

  /** Its bytes, or null. */
  public byte[] frame(int number) {
    return number < frames.size() ? frames.get(number) : null;
  }
}
