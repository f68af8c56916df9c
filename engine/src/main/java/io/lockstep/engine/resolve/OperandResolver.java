package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Operand.Aggregate.Function;
import io.lockstep.engine.model.Operand.OverTime.Kind;
import io.lockstep.engine.model.TcpField;
import io.lockstep.engine.model.Unit;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.UnaryOperator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the sides of comparisons into operands, with what they measure. */
final class OperandResolver {
  private static final ImmutableMap<String, Function> AGGREGATES =
      ImmutableMap.of(
          "sum", Function.SUM,
          "min", Function.MIN,
          "max", Function.MAX,
          "avg", Function.AVG,
          "count", Function.COUNT);
  private static final ImmutableMap<String, Kind> OVER_TIME =
      Arrays.stream(Kind.values())
          .collect(ImmutableMap.toImmutableMap(Kind::word, kind -> kind));
  private static final ImmutableList<String> QUERIES =
      Stream.concat(
              Stream.of("counter", "sysctl"),
              Arrays.stream(NodeQuery.values())
                  .filter(query -> query.most() > 0)
                  .map(NodeQuery::word))
          .collect(ImmutableList.toImmutableList());

  private final Names names;
  private final List<NodeState> nodes;
  private final List<ActivitySpec> activities;
  private final Evaluator evaluator;
  private final NodeOperands nodeOperands;
  private final FilterResolver filters;
  private final PacketWires wires;

  OperandResolver(
      Names names,
      List<NodeState> nodes,
      List<ActivitySpec> activities,
      Evaluator evaluator,
      FilterResolver filters,
      PacketWires wires) {
    this.filters = filters;
    this.wires = wires;
    this.names = names;
    this.nodes = nodes;
    this.activities = activities;
    this.evaluator = evaluator;
    this.nodeOperands = new NodeOperands(names, nodes, evaluator);
  }

  /**
   * An operand with its type.
   *
   * @param dimension null for text, and for a sysctl, which is text that may be a number
   * @param constant the value if it is known before the run, else null
   * @param ratio whether it is a quotient of equals, which a percentage may be compared with
   */
  record Typed(Operand operand, Dimension dimension, Value constant, boolean ratio) {
    boolean isText() {
      return dimension == null;
    }

    boolean isZero() {
      return constant instanceof Value.Quantity quantity
          && quantity.dimension() == Dimension.NUMBER
          && quantity.amount().signum() == 0;
    }
  }

  /** Whether an expression asks for something observed during the run. */
  static boolean isObserved(Expression expression) {
    if (expression instanceof Expression.Unary unary) {
      return isObserved(unary.operand());
    } else if (expression instanceof Expression.Binary binary) {
      return isObserved(binary.left()) || isObserved(binary.right());
    } else if (expression instanceof Expression.Call call) {
      boolean known = Functions.NAMES.contains(call.function().text());
      return call.target().isPresent()
          || !known
          || call.arguments().stream().anyMatch(OperandResolver::isObserved);
    }
    if (expression instanceof Expression.Element element
        && element.target() instanceof Expression.Member member) {
      return Metrics.PARTS.contains(member.name().text());
    }
    return expression instanceof Expression.Member || expression instanceof Expression.PacketSeen;
  }

  /**
   * One operand.
   *
   * @param wordIsText whether a word that names no variable stands for itself
   */
  Typed resolve(Expression expression, Scope scope, boolean wordIsText) {
    if (expression instanceof Expression.Element element && isPart(element, scope)) {
      List<Typed> parts = parts(element, scope);
      if (parts.size() != 1) {
        throw Mistake.at(
            expression.span(),
            "not-one",
            "expected one value, found " + parts.size() + "; such as sum(…) makes one of them");
      }
      return parts.get(0);
    }
    if (!isObserved(expression)) {
      return constant(expression, scope, wordIsText);
    }
    Typed ofNode = nodeOperands.resolve(expression, scope);
    if (ofNode != null) {
      return ofNode;
    } else if (expression instanceof Expression.Member member) {
      Typed output = output(expression, scope);
      if (output != null) {
        return output;
      }
      List<Typed> metrics = metrics(member, scope);
      if (metrics.size() != 1) {
        String text = Sources.oneLine(member);
        throw Mistake.at(
            member.span(),
            "not-one",
            "expected one value, found "
                + metrics.size()
                + "; use sum("
                + text
                + "), min, max, avg or count");
      }
      return metrics.get(0);
    } else if (expression instanceof Expression.Call call) {
      return call.target().isPresent() ? query(call, scope) : aggregate(call, scope);
    } else if (expression instanceof Expression.Binary binary
        && binary.operator().isArithmetic()) {
      return arithmetic(binary, scope);
    } else if (expression instanceof Expression.Unary unary
        && unary.operator() == UnaryOperator.MINUS) {
      Typed operand = number(unary.operand(), scope);
      Operand zero = new Operand.Number(0, operand.operand.unit());
      Operand negated =
          new Operand.Arithmetic('-', zero, operand.operand, operand.operand.unit());
      return new Typed(negated, operand.dimension, null, operand.ratio);
    }
    throw Mistake.at(
        expression.span(),
        "not-a-value",
        "expected a value such as hello.received, found '" + Sources.oneLine(expression) + "'");
  }

