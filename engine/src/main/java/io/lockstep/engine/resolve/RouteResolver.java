package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.RouteDestination;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The routes that were written, and those of {@code routes auto} where none was written. */
final class RouteResolver {
  private final Plan plan;
  private final Names names;
  private final List<NodeState> nodes;
  private final Topology topology;
  private final Evaluator evaluator;
  private final Problems problems;
  private final Map<Key, RouteSpec> routes = new LinkedHashMap<>();
  private final Map<Key, Span> places = new LinkedHashMap<>();

  RouteResolver(
      Plan plan,
      Names names,
      List<NodeState> nodes,
      Topology topology,
      Evaluator evaluator,
      Problems problems) {
    this.plan = plan;
    this.names = names;
    this.nodes = nodes;
    this.topology = topology;
    this.evaluator = evaluator;
    this.problems = problems;
  }

  private record Key(int node, Prefix destination) {}

  ImmutableList<RouteSpec> resolve() {
    for (Placed<Statement.Route> placed : plan.routes) {
      problems.guard(() -> route(placed.statement(), placed.scope()));
    }
    if (plan.routesAuto != null) {
      List<RouteSpec> computed = new RoutePlan(topology).routes();
      if (routes.isEmpty()) {
        return ImmutableList.copyOf(computed);
      }
      for (RouteSpec route : computed) {
        routes.putIfAbsent(new Key(route.node(), route.destination()), route);
      }
    }
    return ImmutableList.copyOf(routes.values());
  }

  private void route(Statement.Route statement, Scope scope) {
    InetAddress gateway = gateway(statement, scope);
    boolean ipv6 = gateway.getAddress().length == 16;
    Prefix destination = destination(statement.destination(), scope, ipv6);
    if (destination.isIpv6() != ipv6) {
      throw Mistake.at(
          via(statement).span(),
          "mixed-families",
          "expected an " + (ipv6 ? "IPv4" : "IPv6") + " gateway for "
              + destination + ", found " + InetAddresses.toAddrString(gateway));
    }
    for (Names.Entry node : names.all(statement.node(), scope, Names.Kind.NODE)) {
      int device = device(node.index(), gateway, via(statement).span());
      Key key = new Key(node.index(), destination);
      Span earlier = places.putIfAbsent(key, statement.span());
      if (earlier != null) {
        throw Mistake.at(
            statement.span(),
            "duplicate-route",
            nodes.get(node.index()).name + " already has a route to " + destination,
            "first given at " + earlier.location());
      }
      routes.put(key, new RouteSpec(node.index(), destination, gateway, device));
    }
  }

  private static Expression via(Statement.Route statement) {
    return statement.hops().get(0).attributes().get(0).value();
  }

  private InetAddress gateway(Statement.Route statement, Scope scope) {
    Value value = evaluator.evaluate(via(statement), scope);
    if (value instanceof Value.Address address) {
      return address.address();
    }
    throw Mistake.at(
        via(statement).span(),
        "not-an-address",
        "expected the address of a gateway such as 10.0.1.1, found " + Evaluator.found(value));
  }

  private Prefix destination(RouteDestination destination, Scope scope, boolean ipv6) {
    if (destination instanceof RouteDestination.Default) {
      return RoutePlan.defaultPrefix(ipv6);
    }
    RouteDestination.To to = (RouteDestination.To) destination;
    if (to.prefix() instanceof Expression.Word word && scope.lookup(word.name()) == null) {
      List<String> words = new ArrayList<>(scope.names());
      words.add("default");
      throw problems.unknownName(
          word.span(),
          "unknown-variable",
          word.name(),
          "expected 'default' or a prefix such as 10.0.0.0/8, found '" + word.name() + "'"
              + Suggestions.didYouMean(word.name(), words));
    }
    Value value = evaluator.evaluate(to.prefix(), scope);
    if (value instanceof Value.Network network) {
      return network.prefix().network();
    } else if (value instanceof Value.Address address) {
      return new Prefix(address.address(), address.address().getAddress().length * 8);
    }
    throw Mistake.at(
        to.span(),
        "not-a-prefix",
        "expected 'default' or a prefix such as 10.0.0.0/8, found " + Evaluator.found(value));
  }

  private int device(int node, InetAddress gateway, Span span) {
    for (LinkSpec link : topology.linksOf(node)) {
      LinkEnd own = Topology.endAt(link, node);
      for (Prefix prefix : own.addresses()) {
        if (prefix.address().equals(gateway)) {
          throw Mistake.at(
              span,
              "own-address",
              InetAddresses.toAddrString(gateway)
                  + " belongs to "
                  + nodes.get(node).name
                  + " itself, expected the address of a neighbour");
        }
        if (prefix.contains(gateway)) {
          return own.device();
        }
      }
    }
    throw Mistake.at(
        span,
        "unreachable-gateway",
        "the gateway "
            + InetAddresses.toAddrString(gateway)
            + " is on no link of "
            + nodes.get(node).name);
  }
}
