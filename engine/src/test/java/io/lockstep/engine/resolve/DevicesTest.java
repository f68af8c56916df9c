package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Unit;
import io.lockstep.libos.NetDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** interface, device and qdisc in blocks of nodes. */
class DevicesTest {
  private static List<String> kinds(ScenarioCase one) {
    return one.network().stream()
        .map(item -> item.getClass().getSimpleName())
        .toList();
  }

  @Test
  void interfacesOfLinks() {
    ScenarioCase one =
        Scenario.one(
            """
            profile tuned { interface eth0 { offload tso, gro; sysctl net.ipv6.conf.accept_dad = 0 } }
            node a : tuned {
              interface eth0 { address 10.0.0.1/24, 2001:db8::1/64; mac 02:00:00:00:00:05; mtu 1400B }
              interface lo { address 10.1.1.1/32 }
            }
            node b
            link a -- b 10.0.0.2/24
            """);
    LinkEnd end = one.links().get(0).a();
    assertThat(end.addresses()).extracting(Object::toString)
        .containsExactly("10.0.0.1/24", "2001:db8::1/64");
    assertThat(end.mac()).isEqualTo(0x020000000005L);
    assertThat(end.mtu()).isEqualTo(1400);
    assertThat(end.offloads()).isEqualTo(NetDevice.CHECKSUM | NetDevice.TSO | NetDevice.GRO);
    assertThat(one.nodes().get(0).settings()).extracting(Setting::path)
        .containsExactly("/proc/sys/net/ipv6/conf/eth0/accept_dad");
    assertThat(kinds(one)).containsExactly("Address");
  }

  @Test
  void devicesStandBehindWhatTheyNeed() {
    ScenarioCase one =
        Scenario.one(
            """
            node a {
              device br0 = bridge { ports "vlan.10", eth1; stp off; state down }
              device vlan.10 = vlan { link bond0; id 10; protocol 802.1ad }
              device bond0 = bond { ports eth0; mode 802.3ad; miimon 100ms }
              sysctl net.ipv4.conf.vlan.10.rp_filter = 2
            }
            node b
            link a -- b
            link a -- b
            """);
    assertThat(one.network().stream()
            .filter(NetworkItem.Device.class::isInstance)
            .map(item -> ((NetworkItem.Device) item).name()))
        .containsExactly("br0", "bond0", "vlan.10");
    NetworkItem.Device vlan = (NetworkItem.Device) one.network().get(2);
    assertThat(vlan.options())
        .containsEntry("link", new OptionValue.Text("bond0"))
        .containsEntry("id", new OptionValue.Number(10, Unit.NONE))
        .containsEntry("protocol", new OptionValue.Text("802.1ad"));
    assertThat(kinds(one))
        .containsExactly("Device", "Device", "Device", "Master", "Master", "Master");
    assertThat(one.nodes().get(0).settings().get(0).path())
        .isEqualTo("/proc/sys/net/ipv4/conf/vlan.10/rp_filter");
  }

  @Test
  void loopsAndConditionsInBlocks() {
    ScenarioCase one =
        Scenario.one(
            """
            let n = 3
            node a {
              for i in 1..n { device "d${i}" = dummy { address 10.${i}.0.1/24 } }
              if n > 2 { device more = veth { peer other } }
              interface other { address 10.9.0.1/24 }
            }
            """);
    assertThat(one.network().stream()
            .filter(NetworkItem.Device.class::isInstance)
            .map(item -> ((NetworkItem.Device) item).name()))
        .containsExactly("d1", "d2", "d3", "more");
  }

