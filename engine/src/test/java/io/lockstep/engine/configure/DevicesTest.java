package io.lockstep.engine.configure;

import static io.lockstep.engine.configure.NetworkHost.*;
import static io.lockstep.engine.netlink.NetlinkConstants.IFLA_INFO_DATA;
import static io.lockstep.engine.netlink.NetlinkConstants.IFLA_INFO_KIND;
import static io.lockstep.engine.netlink.NetlinkConstants.IFLA_LINK;
import static io.lockstep.engine.netlink.NetlinkConstants.IFLA_LINKINFO;
import static io.lockstep.engine.netlink.NetlinkConstants.IFLA_MASTER;
import static io.lockstep.engine.netlink.NetlinkConstants.IFLA_MTU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.devices.DeviceEncoders;
import io.lockstep.engine.netlink.options.Encoding;
import io.lockstep.grammar.vocabulary.DeviceKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes every kind of device in real kernels and reads it back. */
class DevicesTest {
  private static final Map<String, NetworkHost> HOSTS = new HashMap<>();

  private static NetworkHost host(String kernel) {
    return HOSTS.computeIfAbsent(kernel, NetworkHost::new);
  }

  @AfterAll
  static void close() {
    HOSTS.values().forEach(NetworkHost::close);
    HOSTS.clear();
  }

  static String[] kernels() {
    return KERNELS;
  }

  private static final List<NetworkItem.Device> DEVICES =
      List.of(
          device(
              "br0", "bridge", "ports", several(text("eth0"), text("eth1")), "stp", OFF, "ageing",
              ms(60_000), "forward_delay", ms(4000), "hello_time", ms(1000), "max_age", ms(8000),
              "priority", number(4096), "vlan_filtering", ON, "vlan_protocol", text("802.1ad"),
              "vlan_default_pvid", number(7), "mcast_snooping", OFF, "mcast_querier", ON,
              "mcast_router", ON, "group_fwd_mask", number(8)),
          device("eth0.100", "vlan", "link", text("eth0"), "id", number(100)),
          device(
              "v0", "vlan", "link", text("eth1"), "id", number(4094), "protocol",
              text("802.1ad"), "reorder_hdr", OFF, "loose_binding", ON, "gvrp", ON),
          device("blue", "vrf", "table", number(100_000), "ports", text("eth1")),
          device(
              "bond0", "bond", "mode", text("active-backup"), "miimon", ms(100), "updelay",
              ms(200), "downdelay", ms(300), "primary", text("eth1"), "primary_reselect",
              text("better"), "fail_over_mac", text("active"), "num_peer_notif", number(2),
              "resend_igmp", number(3), "ports", several(text("eth0"), text("eth1")), "active",
              text("eth0")),
          device(
              "bond1", "bond", "mode", text("802.3ad"), "lacp_rate", text("fast"),
              "lacp_active", ON, "xmit_hash_policy", text("layer3+4"), "ad_select",
              text("bandwidth"), "min_links", number(1), "ad_actor_sys_prio", number(5),
              "ad_user_port_key", number(6), "miimon", ms(50)),
          device("bond2", "bond", "mode", text("balance-tlb"), "tlb_dynamic_lb", OFF),
          device(
              "bond3", "bond", "mode", text("balance-rr"), "packets_per_port", number(3),
              "arp_interval", ms(500), "arp_ip_target",
              several(address("10.0.0.1"), address("10.0.0.2")), "all_ports_active", ON),
          device("d0", "dummy"),
          device("ve0", "veth", "peer", text("ve1")),
          device("mv0", "macvlan", "link", text("eth0"), "mode", text("bridge")),
          device(
              "iv0", "ipvlan", "link", text("eth2"), "mode", text("l2"), "flag",
              text("private")),
          device("ifb0", "ifb"),
          device(
              "vx0", "vxlan", "id", number(42), "local", address("10.0.0.1"), "remote",
              address("10.0.0.2"), "dev", text("eth0"), "port", number(4789), "ttl", number(7),
              "tos", text("inherit"), "learning", OFF, "ageing", ms(60_000), "max_addresses",
              number(10), "proxy", ON, "rsc", ON, "l2miss", ON, "l3miss", ON, "udp_csum", ON),
          device(
              "vx1", "vxlan", "id", number(43), "group", address("ff05::1"), "dev", text("eth0"),
              "local", address("2001:db8::1"), "ttl", text("inherit"), "flowlabel", number(0x123),
              "udp6_zero_csum_tx", ON, "udp6_zero_csum_rx", ON, "learning", ON),
          device(
              "gn0", "geneve", "id", number(77), "remote", address("10.0.0.2"), "port",
              number(7777), "ttl", number(9), "tos", number(4), "df", text("set"), "udp_csum",
              ON),
          device(
              "gn1", "geneve", "id", number(78), "remote", address("2001:db8::2"), "ttl",
              text("inherit"), "flowlabel", number(9), "udp6_zero_csum_tx", ON,
              "udp6_zero_csum_rx", ON),
          device(
              "g0", "gre", "local", address("10.0.0.1"), "remote", address("10.0.0.2"), "dev",
              text("eth0"), "ttl", number(64), "tos", number(8), "key", number(5), "csum", ON,
              "seq", ON, "encap", text("gue"), "encap_sport", number(0), "encap_dport",
              number(5555), "encap_csum", ON),
          device(
              "g1", "gre", "remote", address("10.0.0.3"), "ikey", number(1), "okey", number(2),
              "ttl", text("inherit"), "pmtudisc", OFF),
          device(
              "gt0", "gretap", "local", address("10.0.0.1"), "remote", address("10.0.0.2"),
              "key", number(9), "encap", text("fou"), "encap_dport", number(6666)),
          device(
              "g6", "ip6gre", "local", address("2001:db8::1"), "remote", address("2001:db8::2"),
              "key", number(5), "ttl", number(33), "tos", number(0x20), "flowlabel", number(3),
              "encap_limit", text("none")),
          device(
              "gt6", "ip6gretap", "local", address("2001:db8::1"), "remote",
              address("2001:db8::2"), "encap_limit", number(2), "tos", text("inherit")),
          device(
              "ti0", "ipip", "local", address("10.0.0.1"), "remote", address("10.0.0.2"), "ttl",
              number(64), "mode", text("any"), "encap", text("fou"), "encap_dport",
              number(5555)),
          device(
              "s0", "sit", "local", address("10.0.0.1"), "remote", address("10.0.0.2"), "dev",
              text("eth0"), "tos", number(4), "mode", text("ip6ip"), "ttl", text("inherit"),
              "pmtudisc", OFF),
          device(
              "t6", "ip6tnl", "local", address("2001:db8::1"), "remote", address("2001:db8::2"),
              "mode", text("ipip6"), "ttl", number(9), "encap_limit", text("none"), "tos",
              text("inherit"), "flowlabel", number(0x777)),
          device(
              "vt0", "vti", "local", address("10.0.0.1"), "remote", address("10.0.0.2"), "key",
              number(3)),
          device(
              "vt6", "vti6", "local", address("2001:db8::1"), "remote", address("2001:db8::2"),
              "ikey", number(3), "okey", number(4)));

