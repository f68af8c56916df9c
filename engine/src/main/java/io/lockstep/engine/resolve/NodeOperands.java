package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.model.NodeWords;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Unit;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns questions to nodes, such as {@code a.routes} and {@code a.eth0.rx_packets}. */
final class NodeOperands {
  private static final String LINES = "lines";
  private static final ImmutableList<String> QUERIES =
      Stream.concat(
              Stream.of("counter", "sysctl"),
              Arrays.stream(NodeQuery.values())
                  .filter(query -> query.most() > 0)
                  .map(NodeQuery::word))
          .collect(ImmutableList.toImmutableList());

  private final Names names;
  private final List<NodeState> nodes;
  private final Evaluator evaluator;

  NodeOperands(Names names, List<NodeState> nodes, Evaluator evaluator) {
    this.names = names;
    this.nodes = nodes;
    this.evaluator = evaluator;
  }

  /** The operand; null if the expression is no such question. */
  TypedOperand resolve(Expression expression, Scope scope) {
    if (expression instanceof Expression.Call call) {
      return call(call, scope, false);
    }
    if (!(expression instanceof Expression.Member member)) {
      return null;
    }
    if (member.target() instanceof Expression.Call call
        && member.name().text().equals(LINES)) {
      return call(call, scope, true);
    }
    Subject subject = Subject.of(member, names, scope);
    if (subject == null
        || !subject.reference().indices().stream().allMatch(Index.At.class::isInstance)
        || names.kind(subject.reference(), scope) != Names.Kind.NODE) {
      return null;
    }
    return member(subject, scope);
  }

  private TypedOperand member(Subject subject, Scope scope) {
    String word = subject.member();
    boolean lines = word.endsWith("." + LINES);
    String plain = lines ? word.substring(0, word.length() - LINES.length() - 1) : word;
    Optional<NodeQuery> query = NodeQuery.of(plain).filter(q -> q.most() == 0);
    if (query.isPresent()) {
      return typed(node(subject.reference(), scope), query.get(), List.of(), lines);
    }
    int dot = word.lastIndexOf('.');
    if (dot < 0) {
      return null;
    }
    String counter = word.substring(dot + 1);
    String netdev = word.substring(0, dot);
    boolean qdisc = netdev.endsWith(".qdisc");
    netdev = qdisc ? netdev.substring(0, netdev.length() - ".qdisc".length()) : netdev;
    int node = node(subject.reference(), scope);
    if (!nodes.get(node).netdevs.containsKey(netdev) && !netdev.equals("lo")) {
      throw Mistake.at(
          subject.memberSpan(),
          "unknown-netdev",
          nodes.get(node).name + " has no netdev '" + netdev + "'"
              + Suggestions.didYouMean(netdev, nodes.get(node).netdevs.keySet()));
    }
    NodeQuery asked = qdisc ? NodeQuery.QDISC : NodeQuery.NETDEV;
    List<String> arguments = List.of(netdev, counter);
    check(asked, arguments, List.of(subject.memberSpan(), subject.memberSpan()));
    return typed(node, asked, arguments, false);
  }

  private int node(Expression target, Scope scope) {
    Reference reference = Subject.reference(target);
    if (reference == null) {
      throw Mistake.at(target.span(), "not-a-node", "expected the name of a node");
    }
    return node(reference, scope);
  }

  private int node(Reference reference, Scope scope) {
    return names.one(reference, scope, Names.Kind.NODE).index();
  }

