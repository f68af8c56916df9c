package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LossModel;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.ScenarioCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** lan: members, properties, netdevs, addresses, routes. */
class LansTest {
  private static List<String> addresses(LanSpec lan, boolean ipv6) {
    return lan.ports().stream()
        .flatMap(port -> port.end().addresses().stream())
        .filter(prefix -> prefix.isIpv6() == ipv6)
        .map(Prefix::toString)
        .toList();
  }

  private static List<String> routes(ScenarioCase one) {
    return one.routes().stream()
        .filter(route -> !route.destination().isIpv6())
        .map(
            route ->
                one.nodes().get(route.node()).name()
                    + " "
                    + route.destination()
                    + " via "
                    + route.gateway().getHostAddress()
                    + " dev "
                    + route.device())
        .toList();
  }

  @Test
  void netdevsAreCountedOverLinksAndLansInTheOrderOfDeclaration() {
    ScenarioCase one =
        Scenario.one(
            """
            node h[1..2], r, s
            lan first = h[1..2], r
            link r -- s
            lan second = r.up, s
            lan h[1], r, s
            """);
    assertThat(one.lans())
        .extracting(lan -> lan.ports().stream().map(port -> port.end().netdev()).toList())
        .containsExactly(
            List.of("eth0", "eth0", "eth0"), List.of("up", "eth1"), List.of("eth1", "eth3", "eth2"));
    assertThat(one.links().get(0).a().netdev()).isEqualTo("eth1");
    assertThat(one.lans()).extracting(LanSpec::name).containsExactly(
        "first", "second", "h[1]--r--s");
    assertThat(one.lans().get(1).ports().get(0).end().device()).isEqualTo(2);
  }

  @Test
  void groupsAndRangesAreMembers() {
    LanSpec lan =
        Scenario.one(
                """
                node h[1..3], x
                group all = h[1..2], x
                lan office = all, h[3].wan 02:00:00:00:00:07
                """)
            .lans()
            .get(0);
    assertThat(lan.ports()).extracting(port -> port.end().node()).containsExactly(0, 1, 3, 2);
    assertThat(lan.ports().get(3).end().mac()).isEqualTo(0x020000000007L);
    assertThat(lan.ports().get(3).end().netdev()).isEqualTo("wan");
  }

  @Test
  void propertiesHoldForAllMembersAndTowardForOne() {
    LanSpec lan =
        Scenario.one(
                """
                node a, b
                lan office = a, b {
                  rate 1gbit; delay 10us; mtu 1400; loss gilbert(1%, 50%)
                  toward b { loss 2%; queue 10 packets; jitter 1us; reorder 3% }
                }
                """)
            .lans()
            .get(0);
    LossModel bursts = new LossModel.GilbertElliott(0.01, 0.5, 1, 0);
    assertThat(lan.ports().get(0).down())
        .isEqualTo(new DirectionSpec(1_000_000_000, 10_000, bursts, 1000, 0, 0, 0, 0, 0));
    assertThat(lan.ports().get(1).down())
        .isEqualTo(
            new DirectionSpec(
                1_000_000_000, 10_000, new LossModel.Independent(0.02), 10, 0, 1000, 0, 0.03, 0));
    assertThat(lan.ports().get(1).up())
        .isEqualTo(new DirectionSpec(1_000_000_000, 0, 0, 1000, 0));
    assertThat(lan.ports()).allMatch(port -> port.end().mtu() == 1400);
  }

  @Test
  void automaticAddressesCountTheMembersAndDoNotDependOnTheRest() {
    LanSpec alone = Scenario.one("node h[1..3]\nlan office = h[1..3]").lans().get(0);
    LanSpec among =
        Scenario.one(
                "node x, y, h[1..3]\nlan other = x, y\nlink x -- y\nlan office = h[1..3]\n")
            .lans()
            .get(1);
    assertThat(addresses(alone, false)).isEqualTo(addresses(among, false));
    assertThat(addresses(alone, true)).isEqualTo(addresses(among, true)).hasSize(3);
    assertThat(addresses(alone, false))
        .extracting(text -> text.replaceFirst("^100\\.\\d+\\.\\d+\\.", ""))
        .containsExactly("1/24", "2/24", "3/24");
    assertThat(addresses(alone, true)).allMatch(text -> text.startsWith("2001:db8:"));
  }

  @Test
  void aLargeLanGetsALargeSubnet() {
    LanSpec lan = Scenario.one("node h[1..300]\nlan office = h[1..300]").lans().get(0);
    assertThat(addresses(lan, false)).allMatch(text -> text.endsWith("/23")).doesNotHaveDuplicates();
  }

