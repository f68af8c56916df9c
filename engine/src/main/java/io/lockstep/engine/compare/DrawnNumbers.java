package io.lockstep.engine.compare;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.packet.PacketView;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes out of frames what a kernel draws at random, so that those of two kernels can be compared:
 * ephemeral ports and Ethernet addresses that are not a manufacturer's are numbered as they appear, TCP's sequence numbers and
 * time stamps count from the first, identifications, flow labels, tags, keys and all checksums are 0.
 * What begins at a random moment is left out: ARP, neighbour discovery, MLD and IGMP.
 *
 * <p>It remembers connections, so each capture needs one of its own.
 */
final class DrawnNumbers {
  /** {@code net.ipv4.ip_local_port_range} of a kernel that nobody has told otherwise. */
  private static final int FIRST_PORT = 32768;

  private static final int LAST_PORT = 60999;

  private static final int DCCP = 33;
  private static final int ESP = 50;

  private static final int SYN = 2;
  private static final int ACK = 16;

  private static final int SACK = 5;
  private static final int TIME_STAMPS = 8;
  private static final int MD5 = 19;
  private static final int AUTHENTICATION = 29;
  private static final int MPTCP = 30;
  private static final int FAST_OPEN = 34;

  private static final Pattern LOST_AT_RANDOM =
      Pattern.compile(".*lost on .*: (ARP|IGMP|ICMPv6 .* type (13[0-7]|143)) .*");

  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, Integer> portsOfHost = new HashMap<>();

  private final Map<Long, Integer> hardwareAddresses = new HashMap<>();

  /** By direction of a connection: its first sequence number. */
  private final Map<String, Long> sequences = new HashMap<>();

  /** Likewise its first time stamp. */
  private final Map<String, Long> stamps = new HashMap<>();

  /** The frame alone and without them; null if it does not count. */
  RecordedFrame without(RecordedFrame frame) {
    byte[] bytes = frame.bytes().clone();
    ByteBuffer memory = ByteBuffer.wrap(bytes);
    PacketView outer = new PacketView().wrap(memory, 0, bytes.length);
    for (PacketView view = outer; view != null; view = view.inner()) {
      if (beginsAtRandom(view)) {
        return null;
      }
      new Layer(view, memory, view.offsetIn(outer)).settle();
    }
    return new RecordedFrame(frame.timeNs(), frame.netdev(), frame.sent(), bytes, ImmutableList.of());
  }

