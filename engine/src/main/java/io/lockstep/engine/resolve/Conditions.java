package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Condition.Operator;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.Unit;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.UnaryOperator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Turns the condition of one {@code expect} into the model's. */
final class Conditions {
  private final Names names;
  private final OperandResolver operands;
  private final FilterResolver filters;
  private final PacketWires wires;
  private final Scope scope;
  private final long byNs;
  private final Span bySpan;
  private boolean byUsed;

  /**
   * @param byNs -1 if there is no {@code by}; then {@code bySpan} is null
   */
  Conditions(
      Names names,
      OperandResolver operands,
      FilterResolver filters,
      PacketWires wires,
      Scope scope,
      long byNs,
      Span bySpan) {
    this.names = names;
    this.operands = operands;
    this.filters = filters;
    this.wires = wires;
    this.scope = scope;
    this.byNs = byNs;
    this.bySpan = bySpan;
  }

  /** Whether anything in the condition has a deadline. */
  boolean byUsed() {
    return byUsed;
  }

  Condition resolve(Expression expression) {
    if (expression instanceof Expression.Binary binary) {
      if (binary.operator() == BinaryOperator.AND) {
        return new Condition.And(resolve(binary.left()), resolve(binary.right()));
      } else if (binary.operator() == BinaryOperator.OR) {
        return new Condition.Or(resolve(binary.left()), resolve(binary.right()));
      } else if (binary.operator().isTextTest()) {
        return new TextTests(operands, scope).resolve(binary);
      } else if (binary.operator().isComparison()) {
        return comparison(binary);
      }
    } else if (expression instanceof Expression.Unary unary
        && unary.operator() == UnaryOperator.NOT) {
      return new Condition.Not(resolve(unary.operand()));
    } else if (expression instanceof Expression.PacketSeen packet) {
      return packetSeen(packet);
    } else if (expression instanceof Expression.Member member) {
      Subject subject = Subject.of(member, names, scope);
      if (subject != null && subject.member().equals(Metrics.COMPLETED)) {
        return completed(subject);
      }
      if (subject != null
          && subject.member().equals(Metrics.RUNNING)
          && names.kind(subject.reference(), scope) == Names.Kind.PROGRAM) {
        return running(subject);
      }
      operands.resolve(expression, scope, false);
    } else if (expression instanceof Expression.Word word && isTruth(word)) {
      Operand.Number one = new Operand.Number(1, Unit.NONE);
      boolean holds = ((Value.Truth) operands.resolve(word, scope, false).constant()).holds();
      return new Condition.Comparison(one, holds ? Operator.EQ : Operator.NE, one);
    }
    throw Mistake.at(
        expression.span(),
        "not-a-condition",
        "expected a condition such as '"
            + example(expression)
            + " == 3', found '"
            + Sources.oneLine(expression)
            + "'");
  }

  private boolean isTruth(Expression.Word word) {
    Value value = scope.lookup(word.name());
    return value instanceof Value.Truth
        || value == null && (word.name().equals("true") || word.name().equals("false"));
  }

  private String example(Expression expression) {
    String text = Sources.oneLine(expression);
    if (expression instanceof Expression.Member) {
      return text;
    }
    Reference reference = Subject.reference(expression);
    Names.Entry entry = reference == null ? null : names.find(reference, scope);
    return entry != null && entry.kind().isActivity()
        ? text + Metrics.example(entry.kind())
        : "hello.received";
  }

