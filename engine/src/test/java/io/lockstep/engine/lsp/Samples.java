package io.lockstep.engine.lsp;

/** Scenarios that several tests open. */
final class Samples {
  /** One in which everything is right. */
  static final String VALID =
      """
      let rtt = 40ms
      param n = 2, 3
      profile host { sysctl net.ipv4.tcp_sack = 0 }
      kernel old = linux-6.1
      node h[1..n] : host
      node hub { kernel old }
      for i in 1..n {
        link wire[i] = hub.up${i} -- h[i] { delay rtt / 2; rate 10mbit }
        ping p[i] = h[i] -> hub { count 3 }
      }
      expect sum(p[*].received) == 3 * n
      expect packet on wire[1] where icmp.type == 8
      """
          .replace("hub.up${i}", "hub");

  private Samples() {}
}
