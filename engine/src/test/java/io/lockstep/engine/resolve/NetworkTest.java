package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NetworkItem.RouteType;
import io.lockstep.engine.model.ScenarioCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** route, rule, neighbour and address; targets given by addresses; names of sysctls. */
class NetworkTest {
  private static final String CHAIN =
      """
      node a, r, b
      set r { sysctl net.ipv4.ip_forward = 1 }
      link a 10.0.1.1/24 -- r 10.0.1.254/24
      link r 10.0.2.254/24 -- b 10.0.2.1/24
      """;

  @Test
  void routesWithEverything() {
    ScenarioCase one =
        Scenario.one(
            CHAIN
                + """
                route a default via 10.0.1.254 dev eth0 weight 2, via 10.0.1.253 metric 5 table 100 src 10.0.1.1 mtu 1400B
                route a unreachable 10.9.0.0/16
                route r 10.8.0.0/16 dev eth1
                """);
    NetworkItem.Route route = (NetworkItem.Route) one.network().get(0);
    assertThat(route.hops())
        .extracting(NetworkItem.Hop::netdev, NetworkItem.Hop::weight)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("eth0", 2),
            org.assertj.core.api.Assertions.tuple("eth0", 1));
    assertThat(List.of(route.metric(), route.table(), (long) route.mtu()))
        .containsExactly(5L, 100L, 1400L);
    assertThat(((NetworkItem.Route) one.network().get(1)).type())
        .isEqualTo(RouteType.UNREACHABLE);
    assertThat(((NetworkItem.Route) one.network().get(2)).hops().get(0).gateway()).isNull();
  }

  @Test
  void rulesAndNeighbours() {
    ScenarioCase one =
        Scenario.one(
            CHAIN
                + """
                rule r from 10.0.1.0/24 iif eth0 fwmark 4 priority 10 table 100
                rule r prohibit inet6
                neighbour r 10.0.2.9 lladdr 02:00:00:00:00:09 dev eth1
                """);
    NetworkItem.Rule rule = (NetworkItem.Rule) one.network().get(0);
    assertThat(rule.from().toString()).isEqualTo("10.0.1.0/24");
    assertThat(List.of(rule.fwmark(), rule.priority(), rule.table())).containsExactly(4L, 10L, 100L);
    assertThat(((NetworkItem.Rule) one.network().get(1)).ipv6()).isTrue();
    assertThat(((NetworkItem.Neighbour) one.network().get(2)).mac()).isEqualTo(0x020000000009L);
  }

  @Test
  void addressesOfAllSortsCanBeAimedAt() {
    ScenarioCase one =
        Scenario.one(
            CHAIN
                + """
                routes auto
                set b { device d = dummy { address 10.5.0.1/24 } }
                address b.lo 10.6.0.1/32
                at 3s { address b.eth0 10.0.2.7/24 }
                ping a -> 10.5.0.1
                ping a -> 10.6.0.1
                ping a -> 10.0.2.7 { start 4s }
                ping a -> r.eth1
                let where = 10.0.2.1
                ping a -> where
                """);
    assertThat(one.activities()).extracting(ActivitySpec::to).containsExactly(2, 2, 2, 1, 2);
    assertThat(one.activities().get(3).address().getHostAddress()).isEqualTo("10.0.2.254");
    assertThat(one.routes()).extracting(route -> route.node() + " " + route.destination())
        .containsExactly("0 0.0.0.0/0", "1 10.6.0.1/32", "1 10.5.0.0/24", "2 0.0.0.0/0");
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                CHAIN
                    + """
                    route a default via 10.7.7.7
                    route a 10.8.0.0/16 via 10.0.1.254 dev eth7
                    route r 10.8.0.0/16 via 10.0.1.9 dev eth1
                    route a 10.6.0.0/16 via 10.0.1.254 src 10.0.9.9 weight 300
                    rule r from 10.0.1.0/24 to 2001:db8::/32 table 7
                    rule r iif eth2 table 7
                    neighbour r 10.0.2.9 lladdr 02:00:00:00:00:09
                    address a.eth1 10.0.0.1/24
                    address b.lo 10.0.1.1/32
                    ping a -> 10.0.3.3
                    set r { sysctl net.ipv4.ip_foward = 1; sysctl net.ipv4.conf.eth0.rp_fliter = 1 }
                    """))
        .containsExactly(
            "5:21: error: the gateway 10.7.7.7 is on no link of a",
            "6:40: error: a has no netdev 'eth7'; did you mean 'eth0'?",
            "7:25: error: the gateway 10.0.1.9 is on no subnet of r.eth1",
            "8:56: error: expected a weight within 1..256, found 300",
            "9:28: error: expected an IPv4 prefix as in 'from', found 2001:db8::/32",
            "10:12: error: r has no netdev 'eth2'; did you mean 'eth0'?",
            "11:1: error: a neighbour needs 'dev', such as 'dev eth0'",
            "12:11: error: a has no netdev 'eth1'; did you mean 'eth0'?",
            "14:11: warning: no node has the address 10.0.3.3: nobody will answer",
            "15:16: error: unknown sysctl 'net.ipv4.ip_foward'; did you mean"
                + " 'net.ipv4.ip_forward'?",
            "15:47: error: unknown sysctl 'net.ipv4.conf.eth0.rp_fliter'; did you mean"
                + " 'net.ipv4.conf.eth0.rp_filter'?");
  }
}