  @Test
  void membersWithoutAnAddressJoinTheSubnetOfTheOthers() {
    LanSpec lan =
        Scenario.one("node h[1..3], r\nlan office = h[1..3], r 10.0.1.2/24 2001:db8:1::1/64")
            .lans()
            .get(0);
    assertThat(addresses(lan, false))
        .containsExactly("10.0.1.1/24", "10.0.1.3/24", "10.0.1.4/24", "10.0.1.2/24");
    assertThat(addresses(lan, true)).hasSize(4).contains("2001:db8:1::2/64");
  }

  @Test
  void routesLeadOverLans() {
    ScenarioCase one =
        Scenario.one(
            """
            node a, b, r1, r2, s
            lan office = a, b, r1, r2
            link r1 10.0.1.1/24 -- s 10.0.1.2/24
            link r2 10.0.2.1/24 -- s 10.0.2.2/24
            set r1, r2, s { sysctl net.ipv4.ip_forward = 1 }
            address a.eth0 10.0.0.1/24
            routes auto
            """);
    assertThat(routes(one))
        .containsExactly(
            "a 10.0.1.0/24 via 10.0.0.3 dev 0",
            "a 10.0.2.0/24 via 10.0.0.4 dev 0",
            "b 10.0.1.0/24 via 10.0.0.3 dev 0",
            "b 10.0.2.0/24 via 10.0.0.4 dev 0",
            "r1 10.0.2.0/24 via 10.0.0.4 dev 0",
            "r2 10.0.1.0/24 via 10.0.0.3 dev 0",
            "s 10.0.0.0/24 via 10.0.1.1 dev 0");
  }

  @Test
  void bridgesJoinLinks() {
    ScenarioCase one =
        Scenario.one(
            """
            node a, b, sw, r, far
            set sw { device br0 = bridge { ports eth0, eth1, eth2; address 10.0.0.9/24 } }
            link a -- sw
            link b -- sw
            link r 10.0.0.254/24 -- sw
            link r 10.9.0.1/24 -- far 10.9.0.2/24
            set r { sysctl net.ipv4.ip_forward = 1 }
            routes auto
            ping a -> b
            ping a -> far
            ping a -> 10.0.0.9
            """);
    assertThat(one.links().get(0).a().addresses()).extracting(Prefix::toString)
        .containsExactly("10.0.0.1/24");
    assertThat(one.links().get(0).b().addresses()).isEmpty();
    assertThat(one.links().get(1).a().addresses()).extracting(Prefix::toString)
        .containsExactly("10.0.0.2/24");
    assertThat(routes(one))
        .containsExactly(
            "a 0.0.0.0/0 via 10.0.0.254 dev 0",
            "b 0.0.0.0/0 via 10.0.0.254 dev 0",
            "far 0.0.0.0/0 via 10.9.0.1 dev 0");
    assertThat(one.network().get(one.network().size() - 1).toString())
        .contains("10.0.0.254", "br0");
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                node a, b, c, h[1..2]
                lan one = a, b, d { rate 0bit; toward x { loss 1% } }
                lan two = a, a, b { toward c { loss 1% } }
                lan three = h[1..2] 10.0.0.1/24, a
                lan four = a 10.0.0.1/24, b 10.0.0.2/24, c 10.0.9.1/24
                lan five = h[1] 10.0.0.200/25, h[2] 10.0.0.201/25
                lan six = a 10.5.0.1/30, b 10.5.0.2/30, c
                lan seven = a.eth9 00:00:00:00:00:00, b 03:00:00:00:00:01
                """))
        .containsExactly(
            "2:17: error: unknown node 'd'",
            "2:26: error: expected a rate above 0bit, found 0bit; for an infinite rate leave it"
                + " out, for a black hole write 'loss 100%'",
            "2:39: error: unknown node 'x'",
            "3:14: error: a is a member twice; for two netdevs of it name them, such as a.eth0",
            "3:28: error: c is not a member of the LAN two",
            "4:21: error: 'h[1..2]' stands for 2 nodes, which cannot share an address",
            "5:44: error: c is alone in the subnet 10.0.9.0/24, others on the LAN four are in"
                + " 10.0.0.0/24",
            "6:17: error: the subnet 10.0.0.128/25 overlaps 10.0.0.0/24 on the LAN four",
            "7:41: error: no address is left for c in the subnet 10.5.0.0/30",
            "8:20: error: 00:00:00:00:00:00 is no address, expected that of one netdev such as"
                + " 02:00:00:00:00:01",
            "8:41: error: 03:00:00:00:00:01 is the address of a group, expected that of one netdev"
                + " such as 02:00:00:00:00:01");
  }
}
