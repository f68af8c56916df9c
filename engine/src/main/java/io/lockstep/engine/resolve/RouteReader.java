package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NetworkItem.RouteType;
import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.RouteDestination;
import io.lockstep.grammar.ast.RouteHop;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads what a {@code route} statement asks of one node. */
final class RouteReader {
  /** Number of the main table. */
  static final long MAIN = 254;

  static final long U32 = 0xffffffffL;

  static final ImmutableMap<String, RouteType> TYPES =
      ImmutableMap.of(
          "blackhole", RouteType.BLACKHOLE,
          "unreachable", RouteType.UNREACHABLE,
          "prohibit", RouteType.PROHIBIT,
          "throw", RouteType.THROW);

  private static final ImmutableMap<String, Long> TABLES =
      ImmutableMap.of("local", 255L, "main", MAIN, "default", 253L);
  private static final ImmutableList<String> ATTRIBUTES =
      ImmutableList.of("type", "metric", "table", "src", "mtu");
  private static final ImmutableList<String> HOP = ImmutableList.of("via", "dev", "weight");
  private static final int MOST_WEIGHT = 256;
  private static final int MOST_MTU = 65535;

  private final Context context;
  private final Constants constants;

  RouteReader(Context context) {
    this.context = context;
    this.constants = new Constants(context.evaluator());
  }

  NetworkItem.Route read(
      NodeState node, Statement.Route statement, Scope scope, boolean remove) {
    Attributes attributes =
        new Attributes("a route", ATTRIBUTES, statement.attributes(), context.problems());
    RouteType type =
        attributes
            .value("type")
            .map(value -> type(value, scope))
            .orElse(RouteType.UNICAST);
    List<HopText> texts = new ArrayList<>();
    for (RouteHop hop : statement.hops()) {
      texts.add(hop(hop, scope));
    }
    if (type != RouteType.UNICAST && !texts.isEmpty()) {
      throw Mistake.at(
          statement.hops().get(0).span(),
          "wrong-attribute",
          "a route of the type " + attributes.value("type").map(Sources::oneLine).get()
              + " has no next hop");
    }
    Boolean ipv6 = family(texts, attributes, scope);
    Prefix destination = destination(statement.destination(), scope, ipv6);
    if (ipv6 != null && destination.isIpv6() != ipv6) {
      HopText hop = texts.stream().filter(one -> one.gateway != null).findFirst().orElse(null);
      throw hop == null
          ? Mistake.at(
              attributes.span("src"),
              "mixed-families",
              "expected an " + (ipv6 ? "IPv4" : "IPv6") + " address for " + destination)
          : Mistake.at(
              hop.gatewaySpan,
              "mixed-families",
              "expected an " + (ipv6 ? "IPv4" : "IPv6") + " gateway for "
                  + destination + ", found " + InetAddresses.toAddrString(hop.gateway));
    }
    if (type == RouteType.UNICAST && texts.isEmpty() && !remove) {
      throw Mistake.at(
          statement.span(),
          "missing-attribute",
          "a route needs 'via' or 'dev', such as 'via 10.0.1.1'");
    }
    ImmutableList.Builder<NetworkItem.Hop> hops = ImmutableList.builder();
    for (HopText hop : texts) {
      hops.add(check(node, hop));
    }
    return new NetworkItem.Route(
        node.index,
        type,
        destination,
        hops.build(),
        attributes.value("table").map(value -> table(value, scope)).orElse(MAIN),
        attributes
            .value("metric")
            .map(value -> constants.whole(value, scope, "a metric", 0, U32))
            .orElse(-1L),
        attributes
            .value("src")
            .map(value -> source(node, value, scope))
            .orElse(null),
        attributes
            .value("mtu")
            .map(value -> constants.mtu(value, scope, MOST_MTU))
            .orElse(0),
        context.sources().of(statement));
  }

  /** A hop as written. */
  private record HopText(
      InetAddress gateway, Span gatewaySpan, String dev, Span devSpan, int weight) {}