  static Stream<Arguments> devices() {
    List<Arguments> all = new ArrayList<>();
    for (String kernel : KERNELS) {
      DEVICES.forEach(device -> all.add(Arguments.of(kernel, device.name(), device)));
    }
    return all.stream();
  }

  /** Kernels give most attributes back as they were told. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("devices")
  void everyKind(String kernel, String name, NetworkItem.Device device) {
    NetworkHost host = host(kernel);
    for (String lower : new String[] {"eth0", "eth1", "eth2"}) {
      host.writer.add(state(lower, true));
    }
    host.writer.add(device);
    AttributeReader info = host.link(device.name()).nested(IFLA_LINKINFO);
    assertThat(info.text(IFLA_INFO_KIND)).contains(device.kind());
    assertThat(host.flags(device.name()) & 1).as("up").isEqualTo(1);

    DeviceKind kind = Vocabulary.device(device.kind()).orElseThrow();
    Encoding asked = new Encoding(host::ifindex);
    DeviceEncoders.all().get(device.kind()).encode(kind, device.options(), asked);
    AttributeReader expected = new AttributeReader(asked.data().toBytes(), 0);
    AttributeReader actual = info.nested(IFLA_INFO_DATA);
    for (int attribute = 1; attribute < 64; attribute++) {
      if (device.kind().equals("veth") || silent(device.kind(), attribute)) {
        continue;
      }
      assertThat(hex(actual, attribute))
          .as(device.name() + " attribute " + attribute)
          .isEqualTo(expected.bytes(attribute).isEmpty() ? hex(actual, attribute)
              : hex(expected, attribute));
    }
    if (device.options().containsKey("link")) {
      assertThat(host.link(device.name()).number(IFLA_LINK)).isEqualTo(asked.link());
    }
    for (String port : asked.ports()) {
      assertThat(host.link(port).number(IFLA_MASTER)).isEqualTo(host.ifindex(device.name()));
    }
    host.writer.remove(device);
    assertThatThrownBy(() -> host.writer.remove(device))
        .hasMessageContaining("node r (" + kernel + ") has no netdev " + device.name());
  }

  /** What kernels do not give back, or with more bits than they were told. */
  private static boolean silent(String kind, int attribute) {
    return switch (kind) {
      // Flags: those told, and others.
      case "vlan" -> attribute == 2;
      case "ip6tnl" -> attribute == 8;
      case "ip6gre", "ip6gretap" -> attribute == 13;
      // A flag that is told by its presence.
      case "vxlan" -> attribute == 28;
      default -> false;
    };
  }

