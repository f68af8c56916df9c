package io.lockstep.engine.verdict;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.describe.ConditionWords;
import io.lockstep.engine.describe.OperandWords;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.sim.Observations;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Evaluates the sides of comparisons. */
final class Operands {
  private final ScenarioCase scenario;
  private final Map<Operand.OverTime, OverTimeWatch> overTime;

  private final Map<Condition.PacketSeen, PacketWatch> watches;

  Operands(
      ScenarioCase scenario,
      Map<Operand.OverTime, OverTimeWatch> overTime,
      Map<Condition.PacketSeen, PacketWatch> watches) {
    this.scenario = scenario;
    this.overTime = overTime;
    this.watches = watches;
  }

  Value evaluate(Operand operand, Observations seen) {
    if (operand instanceof Operand.Number number) {
      return new Value.Num(number.value(), number.unit());
    } else if (operand instanceof Operand.Text text) {
      return new Value.Text(text.value());
    } else if (operand instanceof Operand.Metric metric) {
      return metric(metric, seen);
    } else if (operand instanceof Operand.Part part) {
      double value = seen.metric(part.activity(), part.name(), part.number());
      return Double.isNaN(value)
          ? new Value.Missing(Status.FAILED, "nothing: no data arrived")
          : new Value.Num(value, unit(new Operand.Metric(part.activity(), part.name())));
    } else if (operand instanceof Operand.Hop hop) {
      return new Value.Text(hop(hop, seen));
    } else if (operand instanceof Operand.Output output) {
      return new Value.Text(seen.output(output.activity(), output.streams()));
    } else if (operand instanceof Operand.Counter counter) {
      OptionalLong value = seen.counter(counter.node(), counter.name());
      return value.isPresent()
          ? new Value.Num(value.getAsLong(), Unit.NONE)
          : unreadable(counter.node(), "no counter " + counter.name(), seen);
    } else if (operand instanceof Operand.Sysctl sysctl) {
      Optional<String> value = seen.sysctl(sysctl.node(), sysctl.path());
      return value.isPresent()
          ? new Value.Text(value.get())
          : unreadable(sysctl.node(), "no readable sysctl " + sysctl.path(), seen);
    } else if (operand instanceof Operand.Kernel kernel) {
      return kernel(kernel, seen);
    } else if (operand instanceof Operand.Tcp tcp) {
      double value = seen.tcp(tcp.activity(), tcp.field());
      return Double.isNaN(value)
          ? new Value.Missing(
              seen.alive(tcp.node()) ? Status.FAILED : Status.UNDECIDED,
              "nothing: " + activity(tcp.activity()) + " has no " + tcp.field().word())
          : new Value.Num(value, tcp.unit());
    } else if (operand instanceof Operand.OverTime time) {
      OverTimeWatch watch = overTime.get(time);
      return watch == null
          ? new Value.Missing(Status.UNDECIDED, "nothing: it has not been watched")
          : watch.value(seen.now());
    } else if (operand instanceof Operand.Packets packets) {
      PacketWatch watch = watches.get(packets.packets());
      return packets.measure() == Operand.Packets.Measure.COUNT
          ? new Value.Num(watch.matches(), Unit.NONE)
          : time(packets.measure() == Operand.Packets.Measure.FIRST
              ? watch.firstNs() : watch.lastNs());
    } else if (operand instanceof Operand.Aggregate aggregate) {
      return aggregate(aggregate, seen);
    } else if (operand instanceof Operand.Arithmetic arithmetic) {
      return arithmetic(arithmetic, seen);
    }
    throw new IllegalArgumentException("Not an operand: " + operand);
  }

  private Value kernel(Operand.Kernel kernel, Observations seen) {
    Optional<String> answer = seen.query(kernel.node(), kernel.query(), kernel.arguments());
    if (answer.isEmpty()) {
      String question = kernel.query().word() + OperandWords.arguments(kernel);
      return unreadable(kernel.node(), "no " + question, seen);
    } else if (kernel.lines()) {
      return new Value.Num(answer.get().lines().count(), Unit.NONE);
    } else if (kernel.isText()) {
      return new Value.Text(answer.get());
    }
    return new Value.Num(Double.parseDouble(answer.get()), kernel.unit());
  }

  private static Value time(long ns) {
    return ns < 0
        ? new Value.Missing(Status.FAILED, "nothing: there was no such packet")
        : new Value.Num(ns, Unit.TIME);
  }

  private String hop(Operand.Hop hop, Observations seen) {
    InetAddress address = seen.hop(hop.activity(), hop.number());
    if (address == null) {
      return "*";
    }
    Integer node =
        ((ActivitySpec.Traceroute) scenario.activities().get(hop.activity()))
            .owners()
            .get(address);
    return hop.address() || node == null
        ? InetAddresses.toAddrString(address)
        : scenario.nodes().get(node).name();
  }

  private Value metric(Operand.Metric metric, Observations seen) {
    double value = seen.metric(metric.activity(), metric.name());
    if (!Double.isNaN(value)) {
      return new Value.Num(value, unit(metric));
    }
    if (scenario.activities().get(metric.activity()) instanceof ActivitySpec.Program) {
      return new Value.Missing(
          Status.FAILED,
          seen.running(metric.activity())
              ? "nothing: it has not ended"
              : "nothing: it has not run");
    }
    String why =
        scenario.activities().get(metric.activity()) instanceof ActivitySpec.Ping
            ? "nothing: no reply came"
            : "nothing: no data arrived";
    return new Value.Missing(Status.FAILED, why);
  }

