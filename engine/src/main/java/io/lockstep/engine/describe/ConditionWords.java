package io.lockstep.engine.describe;

import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Unit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conditions in the words of the scenario language, with everything filled in. */
public final class ConditionWords {
  private static final int MOST_OPERANDS = 3;

  private final ScenarioCase scenario;

  private ConditionWords(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  /** {@code bulk.received > 1 MB}, {@code no packet on wire where tcp.rst}. */
  public static String of(Condition condition, ScenarioCase scenario) {
    return new ConditionWords(scenario).words(condition);
  }

  private String words(Condition condition) {
    if (condition instanceof Condition.Comparison comparison) {
      return words(comparison.left()) + " " + comparison.operator().symbol() + " "
          + words(comparison.right());
    } else if (condition instanceof Condition.Completed completed) {
      return activity(completed.activity()) + ".completed" + by(completed.byNs());
    } else if (condition instanceof Condition.Running running) {
      return activity(running.activity()) + ".running";
    } else if (condition instanceof Condition.TextTest test) {
      return words(test.text()) + (test.pattern() ? " matches \"" : " contains \"")
          + test.wanted() + "\"";
    } else if (condition instanceof Condition.PacketSeen seen) {
      return (seen.wanted() ? "" : "no ") + "packet on " + medium(seen.medium())
          + toward(seen)
          + (seen.filter() == null ? "" : " where " + words(seen.filter())) + by(seen.byNs());
    } else if (condition instanceof Condition.Sequence sequence) {
      return "a sequence of " + sequence.sequence().steps().size() + " lines";
    } else if (condition instanceof Condition.And and) {
      return operand(and.left()) + " and " + operand(and.right());
    } else if (condition instanceof Condition.Or or) {
      return words(or.left()) + " or " + words(or.right());
    }
    return "not (" + words(((Condition.Not) condition).operand()) + ")";
  }

  private String operand(Condition condition) {
    return condition instanceof Condition.Or ? "(" + words(condition) + ")" : words(condition);
  }

  private String toward(Condition.PacketSeen seen) {
    if (seen.direction() < 0 || !(seen.medium() instanceof Condition.Medium.Link link)) {
      return "";
    }
    return " toward " + node(scenario.links().get(link.index()).end(1 - seen.direction()).node());
  }

  private String medium(Condition.Medium medium) {
    return medium instanceof Condition.Medium.Link link
        ? scenario.links().get(link.index()).name()
        : scenario.lans().get(((Condition.Medium.Lan) medium).index()).name();
  }

  private static String by(long timeNs) {
    return timeNs < 0 ? "" : " by " + Quantity.time(timeNs);
  }

  private String words(Operand operand) {
    Optional<String> plain = OperandWords.of(operand, scenario);
    if (plain.isPresent()) {
      return plain.get();
    } else if (operand instanceof Operand.OverTime time) {
      boolean percentile = time.kind() == Operand.OverTime.Kind.PERCENTILE;
      boolean part = time.fromNs() > 0 || time.untilNs() >= 0;
      return time.kind().word() + "("
          + (percentile ? Quantity.exact(time.percent(), Unit.NONE) + ", " : "")
          + words(time.operand())
          + (part ? ", " + Quantity.time(time.fromNs()) : "")
          + (time.untilNs() >= 0 ? ", " + Quantity.time(time.untilNs()) : "") + ")";
    } else if (operand instanceof Operand.Packets packets) {
      return packets.measure().name().toLowerCase(Locale.ROOT) + "(" + words(packets.packets())
          + ")";
    } else if (operand instanceof Operand.Aggregate aggregate) {
      int count = aggregate.operands().size();
      String shown =
          aggregate.operands().stream()
              .limit(count > MOST_OPERANDS ? 1 : count)
              .map(this::words)
              .collect(Collectors.joining(", "));
      String more =
          count > MOST_OPERANDS ? ", … , " + words(aggregate.operands().get(count - 1)) : "";
      return aggregate.function().name().toLowerCase(Locale.ROOT) + "(" + shown + more + ")";
    }
    Operand.Arithmetic arithmetic = (Operand.Arithmetic) operand;
    return nested(arithmetic.left()) + " " + arithmetic.operator() + " "
        + nested(arithmetic.right());
  }

  private String nested(Operand operand) {
    return operand instanceof Operand.Arithmetic ? "(" + words(operand) + ")" : words(operand);
  }

  private String words(PacketFilter filter) {
    if (filter instanceof PacketFilter.Has has) {
      return has.field();
    } else if (filter instanceof PacketFilter.Compare compare) {
      return compare.field() + " " + compare.operator().symbol() + " " + compare.value();
    } else if (filter instanceof PacketFilter.Relation relation) {
      return relation.left().words() + " " + relation.operator().symbol() + " "
          + relation.right().words();
    } else if (filter instanceof PacketFilter.Contains contains) {
      return contains.field() + " contains bytes(\"" + contains.hex() + "\")";
    } else if (filter instanceof PacketFilter.Matches matches) {
      return matches.field() + " matches \"" + matches.pattern() + "\"";
    } else if (filter instanceof PacketFilter.And and) {
      return nested(and.left()) + " and " + nested(and.right());
    } else if (filter instanceof PacketFilter.Or or) {
      return words(or.left()) + " or " + words(or.right());
    }
    return "not (" + words(((PacketFilter.Not) filter).operand()) + ")";
  }

  private String nested(PacketFilter filter) {
    return filter instanceof PacketFilter.Or ? "(" + words(filter) + ")" : words(filter);
  }

  private String activity(int index) {
    return scenario.activities().get(index).name();
  }

  private String node(int index) {
    return scenario.nodes().get(index).name();
  }
}
