package io.lockstep.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sender of one TCP connection has sent and been told, counted from a capture at its netdev:
 * what {@code tcp_info} says as well. Knows IPv4 without options and no wrapped sequence numbers.
 */
final class SentSegments {
  private static final int IP = 14;
  private static final int SYN = 2;
  private static final int ACK = 16;

  /** A segment that has to be acknowledged, up to which number, and when it was sent first. */
  private static final class Data {
    final long end;
    final long sentNs;
    boolean again;

    Data(long end, long sentNs) {
      this.end = end;
      this.sentNs = sentNs;
    }
  }

  private final List<Data> waiting = new ArrayList<>();
  private long first;
  private long next;
  private long acknowledged;
  private long bytes;
  private long repeated;
  private long segments;
  private long smallestRttNs = Long.MAX_VALUE;

  /** Looks at a frame; false if it is none of TCP over IPv4. */
  boolean look(CaptureFile.Frame frame) {
    if (!frame.isIpv4() || frame.u8(IP + 9) != 6) {
      return false;
    }
    int tcp = IP + 20;
    int flags = frame.u8(tcp + 13);
    if (frame.outbound()) {
      long seq = frame.u32(tcp + 4);
      int length = frame.u16(IP + 2) - 20 - (frame.u8(tcp + 12) >> 4) * 4;
      sent(seq, length, (flags & SYN) != 0, frame.timeNs());
    } else if ((flags & ACK) != 0) {
      told(frame.u32(tcp + 8), frame.timeNs());
    }
    return true;
  }

  private void sent(long seq, int length, boolean syn, long now) {
    segments++;
    if (syn) {
      first = seq + 1;
      next = first;
      acknowledged = seq;
      waiting.add(new Data(first, now));
    } else if (length > 0) {
      bytes += length;
      if (seq < next) {
        repeated += length;
        waiting.stream().filter(data -> data.end > seq).forEach(data -> data.again = true);
      } else {
        waiting.add(new Data(seq + length, now));
      }
      next = Math.max(next, seq + length);
    }
  }

  private void told(long number, long now) {
    while (!waiting.isEmpty() && waiting.get(0).end <= number) {
      Data data = waiting.remove(0);
      if (!data.again) {
        smallestRttNs = Math.min(smallestRttNs, now - data.sentNs);
      }
    }
    acknowledged = Math.max(acknowledged, Math.min(number, next));
  }

  /** {@code tcpi_bytes_sent}: payload, repeated or not. */
  long bytes() {
    return bytes;
  }

  /** {@code tcpi_bytes_retrans}. */
  long repeatedBytes() {
    return repeated;
  }

  /** {@code tcpi_bytes_acked}: with one for the SYN (RFC 4898, tcpEStatsAppHCThruOctetsAcked). */
  long acknowledgedBytes() {
    return acknowledged - first + 1;
  }

  /** {@code tcpi_segs_out}: all segments, with and without data. */
  long segments() {
    return segments;
  }

  /** Bytes from the first that is not acknowledged to the last that was sent. */
  long outstandingBytes() {
    return next - acknowledged;
  }

  /** {@code tcpi_min_rtt}, ns, of the SYN and of segments with data, as far as they were sent once. */
  long smallestRttNs() {
    return smallestRttNs;
  }
}
