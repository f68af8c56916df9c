package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Reference;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The receivers and sources of flows to multicast groups. */
final class GroupResolver {
  private static final long NEVER = -1;

  private final Names names;
  private final List<NodeState> nodes;
  private final PathFinder paths;
  private final Evaluator evaluator;

  GroupResolver(Context context, List<NodeState> nodes, PathFinder paths) {
    this.names = context.names();
    this.nodes = nodes;
    this.paths = paths;
    this.evaluator = context.evaluator();
  }

  /** Who receives; at least one if the target is a group, else nobody. */
  ImmutableList<DatagramSpec.Member> members(FlowProperties properties, Peers peers) {
    if (!peers.isGroup()) {
      refuse(properties);
      return ImmutableList.of();
    }
    if (!properties.has(PropertyName.RECEIVERS)) {
      throw Mistake.at(
          peers.span(),
          "missing-property",
          "a flow to a group needs 'receivers', such as 'receivers [b, c]'");
    }
    long join = properties.time(PropertyName.JOIN, 0);
    long leave = properties.time(PropertyName.LEAVE, NEVER);
    Expression given = properties.value(PropertyName.RECEIVERS);
    ImmutableList.Builder<DatagramSpec.Member> members = ImmutableList.builder();
    for (Expression item : items(given)) {
      members.addAll(members(item, properties.scope(), peers.from(), join, leave));
    }
    ImmutableList<DatagramSpec.Member> all = members.build();
    if (all.isEmpty()) {
      throw Mistake.at(given.span(), "missing-property", "expected at least one receiver");
    }
    return all;
  }

  private static void refuse(FlowProperties properties) {
    for (PropertyName name : FlowWords.GROUP) {
      if (properties.has(name)) {
        throw Mistake.at(
            properties.span(name),
            "wrong-property",
            "'" + name.word() + "' needs a multicast group as the target, such as"
                + " 239.1.2.3:5000");
      }
    }
  }

  /** The receivers that an item of the list stands for: nodes, or {@code member(…)}. */
  private List<DatagramSpec.Member> members(
      Expression item, Scope scope, int from, long join, long leave) {
    Expression who = item;
    long joinNs = join;
    long leaveNs = leave;
    if (item instanceof Expression.Call call
        && call.target().isEmpty()
        && call.function().text().equals("member")) {
      int count = call.arguments().size();
      if (count < 2 || count > 3) {
        throw Mistake.at(
            call.span(),
            "wrong-arguments",
            "expected member(node, join) or member(node, join, leave), found " + count
                + (count == 1 ? " argument" : " arguments"));
      }
      who = call.arguments().get(0);
      joinNs = evaluator.timeNs(call.arguments().get(1), scope);
      leaveNs = count == 3 ? evaluator.timeNs(call.arguments().get(2), scope) : NEVER;
    }
    if (leaveNs >= 0 && leaveNs <= joinNs) {
      throw Mistake.at(
          item.span(), "impossible-time", "expected a receiver to leave after it has joined");
    }
    List<DatagramSpec.Member> members = new ArrayList<>();
    for (int node : nodes(who, scope)) {
      members.add(
          new DatagramSpec.Member(node, paths.netdev(from, node, node), joinNs, leaveNs));
    }
    return members;
  }

  private List<Integer> nodes(Expression who, Scope scope) {
    Reference reference = Subject.reference(who);
    boolean variable =
        reference != null
            && reference.parent().isEmpty()
            && scope.lookup(reference.name()) != null;
    if (reference != null && !variable) {
      return names.all(reference, scope, Names.Kind.NODE).stream()
          .map(Names.Entry::index)
          .toList();
    }
    Value value = evaluator.evaluate(who, scope);
    List<Value> values = value instanceof Value.Sequence list ? list.items() : List.of(value);
    List<Integer> found = new ArrayList<>();
    for (Value one : values) {
      if (!(one instanceof Value.Node node)) {
        throw Mistake.at(
            who.span(), "not-a-node", "expected nodes, found " + Evaluator.found(one));
      }
      found.add(
          nodes.stream()
              .filter(state -> state.name.equals(node.text()))
              .findFirst()
              .map(state -> state.index)
              .orElseThrow(
                  () ->
                      Mistake.at(
                          who.span(), "not-a-node", "unknown node '" + node.text() + "'")));
    }
    return found;
  }

  /** From whom a group takes datagrams; empty for anybody. */
  ImmutableList<InetAddress> sources(FlowProperties properties, Peers peers) {
    if (!peers.isGroup() || !properties.has(PropertyName.SOURCES)) {
      return ImmutableList.of();
    }
    return items(properties.value(PropertyName.SOURCES)).stream()
        .map(item -> evaluator.address(item, properties.scope()))
        .collect(ImmutableList.toImmutableList());
  }

  private static List<Expression> items(Expression given) {
    return given instanceof Expression.ListLiteral list ? list.items() : List.of(given);
  }
}
