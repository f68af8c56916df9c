package io.lockstep.engine.resolve;

import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Statement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code route}, {@code rule}, {@code neighbour} and {@code address} into what they ask. */
final class NetworkResolver {
  private final Context context;
  private final List<NodeState> nodes;
  private final RouteReader routes;
  private final RuleReader rules;
  private final Constants constants;

  NetworkResolver(Context context, List<NodeState> nodes) {
    this.context = context;
    this.nodes = nodes;
    this.routes = new RouteReader(context);
    this.rules = new RuleReader(context);
    this.constants = new Constants(context.evaluator());
  }

  /**
   * One item per node and value.
   *
   * @param remove whether they are to be removed, so that some things may be left out
   */
  List<NetworkItem> items(Statement statement, Scope scope, boolean remove) {
    List<NetworkItem> items = new ArrayList<>();
    if (statement instanceof Statement.Route route) {
      for (Names.Entry node : context.names().all(route.node(), scope, Names.Kind.NODE)) {
        items.add(routes.read(nodes.get(node.index()), route, scope, remove));
      }
    } else if (statement instanceof Statement.Rule rule) {
      for (Names.Entry node : context.names().all(rule.node(), scope, Names.Kind.NODE)) {
        items.addAll(rules.read(nodes.get(node.index()), rule, scope));
      }
    } else if (statement instanceof Statement.Neighbour neighbour) {
      for (Names.Entry node : context.names().all(neighbour.node(), scope, Names.Kind.NODE)) {
        items.add(neighbour(nodes.get(node.index()), neighbour, scope, remove));
      }
    } else if (statement instanceof Statement.Address address) {
      for (NetdevState netdev : netdevs(address, scope)) {
        for (GivenAddress given : addresses(address, scope)) {
          items.add(
              new NetworkItem.Address(
                  netdev.node.index, netdev.name, given.prefix(), given.source()));
        }
      }
    } else {
      throw new IllegalArgumentException(statement.toString());
    }
    return items;
  }

  /** The netdevs that an {@code address} statement names. */
  List<NetdevState> netdevs(Statement.Address statement, Scope scope) {
    List<NetdevState> netdevs = new ArrayList<>();
    for (Names.Place place : context.names().places(statement.netdev(), scope)) {
      NodeState node = nodes.get(place.node().index());
      Name name =
          place
              .netdev()
              .orElseThrow(
                  () ->
                      Mistake.at(
                          statement.netdev().span(),
                          "not-a-netdev",
                          "expected a netdev such as "
                              + node.name
                              + ".eth0, found the node "
                              + node.name));
      netdevs.add(NetdevNames.require(node, name.text(), name.span()));
    }
    if (netdevs.size() > 1) {
      throw Mistake.at(
          statement.netdev().span(),
          "not-one",
          "'"
              + Sources.oneLine(statement.netdev())
              + "' stands for "
              + netdevs.size()
              + " netdevs, which cannot share an address");
    }
    return netdevs;
  }

  List<GivenAddress> addresses(Statement.Address statement, Scope scope) {
    List<GivenAddress> addresses = new ArrayList<>();
    for (Constants.Item item : constants.items(statement.prefixes(), scope)) {
      context
          .problems()
          .guard(
              () -> {
                Prefix prefix = constants.netdevAddress(item);
                addresses.add(
                    new GivenAddress(prefix, item.span(), context.sources().of(statement)));
              });
    }
    return addresses;
  }

  private NetworkItem neighbour(
      NodeState node, Statement.Neighbour statement, Scope scope, boolean remove) {
    Attributes attributes =
        new Attributes(
            "a neighbour", List.of("lladdr", "dev"), statement.attributes(), context.problems());
    InetAddress address =
        constants.address(
            statement.address(), scope, "the address of a neighbour such as 10.0.0.2");
    if (!attributes.has("lladdr") && !remove) {
      throw missing(statement, "lladdr", "lladdr 02:00:00:00:00:02");
    }
    if (!attributes.has("dev")) {
      throw missing(statement, "dev", "dev eth0");
    }
    long mac = attributes.has("lladdr")
        ? constants.mac(attributes.value("lladdr").get(), scope) : 0;
    String dev = constants.word(attributes.value("dev").get(), scope);
    NetdevNames.require(node, dev, attributes.span("dev"));
    return new NetworkItem.Neighbour(
        node.index, address, mac, dev, context.sources().of(statement));
  }

  private static Mistake missing(Statement.Neighbour statement, String word, String example) {
    return Mistake.at(
        statement.span(),
        "missing-attribute",
        "a neighbour needs '" + word + "', such as '" + example + "'");
  }
}
