package io.lockstep.engine.configure;

import static io.lockstep.engine.configure.NetworkHost.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NetworkItem.Hop;
import io.lockstep.engine.model.NetworkItem.RouteType;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.NetlinkConstants;
import io.lockstep.engine.netlink.NetlinkMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses, routes, rules and neighbours in real kernels. */
class RoutesTest {
  static String[] kernels() {
    return KERNELS;
  }

  private static Hop hop(String gateway, String netdev, int weight) {
    return new Hop(gateway == null ? null : InetAddresses.forString(gateway), netdev, weight);
  }

  private static NetworkItem.Route route(
      RouteType type, String to, long table, long metric, String source, int mtu, Hop... hops) {
    return new NetworkItem.Route(
        0,
        type,
        prefix(to),
        ImmutableList.copyOf(hops),
        table,
        metric,
        source == null ? null : InetAddresses.forString(source),
        mtu,
        SOURCE);
  }

  private static NetworkItem.Route route(String to, Hop... hops) {
    return route(RouteType.UNICAST, to, 254, -1, null, 0, hops);
  }

  private static NetworkHost twoNetworks(String kernel) {
    NetworkHost host = new NetworkHost(kernel);
    for (int i = 0; i < 2; i++) {
      host.writer.add(addressItem("eth" + i, "10.0." + i + ".1/24"));
      host.writer.add(addressItem("eth" + i, "2001:db8:" + i + "::1/64"));
      host.writer.add(state("eth" + i, true));
    }
    host.run(3_000_000_000L);
    return host;
  }