  private HopText hop(RouteHop hop, Scope scope) {
    Attributes attributes =
        new Attributes("a next hop", HOP, hop.attributes(), context.problems());
    if (!attributes.has("via") && !attributes.has("dev")) {
      throw Mistake.at(
          hop.span(),
          "missing-attribute",
          "a next hop needs 'via' or 'dev', such as 'via 10.0.1.1'");
    }
    InetAddress gateway =
        attributes
            .value("via")
            .map(
                value ->
                    constants.address(value, scope, "the address of a gateway such as 10.0.1.1"))
            .orElse(null);
    String dev = attributes.value("dev").map(value -> constants.word(value, scope)).orElse(null);
    int weight =
        attributes
            .value("weight")
            .map(
                value ->
                    context.evaluator().integer(value, scope, "a weight", 1, MOST_WEIGHT))
            .orElse(1);
    return new HopText(
        gateway,
        gateway == null ? null : attributes.span("via"),
        dev,
        dev == null ? null : attributes.span("dev"),
        weight);
  }

  private Boolean family(List<HopText> hops, Attributes attributes, Scope scope) {
    for (HopText hop : hops) {
      if (hop.gateway != null) {
        return hop.gateway.getAddress().length == 16;
      }
    }
    return attributes
        .value("src")
        .map(value -> constants.address(value, scope, "a source address").getAddress().length == 16)
        .orElse(null);
  }

  private static Prefix destinationOfDefault(Boolean ipv6) {
    return RoutePlan.defaultPrefix(ipv6 != null && ipv6);
  }

  private Prefix destination(RouteDestination destination, Scope scope, Boolean ipv6) {
    if (destination instanceof RouteDestination.Default) {
      return destinationOfDefault(ipv6);
    }
    RouteDestination.To to = (RouteDestination.To) destination;
    if (to.prefix() instanceof Expression.Word word && scope.lookup(word.name()) == null) {
      List<String> words = new ArrayList<>(scope.names());
      words.add("default");
      String message =
          "expected 'default' or a prefix such as 10.0.0.0/8, found '" + word.name() + "'"
              + Suggestions.didYouMean(word.name(), words);
      throw Mistake.at(word.span(), "unknown-variable", message);
    }
    Value value = context.evaluator().evaluate(to.prefix(), scope);
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

  private RouteType type(Expression value, Scope scope) {
    String word = constants.word(value, scope);
    RouteType type = TYPES.get(word);
    if (type == null) {
      throw Mistake.at(
          value.span(),
          "wrong-value",
          "unknown type of route '" + word + "', expected one of "
              + String.join(", ", TYPES.keySet())
              + Suggestions.didYouMean(word, TYPES.keySet()));
    }
    return type;
  }

  /** A table's number, or one of the names that every kernel has. */
  long table(Expression value, Scope scope) {
    if (value instanceof Expression.Word word
        && scope.lookup(word.name()) == null
        && TABLES.containsKey(word.name())) {
      return TABLES.get(word.name());
    }
    return constants.whole(value, scope, "the number of a table", 1, U32);
  }

  private InetAddress source(NodeState node, Expression value, Scope scope) {
    InetAddress address =
        constants.address(value, scope, "an address of the node such as 10.0.1.1");
    for (NetdevState netdev : node.netdevs.values()) {
      for (GivenAddress own : Neighbourhood.addresses(netdev)) {
        if (own.prefix().address().equals(address)) {
          return address;
        }
      }
    }
    throw Mistake.at(
        value.span(),
        "unknown-address",
        node.name + " has no address " + InetAddresses.toAddrString(address));
  }

  /** A hop with its netdev. */
  private static NetworkItem.Hop check(NodeState node, HopText hop) {
    if (hop.dev != null) {
      NetdevNames.require(node, hop.dev, hop.devSpan);
    }
    String netdev = hop.dev;
    if (hop.gateway != null) {
      netdev = Neighbourhood.netdev(node, hop.gateway, hop.gatewaySpan, hop.dev).name;
    }
    return new NetworkItem.Hop(hop.gateway, netdev, hop.weight);
  }
}
