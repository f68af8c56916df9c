package io.lockstep.engine.programs;

import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.LanPort;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.ScenarioCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files by which programs find other nodes by name. A node's name stands for its first IPv4
 * address, or its first IPv6 address if it has no other; {@code NAME.ipv6} and {@code NAME.ipv4} for
 * what they say. (Names that stand for both would make programs try IPv6 first, while the kernel
 * still probes for duplicates of its addresses.)
 */
final class NameFiles {
  private static final int MOST_HOST_NAME = 63;

  private final ScenarioCase scenario;
  private String hosts;

  NameFiles(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  /** A node's name as far as it can be one of a host: {@code h-3} of {@code h[3]}. */
  static String hostName(NodeSpec spec) {
    String name = spec.name().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return name.length() > MOST_HOST_NAME ? name.substring(0, MOST_HOST_NAME) : name;
  }

  /** Paths and contents, for one node. */
  Map<String, String> of(NodeSpec spec) {
    if (hosts == null) {
      hosts = hosts();
    }
    return ImmutableMap.of(
        "/etc/hostname", hostName(spec) + "\n",
        "/etc/hosts", hosts,
        "/etc/resolv.conf", "# the scenario names no server\n",
        "/etc/nsswitch.conf",
            "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nnetworks: files\n"
                + "protocols: files\nservices: files\nethers: files\nrpc: files\n");
  }

  private String hosts() {
    List<List<Prefix>> addresses = new ArrayList<>();
    scenario.nodes().forEach(node -> addresses.add(new ArrayList<>()));
    for (LinkSpec link : scenario.links()) {
      add(addresses, link.a());
      add(addresses, link.b());
    }
    for (LanSpec lan : scenario.lans()) {
      for (LanPort port : lan.ports()) {
        add(addresses, port.end());
      }
    }
    StringBuilder text = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost\n");
    for (NodeSpec node : scenario.nodes()) {
      Prefix v4 = first(addresses.get(node.index()), false);
      Prefix v6 = first(addresses.get(node.index()), true);
      String name = hostName(node);
      line(text, v4, name + " " + name + ".ipv4");
      line(text, v6, (v4 == null ? name + " " : "") + name + ".ipv6");
    }
    return text.toString();
  }

  private static void add(List<List<Prefix>> addresses, LinkEnd end) {
    addresses.get(end.node()).addAll(end.addresses());
  }

  private static Prefix first(List<Prefix> addresses, boolean ipv6) {
    return addresses.stream().filter(a -> a.isIpv6() == ipv6).findFirst().orElse(null);
  }

  private static void line(StringBuilder text, Prefix address, String names) {
    if (address != null) {
      text.append(InetAddresses.toAddrString(address.address())).append(' ').append(names);
      text.append('\n');
    }
  }
}
