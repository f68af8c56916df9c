package io.lockstep.engine.packet;

import io.lockstep.engine.model.PacketPart;

/** A packet that cannot be made. The message is fit for users. */
public final class BadPacketException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient PacketPart part;

  BadPacketException(PacketPart part, String message) {
    super(message);
    this.part = part;
  }

  /** The part that is wrong; null if that cannot be said. */
  public PacketPart part() {
    return part;
  }
}
