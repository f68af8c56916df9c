package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.When;
import io.lockstep.engine.model.ScenarioCase;
import org.junit.jupiter.api.Test;

/** flow and ping. */
class ActivitiesTest {
  @Test
  void theTargetIsItsAddressOnTheLastLink() {
    ScenarioCase one =
        Scenario.one(
            """
            node a, r, b
            set r { sysctl net.ipv4.ip_forward = 1; sysctl net.ipv6.conf.all.forwarding = 1 }
            link a 10.0.1.1/24 2001:db8:1::1/64 -- r 10.0.1.2/24 2001:db8:1::2/64
            link r 10.0.2.1/24 -- b 10.0.2.2/24 { delay 1ms }
            link r 2001:db8:3::1/64 -- b 2001:db8:3::2/64
            routes auto
            ping p = a -> b
            flow f = tcp b -> [2001:db8:1::1]:80 { stop 3s }
            flow udp a -> r:9 { rate 1mbit; size 100B; count 10; start 1s }
            ping a -> a { count 2; every 10ms; size 8B }
            ping a -> a { interval 20ms }
            """);
    assertThat(one.activities())
        .extracting(ActivitySpec::name)
        .containsExactly("p", "f", "udp a -> r:9", "ping a -> a", "ping a -> a#2");
    assertThat(one.activities())
        .extracting(activity -> InetAddresses.toAddrString(activity.address()))
        .containsExactly("10.0.2.2", "2001:db8:1::1", "10.0.1.2", "127.0.0.1", "127.0.0.1");
    assertThat(one.activities().get(0))
        .isInstanceOfSatisfying(
            ActivitySpec.Ping.class,
            ping -> {
              assertThat(ping.count()).isEqualTo(5);
              assertThat(ping.intervalNs()).isEqualTo(1_000_000_000);
              assertThat(ping.sizeBytes()).isEqualTo(56);
            });
    assertThat(one.activities().get(1))
        .isInstanceOfSatisfying(
            ActivitySpec.TcpFlow.class,
            flow -> {
              assertThat(flow.to()).isZero();
              assertThat(flow.sendBytes()).isEqualTo(-1);
              assertThat(flow.stopNs()).isEqualTo(3_000_000_000L);
            });
    assertThat(one.activities().get(2))
        .isInstanceOfSatisfying(
            ActivitySpec.UdpFlow.class,
            flow -> {
              assertThat(flow.rateBitsPerSecond()).isEqualTo(1_000_000);
              assertThat(flow.count()).isEqualTo(10);
              assertThat(flow.stopNs()).isEqualTo(-1);
              assertThat(flow.start()).isEqualTo(new When.At(1_000_000_000));
            });
  }

  @Test
  void warnings() {
    String chain = "node a, r, b\nlink a -- r\nlink r -- b\n";
    assertThat(Scenario.messages(chain + "ping a -> b"))
        .containsExactly(
            "4:11: warning: b is 2 hops away from a, but there are no routes; add 'routes auto'");
    assertThat(Scenario.messages(chain + "routes auto\nping a -> b"))
        .containsExactly(
            "5:11: warning: the path from a to b leads through r, which does not forward; add"
                + " 'sysctl net.ipv4.ip_forward = 1' to it");
    assertThat(
            Scenario.messages(
                chain
                    + "routes auto\nping a -> b\n"
                    + "at 1s { set r { sysctl net.ipv4.ip_forward = 1 } }"))
        .isEmpty();
  }

  @Test
  void nothingThatSendsForEverInNoTime() {
    String pair = "node a, b\nflow tcp a -> b:80 { stop 3s }\nlink w = a -- b";
    assertThat(Scenario.messages(pair))
        .containsExactly(
            "2:1: error: a tcp flow without 'send' needs a rate on its path, or it sends for ever"
                + " in no time; expected 'send', or a 'rate' of a link");
    assertThat(Scenario.messages(pair + " { rate 1mbit }")).isEmpty();
    assertThat(Scenario.messages(pair + "\nat 0s { set w { rate 1mbit } }")).isEmpty();
    assertThat(
            Scenario.messages(
                pair
                    + "\nset a { interface eth0 { qdisc tbf { rate 1mbit; burst 2KB } } }"))
        .isEmpty();
  }

  @Test
  void nothingBehindTheEnd() {
    assertThat(Scenario.messages("node a, b\nlink a -- b\nping a -> b { start 170h }"))
        .containsExactly("3:21: error: expected a time of at most a week (604800s), found 612000s");
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                node a, b, c
                link a -- b
                ping p = a -> b { count 0; every 0s; size 99999B }
                flow u = udp a -> b { size 1B; rate 0bit; start 1s; stop 0s }
                flow t = tcp a -> b:80 { send 0B }
                flow k = tcp a -> b:70000
                flow v = udp a -> b:80 { stop 1s }
                flow w = udp a -> b:80 { rate 1mbit; size 160B }
                ping a -> bb
                ping a -> c
                flow tcp a -> 10.77.0.1:80 { send 1MB }
                flow t = tcp a -> b:81 { send 1B }
                """))
        .containsExactly(
            "3:25: error: expected a count within 1..65535, found 0",
            "3:34: error: expected a time above 0s, found 0s",
            "3:43: error: expected a size within 0B..65507B, found 99999B",
            "4:19: error: expected a port behind the target, such as 'b:5001'",
            "4:28: error: expected a size within 16B..65507B, found 1B",
            "4:37: error: expected a rate of at least 1bit and at most one datagram per"
                + " nanosecond, found 0bit",
            "4:58: error: expected a stop after the start (1s), found 0s",
            "5:31: error: expected at least 1B to send, found 0B",
            "6:1: error: a tcp flow needs 'send' or 'stop', such as 'send 10MB'",
            "6:21: error: expected a port within 1..65535, found 70000",
            "7:1: error: a udp flow needs 'rate', such as 'rate 64kbit'",
            "8:1: error: a udp flow needs 'stop' or 'count', such as 'stop 10s'",
            "9:11: error: unknown node 'bb'; did you mean 'b'?",
            "10:11: error: c cannot be reached from a: no path of links leads there",
            "11:15: error: no node has the address 10.77.0.1",
            "12:6: error: 't' is already the name of a flow");
  }
}