  private Typed constant(Expression expression, Scope scope, boolean wordIsText) {
    Reference reference = Subject.reference(expression);
    if (reference != null && isPlain(reference) && scope.lookup(reference.name()) == null) {
      Names.Entry entry = names.find(reference, scope);
      if (entry != null) {
        boolean activity = entry.kind().isActivity();
        String written = Sources.oneLine(reference);
        throw Mistake.at(
            expression.span(),
            "not-a-value",
            "'"
                + written
                + "' is "
                + entry.kind().described()
                + ", expected a value"
                + (activity ? " such as " + written + Metrics.example(entry.kind()) : ""));
      }
    }
    Value value =
        wordIsText
            ? evaluator.evaluateOrWord(expression, scope)
            : evaluator.evaluate(expression, scope);
    return ofValue(value);
  }

  private static boolean isPlain(Reference reference) {
    return reference.parent().isEmpty()
        && reference.indices().stream().allMatch(Index.At.class::isInstance);
  }

  static Typed ofValue(Value value) {
    if (value instanceof Value.Quantity quantity) {
      Operand number =
          new Operand.Number(
              quantity.amount().doubleValue(), Quantities.modelUnit(quantity.dimension()));
      Dimension dimension =
          quantity.dimension() == Dimension.PACKETS ? Dimension.NUMBER : quantity.dimension();
      return new Typed(number, dimension, value, false);
    }
    return new Typed(new Operand.Text(value.text()), null, value, false);
  }

  /** All activities that a reference names. */
  List<ActivitySpec> activities(Reference reference, Scope scope) {
    List<ActivitySpec> found = new ArrayList<>();
    for (Names.Entry entry : names.all(reference, scope, Names.Kind.ACTIVITIES)) {
      found.add(activities.get(entry.index()));
    }
    return found;
  }

  /** The output of a program; null if something else is asked of something else. */
  Typed output(Expression expression, Scope scope) {
    if (!(expression instanceof Expression.Member member)) {
      return null;
    }
    Subject subject = Subject.of(member, names, scope);
    if (subject == null
        || Metrics.streams(subject.member()).isEmpty()
        || names.kind(subject.reference(), scope) != Names.Kind.PROGRAM) {
      return null;
    }
    List<ActivitySpec> programs = activities(subject.reference(), scope);
    if (programs.size() != 1) {
      throw Mistake.at(
          member.span(), "not-one", "expected the output of one program, found "
              + programs.size());
    }
    Operand operand =
        new Operand.Output(
            programs.get(0).index(), Metrics.streams(subject.member()).orElseThrow());
    return new Typed(operand, null, null, false);
  }

  /** A number that changes during the run. */
  Operand observed(Expression expression, Scope scope) {
    Typed typed = number(expression, scope);
    if (typed.constant != null || typed.operand instanceof Operand.OverTime) {
      throw Mistake.at(
          expression.span(),
          "not-a-value",
          "expected a number that changes during the run, such as bulk.cwnd, found '"
              + Sources.oneLine(expression) + "'");
    }
    return typed.operand;
  }

  /** Whether an expression is a text of a node's kernel. */
  boolean isKernelText(Expression expression, Scope scope) {
    Typed typed = nodeOperands.resolve(expression, scope);
    return typed != null && typed.isText();
  }

