package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NetworkItem.RouteType;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The routes, rules and neighbours that were written, and the routes of {@code routes auto}. */
final class RouteResolver {
  private final Context context;
  private final List<NodeState> nodes;
  private final Topology topology;
  private final NetworkResolver network;
  private final Map<Object, Span> places = new HashMap<>();
  private final Set<Key> written = new HashSet<>();
  private final List<RouteSpec> computed = new ArrayList<>();
  private final List<NetworkItem> items = new ArrayList<>();

  RouteResolver(
      Context context, List<NodeState> nodes, Topology topology, NetworkResolver network) {
    this.context = context;
    this.nodes = nodes;
    this.topology = topology;
    this.network = network;
  }

  private record Key(int node, Prefix destination) {}

  /** What makes two routes the same to a kernel. */
  private record Identity(int node, Prefix destination, long table, long metric) {}

  void resolve() {
    for (Placed<? extends Statement> placed : context.plan().network) {
      if (!(placed.statement() instanceof Statement.Address)) {
        context.problems().guard(() -> add(placed.statement(), placed.scope()));
      }
    }
    if (context.plan().routesAuto != null) {
      automatic();
    }
  }

  /** Of {@code routes auto}, by the ends of links and LANs. */
  ImmutableList<RouteSpec> routes() {
    return ImmutableList.copyOf(computed);
  }

  /** Everything else, in the order written. */
  ImmutableList<NetworkItem> items() {
    return ImmutableList.copyOf(items);
  }

  private void add(Statement statement, Scope scope) {
    for (NetworkItem item : network.items(statement, scope, false)) {
      if (item instanceof NetworkItem.Route route) {
        requireNew(
            new Identity(route.node(), route.destination(), route.table(), route.metric()),
            statement,
            "route to " + route.destination(),
            route.node());
        if (route.table() == RouteReader.MAIN) {
          written.add(new Key(route.node(), route.destination()));
        }
      } else if (item instanceof NetworkItem.Neighbour neighbour) {
        requireNew(
            List.of(neighbour.node(), neighbour.address(), neighbour.netdev()),
            statement,
            "neighbour " + neighbour.address().getHostAddress() + " on " + neighbour.netdev(),
            neighbour.node());
      }
      items.add(item);
    }
  }

  private void requireNew(Object identity, Statement statement, String what, int node) {
    Span earlier = places.putIfAbsent(identity, statement.span());
    if (earlier != null) {
      throw Mistake.at(
          statement.span(),
          "duplicate-route",
          nodes.get(node).name + " already has a " + what,
          "first given at " + earlier.location());
    }
  }

  private void automatic() {
    for (RoutePlan.Computed route : new RoutePlan(topology).routes()) {
      if (written.contains(new Key(route.node(), route.destination()))) {
        continue;
      }
      NetdevState netdev = route.netdev();
      if (netdev.wire != null) {
        computed.add(
            new RouteSpec(
                route.node(),
                route.destination(),
                route.gateway().address(),
                netdev.number));
        continue;
      }
      Source source = netdev.source;
      items.add(
          new NetworkItem.Route(
              route.node(),
              RouteType.UNICAST,
              route.destination(),
              ImmutableList.of(
                  new NetworkItem.Hop(route.gateway().address(), netdev.name, 1)),
              RouteReader.MAIN,
              -1,
              null,
              0,
              source));
    }
  }
}