  private TypedOperand call(Expression.Call call, Scope scope, boolean lines) {
    Optional<NodeQuery> query = NodeQuery.of(call.function().text());
    if (call.target().isEmpty() || query.isEmpty()) {
      return null;
    }
    int node = node(call.target().get(), scope);
    int count = call.arguments().size();
    if (count < query.get().least() || count > query.get().most()) {
      throw Mistake.at(call.span(), "wrong-arguments", "expected " + example(query.get()));
    }
    List<String> arguments = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      arguments.add(evaluator.evaluateOrWord(argument, scope).text());
      spans.add(argument.span());
    }
    check(query.get(), arguments, spans);
    if (lines && !query.get().isText()) {
      throw Mistake.at(
          call.function().span(), "unknown-metric", "a number has no 'lines', only texts have");
    }
    return typed(node, query.get(), arguments, lines);
  }

  /** A question with an argument; what is no such question is reported. */
  TypedOperand query(Expression.Call call, Scope scope) {
    String function = call.function().text();
    if (!QUERIES.contains(function)) {
      throw Functions.unknown(call, QUERIES);
    }
    int node = node(call.target().get(), scope);
    String example = function.equals("counter") ? "TcpRetransSegs" : "net.ipv4.ip_forward";
    if (call.arguments().size() != 1) {
      throw Mistake.at(
          call.span(),
          "wrong-arguments",
          "expected one name, such as " + function + "(\"" + example + "\")");
    }
    Expression argument = call.arguments().get(0);
    Value value = evaluator.evaluate(argument, scope);
    if (!(value instanceof Value.Text text) || text.text().isBlank()) {
      throw Mistake.at(
          argument.span(),
          "wrong-arguments",
          "expected a name such as \"" + example + "\", found " + Evaluator.found(value));
    }
    if (function.equals("counter")) {
      return new TypedOperand(
          counter(node, text.text(), argument.span()), Dimension.NUMBER, null, false);
    }
    NodeState state = nodes.get(node);
    String key =
        SysctlKeys.canonical(text.text(), argument.span(), state.name, state.netdevs.keySet());
    return new TypedOperand(new Operand.Sysctl(node, key), null, null, false);
  }

  private static Operand counter(int node, String name, Span span) {
    if (!name.matches("[A-Za-z0-9_]+")) {
      throw Mistake.at(
          span,
          "bad-counter",
          "'" + name + "' is not the name of a counter, expected one that nstat prints, such as"
              + " TcpRetransSegs");
    }
    KnownNames.COUNTERS
        .correction(name)
        .ifPresent(
            known -> {
              throw Mistake.at(
                  span,
                  "bad-counter",
                  "unknown counter '" + name + "'; did you mean '" + known + "'?");
            });
    return new Operand.Counter(node, name);
  }

  private static TypedOperand typed(
      int node, NodeQuery query, List<String> arguments, boolean lines) {
    boolean counter = query == NodeQuery.NETDEV || query == NodeQuery.QDISC;
    Unit unit = counter ? NodeWords.unit(arguments.get(1)) : Unit.NONE;
    Operand.Kernel operand =
        new Operand.Kernel(node, query, ImmutableList.copyOf(arguments), lines, unit);
    Dimension dimension = unit == Unit.SIZE ? Dimension.SIZE : Dimension.NUMBER;
    return new TypedOperand(operand, operand.isText() ? null : dimension, null, false);
  }

  static String example(NodeQuery query) {
    return switch (query) {
      case FILE -> "a file of the kernel, such as file(\"/proc/net/if_inet6\")";
      case ROUTE -> "a prefix, such as route(10.0.0.0/8)";
      case LOOKUP -> "an address, such as lookup(10.0.0.1)";
      case NEIGHBOUR -> "an address, such as neighbour(10.0.0.1)";
      case NETDEV -> "a netdev and a counter, such as netdev(\"eth0\", \"rx_packets\")";
      case QDISC -> "a netdev and a counter, such as qdisc(\"eth0\", \"dropped\")";
      case SOFTNET -> "a column, such as softnet(\"dropped\")";
      case SOCKETS -> "a protocol and a state, such as sockets(\"tcp\", \"time-wait\")";
      default -> "no arguments: " + query.word();
    };
  }

  private static void check(NodeQuery query, List<String> arguments, List<Span> spans) {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    switch (query) {
      case FILE -> {
        if (!first.startsWith("/proc/") && !first.startsWith("/sys/")) {
          throw Mistake.at(
              spans.get(0),
              "wrong-arguments",
              "expected a file below /proc or /sys, found '" + first + "'");
        }
      }
      case ROUTE -> {
        String address = first.replaceFirst("/[0-9]+$", "");
        if (!first.equals("default") && !InetAddresses.isInetAddress(address)) {
          throw Mistake.at(
              spans.get(0),
              "wrong-arguments",
              "expected a prefix, an address or default, found '" + first + "'");
        }
      }
      case LOOKUP, NEIGHBOUR -> {
        if (!InetAddresses.isInetAddress(first)) {
          throw Mistake.at(
              spans.get(0), "wrong-arguments", "expected an address, found '" + first + "'");
        }
      }
      case NETDEV ->
          known(arguments.get(1), NodeWords.NETDEV_COUNTERS, "counter of netdevs", spans.get(1));
      case QDISC ->
          known(
              arguments.get(1),
              NodeWords.QDISC_COUNTERS,
              "counter of queueing disciplines",
              spans.get(1));
      case SOFTNET ->
          known(
              first,
              NodeWords.SOFTNET_COLUMNS.stream().filter(name -> !name.isEmpty()).toList(),
              "column of softnet_stat",
              spans.get(0));
      case SOCKETS -> {
        known(first, NodeWords.SOCKET_PROTOCOLS, "protocol of sockets", spans.get(0));
        if (arguments.size() > 1) {
          known(arguments.get(1), NodeWords.SOCKET_STATES, "state of sockets", spans.get(1));
        }
      }
      default -> {}
    }
  }

  private static void known(String word, List<String> words, String what, Span span) {
    if (!words.contains(word)) {
      throw Mistake.at(
          span,
          "wrong-arguments",
          "unknown " + what + " '" + word + "', expected one of " + String.join(", ", words)
              + Suggestions.didYouMean(word, words));
    }
  }
}