  /** Whether brackets choose among the connections of a flow, or the like. */
  boolean isPart(Expression.Element element, Scope scope) {
    if (!(element.target() instanceof Expression.Member member)) {
      return false;
    }
    Subject subject = Subject.of(member, names, scope);
    if (subject == null) {
      return false;
    }
    Names.Kind kind = names.kind(subject.reference(), scope);
    return kind == Names.Kind.FLOW || kind == Names.Kind.PING;
  }

  /** {@code way.hop[2]}, or null. */
  Operand.Hop hop(Expression expression, Scope scope) {
    if (!(expression instanceof Expression.Element element) || !isPart(element, scope)) {
      return null;
    }
    Subject subject = Subject.of((Expression.Member) element.target(), names, scope);
    if (!subject.member().equals(Metrics.HOP)) {
      return null;
    }
    List<ActivitySpec> found = activities(subject.reference(), scope);
    if (found.size() != 1
        || !(found.get(0) instanceof ActivitySpec.Traceroute way)
        || !(element.index() instanceof Index.At at)) {
      throw Mistake.at(
          expression.span(), "not-one", "expected one hop of one traceroute, such as way.hop[1]");
    }
    int number = evaluator.integer(at.value(), scope, "a TTL", 1, way.maxHops());
    return new Operand.Hop(way.index(), number, false);
  }

  private List<Typed> parts(Expression.Element element, Scope scope) {
    Subject subject = Subject.of((Expression.Member) element.target(), names, scope);
    List<Typed> parts = new ArrayList<>();
    for (ActivitySpec activity : activities(subject.reference(), scope)) {
      MetricName metric = Metrics.find(activity, subject);
      int most = Metrics.parts(activity, metric);
      if (most == 0) {
        throw Mistake.at(
            element.span(),
            "unknown-metric",
            "'" + subject.member() + "' of " + activity.name() + " has no parts; leave the"
                + " brackets out");
      }
      int from = 1;
      int to = most;
      if (element.index() instanceof Index.At at) {
        from = evaluator.integer(at.value(), scope, "the number of a part", 1, most);
        to = from;
      } else if (element.index() instanceof Index.Range range) {
        from = evaluator.integer(range.from(), scope, "the number of a part", 1, most);
        to = evaluator.integer(range.to(), scope, "the number of a part", from, most);
      }
      for (int number = from; number <= to; number++) {
        parts.add(
            new Typed(
                new Operand.Part(activity.index(), metric, number),
                Metrics.dimension(activity, metric),
                null,
                false));
      }
    }
    return parts;
  }

  private List<Typed> metrics(Expression.Member member, Scope scope) {
    Subject subject = Subject.of(member, names, scope);
    if (subject == null) {
      throw Mistake.at(
          member.span(),
          "not-a-value",
          "expected a metric such as hello.received, found '" + Sources.oneLine(member) + "'");
    }
    requireActivity(subject, scope);
    List<Typed> metrics = new ArrayList<>();
    for (ActivitySpec activity : activities(subject.reference(), scope)) {
      if (subject.member().equals(Metrics.COMPLETED)) {
        throw Mistake.at(
            subject.memberSpan(),
            "not-a-value",
            "'completed' is no number, expected 'expect "
                + Sources.oneLine(member)
                + "' alone or with 'by'; the time is called 'finished'");
      }
      if (subject.member().equals(Metrics.RUNNING)
          && activity instanceof ActivitySpec.Program) {
        throw Mistake.at(
            subject.memberSpan(),
            "not-a-value",
            "'running' is no value, expected 'expect " + Sources.oneLine(member) + "' alone");
      }
      Optional<TcpField> field = TcpField.of(subject.member());
      if (activity instanceof ActivitySpec.TcpFlow && field.isPresent()) {
        metrics.add(
            new Typed(
                new Operand.Tcp(activity.index(), activity.from(), field.get()),
                Quantities.dimension(field.get().unit()),
                null,
                false));
        continue;
      }
      MetricName metric = Metrics.find(activity, subject);
      metrics.add(
          new Typed(
              new Operand.Metric(activity.index(), metric),
              Metrics.dimension(activity, metric),
              null,
              false));
    }
    return metrics;
  }

  private void requireActivity(Subject subject, Scope scope) {
    if (subject.reference().indices().stream().allMatch(Index.At.class::isInstance)) {
      Names.Entry entry = names.find(subject.reference(), scope);
      if (entry != null && entry.kind() == Names.Kind.NODE) {
        String name = entry.name().toString();
        throw Mistake.at(
            subject.memberSpan(),
            "unknown-metric",
            "a node has no '"
                + subject.member()
                + "', expected "
                + name
                + ".counter(\"…\") or "
                + name
                + ".sysctl(\"…\")");
      }
    }
  }

