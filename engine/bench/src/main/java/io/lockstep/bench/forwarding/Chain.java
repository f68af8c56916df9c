package io.lockstep.bench.forwarding;

/**
 * What is measured: datagrams from one end of a chain of forwarding nodes to the other, sent in
 * bursts, each after the one before it has arrived.
 *
 * @param nodes how many nodes forward, 1 to 240
 * @param packets how many datagrams are sent
 * @param burst how many of them at a time (flows of the engine, to as many ports)
 */
public record Chain(int nodes, long packets, int burst) {
  /** One datagram at a time. */
  public Chain(int nodes, long packets) {
    this(nodes, packets, 1);
  }


  /** The longest chain that IPv4's time to live and the host's addresses allow. */
  public static final int LONGEST = 240;

  /** Payload of a datagram, bytes. */
  static final int PAYLOAD_BYTES = 200;

  static final int PORT = 9;

  /** Of each link. */
  private static final long DELAY_NS = 1000;

  /** Links that a datagram crosses. */
  public int hops() {
    return nodes + 1;
  }

  /** Each of the engine's flows, bit/s: the interval is twice what the longest way takes. */
  long rate() {
    return PAYLOAD_BYTES * 8_000_000_000L / (2 * DELAY_NS * hops());
  }

  /** Virtual nanoseconds from the first datagram to the last. */
  long durationNs() {
    return Math.round(packets / burst * (PAYLOAD_BYTES * 8e9) / rate());
  }

  /** Address of one end of a link; the link from node i to i + 1 has number i. */
  static String address(int link, boolean right) {
    return "10.77." + link + (right ? ".2" : ".1");
  }

  /** The scenario: node 0 sends, the last one receives, and those between have a default route. */
  public String scenario() {
    StringBuilder text = new StringBuilder();
    text.append("scenario \"a chain of forwarders\"\n\n");
    for (int i = 0; i <= hops(); i++) {
      text.append("node n").append(i).append(" {\n  sysctl net.ipv4.ip_default_ttl = 255\n");
      text.append(i > 0 && i < hops() ? "  sysctl net.ipv4.ip_forward = 1\n}\n" : "}\n");
    }
    text.append('\n');
    for (int i = 0; i < hops(); i++) {
      text.append(
          "link n%d %s/24 -- n%d %s/24 { delay %dns }\n"
              .formatted(i, address(i, false), i + 1, address(i, true), DELAY_NS));
    }
    text.append('\n');
    for (int i = 0; i < nodes; i++) {
      text.append("route n%d default via %s\n".formatted(i, address(i, true)));
    }
    text.append(
        """

        for i in 1..%d {
          flow load[i] = udp n0 -> n%d:%d + i { rate %dbit; size %dB; stop %dns }
        }

        expect sum(load[*].lost) == 0
        """
            .formatted(burst, hops(), PORT - 1, rate(), PAYLOAD_BYTES, durationNs()));
    return text.toString();
  }
}
