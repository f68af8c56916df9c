package io.lockstep.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a pcapng file by its specification (draft-ietf-opsawg-pcapng), apart from the code that
 * wrote it: little endian, one section, times in nanoseconds.
 */
record CaptureFile(List<Frame> frames) {
  private static final long EPOCH_NS = 946_684_800_000_000_000L;
  private static final int SECTION = 0x0a0d0d0a;
  private static final int INTERFACE = 1;
  private static final int PACKET = 6;
  private static final int OPTION_IF_NAME = 2;
  private static final int OPTION_IF_TSRESOL = 9;
  private static final int OPTION_EPB_FLAGS = 2;

  /**
   * A frame at a netdev.
   *
   * @param timeNs virtual time
   * @param netdev such as {@code alice.eth0}
   */
  record Frame(long timeNs, String netdev, boolean outbound, byte[] bytes) {
    int u8(int at) {
      return bytes[at] & 0xff;
    }

    int u16(int at) {
      return u8(at) << 8 | u8(at + 1);
    }

    long u32(int at) {
      return (long) u16(at) << 16 | u16(at + 2);
    }

    boolean isIpv4() {
      return u16(12) == 0x0800;
    }

    boolean isIpv6() {
      return u16(12) == 0x86dd;
    }

    boolean isArp() {
      return u16(12) == 0x0806;
    }

    /** Time, netdev, direction and bytes. */
    String line() {
      String hex = HexFormat.of().formatHex(bytes);
      return timeNs + " " + netdev + (outbound ? " sends " : " receives ") + hex;
    }

    /** Type of an ICMPv6 message without extension headers before it, or -1. */
    int icmp6Type() {
      return isIpv6() && u8(20) == 58 ? u8(54) : -1;
    }
  }

  /** Virtual time of the last frame. */
  long end() {
    return frames.get(frames.size() - 1).timeNs();
  }

  /** What was captured before a virtual time. */
  CaptureFile until(long timeNs) {
    return new CaptureFile(frames.stream().filter(f -> f.timeNs < timeNs).toList());
  }

  /** All frames as text, a line each, in order. */
  List<String> lines() {
    return frames.stream().map(Frame::line).toList();
  }

  /** Likewise, those of one netdev. */
  List<String> lines(String netdev) {
    return frames.stream().filter(f -> f.netdev.equals(netdev)).map(Frame::line).toList();
  }

  Stream<Frame> sentBy(String netdev) {
    return frames.stream().filter(f -> f.outbound && f.netdev.equals(netdev));
  }

  Stream<Frame> receivedBy(String netdev) {
    return frames.stream().filter(f -> !f.outbound && f.netdev.equals(netdev));
  }

  static CaptureFile read(Path file) {
    try {
      return read(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CaptureFile read(ByteBuffer in) {
    List<String> netdevs = new ArrayList<>();
    List<Frame> frames = new ArrayList<>();
    while (in.hasRemaining()) {
      int start = in.position();
      int type = in.getInt();
      int length = in.getInt();
      int end = start + length;
      require(in.getInt(end - 4) == length, "the two lengths of the block at " + start);
      switch (type) {
        case SECTION -> require(in.getInt() == 0x1a2b3c4d, "byte order");
        case INTERFACE -> {
          require(in.getShort() == 1, "link type Ethernet");
          in.position(start + 16);
          require(option(in, OPTION_IF_TSRESOL, end).get(0) == 9, "nanoseconds");
          in.position(start + 16);
          ByteBuffer name = option(in, OPTION_IF_NAME, end);
          netdevs.add(StandardCharsets.UTF_8.decode(name).toString());
        }
        case PACKET -> {
          String netdev = netdevs.get(in.getInt());
          long high = in.getInt() & 0xffffffffL;
          long time = (high << 32 | in.getInt() & 0xffffffffL) - EPOCH_NS;
          byte[] bytes = new byte[in.getInt()];
          require(in.getInt() == bytes.length, "whole packets");
          in.get(bytes);
          in.position(in.position() + (-bytes.length & 3));
          int direction = option(in, OPTION_EPB_FLAGS, end).getInt() & 3;
          frames.add(new Frame(time, netdev, direction == 2, bytes));
        }
        default -> throw new IllegalArgumentException("Block type " + type);
      }
      in.position(end);
    }
    return new CaptureFile(List.copyOf(frames));
  }

  private static ByteBuffer option(ByteBuffer in, int wanted, int end) {
    while (in.position() < end - 4) {
      int code = in.getShort() & 0xffff;
      int length = in.getShort() & 0xffff;
      if (code == wanted) {
        return in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      in.position(in.position() + length + (-length & 3));
    }
    throw new IllegalArgumentException("There is no option " + wanted);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("The capture is wrong in: " + what);
    }
  }
}
