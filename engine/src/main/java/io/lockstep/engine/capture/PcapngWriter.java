package io.lockstep.engine.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes the blocks of a pcapng file: little-endian, nanosecond stamps. The packet written last
 * stays open for comments until the next one begins or the writer is closed. Nothing is allocated
 * per packet.
 *
 * <p>Source: draft-ietf-opsawg-pcapng, PCAP Next Generation (pcapng) Capture File Format.
 */
final class PcapngWriter implements AutoCloseable {
  static final int INBOUND = 1;
  static final int OUTBOUND = 2;

  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int LINKTYPE_ETHERNET = 1;
  private static final short OPTION_END = 0;
  private static final short OPTION_COMMENT = 1;
  private static final short SHB_USER_APPLICATION = 4;
  private static final short IF_NAME = 2;
  private static final short IF_DESCRIPTION = 3;
  private static final short IF_MAC_ADDRESS = 6;
  private static final short IF_TIMESTAMP_RESOLUTION = 9;
  private static final short EPB_FLAGS = 2;
  private static final int NANOSECONDS = 9;
  private static final int TRAILER = 8;
  private static final int BUFFER = 1 << 20;

  private final WritableByteChannel channel;
  private ByteBuffer buffer = allocate(BUFFER);
  private int open = -1;

  PcapngWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The section header: comes first, once. */
  void section(String application) throws IOException {
    int start = begin(SECTION_HEADER, 256);
    buffer.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
    text(SHB_USER_APPLICATION, application);
    end(start);
  }

  /** Describes the next interface; they are numbered from 0. */
  void networkInterface(String name, String description, long mac) throws IOException {
    int start = begin(INTERFACE_DESCRIPTION, 256 + name.length() * 3 + description.length() * 3);
    buffer.putShort((short) LINKTYPE_ETHERNET).putShort((short) 0).putInt(0);
    text(IF_NAME, name);
    text(IF_DESCRIPTION, description);
    buffer.putShort(IF_MAC_ADDRESS).putShort((short) 6);
    for (int shift = 40; shift >= 0; shift -= 8) {
      buffer.put((byte) (mac >>> shift));
    }
    pad(6);
    buffer.putShort(IF_TIMESTAMP_RESOLUTION).putShort((short) 1).put((byte) NANOSECONDS);
    pad(1);
    end(start);
  }

  /**
   * A packet.
   *
   * @param time nanoseconds since 1970-01-01T00:00Z
   * @param flags {@link #INBOUND} or {@link #OUTBOUND}
   */
  void packet(int networkInterface, long time, int flags, ByteBuffer memory, int offset, int length)
      throws IOException {
    int start = begin(ENHANCED_PACKET, 64 + length);
    buffer.putInt(networkInterface).putInt((int) (time >>> 32)).putInt((int) time);
    buffer.putInt(length).putInt(length);
    int position = buffer.position();
    buffer.put(position, memory, offset, length);
    buffer.position(position + length);
    pad(length);
    buffer.putShort(EPB_FLAGS).putShort((short) 4).putInt(flags);
    open = start;
  }

  /** Adds a comment to the packet written last; there must be one. */
  void comment(String comment) throws IOException {
    if (open < 0) {
      throw new IllegalStateException("no packet to comment on");
    }
    room(comment.length() * 3 + 16 + TRAILER);
    text(OPTION_COMMENT, comment);
  }

  boolean hasPacket() {
    return open >= 0;
  }

  /** Finishes the last packet and writes all that is buffered; does not close the channel. */
  @Override
  public void close() throws IOException {
    finishPacket();
    flush(buffer.position());
  }

  private int begin(int type, int atMost) throws IOException {
    finishPacket();
    room(atMost);
    int start = buffer.position();
    buffer.putInt(type).putInt(0);
    return start;
  }

  private void end(int start) {
    buffer.putShort(OPTION_END).putShort((short) 0);
    int length = buffer.position() + 4 - start;
    buffer.putInt(length);
    buffer.putInt(start + 4, length);
  }

  private void finishPacket() {
    if (open >= 0) {
      end(open);
      open = -1;
    }
  }

  /** Makes room for so many bytes and the end of the block, keeping an open packet together. */
  private void room(int bytes) throws IOException {
    int wanted = bytes + TRAILER;
    if (buffer.remaining() >= wanted) {
      return;
    }
    int kept = open >= 0 ? buffer.position() - open : 0;
    flush(buffer.position() - kept);
    if (open >= 0) {
      open = 0;
    }
    if (buffer.remaining() < wanted) {
      ByteBuffer larger = allocate(buffer.capacity() * 2 + wanted);
      larger.put(buffer.flip());
      buffer = larger;
    }
  }

  private void flush(int bytes) throws IOException {
    int written = buffer.position();
    buffer.position(0).limit(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.limit(written);
    buffer.compact();
  }

  private void text(short code, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, 0xfffc);
    buffer.putShort(code).putShort((short) length).put(bytes, 0, length);
    pad(length);
  }

  private void pad(int length) {
    for (int i = length; (i & 3) != 0; i++) {
      buffer.put((byte) 0);
    }
  }
}
