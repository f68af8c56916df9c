package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Unit;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.UnaryOperator;
import java.util.List;

/** Turns the sides of comparisons into operands, with what they measure. */
final class OperandResolver {
  private final Names names;
  private final Evaluator evaluator;
  private final NodeOperands kernels;
  private final MetricOperands metrics;
  private final AggregateOperands aggregates;

  OperandResolver(
      Names names,
      List<NodeState> nodes,
      List<ActivitySpec> activities,
      Evaluator evaluator,
      FilterResolver filters,
      PacketWires wires) {
    this.names = names;
    this.evaluator = evaluator;
    this.kernels = new NodeOperands(names, nodes, evaluator);
    this.metrics = new MetricOperands(names, activities, evaluator);
    this.aggregates = new AggregateOperands(this, names, evaluator, filters, wires);
  }

  /** What resolves questions to activities. */
  MetricOperands metrics() {
    return metrics;
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
  TypedOperand resolve(Expression expression, Scope scope, boolean wordIsText) {
    if (expression instanceof Expression.Element element && metrics.isPart(element, scope)) {
      List<TypedOperand> parts = metrics.parts(element, scope);
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
    TypedOperand ofNode = kernels.resolve(expression, scope);
    if (ofNode != null) {
      return ofNode;
    } else if (expression instanceof Expression.Member member) {
      TypedOperand output = metrics.output(expression, scope);
      if (output != null) {
        return output;
      }
      List<TypedOperand> found = metrics.metrics(member, scope);
      if (found.size() != 1) {
        String text = Sources.oneLine(member);
        throw Mistake.at(
            member.span(),
            "not-one",
            "expected one value, found "
                + found.size()
                + "; use sum("
                + text
                + "), min, max, avg or count");
      }
      return found.get(0);
    } else if (expression instanceof Expression.Call call) {
      return call.target().isPresent()
          ? kernels.query(call, scope)
          : aggregates.resolve(call, scope);
    } else if (expression instanceof Expression.Binary binary
        && binary.operator().isArithmetic()) {
      return arithmetic(binary, scope);
    } else if (expression instanceof Expression.Unary unary
        && unary.operator() == UnaryOperator.MINUS) {
      TypedOperand operand = number(unary.operand(), scope);
      Operand zero = new Operand.Number(0, operand.operand().unit());
      Operand negated =
          new Operand.Arithmetic('-', zero, operand.operand(), operand.operand().unit());
      return new TypedOperand(negated, operand.dimension(), null, operand.ratio());
    }
    throw Mistake.at(
        expression.span(),
        "not-a-value",
        "expected a value such as hello.received, found '" + Sources.oneLine(expression) + "'");
  }

  private TypedOperand constant(Expression expression, Scope scope, boolean wordIsText) {
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

  static TypedOperand ofValue(Value value) {
    if (value instanceof Value.Quantity quantity) {
      Operand number =
          new Operand.Number(
              quantity.amount().doubleValue(), Quantities.modelUnit(quantity.dimension()));
      Dimension dimension =
          quantity.dimension() == Dimension.PACKETS ? Dimension.NUMBER : quantity.dimension();
      return new TypedOperand(number, dimension, value, false);
    }
    return new TypedOperand(new Operand.Text(value.text()), null, value, false);
  }

  /** A number that changes during the run. */
  Operand observed(Expression expression, Scope scope) {
    TypedOperand typed = number(expression, scope);
    if (typed.constant() != null || typed.operand() instanceof Operand.OverTime) {
      throw Mistake.at(
          expression.span(),
          "not-a-value",
          "expected a number that changes during the run, such as bulk.cwnd, found '"
              + Sources.oneLine(expression) + "'");
    }
    return typed.operand();
  }

  /** Whether an expression is a text of a node's kernel. */
  boolean isKernelText(Expression expression, Scope scope) {
    TypedOperand typed = kernels.resolve(expression, scope);
    return typed != null && typed.isText();
  }

  private TypedOperand arithmetic(Expression.Binary binary, Scope scope) {
    TypedOperand left = number(binary.left(), scope);
    TypedOperand right = number(binary.right(), scope);
    char operator = Evaluator.operator(binary.operator());
    Dimension result;
    try {
      result = Quantities.result(operator, left.dimension(), right.dimension());
    } catch (QuantityException e) {
      throw Mistake.at(
          binary.span(),
          "bad-arithmetic",
          e.getMessage() + " in '" + Sources.oneLine(binary) + "'");
    }
    if (operator == '/'
        && right.constant() instanceof Value.Quantity divisor
        && divisor.amount().signum() == 0) {
      throw Mistake.at(
          binary.span(),
          "bad-arithmetic",
          "division by zero in '" + Sources.oneLine(binary) + "'");
    }
    Operand scaled = left.operand();
    Operand scale = new Operand.Number(Quantities.BYTES_PER_NS, Unit.NONE);
    boolean bytes = left.dimension() == Dimension.SIZE;
    if (operator == '/'
        && bytes
        && (right.dimension() == Dimension.RATE || right.dimension() == Dimension.TIME)) {
      scaled = new Operand.Arithmetic('*', scaled, scale, Quantities.modelUnit(left.dimension()));
    } else if (operator == '*'
        && result == Dimension.SIZE
        && !bytes
        && right.dimension() != Dimension.SIZE) {
      scaled = new Operand.Arithmetic('/', scaled, scale, Quantities.modelUnit(left.dimension()));
    }
    Operand operand =
        new Operand.Arithmetic(operator, scaled, right.operand(), Quantities.modelUnit(result));
    boolean ratio = operator == '/' && left.dimension() == right.dimension();
    return new TypedOperand(operand, result, null, ratio);
  }

  /** An operand that is a number; a sysctl's text is taken as one. */
  TypedOperand number(Expression expression, Scope scope) {
    TypedOperand typed = resolve(expression, scope, false);
    if (typed.isText() && typed.constant() == null) {
      return new TypedOperand(typed.operand(), Dimension.NUMBER, null, false);
    }
    if (typed.isText()) {
      throw Mistake.at(
          expression.span(),
          "not-a-number",
          "expected a number, found " + Evaluator.found(typed.constant()));
    }
    return typed;
  }
}