  /** {@code type table priority length} of each route of a family that was configured. */
  private static List<String> routes(NetworkHost host, int family) {
    List<String> result = new ArrayList<>();
    NetlinkMessage list =
        new NetlinkMessage(
                NetlinkConstants.RTM_GETROUTE,
                NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_DUMP,
                "routes")
            .u8(family).u8(0).u16(0).u32(0).u32(0);
    for (byte[] payload : host.dump(list)) {
      AttributeReader reader = new AttributeReader(payload, 12);
      if (payload[5] == NetlinkConstants.RTPROT_STATIC) {
        result.add(
            (payload[7] & 0xff) + " " + reader.number(NetlinkConstants.RTA_TABLE) + " "
                + reader.number(NetlinkConstants.RTA_PRIORITY) + " " + (payload[1] & 0xff)
                + (reader.bytes(NetlinkConstants.RTA_MULTIPATH).isPresent() ? " multipath" : "")
                + (reader.bytes(NetlinkConstants.RTA_METRICS).isPresent()
                    ? " mtu " + reader.nested(NetlinkConstants.RTA_METRICS).number(2)
                    : "")
                + (reader.bytes(NetlinkConstants.RTA_PREFSRC).isPresent() ? " src" : ""));
      }
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void routes(String kernel) {
    try (NetworkHost host = twoNetworks(kernel)) {
      List<NetworkItem.Route> all =
          List.of(
              route("0.0.0.0/0", hop("10.0.0.2", null, 1)),
              route("10.9.0.0/16", hop("10.0.0.2", "eth0", 3), hop("10.0.1.2", "eth1", 1)),
              route("10.8.0.1/32", hop(null, "eth1", 1)),
              route(
                  RouteType.UNICAST, "10.7.0.0/16", 70_000, 5, "10.0.1.1", 1400,
                  hop("10.0.0.2", "eth0", 1)),
              route(RouteType.BLACKHOLE, "10.6.0.0/16", 254, -1, null, 0),
              route(RouteType.UNREACHABLE, "10.5.0.0/16", 254, -1, null, 0),
              route(RouteType.PROHIBIT, "10.4.0.0/16", 100, 7, null, 0),
              route(RouteType.THROW, "10.3.0.0/16", 100, -1, null, 0),
              route("10.2.0.0/16", hop("2001:db8:1::2", "eth1", 1)));
      all.forEach(host.writer::add);
      assertThat(routes(host, NetlinkConstants.AF_INET))
          .containsExactlyInAnyOrder(
              "1 254 -1 0", "1 254 -1 16 multipath", "1 254 -1 32", "1 70000 5 16 mtu 1400 src",
              "6 254 -1 16", "7 254 -1 16", "8 100 7 16", "9 100 -1 16", "1 254 -1 16");
      assertThat(host.files.read("/proc/net/route")).contains("eth1\t0100080A");
      all.forEach(host.writer::remove);
      assertThat(routes(host, NetlinkConstants.AF_INET)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void ipv6Routes(String kernel) {
    try (NetworkHost host = twoNetworks(kernel)) {
      List<NetworkItem.Route> all =
          List.of(
              route("::/0", hop("2001:db8::2", "eth0", 1)),
              route(
                  "2001:db8:99::/48", hop("2001:db8::2", "eth0", 1),
                  hop("2001:db8:1::2", "eth1", 5)),
              route("2001:db8:98::/48", hop("fe80::9", "eth1", 1)),
              route(
                  RouteType.UNICAST, "2001:db8:97::/48", 1000, 9, "2001:db8:1::1", 1400,
                  hop(null, "eth0", 1)),
              route(RouteType.BLACKHOLE, "2001:db8:96::/48", 254, -1, null, 0));
      all.forEach(host.writer::add);
      assertThat(routes(host, NetlinkConstants.AF_INET6))
          .containsExactlyInAnyOrder(
              "1 254 1024 0", "1 254 1024 48 multipath", "1 254 1024 48",
              "1 1000 9 48 mtu 1400 src", "6 254 1024 48");
      all.forEach(host.writer::remove);
      assertThat(routes(host, NetlinkConstants.AF_INET6)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rules(String kernel) {
    try (NetworkHost host = twoNetworks(kernel)) {
      List<NetworkItem.Rule> all =
          List.of(
              new NetworkItem.Rule(
                  0, false, prefix("10.0.0.0/8"), prefix("10.1.0.0/16"), "eth0", null, 7, 15, 100,
                  70_000, RouteType.UNICAST, SOURCE),
              new NetworkItem.Rule(
                  0, true, prefix("2001:db8::/32"), null, null, "eth1", 9, 0, -1, 100,
                  RouteType.UNICAST, SOURCE),
              new NetworkItem.Rule(
                  0, false, null, prefix("10.2.0.0/16"), null, null, 0, 0, 200, 0,
                  RouteType.PROHIBIT, SOURCE));
      all.forEach(host.writer::add);
      List<String> four = rules(host, NetlinkConstants.AF_INET);
      assertThat(four).contains("1 8/16 100 70000 7 15", "8 0/16 200 0 -1 -1");
      assertThat(rules(host, NetlinkConstants.AF_INET6))
          .contains("1 32/0 32765 100 9 4294967295");
      all.forEach(host.writer::remove);
      assertThat(rules(host, NetlinkConstants.AF_INET)).hasSize(four.size() - 2);
    }
  }

  private static List<String> rules(NetworkHost host, int family) {
    List<String> result = new ArrayList<>();
    NetlinkMessage list =
        new NetlinkMessage(
                NetlinkConstants.RTM_GETRULE,
                NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_DUMP,
                "rules")
            .u8(family).u8(0).u16(0).u32(0).u32(0);
    for (byte[] payload : host.dump(list)) {
      AttributeReader reader = new AttributeReader(payload, 12);
      result.add(
          payload[7] + " " + payload[2] + "/" + payload[1] + " " + reader.number(6) + " "
              + reader.number(15) + " " + reader.number(10) + " " + reader.number(16));
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void neighboursAndAddresses(String kernel) {
    try (NetworkHost host = twoNetworks(kernel)) {
      NetworkItem.Neighbour four =
          new NetworkItem.Neighbour(
              0, InetAddresses.forString("10.0.0.9"), 0x02aabbccdd01L, "eth0", SOURCE);
      NetworkItem.Neighbour six =
          new NetworkItem.Neighbour(
              0, InetAddresses.forString("2001:db8::9"), 0x02aabbccdd02L, "eth0", SOURCE);
      host.writer.add(four);
      host.writer.add(six);
      assertThat(host.files.read("/proc/net/arp"))
          .containsPattern("10\\.0\\.0\\.9 +0x1 +0x6 +02:aa:bb:cc:dd:01 +\\* +eth0");
      host.writer.remove(four);
      host.writer.remove(six);
      assertThat(host.files.read("/proc/net/arp")).doesNotContain("02:aa:bb:cc:dd:01");

      assertThat(host.files.read("/proc/net/if_inet6"))
          .contains("20010db8000000000000000000000001");
      host.writer.remove(addressItem("eth0", "2001:db8:0::1/64"));
      host.writer.remove(addressItem("eth0", "10.0.0.1/24"));
      assertThat(host.files.read("/proc/net/if_inet6"))
          .doesNotContain("20010db8000000000000000000000001");
      assertThat(host.files.read("/proc/net/fib_trie")).doesNotContain("10.0.0.1");
      host.writer.remove(state("eth0", true));
      assertThat(host.flags("eth0") & 1).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void refusals(String kernel) {
    try (NetworkHost host = twoNetworks(kernel)) {
      String node = "node r (" + kernel + ")";
      refused(
          host, route("10.9.0.0/16", hop("10.77.0.1", null, 1)),
          node + " refuses route 10.9.0.0/16 via 10.77.0.1: ENETUNREACH (Nexthop has invalid"
              + " gateway); a gateway must be on a network of a netdev that is up");
      refused(
          host, route("10.9.0.0/16", hop(null, "eth2", 1)),
          node + " refuses route 10.9.0.0/16 dev eth2: ENETDOWN (Device for nexthop is not"
              + " up)");
      refused(
          host, route("10.0.1.0/24", hop(null, "ethx", 1)),
          node + " has no netdev ethx; did you mean eth0?");
      host.writer.add(route("10.9.0.0/16", hop(null, "eth0", 1)));
      refused(
          host, route("10.9.0.0/16", hop(null, "eth0", 1)),
          node + " refuses route 10.9.0.0/16 dev eth0: EEXIST; there is one already");
      assertThatThrownBy(() -> host.writer.remove(route("10.19.0.0/16", hop(null, "eth0", 1))))
          .hasMessage(
              node + " refuses removal of route 10.19.0.0/16 dev eth0: ESRCH; there is none");
      assertThatThrownBy(() -> host.writer.add(addressItem("eth0", "10.0.0.1/24")))
          .hasMessageStartingWith(node + " refuses address 10.0.0.1/24 on eth0: EEXIST")
          .hasMessageContaining("already");
    }
  }

  private static void refused(NetworkHost host, NetworkItem item, String sentence) {
    assertThatThrownBy(() -> host.writer.add(item))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }
}
