package io.lockstep.engine.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * What {@code struct tcp_info} ({@code include/uapi/linux/tcp.h}) says of a connection, under the
 * names of ss(8) where it has one. Times are in nanoseconds, rates in bit/s, sizes in bytes.
 */
public enum TcpField {
  /** Congestion window, segments. */
  CWND("cwnd", Unit.NONE, 80, 4, 1),
  /** Slow start threshold, segments; none while it is infinite. */
  SSTHRESH("ssthresh", Unit.NONE, 76, 4, 1),
  /** Smoothed round-trip time (RFC 6298). */
  SRTT("srtt", Unit.TIME, 68, 4, 1000),
  /** Its variation; the kernel's is the smoothed maximum of a window. */
  RTTVAR("rttvar", Unit.TIME, 72, 4, 1000),
  /** The smallest round-trip time of the last five minutes. */
  MINRTT("minrtt", Unit.TIME, 148, 4, 1000),
  /** Retransmission time-out. */
  RTO("rto", Unit.TIME, 8, 4, 1000),
  /** How often the time-out has been doubled. */
  BACKOFF("backoff", Unit.NONE, 4, 1, 1),
  /** Segments sent and not acknowledged. */
  UNACKED("unacked", Unit.NONE, 24, 4, 1),
  /** Segments reported by SACK. */
  SACKED("sacked", Unit.NONE, 28, 4, 1),
  /** Segments thought lost. */
  LOST("lost", Unit.NONE, 32, 4, 1),
  /** Segments retransmitted and not acknowledged yet. */
  RETRANS("retrans", Unit.NONE, 36, 4, 1),
  /** Segments retransmitted, ever. */
  TOTAL_RETRANS("total_retrans", Unit.NONE, 100, 4, 1),
  /** Segments by which the network is thought to reorder. */
  REORDERING("reordering", Unit.NONE, 88, 4, 1),
  /** 0 open, 1 disorder, 2 CWR, 3 recovery, 4 loss. */
  CA_STATE("ca_state", Unit.NONE, 1, 1, 1),
  /** As in {@code include/net/tcp_states.h}: 1 is established. */
  STATE("state", Unit.NONE, 0, 1, 1),
  /** Maximum segment size of what is sent. */
  MSS("mss", Unit.SIZE, 16, 4, 1),
  PMTU("pmtu", Unit.SIZE, 60, 4, 1),
  /** None while it is unlimited. */
  PACING_RATE("pacing_rate", Unit.RATE, 104, 8, 8),
  /** What the network delivered lately. */
  DELIVERY_RATE("delivery_rate", Unit.RATE, 160, 8, 8),
  /** The peer's receive window, scaled. */
  SND_WND("snd_wnd", Unit.SIZE, 228, 4, 1),
  /** The own receive window, scaled; since Linux 6.2. */
  RCV_WND("rcv_wnd", Unit.SIZE, 232, 4, 1),
  /** The receive buffer's estimate of what the reader takes per round trip. */
  RCV_SPACE("rcv_space", Unit.SIZE, 96, 4, 1),
  /** The receiver's estimate of the round-trip time. */
  RCV_RTT("rcv_rtt", Unit.TIME, 92, 4, 1000),
  /** In the send buffer, not sent yet. */
  NOTSENT("notsent", Unit.SIZE, 144, 4, 1),
  BYTES_SENT("bytes_sent", Unit.SIZE, 200, 8, 1),
  BYTES_ACKED("bytes_acked", Unit.SIZE, 120, 8, 1),
  BYTES_RECEIVED("bytes_received", Unit.SIZE, 128, 8, 1),
  BYTES_RETRANS("bytes_retrans", Unit.SIZE, 208, 8, 1),
  SEGS_OUT("segs_out", Unit.NONE, 136, 4, 1),
  SEGS_IN("segs_in", Unit.NONE, 140, 4, 1),
  /** Segments delivered, also by retransmission. */
  DELIVERED("delivered", Unit.NONE, 192, 4, 1),
  /** Likewise, with a congestion mark. */
  DELIVERED_CE("delivered_ce", Unit.NONE, 196, 4, 1),
  /** Duplicates that DSACK (RFC 2883) has reported. */
  DSACK_DUPS("dsack_dups", Unit.NONE, 216, 4, 1),
  /** Times that reordering was seen. */
  REORD_SEEN("reord_seen", Unit.NONE, 220, 4, 1),
  /** Segments received out of order. */
  RCV_OOOPACK("rcv_ooopack", Unit.NONE, 224, 4, 1),
  /** Time spent with data to send. */
  BUSY("busy", Unit.TIME, 168, 8, 1000),
  /** Time for which the peer's window was what limited. */
  RWND_LIMITED("rwnd_limited", Unit.TIME, 176, 8, 1000),
  /** Time for which the send buffer was what limited. */
  SNDBUF_LIMITED("sndbuf_limited", Unit.TIME, 184, 8, 1000);

  private static final long INFINITE_SSTHRESH = 0x7fffffffL;

  private final String word;
  private final Unit unit;
  private final int offset;
  private final int bytes;
  private final int factor;

  TcpField(String word, Unit unit, int offset, int bytes, int factor) {
    this.word = word;
    this.unit = unit;
    this.offset = offset;
    this.bytes = bytes;
    this.factor = factor;
  }

  /** As scenarios and series call it. */
  public String word() {
    return word;
  }

  public Unit unit() {
    return unit;
  }

  /** The field of a name. */
  public static Optional<TcpField> of(String word) {
    return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
  }

  /** Where it lies in the structure. */
  public int offset() {
    return offset;
  }

  /** 1, 4 or 8. */
  public int bytes() {
    return bytes;
  }

  /**
   * The value.
   *
   * @param raw as the kernel has it
   * @return NaN if that means that it is infinite or not known yet
   */
  public double value(long raw) {
    boolean infinite =
        this == SSTHRESH && raw >= INFINITE_SSTHRESH
            || this == PACING_RATE && (raw < 0 || raw == 0xffffffffL);
    boolean unknown =
        this == MINRTT && raw == 0xffffffffL || (this == SRTT || this == RCV_RTT) && raw == 0;
    return infinite || unknown ? Double.NaN : (double) raw * factor;
  }
}
