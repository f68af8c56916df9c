package io.lockstep.engine.resolve;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the address by which one node reaches another, and says what may be in the way. */
final class PathFinder {
  private static final int CACHED = 64;
  private static final Pattern FORWARDING4 =
      Pattern.compile("/proc/sys/net/ipv4/(ip_forward|conf/[^/]+/forwarding)");
  private static final Pattern FORWARDING6 =
      Pattern.compile("/proc/sys/net/ipv6/conf/[^/]+/forwarding");
  private static final InetAddress LOOPBACK = InetAddresses.forString("127.0.0.1");

  private final Plan plan;
  private final List<NodeState> nodes;
  private final Topology topology;
  private final Problems problems;
  private final Map<Integer, Topology.Paths> cache = new HashMap<>();
  private final Map<InetAddress, Integer> owners = new HashMap<>();
  private final Set<Integer> setLater = new HashSet<>();
  private final Set<Integer> warned = new HashSet<>();

  PathFinder(
      Plan plan, List<NodeState> nodes, Topology topology, Names names, Problems problems) {
    this.plan = plan;
    this.nodes = nodes;
    this.topology = topology;
    this.problems = problems;
    for (LinkSpec link : topology.links()) {
      for (int which = 0; which < 2; which++) {
        LinkEnd end = link.end(which);
        end.addresses().forEach(prefix -> owners.putIfAbsent(prefix.address(), end.node()));
      }
    }
    for (Plan.Timed action : plan.actions) {
      if (action.statement() instanceof Statement.Set set) {
        problems.guard(
            () ->
                set.targets()
                    .forEach(
                        target ->
                            names
                                .all(target, action.scope(), Names.Kind.values())
                                .forEach(entry -> later(entry))));
      }
    }
  }

  private void later(Names.Entry entry) {
    if (entry.kind() == Names.Kind.NODE) {
      setLater.add(entry.index());
    }
  }

  /** The node that has an address. */
  int owner(InetAddress address, Span span) {
    Integer owner = owners.get(address);
    if (owner == null) {
      throw Mistake.at(
          span,
          "unknown-address",
          "no node has the address " + InetAddresses.toAddrString(address));
    }
    return owner;
  }

  /** The target's address on the last link of the shortest path. */
  InetAddress address(int from, int to, Span span) {
    if (from == to) {
      return LOOPBACK;
    }
    List<LinkSpec> path = path(from, to, span);
    LinkSpec last = path.get(path.size() - 1);
    boolean ipv6 = !useIpv4(path, to);
    Prefix found = null;
    for (Prefix prefix : Topology.endAt(last, to).addresses()) {
      if (prefix.isIpv6() == ipv6 && (found == null || found.address().isLinkLocalAddress())) {
        found = prefix;
      }
    }
    if (found == null) {
      throw Mistake.at(
          span,
          "unreachable",
          nodes.get(to).name + " has no address on the link " + last.name());
    }
    return found.address();
  }

  /** Warns of paths that need routes or forwarding which the scenario does not set up. */
  void check(int from, int to, InetAddress address, Span span) {
    if (from == to) {
      return;
    }
    List<LinkSpec> path = path(from, to, span);
    int hops = path.size();
    if (hops > 1 && plan.routesAuto == null && plan.routes.isEmpty()) {
      problems.warning(
          span,
          "no-routes",
          nodes.get(to).name
              + " is "
              + hops
              + " hops away from "
              + nodes.get(from).name
              + ", but there are no routes; add 'routes auto'");
      return;
    }
    boolean ipv6 = address.getAddress().length == 16;
    int node = from;
    for (LinkSpec link : path.subList(0, hops - 1)) {
      node = Topology.farEnd(link, node).node();
      if (!forwards(nodes.get(node), ipv6) && !setLater.contains(node) && warned.add(node)) {
        String key = ipv6 ? "net.ipv6.conf.all.forwarding" : "net.ipv4.ip_forward";
        problems.warning(
            span,
            "no-forwarding",
            "the path from "
                + nodes.get(from).name
                + " to "
                + nodes.get(to).name
                + " leads through "
                + nodes.get(node).name
                + ", which does not forward; add 'sysctl "
                + key
                + " = 1' to it");
        return;
      }
    }
  }

  private static boolean forwards(NodeState node, boolean ipv6) {
    Pattern key = ipv6 ? FORWARDING6 : FORWARDING4;
    return node.settings.stream()
        .anyMatch(
            setting -> !setting.value().equals("0") && key.matcher(setting.path()).matches());
  }

  /** IPv4 if the whole path has it; else IPv6 if the whole path has that; else what the end has. */
  private static boolean useIpv4(List<LinkSpec> path, int to) {
    if (path.stream().allMatch(link -> Topology.hasFamily(link, false))) {
      return true;
    }
    if (path.stream().allMatch(link -> Topology.hasFamily(link, true))) {
      return false;
    }
    return Topology.hasFamily(Topology.endAt(path.get(path.size() - 1), to), false);
  }

  private List<LinkSpec> path(int from, int to, Span span) {
    LinkSpec direct = topology.between(from, to);
    if (direct != null) {
      return List.of(direct);
    }
    if (cache.size() >= CACHED && !cache.containsKey(from)) {
      cache.clear();
    }
    List<LinkSpec> path =
        cache
            .computeIfAbsent(from, node -> topology.pathsFrom(node, link -> true))
            .path(to);
    if (path == null) {
      throw Mistake.at(
          span,
          "unreachable",
          nodes.get(to).name
              + " can't be reached from "
              + nodes.get(from).name
              + ": no path of links leads there");
    }
    return path;
  }
}
