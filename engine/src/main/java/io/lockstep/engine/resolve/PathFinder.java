package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.resolve.Topology.Hop;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
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

  private final Context context;
  private final List<NodeState> nodes;
  private final Topology topology;
  private final Problems problems;
  private final Map<Integer, Topology.Paths> cache = new HashMap<>();
  private final Map<InetAddress, NetdevState> owners = new HashMap<>();
  private final Set<Integer> setLater = new HashSet<>();
  private final Set<Integer> warned = new HashSet<>();
  private boolean routesLater;

  PathFinder(Context context, List<NodeState> nodes, Topology topology) {
    this.context = context;
    this.nodes = nodes;
    this.topology = topology;
    this.problems = context.problems();
    for (NodeState node : nodes) {
      for (NetdevState netdev : node.netdevs.values()) {
        for (GivenAddress address : Neighbourhood.addresses(netdev)) {
          owners.putIfAbsent(address.prefix().address(), netdev);
        }
      }
    }
    for (Plan.Block block : context.plan().timeline) {
      for (Plan.Placed<? extends Statement> action : block.actions()) {
        routesLater |= action.statement() instanceof Statement.Route;
        if (action.statement() instanceof Statement.Set set) {
          problems.guard(() -> set.targets().forEach(target -> later(target, action.scope())));
        }
      }
    }
  }

  private void later(Reference target, Scope scope) {
    for (Names.Entry entry :
        context.names().all(target, scope, Names.Kind.NODE, Names.Kind.LINK, Names.Kind.LAN)) {
      if (entry.kind() == Names.Kind.NODE) {
        setLater.add(entry.index());
      }
    }
  }

  /** The node that has an address. */
  int owner(InetAddress address, Span span) {
    NetdevState owner = owners.get(address);
    if (owner == null) {
      throw Mistake.at(
          span,
          "unknown-address",
          "no node has the address " + InetAddresses.toAddrString(address));
    }
    return owner.node.index;
  }

  /** Whether no node has an address; warns, as that may be meant: somebody is to say unreachable. */
  boolean isNowhere(InetAddress address, Span span) {
    if (owners.containsKey(address)) {
      return false;
    }
    problems.warning(
        span,
        "unknown-address",
        "no node has the address " + InetAddresses.toAddrString(address) + ": nobody will answer");
    return true;
  }

  /** The first address of a netdev, of IPv4 if it has one. */
  InetAddress addressOf(NodeState node, Name name) {
    NetdevState netdev = NetdevNames.require(node, name.text(), name.span());
    InetAddress found = null;
    for (GivenAddress address : Neighbourhood.addresses(netdev)) {
      if (found == null || found.getAddress().length == 16 && !address.prefix().isIpv6()) {
        found = address.prefix().address();
      }
    }
    if (found == null) {
      throw Mistake.at(
          name.span(), "unreachable", netdev.fullName() + " has no address");
    }
    return found;
  }

  /** The first address of a node itself, of IPv4 if it has one. */
  InetAddress ownAddress(int node, Span span) {
    InetAddress found = null;
    for (NetdevState netdev : nodes.get(node).netdevs.values()) {
      for (GivenAddress address : Neighbourhood.addresses(netdev)) {
        if (found == null || found.getAddress().length == 16 && !address.prefix().isIpv6()) {
          found = address.prefix().address();
        }
      }
    }
    if (found == null) {
      throw Mistake.at(span, "unreachable", nodes.get(node).name + " has no address");
    }
    return found;
  }

  /** The target's address on the last link of the shortest path. */
  InetAddress address(int from, int to, Span span) {
    if (from == to) {
      return LOOPBACK;
    }
    List<Hop> path = path(from, to);
    if (path == null) {
      InetAddress any = anyAddress(from, to);
      if (any != null && isOpaque()) {
        return any;
      }
      throw unreachable(from, to, span);
    }
    Hop last = path.get(path.size() - 1);
    boolean ipv6 = !useIpv4(path, to);
    Prefix found = null;
    for (NetdevState station : last.segment().stations) {
      for (GivenAddress address : station.addresses) {
        Prefix prefix = address.prefix();
        if (station.node.index == to
            && prefix.isIpv6() == ipv6
            && (found == null || found.address().isLinkLocalAddress())) {
          found = prefix;
        }
      }
    }
    if (found != null) {
      return found.address();
    }
    InetAddress any = anyAddress(from, to);
    if (any != null) {
      return any;
    }
    throw Mistake.at(
        span,
        "unreachable",
        nodes.get(to).name + " has no address on the " + last.segment().describe());
  }

  /** An address of the target in a subnet of the source if there is one, else the first one. */
  private InetAddress anyAddress(int from, int to) {
    InetAddress any = null;
    for (NetdevState netdev : nodes.get(to).netdevs.values()) {
      for (GivenAddress address : netdev.addresses) {
        InetAddress candidate = address.prefix().address();
        if (candidate.isLoopbackAddress() || candidate.isLinkLocalAddress()) {
          continue;
        }
        any = any == null ? candidate : any;
        for (NetdevState own : nodes.get(from).netdevs.values()) {
          for (GivenAddress mine : own.addresses) {
            if (mine.prefix().contains(candidate)) {
              return candidate;
            }
          }
        }
      }
    }
    return any;
  }

  /** Whether any node has a device that may lead where the resolver does not see. */
  private boolean isOpaque() {
    return nodes.stream().anyMatch(NodeState::isOpaque);
  }

  /** All addresses of netdevs, with their nodes. */
  ImmutableMap<InetAddress, Integer> owners() {
    ImmutableMap.Builder<InetAddress, Integer> all = ImmutableMap.builder();
    owners.forEach((address, netdev) -> all.put(address, netdev.node.index));
    return all.buildOrThrow();
  }

  /**
   * The netdev of {@code of} that is first, or last, on the shortest path between two nodes.
   *
   * @return empty if there is no path
   */
  String netdev(int from, int to, int of) {
    List<Hop> path = from == to ? null : path(from, to);
    if (path == null || path.isEmpty()) {
      return "";
    }
    Hop hop = of == from ? path.get(0) : path.get(path.size() - 1);
    for (NetdevState station : hop.segment().stations) {
      if (station.node.index == of) {
        return station.name;
      }
    }
    return "";
  }

  /** Warns of paths that need routes or forwarding which the scenario does not set up. */
  void check(int from, int to, InetAddress address, Span span) {
    NetdevState owner = owners.get(address);
    boolean device = owner != null && owner.isDevice() && !Segments.isTransparent(owner.kind);
    if (from == to || device || nodes.get(from).isOpaque() || nodes.get(to).isOpaque()) {
      return;
    }
    List<Hop> path = path(from, to);
    if (path == null) {
      if (isOpaque()) {
        return;
      }
      throw unreachable(from, to, span);
    }
    int hops = path.size();
    Plan plan = context.plan();
    boolean noRoutes = plan.routesAuto == null && plan.routes.isEmpty() && !routesLater;
    if (hops > 1 && noRoutes) {
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
    for (Hop hop : path.subList(0, hops - 1)) {
      int node = hop.to();
      if (nodes.get(node).isOpaque()) {
        return;
      }
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
  private static boolean useIpv4(List<Hop> path, int to) {
    if (path.stream().allMatch(hop -> hasFamily(hop, false))) {
      return true;
    }
    if (path.stream().allMatch(hop -> hasFamily(hop, true))) {
      return false;
    }
    Segment last = path.get(path.size() - 1).segment();
    return Segment.hasFamily(last.stationOf(to, false), false);
  }

  private static boolean hasFamily(Hop hop, boolean ipv6) {
    return Segment.hasFamily(hop.segment().stationOf(hop.from(), ipv6), ipv6)
        && Segment.hasFamily(hop.segment().stationOf(hop.to(), ipv6), ipv6);
  }

  private Mistake unreachable(int from, int to, Span span) {
    return Mistake.at(
        span,
        "unreachable",
        nodes.get(to).name
            + " cannot be reached from "
            + nodes.get(from).name
            + ": no path of links leads there");
  }

  /** Null if there is none. */
  private List<Hop> path(int from, int to) {
    Segment direct = topology.between(from, to);
    if (direct != null) {
      return List.of(new Hop(direct, from, to));
    }
    if (cache.size() >= CACHED && !cache.containsKey(from)) {
      cache.clear();
    }
    return cache
        .computeIfAbsent(from, node -> topology.pathsFrom(node, station -> true))
        .path(to);
  }
}
