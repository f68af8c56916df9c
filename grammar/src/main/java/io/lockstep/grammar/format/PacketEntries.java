package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import java.util.List;
import java.util.Optional;

/** Turns statements about packets, and the parts of packets, into entries. */
final class PacketEntries {
  private PacketEntries() {}

  static Entry of(Statement statement) {
    if (statement instanceof Statement.Sequence sequence) {
      String head =
          "expect sequence on "
              + Expressions.write(sequence.link())
              + Expressions.toward(sequence.toward())
              + where(sequence.filter());
      return new Entry(
          statement,
          head,
          ImmutableList.of(
              new Entry.Block("", StatementEntries.of(sequence.steps()), false)));
    } else if (statement instanceof Statement.PacketLine step) {
      return new Entry(
          statement,
          (step.wanted() ? "packet" : "no packet")
              + step.name().map(name -> " " + name).orElse("")
              + Expressions.toward(step.toward())
              + where(step.filter())
              + clauses(step.clauses()),
          ImmutableList.of());
    } else if (statement instanceof Statement.Fault fault) {
      return fault(fault);
    }
    Statement.Inject inject = (Statement.Inject) statement;
    String head =
        "inject"
            + inject.side().map(side -> " " + side).orElse("")
            + inject.place().map(place -> " " + Expressions.write(place)).orElse("")
            + Expressions.toward(inject.toward())
            + clauses(inject.clauses());
    return new Entry(statement, head, ImmutableList.of(block(inject.parts())));
  }

  private static Entry fault(Statement.Fault fault) {
    String which =
        fault.which().isEmpty()
            ? ""
            : (fault.every() ? " every " : " ") + Expressions.list(fault.which());
    String head =
        "fault "
            + fault.verb()
            + fault.value().map(value -> " " + Expressions.write(value)).orElse("")
            + " packet"
            + which
            + " on "
            + Expressions.write(fault.link())
            + Expressions.toward(fault.toward())
            + where(fault.filter());
    return new Entry(
        fault,
        head,
        fault.parts().map(parts -> ImmutableList.of(block(parts))).orElse(ImmutableList.of()));
  }

  static Entry of(Setting.Part part) {
    String head =
        part.name() + (part.values().isEmpty() ? "" : " " + Expressions.list(part.values()));
    return new Entry(
        part,
        head,
        part.parts().map(parts -> ImmutableList.of(block(parts))).orElse(ImmutableList.of()));
  }

  private static Entry.Block block(List<Setting> parts) {
    return new Entry.Block("", SettingEntries.of(parts), false);
  }

  private static String where(Optional<Expression> filter) {
    return filter.map(expression -> " where " + Expressions.write(expression)).orElse("");
  }

  private static String clauses(List<Statement.Clause> clauses) {
    StringBuilder text = new StringBuilder();
    for (Statement.Clause clause : clauses) {
      String value = Expressions.write(clause.value());
      text.append(' ')
          .append(
              clause.word().equals("times")
                  ? value + " times"
                  : clause.word() + " " + value);
    }
    return text.toString();
  }
}