  private Typed query(Expression.Call call, Scope scope) {
    String function = call.function().text();
    if (!QUERIES.contains(function)) {
      throw Mistake.at(
          call.function().span(),
          "unknown-function",
          "unknown function '"
              + function
              + "', expected one of "
              + String.join(", ", QUERIES)
              + Suggestions.didYouMean(function, QUERIES));
    }
    Reference reference = Subject.reference(call.target().get());
    if (reference == null) {
      throw Mistake.at(call.target().get().span(), "not-a-node", "expected the name of a node");
    }
    int node = names.one(reference, scope, Names.Kind.NODE).index();
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
      return new Typed(counter(node, text.text(), argument.span()), Dimension.NUMBER, null, false);
    }
    NodeState state = nodes.get(node);
    String key =
        SysctlKeys.canonical(text.text(), argument.span(), state.name, state.netdevs.keySet());
    return new Typed(new Operand.Sysctl(node, key), null, null, false);
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

  /** {@code count(packet on wire where …)}, {@code first(…)}, {@code last(…)}. */
  private Typed packets(Expression.Call call, Expression.PacketSeen packet, Scope scope) {
    Operand.Packets.Measure measure =
        switch (call.function().text()) {
          case "count" -> Operand.Packets.Measure.COUNT;
          case "first" -> Operand.Packets.Measure.FIRST;
          case "last" -> Operand.Packets.Measure.LAST;
          default ->
              throw Mistake.at(
                  call.function().span(),
                  "unknown-function",
                  "unknown function '" + call.function() + "' of packets, expected count (how"
                      + " many), first or last (when they were sent)");
        };
    if (!packet.wanted()) {
      throw Mistake.at(packet.span(), "not-a-value", "expected 'packet on …' without 'no'");
    }
    Condition condition =
        new Conditions(names, this, filters, wires, scope, -1, null).resolve(packet);
    if (!(condition instanceof Condition.PacketSeen seen)) {
      throw Mistake.at(
          packet.link().span(), "not-one", "expected one link or LAN, found several");
    }
    return new Typed(
        new Operand.Packets(measure, seen),
        measure == Operand.Packets.Measure.COUNT ? Dimension.NUMBER : Dimension.TIME,
        null,
        false);
  }