  private static String hex(AttributeReader reader, int attribute) {
    return reader.bytes(attribute).map(BaseEncoding.base16()::encode).orElse("none");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void mainAttributes(String kernel) {
    NetworkHost host = host(kernel);
    NetworkItem.Device bond =
        device("b", "bond", "mode", text("active-backup"), "ports", text("eth2"));
    host.writer.add(state("eth2", true));
    host.writer.add(bond);
    AttributeReader data = host.link("b").nested(IFLA_LINKINFO).nested(IFLA_INFO_DATA);
    assertThat(data.number(1)).as("mode").isEqualTo(1);
    assertThat(host.flags("eth2") & 1).as("port up").isEqualTo(1);
    host.writer.remove(bond);

    NetworkItem.Device pair = device("left", "veth", "peer", text("right"));
    host.writer.add(pair);
    assertThat(host.flags("right") & 1).as("peer up").isEqualTo(1);
    host.writer.remove(pair);

    NetworkItem.Device own =
        new NetworkItem.Device(
            0, "own", "dummy", options(), 0x02aabbccddeeL, 1400, false, SOURCE);
    host.writer.add(own);
    assertThat(hex(host.link("own"), 1)).isEqualTo("02AABBCCDDEE");
    assertThat(host.link("own").number(IFLA_MTU)).isEqualTo(1400);
    assertThat(host.flags("own") & 1).as("up").isZero();
    host.writer.add(new NetworkItem.Mtu(0, "own", 1300, SOURCE));
    host.writer.add(new NetworkItem.MacAddress(0, "own", 0x020000000099L, SOURCE));
    assertThat(hex(host.link("own"), 1)).isEqualTo("020000000099");
    assertThat(host.link("own").number(IFLA_MTU)).isEqualTo(1300);

    NetworkItem.Device bridge = device("br9", "bridge");
    host.writer.add(bridge);
    NetworkItem.Master master = new NetworkItem.Master(0, "own", "br9", SOURCE);
    host.writer.add(master);
    assertThat(host.link("own").number(IFLA_MASTER)).isEqualTo(host.ifindex("br9"));
    host.writer.remove(master);
    assertThat(host.link("own").number(IFLA_MASTER)).isEqualTo(-1);
    host.writer.remove(bridge);
    host.writer.remove(own);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void refusals(String kernel) {
    NetworkHost host = host(kernel);
    String node = "node r (" + kernel + ")";
    refused(
        host, device("w0", "vlan", "link", text("eht0"), "id", number(1)),
        node + " has no netdev eht0; did you mean eth0?");
    refused(
        host, device("w0", "vlan", "link", text("eth0"), "id", number(5000)),
        node + ": device w0 (vlan): option id is 5000, expected a value from 0 to 4094");
    refused(
        host, device("w0", "vlan", "link", text("eth0")),
        node + ": device w0 (vlan): option id is missing, expected a number from 0 to 4094");
    refused(
        host, device("w0", "vlan", "lnk", text("eth0"), "link", text("eth0"), "id", number(1)),
        node + ": device w0 (vlan): there is no option lnk; did you mean 'link'?");
    refused(
        host, device("w0", "gre", "local", address("2001:db8::1")),
        node + ": device w0 (gre): option local is an IPv6 address, expected an IPv4 address");
    refused(
        host, device("w0", "bridge", "ageing", ms(0.5)),
        node + ": device w0 (bridge): option ageing is 500 us, expected a multiple of 10 ms");
    refused(
        host, device("w0", "brigde"), "there is no device kind brigde; did you mean 'bridge'?");
    refused(
        host, device("gre0", "gre", "remote", address("10.0.0.9")),
        node + " refuses device gre0 (gre): EEXIST; there is a netdev gre0 already");
    refused(
        host,
        device("w0", "vxlan", "id", number(1), "group", address("239.1.1.1")),
        node + " refuses device w0 (vxlan): EINVAL (Local interface required for multicast remote"
            + " destination)");
  }

  private static void refused(NetworkHost host, NetworkItem item, String sentence) {
    assertThatThrownBy(() -> host.writer.add(item))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> {
              assertThat(e).hasMessage(sentence);
              assertThat(e.source()).isSameAs(SOURCE);
            });
  }
}
