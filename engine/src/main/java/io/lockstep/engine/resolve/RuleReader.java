package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NetworkItem.RouteType;
import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Statement;
import java.util.List;
import java.util.Optional;

/** Reads what a {@code rule} statement asks of one node. */
final class RuleReader {
  private static final ImmutableList<String> ATTRIBUTES =
      ImmutableList.of(
          "from", "to", "iif", "oif", "fwmark", "fwmask", "priority", "table", "type", "family");
  private static final ImmutableList<String> TYPES =
      ImmutableList.of("blackhole", "unreachable", "prohibit");

  private final Context context;
  private final Constants constants;
  private final RouteReader routes;

  RuleReader(Context context) {
    this.context = context;
    this.constants = new Constants(context.evaluator());
    this.routes = new RouteReader(context);
  }

  /** One rule, of the family that its addresses or {@code inet6} say; else IPv4. */
  List<NetworkItem> read(NodeState node, Statement.Rule statement, Scope scope) {
    Attributes attributes =
        new Attributes("a rule", ATTRIBUTES, statement.attributes(), context.problems());
    Prefix from = prefix(attributes, "from", scope);
    Prefix to = prefix(attributes, "to", scope);
    if (from != null && to != null && from.isIpv6() != to.isIpv6()) {
      throw Mistake.at(
          attributes.span("to"),
          "mixed-families",
          "expected an " + (from.isIpv6() ? "IPv6" : "IPv4") + " prefix as in 'from', found " + to);
    }
    boolean wanted6 =
        attributes
            .value("family")
            .map(value -> constants.word(value, scope).equals("inet6"))
            .orElse(false);
    Prefix any = from != null ? from : to;
    if (any != null && wanted6 && !any.isIpv6()) {
      throw Mistake.at(
          attributes.span(from != null ? "from" : "to"),
          "mixed-families",
          "expected an IPv6 prefix in a rule of inet6, found " + any);
    }
    boolean ipv6 = any != null ? any.isIpv6() : wanted6;
    RouteType type =
        attributes.value("type").map(value -> type(value, scope)).orElse(RouteType.UNICAST);
    Optional<Expression> table = attributes.value("table");
    if (table.isEmpty() == (type == RouteType.UNICAST)) {
      throw Mistake.at(
          statement.span(),
          "missing-attribute",
          table.isEmpty()
              ? "a rule needs 'table', such as 'table 100', or one of " + String.join(", ", TYPES)
              : "a rule has either a table or a type, found both");
    }
    long mark = number(attributes, "fwmark", scope, "a mark", 0);
    long mask = number(attributes, "fwmask", scope, "a mask", 0);
    return List.of(
        new NetworkItem.Rule(
            node.index,
            ipv6,
            from,
            to,
            netdev(node, attributes, "iif", scope),
            netdev(node, attributes, "oif", scope),
            mark,
            mask,
            number(attributes, "priority", scope, "a priority", -1),
            table.map(value -> routes.table(value, scope)).orElse(0L),
            type,
            context.sources().of(statement)));
  }

  private Prefix prefix(Attributes attributes, String word, Scope scope) {
    return attributes.value(word).map(value -> constants.network(value, scope)).orElse(null);
  }

  private long number(
      Attributes attributes, String word, Scope scope, String what, long otherwise) {
    return attributes
        .value(word)
        .map(value -> constants.whole(value, scope, what, 0, RouteReader.U32))
        .orElse(otherwise);
  }

  private String netdev(NodeState node, Attributes attributes, String word, Scope scope) {
    return attributes
        .value(word)
        .map(
            value ->
                NetdevNames.require(node, constants.word(value, scope), value.span()).name)
        .orElse(null);
  }

  private RouteType type(Expression value, Scope scope) {
    String word = constants.word(value, scope);
    if (!TYPES.contains(word)) {
      throw Mistake.at(
          value.span(),
          "wrong-value",
          "unknown type of rule '" + word + "', expected one of " + String.join(", ", TYPES)
              + Suggestions.didYouMean(word, TYPES));
    }
    return RouteReader.TYPES.get(word);
  }
}
