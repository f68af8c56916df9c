package io.lockstep.engine.configure;

import static io.lockstep.engine.configure.NetworkHost.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.LinkRequests;
import io.lockstep.engine.netlink.NetlinkConstants;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import io.lockstep.engine.netlink.TrafficRequests;
import io.lockstep.engine.netlink.qdiscs.Filter;
import io.lockstep.libos.NetDevice;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order in which a node is set up. */
class NodeConfiguratorTest {
  static String[] kernels() {
    return KERNELS;
  }

  private static LinkEnd end(int device, String name, int offloads, String... addresses) {
    ImmutableList.Builder<Prefix> prefixes = ImmutableList.builder();
    for (String address : addresses) {
      prefixes.add(prefix(address));
    }
    return new LinkEnd(
        0, device, name, 0x020000001000L + device, 1500, offloads, prefixes.build());
  }

  private static NodeSpec node(String kernel, Setting... settings) {
    return new NodeSpec(0, "r", kernel, 0, ImmutableList.copyOf(settings), SOURCE);
  }

  private static Setting sysctl(String key, String value) {
    return new Setting(SysctlName.path(key), value, SOURCE);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void everythingInOrder(String kernel) {
    try (NetworkHost host = new NetworkHost(kernel)) {
      NodeSpec node =
          node(
              kernel,
              sysctl("net.ipv4.conf.br0.rp_filter", "2"),
              sysctl("net.ipv4.ip_forward", "1"),
              sysctl("net.ipv4.conf.wan0/7.forwarding", "0"));
      // In an order that only works if steps are kept apart.
      List<NetworkItem> network =
          List.of(
              queueing("br0", qdisc("fq_codel")),
              new NetworkItem.Route(
                  0, NetworkItem.RouteType.UNICAST, prefix("10.9.0.0/16"),
                  ImmutableList.of(
                      new NetworkItem.Hop(InetAddresses.forString("10.0.0.2"), "br0", 1)),
                  254, -1, null, 0, SOURCE),
              addressItem("br0", "10.0.0.1/24"),
              addressItem("right", "10.0.7.1/24"),
              new NetworkItem.Master(0, "left", "br0", SOURCE),
              state("wan1", false),
              device("br0", "bridge", "ports", text("wan1"), "stp", OFF),
              device("wan0.7", "vlan", "link", text("wan0"), "id", number(7)),
              device("left", "veth", "peer", text("right")),
              device("bond0", "bond", "mode", text("802.3ad"), "ports", text("wan2")));
      NetDevice[] netdevs =
          new NodeConfigurator(node, kernel, host.task, host.memory, host.files)
              .configure(
                  List.of(
                      end(10, "wan0", 0, "192.0.2.1/24"),
                      end(11, "wan1", NetDevice.TSO | NetDevice.CHECKSUM),
                      end(12, "wan2", 0)),
                  List.of(SOURCE, SOURCE, SOURCE),
                  network,
                  List.of(
                      new RouteSpec(
                          0, prefix("198.51.100.0/24"), InetAddresses.forString("192.0.2.2"), 10),
                      new RouteSpec(0, prefix("203.0.113.0/24"), null, 11)));
      assertThat(netdevs).extracting(NetDevice::index).containsExactly(10, 11, 12);
      assertThat(host.files.read("/proc/sys/net/ipv4/conf/br0/rp_filter")).startsWith("2");
      assertThat(host.files.read("/proc/sys/net/ipv4/conf/wan0.7/forwarding")).startsWith("0");
      for (String up :
          new String[] {"lo", "wan0", "wan2", "br0", "wan0.7", "left", "right", "bond0"}) {
        assertThat(host.flags(up) & 1).as(up).isEqualTo(1);
      }
      assertThat(host.flags("wan1") & 1).as("wan1").isZero();
      assertThat(master(host, "left")).isEqualTo(host.ifindex("br0"));
      assertThat(master(host, "wan1")).isEqualTo(host.ifindex("br0"));
      assertThat(master(host, "wan2")).isEqualTo(host.ifindex("bond0"));
      String routes = host.files.read("/proc/net/route");
      assertThat(routes).contains("br0\t0000090A").contains("wan0\t006433C6");
      assertThat(routes).doesNotContain("wan1");
      assertThat(host.traffic("br0", NetlinkConstants.RTM_GETQDISC, 0))
          .anyMatch(each -> each.place().equals("fq_codel 1:0 root"));
    }
  }

  private static long master(NetworkHost host, String netdev) {
    AttributeReader link = host.link(netdev);
    return link.number(NetlinkConstants.IFLA_MASTER);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aSettingOfANetdevThatIsNeverMade(String kernel) {
    try (NetworkHost host = new NetworkHost(kernel)) {
      NodeSpec node = node(kernel, sysctl("net.ipv4.conf.br1.rp_filter", "2"));
      NodeConfigurator configurator =
          new NodeConfigurator(node, kernel, host.task, host.memory, host.files);
      assertThatThrownBy(
              () ->
                  configurator.configure(
                      List.of(), List.of(), List.of(device("br0", "bridge")), List.of()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("did you mean net.ipv4.conf.br0.rp_filter?");
    }
  }

  /** What the writers know refusals of unknown kinds by. */
  @ParameterizedTest
  @MethodSource("kernels")
  void howKernelsRefuseKindsThatTheyDoNotHave(String kernel) {
    try (NetworkHost host = new NetworkHost(kernel)) {
      int ifindex = host.ifindex("eth0");
      Attributes none = new Attributes();
      refused(
          host, LinkRequests.create("x", "nonsense", -1, 0, 0, none), 95, "Unknown device type");
      refused(
          host, TrafficRequests.qdisc(ifindex, 1 << 16, -1, "nonsense", none, "eth0"), 2,
          "Specified qdisc kind is unknown");
      host.writer.add(queueing("eth0", qdisc("prio")));
      refused(
          host,
          TrafficRequests.filter(
              ifindex, 1 << 16, 1, new Filter("nonsense", 3, 0, none), "eth0"),
          2,
          "TC classifier not found");
    }
  }

  private static void refused(
      NetworkHost host, NetlinkMessage message, int errno, String explanation) {
    try (NetlinkSocket socket = new NetlinkSocket(host.task::call, host.memory)) {
      assertThatThrownBy(() -> socket.exchange(List.of(message)))
          .isInstanceOfSatisfying(
              NetlinkException.class,
              e -> {
                assertThat(e.errno()).isEqualTo(errno);
                assertThat(e.explanation()).startsWith(explanation);
              });
    }
  }
}