  private Typed aggregate(Expression.Call call, Scope scope) {
    if (call.arguments().size() == 1
        && call.arguments().get(0) instanceof Expression.PacketSeen packet) {
      return packets(call, packet, scope);
    }
    String name = call.function().text();
    if (OVER_TIME.containsKey(name)) {
      return overTime(call, OVER_TIME.get(name), scope);
    }
    Function function = AGGREGATES.get(name);
    if (function == null) {
      throw Mistake.at(
          call.function().span(),
          "unknown-function",
          "unknown function '"
              + name
              + "', expected one of "
              + String.join(", ", AGGREGATES.keySet())
              + Suggestions.didYouMean(name, AGGREGATES.keySet()));
    }
    List<Typed> operands = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      if (argument instanceof Expression.Element element && isPart(element, scope)) {
        operands.addAll(parts(element, scope));
      } else if (argument instanceof Expression.Member member) {
        operands.addAll(metrics(member, scope));
      } else {
        operands.add(number(argument, scope));
      }
    }
    if (operands.isEmpty()) {
      throw Mistake.at(
          call.span(), "wrong-arguments", "expected values, such as " + name + "(p[*].received)");
    }
    Dimension dimension = operands.get(0).dimension;
    for (Typed operand : operands) {
      if (operand.dimension != dimension) {
        throw Mistake.at(
            call.span(),
            "wrong-unit",
            "cannot take the " + name + " of " + describe(dimension) + " and "
                + describe(operand.dimension));
      }
    }
    Dimension result = function == Function.COUNT ? Dimension.NUMBER : dimension;
    ImmutableList<Operand> list =
        operands.stream().map(Typed::operand).collect(ImmutableList.toImmutableList());
    Operand operand =
        new Operand.Aggregate(function, list, Quantities.modelUnit(result));
    return new Typed(operand, result, null, false);
  }

  /** {@code mean(x)}, {@code percentile(95, x, 1s, 2s)}. */
  private Typed overTime(Expression.Call call, Kind kind, Scope scope) {
    int before = kind == Kind.PERCENTILE ? 1 : 0;
    List<Expression> given = call.arguments();
    int count = given.size() - before;
    if (count < 1 || count > 3) {
      String example = before == 1 ? "percentile(95, " : kind.word() + "(";
      throw Mistake.at(
          call.span(),
          "wrong-arguments",
          "expected a value and the time that counts, such as " + example + "bulk.cwnd, 1s, 2s)");
    }
    double percent = 0;
    if (before == 1) {
      Value value = evaluator.evaluate(given.get(0), scope);
      percent =
          value instanceof Value.Quantity quantity
              ? quantity.dimension() == Dimension.SHARE
                  ? quantity.amount().doubleValue() * 100
                  : quantity.dimension() == Dimension.NUMBER ? quantity.amount().doubleValue() : -1
              : -1;
      if (percent <= 0 || percent > 100) {
        throw Mistake.at(
            given.get(0).span(),
            "wrong-arguments",
            "expected a number up to 100, found " + Evaluator.found(value));
      }
    }
    Typed operand = number(given.get(before), scope);
    if (operand.constant != null || operand.operand instanceof Operand.OverTime) {
      throw Mistake.at(
          given.get(before).span(),
          "wrong-arguments",
          "expected something that changes during the run, such as bulk.cwnd");
    }
    long from = count > 1 ? time(given.get(before + 1), scope) : 0;
    long until = count > 2 ? time(given.get(before + 2), scope) : -1;
    if (until >= 0 && until < from) {
      throw Mistake.at(
          given.get(before + 2).span(), "impossible-time", "this time ends before it begins");
    }
    return new Typed(
        new Operand.OverTime(kind, percent, operand.operand, from, until),
        operand.dimension,
        null,
        operand.ratio);
  }

  private long time(Expression expression, Scope scope) {
    return Horizon.within(evaluator.timeNs(expression, scope), expression.span());
  }

  private Typed arithmetic(Expression.Binary binary, Scope scope) {
    Typed left = number(binary.left(), scope);
    Typed right = number(binary.right(), scope);
    char operator = Evaluator.operator(binary.operator());
    Dimension result;
    try {
      result = Quantities.result(operator, left.dimension, right.dimension);
    } catch (QuantityException e) {
      throw Mistake.at(
          binary.span(),
          "bad-arithmetic",
          e.getMessage() + " in '" + Sources.oneLine(binary) + "'");
    }
    if (operator == '/'
        && right.constant instanceof Value.Quantity divisor
        && divisor.amount().signum() == 0) {
      throw Mistake.at(
          binary.span(),
          "bad-arithmetic",
          "division by zero in '" + Sources.oneLine(binary) + "'");
    }
    Operand scaled = left.operand;
    Operand scale = new Operand.Number(Quantities.BYTES_PER_NS, Unit.NONE);
    boolean bytes = left.dimension == Dimension.SIZE;
    if (operator == '/'
        && bytes
        && (right.dimension == Dimension.RATE || right.dimension == Dimension.TIME)) {
      scaled = new Operand.Arithmetic('*', scaled, scale, Quantities.modelUnit(left.dimension));
    } else if (operator == '*'
        && result == Dimension.SIZE
        && !bytes
        && right.dimension != Dimension.SIZE) {
      scaled = new Operand.Arithmetic('/', scaled, scale, Quantities.modelUnit(left.dimension));
    }
    Operand operand =
        new Operand.Arithmetic(operator, scaled, right.operand, Quantities.modelUnit(result));
    boolean ratio = operator == '/' && left.dimension == right.dimension;
    return new Typed(operand, result, null, ratio);
  }

  /** An operand that is a number; a sysctl's text is taken as one. */
  private Typed number(Expression expression, Scope scope) {
    Typed typed = resolve(expression, scope, false);
    if (typed.isText() && typed.constant == null) {
      return new Typed(typed.operand, Dimension.NUMBER, null, false);
    }
    if (typed.isText()) {
      throw Mistake.at(
          expression.span(),
          "not-a-number",
          "expected a number, found " + Evaluator.found(typed.constant));
    }
    return typed;
  }

  private static String describe(Dimension dimension) {
    return dimension == null ? "a text" : dimension.description();
  }
}
