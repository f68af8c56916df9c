package io.lockstep.grammar.format;

import io.lockstep.grammar.ast.Attribute;
import io.lockstep.grammar.ast.RouteDestination;
import io.lockstep.grammar.ast.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Writes routes, rules, neighbours and addresses. */
final class Routing {
  private Routing() {}

  static String line(Statement statement) {
    if (statement instanceof Statement.Route route) {
      return route(route);
    } else if (statement instanceof Statement.Rule rule) {
      return "rule " + Expressions.write(rule.node()) + attributes(rule.attributes());
    } else if (statement instanceof Statement.Neighbour neighbour) {
      return "neighbour "
          + Expressions.write(neighbour.node())
          + " "
          + Expressions.write(neighbour.address())
          + attributes(neighbour.attributes());
    } else if (statement instanceof Statement.Address address) {
      return "address "
          + Expressions.write(address.netdev())
          + " "
          + Expressions.list(address.prefixes());
    }
    throw new IllegalArgumentException("no layout for " + statement.getClass());
  }

  private static String route(Statement.Route route) {
    String type =
        route.attributes().stream()
            .filter(attribute -> attribute.name().text().equals("type"))
            .map(attribute -> Expressions.write(attribute.value()) + " ")
            .collect(Collectors.joining());
    String destination =
        route.destination() instanceof RouteDestination.To to
            ? Expressions.write(to.prefix())
            : "default";
    List<Attribute> others =
        route.attributes().stream()
            .filter(attribute -> !attribute.name().text().equals("type"))
            .toList();
    return "route "
        + Expressions.write(route.node())
        + " "
        + type
        + destination
        + route.hops().stream()
            .map(hop -> attributes(hop.attributes()))
            .collect(Collectors.joining(","))
        + attributes(others);
  }

  private static String attributes(List<Attribute> attributes) {
    return attributes.stream().map(Routing::attribute).collect(Collectors.joining());
  }

  private static String attribute(Attribute attribute) {
    String value = Expressions.write(attribute.value());
    return switch (attribute.name().text()) {
      case "type", "family" -> " " + value;
      case "fwmask" -> "/" + value;
      default -> " " + attribute.name() + " " + value;
    };
  }
}