  @Test
  void queueingDisciplinesAreTrees() {
    ScenarioCase one =
        Scenario.one(
            """
            node a {
              interface eth0 {
                qdisc htb {
                  default 20
                  class 1 {
                    rate 10mbit
                    class 10 { rate 2mbit; match { proto udp; dport 53 }; qdisc fq_codel }
                    class 20 { rate 8mbit; ceil 10mbit; qdisc netem { delay 1ms } }
                  }
                }
              }
            }
            node b
            link a -- b
            """);
    NetworkItem.Queueing queueing = (NetworkItem.Queueing) one.network().get(0);
    assertThat(queueing.netdev()).isEqualTo("eth0");
    assertThat(queueing.root().classes())
        .extracting(NetworkItem.QdiscClass::minor, NetworkItem.QdiscClass::parent)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(1, 0),
            org.assertj.core.api.Assertions.tuple(10, 1),
            org.assertj.core.api.Assertions.tuple(20, 1));
    assertThat(queueing.root().classes().get(1).matches().get(0))
        .containsEntry("dport", new OptionValue.Number(53, Unit.NONE));
    assertThat(queueing.root().classes().get(2).options())
        .containsEntry("ceil", new OptionValue.Number(10_000_000, Unit.RATE));
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                node a {
                  device br0 = bridge { ports eth0, eth9; stp maybe }
                  device v = vlan { link eth0; id 5000 }
                  device v = dummy { }
                  device t1 = vlan { link t2; id 1 }
                  device t2 = vlan { link t1; id 2 }
                  device x = vxlan { id 1; local 10.0.0.0/8; port 10ms; ttl inherti }
                  interface eht0 { mtu 1400 }
                  interface eth0 { master v; mtu 20; address 10.0.0.1; state dwn; offload tos }
                  interface lo { sysctl net.ipv4.ip_forward = 1; sysctl net.ipv4.conf.lo.rp_filter = 1 }
                  sysctl net.ipv4.conf.eth1.rp_filter = 1
                }
                node b
                link a -- b
                """))
        .containsExactly(
            "2:37: error: a has no netdev 'eth9'; did you mean 'eth0'?",
            "2:47: error: expected on or off for 'stp', found 'maybe'",
            "3:35: error: expected id within 0..4094, found 5000",
            "4:10: error: a already has a netdev named 'v'",
            "5:10: error: devices of a need each other: t1 on t2 on t1",
            "7:34: error: expected an address for 'local', found a prefix (10.0.0.0/8)",
            "7:51: error: expected a number from 1 to 65535, found a time (10ms)",
            "7:61: error: expected a number from 1 to 255 or inherit, found 'inherti'; did you"
                + " mean 'inherit'?",
            "8:13: error: a has no netdev 'eht0'; did you mean 'eth0'?",
            "9:27: error: 'v' cannot have ports, expected a bridge, a bond or a vrf",
            "9:34: error: expected an mtu within 68B..9000B, found a plain number (20)",
            "9:46: error: expected an address with its prefix length such as 10.0.0.1/24, found an"
                + " address (10.0.0.1); did you mean '10.0.0.1/24'?",
            "9:62: error: expected up or down, found 'dwn'",
            "9:75: error: expected offloads out of checksum, tso, gro, none, found 'tos'",
            "10:25: error: 'net.ipv4.ip_forward' is not a sysctl of an interface, expected one"
                + " below net.ipv4.conf, net.ipv4.neigh, net.ipv6.conf, net.ipv6.neigh or"
                + " net.mpls.conf",
            "10:57: error: the name of the interface is put in by itself; did you mean"
                + " 'net.ipv4.conf.rp_filter'?",
            "11:10: error: unknown sysctl 'net.ipv4.conf.eth1.rp_filter': a has no netdev 'eth1';"
                + " did you mean 'eth0'?");
  }

  @Test
  void wrongQueueingDisciplines() {
    assertThat(
            Scenario.messages(
                """
                node a {
                  interface eth0 {
                    qdisc htb {
                      class 1 { ceil 10mbit }
                      class 1 { rate 1mbit }
                      class 2 { rate 10; match { dport 80 } }
                      class 3 { rate 1mbit; match { proto tpc; dport 80 } }
                      class 70000 { rate 1mbit }
                    }
                  }
                }
                node b
                link a -- b
                """))
        .containsExactly(
            "4:13: error: a class of htb needs 'rate', a rate such as 10mbit",
            "5:13: error: class 1 is defined twice",
            "6:22: error: expected a rate such as 10mbit, found a plain number (10); did you mean"
                + " '10mbit'?",
            "6:26: error: a match of ports needs 'proto', such as 'proto tcp'",
            "7:43: error: expected a number from 0 to 255 or tcp, udp, sctp, icmp, icmpv6, gre, esp"
                + " or ah, found 'tpc'; did you mean 'tcp'?",
            "8:13: error: expected a class within 1..65535, found 70000");
  }
}