  /** What happened before a frame, likewise. */
  ImmutableList<String> comments(RecordedFrame frame) {
    return frame.comments().stream()
        .filter(comment -> !LOST_AT_RANDOM.matcher(comment).matches())
        .map(DrawnNumbers::plain)
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean beginsAtRandom(PacketView view) {
    if (view.arp() >= 0 || view.igmp() >= 0) {
      return true;
    }
    int type = view.icmp6() < 0 ? 0 : view.u8(view.icmp6());
    return type >= 130 && type <= 137 || type == 143;
  }

  /** What a comment says of a frame that was lost. */
  private static String plain(String comment) {
    return comment
        .replaceAll("\\b(seq|ack) \\d+", "$1 N")
        .replaceAll(":(3276[89]|327[7-9]\\d|32[89]\\d\\d|3[3-9]\\d{3}|[45]\\d{4}|60\\d{3})\\b", ":PORT");
  }

  /** One packet within a frame. */
  private final class Layer {
    private final PacketView view;
    private final ByteBuffer memory;
    private final int origin;
    private String source = "";
    private String target = "";

    Layer(PacketView view, ByteBuffer memory, int origin) {
      this.view = view;
      this.memory = memory;
      this.origin = origin;
    }

    void settle() {
      if (view.isFrame()) {
        hardwareAddress(0);
        hardwareAddress(6);
      }
      if (view.ip() >= 0) {
        source = text(view.ip() + 12, 4);
        target = text(view.ip() + 16, 4);
        put16(view.ip() + 4, 0);
        put16(view.ip() + 10, 0);
      } else if (view.ip6() >= 0) {
        source = text(view.ip6() + 8, 16);
        target = text(view.ip6() + 24, 16);
        put32(view.ip6(), view.u32(view.ip6()) & 0xfff00000L);
        if (view.fragment() >= 0) {
          put32(view.fragment() + 4, 0);
        }
      }
      if (view.icmp() >= 0) {
        put16(view.icmp() + 2, 0);
      } else if (view.icmp6() >= 0) {
        put16(view.icmp6() + 2, 0);
      } else if (view.tcp() >= 0) {
        tcp(view.tcp());
      } else if (view.udp() >= 0) {
        ports(view.udp());
        put16(view.udp() + 6, 0);
      } else if (view.sctp() >= 0) {
        ports(view.sctp());
        clear(view.sctp() + 4, view.end());
      } else if (view.protocol() == ESP) {
        clear(view.payload() + 8, view.end());
      } else if (view.protocol() == DCCP && view.end() - view.payload() >= 12) {
        ports(view.payload());
        clear(view.payload() + 6, view.end());
      }
    }

    /** One that no manufacturer has given: tunnels and bridges draw theirs. */
    private void hardwareAddress(int at) {
      if ((view.u8(at) & 3) == 2) {
        int number = hardwareAddresses.computeIfAbsent(
            view.u48(at), address -> hardwareAddresses.size() + 1);
        put16(at, 0x0200);
        put32(at + 2, number);
      }
    }

    private void ports(int at) {
      put16(at, port(source, view.u16(at)));
      put16(at + 2, port(target, view.u16(at + 2)));
    }

    private int port(String host, int port) {
      if (port < FIRST_PORT || port > LAST_PORT) {
        return port;
      }
      String owner = host + "/" + view.protocol();
      return ports.computeIfAbsent(
          owner + ":" + port,
          name -> FIRST_PORT - 1 + portsOfHost.merge(owner, 1, Integer::sum));
    }

    private void tcp(int at) {
      ports(at);
      String there = source + ":" + view.u16(at) + ">" + target + ":" + view.u16(at + 2);
      String back = target + ":" + view.u16(at + 2) + ">" + source + ":" + view.u16(at);
      int flags = view.u8(at + 13);
      long sequence = view.u32(at + 4);
      if ((flags & SYN) != 0) {
        if (!Long.valueOf(sequence).equals(sequences.put(there, sequence))) {
          stamps.remove(there);
        }
      }
      put32(at + 4, sequence - sequences.computeIfAbsent(there, name -> sequence));
      Long other = sequences.get(back);
      if ((flags & ACK) != 0) {
        put32(at + 8, other == null ? 0 : view.u32(at + 8) - other);
      }
      put16(at + 16, 0);
      options(at + 20, view.payload(), there, back);
    }

    private void options(int at, int end, String there, String back) {
      Long acknowledged = sequences.get(back);
      while (at + 1 < end) {
        int kind = view.u8(at);
        if (kind == 0) {
          return;
        }
        int length = kind == 1 ? 1 : view.u8(at + 1);
        if (length < 1 || at + length > end) {
          return;
        }
        switch (kind) {
          case SACK -> {
            for (int i = at + 2; i + 4 <= at + length; i += 4) {
              put32(i, acknowledged == null ? 0 : view.u32(i) - acknowledged);
            }
          }
          case TIME_STAMPS -> {
            if (length == 10) {
              put32(at + 2, stamp(there, view.u32(at + 2), true));
              put32(at + 6, stamp(back, view.u32(at + 6), false));
            }
          }
          case MPTCP -> clear(Math.min(at + 4, at + length), at + length);
          case MD5, AUTHENTICATION, FAST_OPEN -> clear(at + 2, at + length);
          default -> { }
        }
        at += length;
      }
    }

    /** Since the first, plus one; an echo of nothing stays 0. */
    private long stamp(String direction, long value, boolean own) {
      if (own) {
        stamps.putIfAbsent(direction, value);
      }
      Long first = stamps.get(direction);
      return first == null || value == 0 ? 0 : value - first + 1;
    }

    private String text(int at, int length) {
      int from = origin + at;
      return Arrays.toString(Arrays.copyOfRange(memory.array(), from, from + length));
    }

    private void put16(int at, int value) {
      memory.putShort(origin + at, (short) value);
    }

    private void put32(int at, long value) {
      memory.putInt(origin + at, (int) value);
    }

    private void clear(int from, int to) {
      for (int i = from; i < to; i++) {
        memory.put(origin + i, (byte) 0);
      }
    }
  }
}