  static Condition.Operator operator(BinaryOperator operator, boolean swapped) {
    return switch (operator) {
      case EQUAL -> Condition.Operator.EQ;
      case NOT_EQUAL -> Condition.Operator.NE;
      case LESS -> swapped ? Condition.Operator.GT : Condition.Operator.LT;
      case LESS_OR_EQUAL -> swapped ? Condition.Operator.GE : Condition.Operator.LE;
      case GREATER -> swapped ? Condition.Operator.LT : Condition.Operator.GT;
      case GREATER_OR_EQUAL -> swapped ? Condition.Operator.LE : Condition.Operator.GE;
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private Condition completed(Subject subject) {
    Condition all = null;
    for (ActivitySpec activity : operands.metrics().activities(subject.reference(), scope)) {
      if (byNs >= 0 && byNs <= activity.start().earliestNs()) {
        throw Mistake.at(
            bySpan,
            "impossible-time",
            activity.name()
                + " starts at "
                + time(activity.start().earliestNs())
                + ", it cannot be completed by "
                + time(byNs));
      }
      Condition one = new Condition.Completed(activity.index(), byNs);
      all = all == null ? one : new Condition.And(all, one);
    }
    byUsed = true;
    return all;
  }

  private Condition running(Subject subject) {
    Condition all = null;
    for (ActivitySpec program : operands.metrics().activities(subject.reference(), scope)) {
      Condition one = new Condition.Running(program.index());
      all = all == null ? one : new Condition.And(all, one);
    }
    return all;
  }

  private Condition packetSeen(Expression.PacketSeen packet) {
    PacketFilter filter =
        packet.filter().map(expression -> filters.resolve(expression, scope)).orElse(null);
    byUsed = true;
    Condition all = null;
    for (Names.Entry wire :
        names.all(packet.link(), scope, Names.Kind.LINK, Names.Kind.LAN)) {
      Condition.Medium medium =
          wire.kind() == Names.Kind.LINK
              ? new Condition.Medium.Link(wire.index())
              : new Condition.Medium.Lan(wire.index());
      int direction = -1;
      if (packet.toward().isPresent()) {
        if (wire.kind() != Names.Kind.LINK) {
          throw PacketWires.notOnLans(packet.toward().get());
        }
        direction =
            wires.direction(wires.link(wire.index()), packet.toward().get(), scope);
      }
      Condition one =
          new Condition.PacketSeen(
              packet.wanted(), medium, direction, filter, byNs, number(packet));
      if (all == null) {
        all = one;
      } else {
        all = packet.wanted() ? new Condition.Or(all, one) : new Condition.And(all, one);
      }
    }
    return all;
  }

  /** The number under which a packet is remembered. */
  private int number(Expression.PacketSeen packet) {
    if (packet.name().isEmpty()) {
      return -1;
    }
    String name = packet.name().get().text();
    if (scope.lookup(name) instanceof Value.Packet known) {
      return known.number();
    }
    throw Mistake.at(
        packet.name().get().span(),
        "misplaced-name",
        "nothing could use the name '" + name + "' here; a packet has one in 'when', in 'every'"
            + " and in the lines of a sequence");
  }

  /** {@code way.hop[2] == r1}: a hop is compared with a node, an address or a text. */
  private Condition hop(Expression.Binary binary, Operand.Hop hop, Expression other) {
    Condition.Operator operator = operator(binary.operator(), false);
    if (operator != Condition.Operator.EQ && operator != Condition.Operator.NE) {
      throw Mistake.at(
          binary.span(), "not-a-number", "a hop can only be compared with == and !=");
    }
    Reference reference = Subject.reference(other);
    if (reference != null && names.kind(reference, scope) == Names.Kind.NODE) {
      String name = names.one(reference, scope, Names.Kind.NODE).name().toString();
      return new Condition.Comparison(hop, operator, new Operand.Text(name));
    }
    Value value = operands.resolve(other, scope, true).constant();
    boolean address = value instanceof Value.Address;
    if (!address && !(value instanceof Value.Text) && !(value instanceof Value.Node)) {
      throw Mistake.at(
          other.span(),
          "wrong-unit",
          "a hop is a node or an address, expected such as r1 or 10.0.0.1, found '"
              + Sources.oneLine(other) + "'");
    }
    return new Condition.Comparison(
        new Operand.Hop(hop.activity(), hop.number(), address),
        operator,
        new Operand.Text(value.text()));
  }

  private Condition comparison(Expression.Binary binary) {
    Operand.Hop leftHop = operands.metrics().hop(binary.left(), scope);
    Operand.Hop rightHop = operands.metrics().hop(binary.right(), scope);
    if (leftHop != null || rightHop != null) {
      return leftHop != null
          ? hop(binary, leftHop, binary.right())
          : hop(binary, rightHop, binary.left());
    }
    boolean leftQuery = isText(binary.left());
    boolean rightQuery = isText(binary.right());
    TypedOperand left = operands.resolve(binary.left(), scope, rightQuery);
    TypedOperand right = operands.resolve(binary.right(), scope, leftQuery);
    Condition.Operator operator = operator(binary.operator(), false);
    boolean equality = operator == Condition.Operator.EQ || operator == Condition.Operator.NE;
    if (leftQuery || rightQuery) {
      boolean sysctl = isSysctl(binary.left()) || isSysctl(binary.right());
      String what = sysctl ? "a sysctl" : "an output";
      left = besideText(left, binary.left(), equality, what);
      right = besideText(right, binary.right(), equality, what);
    } else {
      checkUnits(binary, left, right, equality);
    }
    return new Condition.Comparison(left.operand(), operator, right.operand());
  }

  /** Whether it is a text that is observed: a sysctl, or a program's output. */
  private boolean isText(Expression expression) {
    return operands.metrics().output(expression, scope) != null
        || isSysctl(expression)
        || operands.isKernelText(expression, scope);
  }

  private static boolean isSysctl(Expression expression) {
    return expression instanceof Expression.Call call
        && call.target().isPresent()
        && call.function().text().equals("sysctl");
  }

  /** A sysctl and an output are text: with {@code ==} constants are compared as text, else as numbers. */
  private static TypedOperand besideText(
      TypedOperand typed, Expression expression, boolean equality, String what) {
    if (typed.constant() == null) {
      return typed;
    }
    if (typed.dimension() != null && typed.dimension() != Dimension.NUMBER) {
      throw Mistake.at(
          expression.span(),
          "wrong-unit",
          what + " has no unit, expected a text or a plain number, found "
              + Evaluator.found(typed.constant()));
    }
    if (!equality && typed.isText()) {
      throw Mistake.at(
          expression.span(),
          "not-a-number",
          "expected a number, found " + Evaluator.found(typed.constant()));
    }
    return equality ? text(typed) : typed;
  }

  private static TypedOperand text(TypedOperand typed) {
    String text = typed.constant().text();
    return new TypedOperand(new Operand.Text(text), null, typed.constant(), false);
  }

  private static void checkUnits(
      Expression.Binary binary, TypedOperand left, TypedOperand right, boolean equality) {
    if (left.isText() && right.isText()) {
      if (!equality) {
        throw Mistake.at(
            binary.span(), "not-a-number", "texts can only be compared with == and !=");
      }
      return;
    }
    boolean same = left.dimension() == right.dimension();
    boolean share =
        left.ratio() && right.dimension() == Dimension.SHARE
            || right.ratio() && left.dimension() == Dimension.SHARE;
    if (same || share || left.isZero() || right.isZero()) {
      return;
    }
    boolean fixLeft = left.constant() != null && right.constant() == null;
    TypedOperand wrong = fixLeft ? left : right;
    TypedOperand other = fixLeft ? right : left;
    Expression place = fixLeft ? binary.left() : binary.right();
    Expression otherPlace = fixLeft ? binary.right() : binary.left();
    String what = other.isText() ? "a text" : other.dimension().description();
    String found =
        wrong.constant() != null
            ? Evaluator.found(wrong.constant())
            : wrong.isText() ? "a text" : wrong.dimension().description();
    String better =
        wrong.constant() != null && !other.isText()
            ? Evaluator.unitSuggestion(place, wrong.constant(), other.dimension())
            : "";
    throw Mistake.at(
        place.span(),
        "wrong-unit",
        "'" + Sources.oneLine(otherPlace) + "' is " + what + ", cannot be compared with " + found
            + better);
  }

  static String time(long ns) {
    return Quantities.text(BigDecimal.valueOf(ns), Dimension.TIME);
  }

  /** The activities that an expression refers to, for checks of its time. */
  List<ActivitySpec> subjects(Expression expression) {
    List<ActivitySpec> found = new ArrayList<>();
    if (expression instanceof Expression.Binary binary) {
      found.addAll(subjects(binary.left()));
      found.addAll(subjects(binary.right()));
    } else if (expression instanceof Expression.Unary unary) {
      found.addAll(subjects(unary.operand()));
    } else if (expression instanceof Expression.Member member) {
      Subject subject = Subject.of(member, names, scope);
      if (subject != null && names.kind(subject.reference(), scope) != Names.Kind.NODE) {
        found.addAll(operands.metrics().activities(subject.reference(), scope));
      }
    } else if (expression instanceof Expression.Element element
        && operands.metrics().isPart(element, scope)) {
      found.addAll(subjects(element.target()));
    } else if (expression instanceof Expression.Call call && call.target().isEmpty()) {
      call.arguments().forEach(argument -> found.addAll(subjects(argument)));
    }
    return found;
  }
}
