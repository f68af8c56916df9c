package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What can be said about traffic, and what is said about mistakes in it. */
class FlowPropertiesTest {
  private static final String PAIR =
      "node a, b\nlink a.eth0 10.0.0.1/24 -- b.eth0 10.0.0.2/24 { rate 1mbit }\n";

  private static void assertMessage(String statement, String message) {
    assertThat(Scenario.messages(PAIR + statement)).as(statement).containsExactly(message);
  }

  private static void assertFine(String statement) {
    assertThat(Scenario.messages(PAIR + statement)).as(statement).isEmpty();
  }

  @Test
  void whatIsRight() {
    assertFine("flow f = tcp a:4000 -> b:80 { duration 1s; parallel 3; direction both }");
    assertFine("flow f = tcp a -> b:80 { requests 3; think exponential(1ms); response 1KB }");
    assertFine("flow f = tcp a -> b:80 { send 1B; option SO_RCVTIMEO = 5s; option SO_LINGER = 1s }");
    assertFine("flow f = tcp a -> b:80 { send 1B; option IP_MTU_DISCOVER = IP_PMTUDISC_DO }");
    assertFine("flow f = udp a -> b:80 { trace [0ms, 1KB, 1ms, 2KB]; source 10.0.0.1; dev eth0 }");
    assertFine("flow f = packet a.eth0 -> b.eth0 { rate poisson(1mbit); size 60B; count 1 }");
    assertFine("flow f = udp a -> 239.0.0.1:5 { rate 1mbit; size 60B; count 1; receivers b }");
    assertFine("traceroute t = a -> b { method icmp }\nexpect t.hop[1] == b and t.hops == 1");
    assertFine(
        "flow f = tcp a -> b:80 { send 1B; parallel 2 }\n"
            + "expect max(f.received[*]) == f.received[2] and f.fairness == 1");
  }

  @Test
  void socketOptions() {
    assertMessage(
        "flow f = tcp a -> b:80 { send 1B; option TCP_NODELEY = 1 }",
        "3:42: error: unknown socket option 'TCP_NODELEY', expected one such as TCP_NODELAY;"
            + " did you mean 'TCP_NODELAY'?");
    assertMessage(
        "flow f = tcp a -> b:80 { send 1B; option TCP_CONGESTION = 1 }",
        "3:59: error: expected a text such as \"cubic\", found a plain number (1)");
    assertMessage(
        "flow f = tcp a -> b:80 { send 1B; option SO_SNDBUF = 5s }",
        "3:54: error: expected a number for SO_SNDBUF, found a time (5s)");
    assertMessage(
        "flow f = tcp a -> b:80 { send 1B; option TCP_INFO = 1 }",
        "3:42: error: the value of TCP_INFO is a structure, which cannot be written here");
    assertMessage(
        "ping a -> b { dev eth7 }",
        "3:19: error: a has no netdev 'eth7'; did you mean 'eth0'?");
    assertMessage(
        "ping a -> b { source 10.0.0.2 }",
        "3:22: error: a does not have the address 10.0.0.2");
  }

  @Test
  void whatDoesNotGoTogether() {
    assertMessage(
        "flow f = tcp a -> b:80 { requests 3; send 1MB }",
        "3:38: error: 'send' does not go with 'requests'");
    assertMessage(
        "flow f = tcp a -> b:80 { send 1MB; think 1s }",
        "3:36: error: 'think' needs 'requests', such as 'requests 10'");
    assertMessage(
        "flow f = sctp a -> b:80 { stop 1s; direction both }",
        "3:36: error: both directions of an SCTP association end together, so they need 'send'");
    assertMessage(
        "flow f = udp a -> b:80 { rate 1mbit; size 60B; count 1; receivers b }",
        "3:57: error: 'receivers' needs a multicast group as the target, such as 239.1.2.3:5000");
    assertMessage(
        "flow f = udp a -> 239.0.0.1:5 { rate 1mbit; size 60B; count 1 }",
        "3:19: error: a flow to a group needs 'receivers', such as 'receivers [b, c]'");
    assertMessage(
        "flow f = raw a -> b:80 { rate 1mbit; size 60B; count 1 }",
        "3:21: error: a raw flow has no port; leave it out, and give 'protocol' or 'ethertype'");
    assertMessage(
        "flow f = packet a -> b { rate 1mbit; size 60B; count 1 }",
        "3:17: error: expected the netdev of a node such as a.eth0, found 'a'");
  }

  @Test
  void distributions() {
    assertMessage(
        "flow f = udp a -> b:80 { rate poison(1mbit); size 60B; count 1 }",
        "3:31: error: unknown function 'poison', expected one of poisson, on_off;"
            + " did you mean 'poisson'?");
    assertMessage(
        "flow f = udp a -> b:80 { rate 1mbit; size uniform(60B); count 1 }",
        "3:43: error: expected uniform(least, most), found 1 argument");
    assertMessage(
        "flow f = udp a -> b:80 { rate 1mbit; size uniform(60B, 20B); count 1 }",
        "3:56: error: expected at least the value before it");
    assertMessage(
        "flow f = tcp a -> b:80 { trace [1s, 1KB, 0s, 1KB] }",
        "3:32: error: the times of a trace must not decrease");
    assertMessage(
        "flow f = tcp a -> b:80 { send 1MB; direction bckward }",
        "3:46: error: expected forward, backward or both, found 'bckward'; did you mean"
            + " 'backward'?");
  }

  @Test
  void parts() {
    assertMessage(
        "flow f = tcp a -> b:80 { send 1B; parallel 2 }\nexpect f.received[3] == 1B",
        "4:19: error: expected the number of a part within 1..2, found 3");
    assertMessage(
        "traceroute t = a -> b\nexpect t.hop[1] > b",
        "4:8: error: a hop can only be compared with == and !=");
    assertMessage(
        "flow f = tcp a -> b:80 { send 1B }\nexpect f.fairness == 1",
        "4:10: error: a tcp flow has no 'fairness', expected one of sent, received, goodput,"
            + " duration, finished");
  }
}
