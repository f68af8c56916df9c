package io.lockstep.bench.forwarding;

/**
 * What is measured: datagrams from one end of a chain of forwarding nodes to the other, each sent
 * after the one before it has arrived.
 *
 * @param nodes how many nodes forward, 1 to 240
 * @param packets how many datagrams are sent
 */
public record Chain(int nodes, long packets) {
  /** The longest chain that IPv4's time to live and the host's addresses allow. */
  public static final int LONGEST = 240;

  /** Payload of a datagram, bytes. */
  static final int PAYLOAD_BYTES = 200;

  static final int PORT = 9;

  private static final long DELAY_NS = 1000;

  /** Links that a datagram crosses. */
  public int hops() {
    return nodes + 1;
  }

  /** The engine's flow, bit/s: the interval is twice what the longest way takes. */
  long rate() {
    return PAYLOAD_BYTES * 8_000_000_000L / (2 * DELAY_NS * hops());
  }

  /** Virtual nanoseconds from the first datagram to the last. */
  long durationNs() {
    return Math.round(packets * (PAYLOAD_BYTES * 8e9) / rate());
  }

  /** The scenario. */
  public String scenario() {
    return """
        scenario "a chain of forwarders, one datagram at a time"

        let n = %d
        profile long { sysctl net.ipv4.ip_default_ttl = 255 }
        node src : long
        node dst : long
        node r[1..n] { sysctl net.ipv4.ip_forward = 1 }

        link src -- r[1] { delay %2$dns }
        for i in 1..n-1 { link r[i] -- r[i+1] { delay %2$dns } }
        link r[n] -- dst { delay %2$dns }
        routes auto

        flow load = udp src -> dst:%3$d { rate %4$dbit; size %5$dB; stop %6$dns }

        expect load.lost == 0
        """
        .formatted(nodes, DELAY_NS, PORT, rate(), PAYLOAD_BYTES, durationNs());
  }
}