  /** A metric's unit; TCP flows count bytes. */
  private Unit unit(Operand.Metric metric) {
    boolean bytes =
        metric.name() == MetricName.SENT
            || metric.name() == MetricName.RECEIVED
            || metric.name() == MetricName.LOST
            || metric.name() == MetricName.FORWARD_RECEIVED
            || metric.name() == MetricName.BACKWARD_RECEIVED;
    return bytes && scenario.activities().get(metric.activity()) instanceof ActivitySpec.TcpFlow
        ? Unit.SIZE
        : metric.unit();
  }

  private Value.Missing unreadable(int node, String what, Observations seen) {
    String name = scenario.nodes().get(node).name();
    return new Value.Missing(
        Status.UNDECIDED,
        seen.alive(node)
            ? "nothing: " + name + " has " + what
            : "nothing: the kernel of " + name + " is dead");
  }

  private Value aggregate(Operand.Aggregate aggregate, Observations seen) {
    List<Double> values = new ArrayList<>();
    Unit unit = aggregate.unit();
    for (Operand operand : aggregate.operands()) {
      Value value = number(evaluate(operand, seen));
      if (value instanceof Value.Num number) {
        values.add(number.value());
        if (unit == Unit.NONE && aggregate.function() != Operand.Aggregate.Function.COUNT) {
          unit = number.unit();
        }
      } else if (aggregate.function() != Operand.Aggregate.Function.COUNT) {
        Value.Missing missing = (Value.Missing) value;
        return new Value.Missing(
            missing.status(), missing.shown() + " (" + describe(operand) + ")");
      }
    }
    if (aggregate.function() == Operand.Aggregate.Function.COUNT) {
      return new Value.Num(values.size(), Unit.NONE);
    }
    double sum = values.stream().reduce(0.0, Double::sum);
    if (aggregate.function() == Operand.Aggregate.Function.SUM) {
      return new Value.Num(sum, unit);
    } else if (values.isEmpty()) {
      return new Value.Missing(Status.FAILED, "nothing: there is nothing to choose from");
    }
    double result =
        switch (aggregate.function()) {
          case MIN -> values.stream().reduce(Math::min).orElseThrow();
          case MAX -> values.stream().reduce(Math::max).orElseThrow();
          default -> sum / values.size();
        };
    return new Value.Num(result, unit);
  }

  private Value arithmetic(Operand.Arithmetic arithmetic, Observations seen) {
    Value left = number(evaluate(arithmetic.left(), seen));
    Value right = number(evaluate(arithmetic.right(), seen));
    if (!(left instanceof Value.Num first)) {
      return left;
    } else if (!(right instanceof Value.Num second)) {
      return right;
    } else {
      double a = first.value();
      double b = second.value();
      if (b == 0 && (arithmetic.operator() == '/' || arithmetic.operator() == '%')) {
        return new Value.Missing(Status.UNDECIDED, "nothing: a division by zero");
      }
      double result =
          switch (arithmetic.operator()) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            case '/' -> a / b;
            case '%' -> a % b;
            default -> throw new IllegalArgumentException("operator " + arithmetic.operator());
          };
      Unit unit = arithmetic.unit();
      boolean sum = arithmetic.operator() == '+' || arithmetic.operator() == '-';
      return new Value.Num(result, unit == Unit.NONE && sum ? first.unit() : unit);
    }
  }

  /** Whether texts are the same but for line ends behind them. */
  static boolean isSame(String one, String other) {
    return withoutLineEnd(one).equals(withoutLineEnd(other));
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  /** Text that is a number becomes one; other text is missing. */
  static Value number(Value value) {
    if (value instanceof Value.Text text) {
      try {
        return new Value.Num(new BigDecimal(text.text().strip()).doubleValue(), Unit.NONE);
      } catch (NumberFormatException e) {
        return new Value.Missing(Status.FAILED, text.shown() + ", which is not a number");
      }
    }
    return value;
  }

  /** As a scenario writes it. */
  String describe(Operand operand) {
    Optional<String> plain = OperandWords.of(operand, scenario);
    if (plain.isPresent()) {
      return plain.get();
    } else if (operand instanceof Operand.OverTime time) {
      return time.kind().word() + "(" + describe(time.operand()) + ")";
    } else if (operand instanceof Operand.Packets packets) {
      return packets.measure().name().toLowerCase(Locale.ROOT) + "(" + ConditionWords.of(
          packets.packets(), scenario) + ")";
    } else if (operand instanceof Operand.Aggregate aggregate) {
      return aggregate.function().name().toLowerCase(Locale.ROOT)
          + "(" + aggregate.operands().size() + " values)";
    } else if (operand instanceof Operand.Arithmetic arithmetic) {
      return "(" + describe(arithmetic.left()) + " " + arithmetic.operator() + " "
          + describe(arithmetic.right()) + ")";
    }
    throw new IllegalArgumentException("Not an operand: " + operand);
  }

  private String activity(int index) {
    return scenario.activities().get(index).name();
  }
}
