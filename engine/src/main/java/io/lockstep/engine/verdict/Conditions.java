package io.lockstep.engine.verdict;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Condition.Operator;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.SequenceOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Evaluates conditions: times, counts and rates are compared exactly as they are. */
final class Conditions {
  private final ScenarioCase scenario;
  private final Operands operands;
  private final Map<Condition.PacketSeen, PacketWatch> watches;
  private final Map<String, Pattern> patterns = new HashMap<>();

  Conditions(
      ScenarioCase scenario,
      Map<Condition.PacketSeen, PacketWatch> watches,
      Operands operands) {
    this.scenario = scenario;
    this.operands = operands;
    this.watches = watches;
  }

  Finding evaluate(Condition condition, Observations seen) {
    if (condition instanceof Condition.Comparison comparison) {
      return comparison(comparison, seen);
    } else if (condition instanceof Condition.Completed completed) {
      return completed(completed, seen);
    } else if (condition instanceof Condition.Running running) {
      return running(running, seen);
    } else if (condition instanceof Condition.TextTest test) {
      return textTest(test, seen);
    } else if (condition instanceof Condition.PacketSeen packet) {
      return watches.get(packet).finding();
    } else if (condition instanceof Condition.Sequence sequence) {
      SequenceOutcome outcome = seen.sequence(sequence.sequence());
      return new Finding(
          of(outcome.met()),
          "a sequence",
          outcome.seen(),
          outcome.met() ? List.of() : outcome.lines());
    } else if (condition instanceof Condition.And and) {
      Finding left = evaluate(and.left(), seen);
      Finding right = evaluate(and.right(), seen);
      return left.join(right, left.status().and(right.status()));
    } else if (condition instanceof Condition.Or or) {
      Finding left = evaluate(or.left(), seen);
      Finding right = evaluate(or.right(), seen);
      return left.join(right, left.status().or(right.status()));
    } else if (condition instanceof Condition.Not not) {
      return evaluate(not.operand(), seen).negate();
    }
    throw new IllegalArgumentException("Not a condition: " + condition);
  }

  /** How a condition comes out, without saying why; what {@link #evaluate} would find. */
  Status status(Condition condition, Observations seen) {
    if (condition instanceof Condition.Comparison comparison) {
      return compare(
          operands.evaluate(comparison.left(), seen),
          comparison.operator(),
          operands.evaluate(comparison.right(), seen));
    } else if (condition instanceof Condition.Completed completed) {
      return status(completed, seen.completedAt(completed.activity()));
    } else if (condition instanceof Condition.Running running) {
      return of(seen.running(running.activity()));
    } else if (condition instanceof Condition.TextTest test) {
      return status(test, seen);
    } else if (condition instanceof Condition.PacketSeen packet) {
      return watches.get(packet).status();
    } else if (condition instanceof Condition.Sequence sequence) {
      return of(seen.sequence(sequence.sequence()).met());
    } else if (condition instanceof Condition.And and) {
      return status(and.left(), seen).and(status(and.right(), seen));
    } else if (condition instanceof Condition.Or or) {
      return status(or.left(), seen).or(status(or.right(), seen));
    } else if (condition instanceof Condition.Not not) {
      return status(not.operand(), seen).negate();
    }
    throw new IllegalArgumentException("Not a condition: " + condition);
  }

  /** Whether something that the condition asks for does not exist now. */
  boolean isMissing(Condition condition, Observations seen) {
    if (condition instanceof Condition.Comparison comparison) {
      return operands.evaluate(comparison.left(), seen) instanceof Value.Missing
          || operands.evaluate(comparison.right(), seen) instanceof Value.Missing;
    } else if (condition instanceof Condition.TextTest test) {
      return operands.evaluate(test.text(), seen) instanceof Value.Missing;
    } else if (condition instanceof Condition.And and) {
      return isMissing(and.left(), seen) || isMissing(and.right(), seen);
    } else if (condition instanceof Condition.Or or) {
      return isMissing(or.left(), seen) || isMissing(or.right(), seen);
    } else if (condition instanceof Condition.Not not) {
      return isMissing(not.operand(), seen);
    }
    return false;
  }

  private static Status status(Condition.Completed completed, long at) {
    return of(at >= 0 && (completed.byNs() < 0 || at <= completed.byNs()));
  }

  private Finding running(Condition.Running running, Observations seen) {
    boolean runs = seen.running(running.activity());
    return new Finding(
        of(runs),
        scenario.activities().get(running.activity()).name() + ".running",
        (runs ? "it running at " : "it not running at ") + Quantity.time(seen.now()),
        List.of());
  }

  private Status status(Condition.TextTest test, Observations seen) {
    Value value = operands.evaluate(test.text(), seen);
    if (value instanceof Value.Missing missing) {
      return missing.status();
    }
    String text = value instanceof Value.Text found ? found.text() : value.shown();
    return of(
        test.pattern()
            ? pattern(test.wanted()).matcher(text).find()
            : text.contains(test.wanted()));
  }

  private Pattern pattern(String written) {
    return patterns.computeIfAbsent(
        written, regex -> Pattern.compile(regex, Pattern.MULTILINE));
  }

  private Finding textTest(Condition.TextTest test, Observations seen) {
    Value value = operands.evaluate(test.text(), seen);
    return new Finding(
        status(test, seen), operands.describe(test.text()), value.shown(), List.of());
  }

