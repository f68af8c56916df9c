package io.lockstep.engine.describe;

import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import java.util.Optional;

/** Operands that are not made of others, as a scenario writes them. */
public final class OperandWords {
  private final ScenarioCase scenario;

  private OperandWords(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  /** {@code bulk.received}; empty for what is made of other operands. */
  public static Optional<String> of(Operand operand, ScenarioCase scenario) {
    return Optional.ofNullable(new OperandWords(scenario).words(operand));
  }

  /** The arguments of a question to a kernel, in parentheses; nothing if there are none. */
  public static String arguments(Operand.Kernel kernel) {
    return kernel.arguments().isEmpty()
        ? ""
        : "(\"" + String.join("\", \"", kernel.arguments()) + "\")";
  }

  /** Null for what is made of others. */
  private String words(Operand operand) {
    if (operand instanceof Operand.Number number) {
      return Quantity.exact(number.value(), number.unit());
    } else if (operand instanceof Operand.Text text) {
      return "\"" + text.value() + "\"";
    } else if (operand instanceof Operand.Metric metric) {
      return activity(metric.activity()) + "." + metric.name().written();
    } else if (operand instanceof Operand.Part part) {
      return activity(part.activity()) + "." + part.name().written() + "[" + part.number() + "]";
    } else if (operand instanceof Operand.Hop hop) {
      return activity(hop.activity()) + ".hop[" + hop.number() + "]";
    } else if (operand instanceof Operand.Output output) {
      return activity(output.activity()) + "." + output.streams().word();
    } else if (operand instanceof Operand.Counter counter) {
      return node(counter.node()) + ".counter(\"" + counter.name() + "\")";
    } else if (operand instanceof Operand.Sysctl sysctl) {
      return node(sysctl.node()) + ".sysctl(\"" + sysctl.path() + "\")";
    } else if (operand instanceof Operand.Kernel kernel) {
      return node(kernel.node()) + "." + kernel.query().word() + arguments(kernel)
          + (kernel.lines() ? ".lines" : "");
    } else if (operand instanceof Operand.Tcp tcp) {
      return activity(tcp.activity()) + "." + tcp.field().word();
    }
    return null;
  }

  private String activity(int index) {
    return scenario.activities().get(index).name();
  }

  private String node(int index) {
    return scenario.nodes().get(index).name();
  }
}
