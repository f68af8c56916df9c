package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.ScenarioCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** link: properties, netdevs, addresses. */
class LinksTest {
  private static final List<Prefix> AUTOMATIC =
      List.of(
          new Prefix(InetAddresses.forString("198.18.0.0"), 15),
          new Prefix(InetAddresses.forString("2001:db8::"), 32));

  @Test
  void propertiesOfDirections() {
    LinkSpec link =
        Scenario.one(
                """
                node alice, bob
                link alice -- bob { delay 10ms; rate 10mbit; toward bob { loss 1%; queue 3KB } }
                """)
            .links()
            .get(0);
    assertThat(link.name()).isEqualTo("alice--bob");
    assertThat(link.forward()).isEqualTo(new DirectionSpec(10_000_000, 10_000_000, 0.01, 0, 3000));
    assertThat(link.backward()).isEqualTo(new DirectionSpec(10_000_000, 10_000_000, 0, 1000, 0));
  }

  @Test
  void defaultsAreAnIdealLink() {
    LinkSpec link = Scenario.one("node a, b\nlink a -- b").links().get(0);
    assertThat(link.forward()).isEqualTo(new DirectionSpec(0, 0, 0, 0, 0));
    assertThat(link.a().mtu()).isEqualTo(1500);
    assertThat(link.a().netdev()).isEqualTo("eth0");
    assertThat(link.a().mac() >>> 40).isEqualTo(2);
    assertThat(link.a().mac()).isNotEqualTo(link.b().mac());
  }

  @Test
  void netdevsAreCountedPerNodeAroundChosenNames() {
    ScenarioCase one =
        Scenario.one("node a, b, c\nlink a -- b\nlink a.eth2 -- c\nlink a -- c.wan\nlink a -- b");
    assertThat(one.links())
        .extracting(link -> link.a().netdev() + " " + link.b().netdev())
        .containsExactly("eth0 eth0", "eth2 eth0", "eth3 wan", "eth4 eth1");
    assertThat(one.links())
        .extracting(LinkSpec::name)
        .containsExactly("a--b", "a--c", "a--c#2", "a--b#2");
  }

  @Test
  void automaticAddressesDoNotDependOnOtherLinks() {
    LinkSpec alone = Scenario.one("node a, b\nlink a -- b").links().get(0);
    ScenarioCase more =
        Scenario.one("node x, a, b, y\nlink x -- y\nlink a -- b\nlink x -- y\nlink y -- a");
    LinkSpec same = more.links().get(1);
    assertThat(same.a().addresses()).isEqualTo(alone.a().addresses());
    assertThat(same.b().addresses()).isEqualTo(alone.b().addresses());
    assertThat(same.a().mac()).isEqualTo(alone.a().mac());
    assertThat(alone.a().addresses())
        .hasSize(2)
        .allMatch(prefix -> AUTOMATIC.stream().anyMatch(pool -> pool.overlaps(prefix)));
    assertThat(alone.b().addresses().get(0).network())
        .isEqualTo(alone.a().addresses().get(0).network());
  }

  @Test
  void whereIpv6IsSwitchedOffNoAutomaticAddressIsOfIt() {
    for (String where : List.of("all", "default", "eth0")) {
      ScenarioCase one =
          Scenario.one(
              "node a { sysctl net.ipv6.conf." + where + ".disable_ipv6 = 1 }\n"
                  + "node b, c\nlink a -- b\nlink b -- c");
      assertThat(one.links().get(0).b().addresses()).noneMatch(Prefix::isIpv6).hasSize(1);
      assertThat(one.links().get(1).a().addresses()).anyMatch(Prefix::isIpv6).hasSize(2);
    }
  }

  @Test
  void automaticAddressesAvoidExplicitOnes() {
    LinkSpec wanted = Scenario.one("node a, b\nlink a -- b").links().get(0);
    String left = InetAddresses.toAddrString(wanted.a().addresses().get(0).address());
    String right = InetAddresses.toAddrString(wanted.b().addresses().get(0).address());
    ScenarioCase one =
        Scenario.one(
            "node a, b\nlink a -- b\nlink e = a " + left + "/24 -- b " + right + "/24\n");
    assertThat(one.links().get(0).a().addresses())
        .noneMatch(one.links().get(1).a().addresses().get(0)::overlaps);
  }