  private Finding comparison(Condition.Comparison comparison, Observations seen) {
    Value left = operands.evaluate(comparison.left(), seen);
    Value right = operands.evaluate(comparison.right(), seen);
    Status status = compare(left, comparison.operator(), right);
    boolean leftFixed = constant(comparison.left());
    boolean rightFixed = constant(comparison.right());
    String leftShown = left.shown();
    String rightShown = right.shown();
    if (left instanceof Value.Num a && right instanceof Value.Num b) {
      Unit unit = a.unit() == Unit.NONE ? b.unit() : a.unit();
      leftShown = Quantity.of(a.value(), unit);
      rightShown = Quantity.of(b.value(), unit);
      if (a.value() != b.value() && leftShown.equals(rightShown)) {
        leftShown = Quantity.exact(a.value(), unit);
        rightShown = Quantity.exact(b.value(), unit);
      }
    }
    String subject = operands.describe(leftFixed ? comparison.right() : comparison.left());
    String shown =
        rightFixed ? leftShown : leftFixed ? rightShown : leftShown + " against " + rightShown;
    List<String> evidence = new ArrayList<>();
    if (status != Status.MET) {
      packets(comparison.left(), evidence);
      packets(comparison.right(), evidence);
      spread(comparison.left(), seen, evidence);
      spread(comparison.right(), seen, evidence);
    }
    return new Finding(status, subject, shown, evidence);
  }

  /** The first of the packets that an operand counts. */
  private void packets(Operand operand, List<String> evidence) {
    if (operand instanceof Operand.Packets packets) {
      evidence.addAll(watches.get(packets.packets()).finding().evidence());
    } else if (operand instanceof Operand.Arithmetic arithmetic) {
      packets(arithmetic.left(), evidence);
      packets(arithmetic.right(), evidence);
    }
  }

  /** Of a failed aggregate: its smallest and its largest operand. */
  private void spread(Operand operand, Observations seen, List<String> evidence) {
    if (!(operand instanceof Operand.Aggregate aggregate) || aggregate.operands().size() < 2) {
      return;
    }
    Operand least = null;
    Operand most = null;
    Value.Num low = null;
    Value.Num high = null;
    for (Operand one : aggregate.operands()) {
      if (Operands.number(operands.evaluate(one, seen)) instanceof Value.Num number) {
        if (low == null || number.value() < low.value()) {
          least = one;
          low = number;
        }
        if (high == null || number.value() > high.value()) {
          most = one;
          high = number;
        }
      }
    }
    if (low != null && high != null) {
      evidence.add("smallest: " + operands.describe(least) + " = " + low.shown());
      evidence.add("largest: " + operands.describe(most) + " = " + high.shown());
    }
  }

  private static boolean constant(Operand operand) {
    return operand instanceof Operand.Number || operand instanceof Operand.Text;
  }

  static Status compare(Value left, Operator operator, Value right) {
    if (left instanceof Value.Text a && right instanceof Value.Text b) {
      boolean equal = Operands.isSame(a.text(), b.text());
      if (operator == Operator.EQ || operator == Operator.NE) {
        return of(equal == (operator == Operator.EQ));
      }
    }
    Value first = Operands.number(left);
    Value second = Operands.number(right);
    if (first instanceof Value.Missing missing) {
      return missing.status();
    } else if (second instanceof Value.Missing missing) {
      return missing.status();
    }
    double a = ((Value.Num) first).value();
    double b = ((Value.Num) second).value();
    return of(
        switch (operator) {
          case EQ -> a == b;
          case NE -> a != b;
          case LT -> a < b;
          case LE -> a <= b;
          case GT -> a > b;
          case GE -> a >= b;
        });
  }

  private static Status of(boolean met) {
    return met ? Status.MET : Status.FAILED;
  }

  private Finding completed(Condition.Completed completed, Observations seen) {
    ActivitySpec activity = scenario.activities().get(completed.activity());
    long at = seen.completedAt(completed.activity());
    String subject = activity.name() + ".completed";
    if (at >= 0) {
      Status status = status(completed, at);
      return new Finding(status, subject, "it at " + Quantity.time(at), List.of());
    }
    if (activity instanceof ActivitySpec.Program) {
      return new Finding(
          Status.FAILED, subject, "no end until " + Quantity.time(seen.now()), List.of());
    }
    Unit unit = activity instanceof ActivitySpec.TcpFlow ? Unit.SIZE : Unit.NONE;
    double received = seen.metric(completed.activity(), MetricName.RECEIVED);
    String progress = Double.isNaN(received) ? "nothing" : Quantity.of(received, unit);
    return new Finding(
        Status.FAILED,
        subject,
        "no end until " + Quantity.time(seen.now()),
        List.of(activity.name() + ": " + progress + " received" + wanted(activity)));
  }

  private static String wanted(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.TcpFlow tcp && tcp.sendBytes() >= 0) {
      return " of " + Quantity.of(tcp.sendBytes(), Unit.SIZE);
    } else if (activity instanceof ActivitySpec.Ping ping) {
      return " of " + ping.count();
    } else if (activity instanceof ActivitySpec.UdpFlow udp && udp.count() >= 0) {
      return " of " + udp.count();
    }
    return "";
  }
}