  @Test
  void anAddressOfItsOwnDoesNotKeepANetdevFromAutomaticOnes() {
    ScenarioCase one =
        Scenario.one("node a, b\nlink a -- b\naddress a.eth0 192.0.2.1/32\nping b -> a");
    assertThat(one.links().get(0).b().addresses()).hasSize(2);
    assertThat(one.links().get(0).a().addresses())
        .hasSize(3)
        .last()
        .hasToString("192.0.2.1/32");
    assertThat(one.activities().get(0).address())
        .isEqualTo(one.links().get(0).a().addresses().get(0).address());
  }

  @Test
  void manyAutomaticSubnetsAreDistinct() {
    ScenarioCase one =
        Scenario.one("node hub, h[1..5000]\nfor i in 1..5000 { link hub -- h[i] }");
    assertThat(one.links())
        .extracting(link -> link.a().addresses().get(0).network())
        .doesNotHaveDuplicates();
    assertThat(one.links()).extracting(link -> link.a().mac()).doesNotHaveDuplicates();
  }

  @Test
  void wrongProperties() {
    assertThat(
            Scenario.messages(
                """
                node a, b, c
                link a -- b { delay 10; loss 0.5; queue 64; rate 0mbit; mtu 20 }
                link a -- b { toward c { loss 1% }; loss 120% }
                link a -- a
                link a -- d
                link l = a.verylongnetdevname -- b.lo
                link m = a.eth7 -- b
                link n = a.eth7 -- b
                """))
        .containsExactly(
            "2:21: error: expected a time such as 10ms, found a plain number (10); did you mean"
                + " '10ms'?",
            "2:30: error: expected a percentage such as 1%, found a plain number (0.5); did you"
                + " mean '0.5%'?",
            "2:41: error: expected a queue in packets or bytes such as 64 packets or 64KB, found a"
                + " plain number (64); did you mean '64 packets'?",
            "2:50: error: expected a rate above 0bit, found 0bit; for an infinite rate leave it"
                + " out, for a black hole write 'loss 100%'",
            "2:61: error: expected an mtu within 68B..9000B, found a plain number (20)",
            "3:22: error: the link does not lead to c, expected a or b",
            "3:42: error: expected a loss within 0%..100%, found 120%",
            "4:11: error: expected two different nodes, found a twice",
            "5:11: error: unknown node 'd'",
            "6:12: error: 'verylongnetdevname' cannot be the name of a netdev, expected at most 15"
                + " characters without slash, colon and space, and none of lo, all, default",
            "6:36: error: 'lo' cannot be the name of a netdev, expected at most 15"
                + " characters without slash, colon and space, and none of lo, all, default",
            "8:12: error: a already has a netdev named 'eth7'");
  }

  @Test
  void wrongAddresses() {
    assertThat(
            Scenario.messages(
                """
                node a, b
                link l1 = a 10.0.0.1/24 -- b 10.0.0.2/24
                link l2 = a 10.0.0.129/25 -- b 10.0.0.130/25
                link l3 = a 10.1.0.1/24 -- b 10.1.0.1/24
                link l4 = a 10.2.0.1/24 -- b 10.3.0.1/24
                link l5 = a 10.4.0.1/24 -- b
                link l6 = a 10.5.0.0/24 -- b 10.5.0.255/24
                link l7 = a 2001:db8:1::1/64 -- b 2001:db8:1::2/64 { mtu 1000 }
                """))
        .containsExactly(
            "3:13: error: the subnet 10.0.0.128/25 overlaps 10.0.0.0/24 on the link l1",
            "4:30: error: the address 10.1.0.1 is used twice",
            "5:30: error: the two ends are in different subnets: 10.2.0.0/24 and 10.3.0.0/24",
            "6:28: error: a has an address on this link and b has none, expected addresses on both"
                + " ends or on neither",
            "7:13: error: 10.5.0.0/24 is the address of the network itself, expected the address"
                + " of a host",
            "7:30: error: 10.5.0.255/24 is the network's broadcast address, expected the address"
                + " of a host",
            "8:58: error: IPv6 needs an mtu of at least 1280B, found 1000B");
  }
}
