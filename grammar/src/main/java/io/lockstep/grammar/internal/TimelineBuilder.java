package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Builds what has clauses of time. */
final class TimelineBuilder {
  private final Problems problems;
  private final ExpressionBuilder expressions;

  TimelineBuilder(Problems problems, ExpressionBuilder expressions) {
    this.problems = problems;
    this.expressions = expressions;
  }

  Statement every(LockstepParser.EveryContext context, ImmutableList<Statement> actions) {
    List<Expression> times = new ArrayList<>();
    List<Expression> from = new ArrayList<>();
    List<Expression> to = new ArrayList<>();
    for (LockstepParser.EveryClauseContext clause : context.everyClause()) {
      if (clause.SINCE() != null) {
        add(from, expressions.expression(clause.expression()), clause.getStart());
      } else if (clause.TO() != null) {
        add(to, expressions.expression(clause.expression()), clause.getStart());
      } else {
        Expression count =
            clause.NUMBER() != null
                ? new LiteralBuilder(problems).number(clause.NUMBER().getSymbol())
                : expressions.designator(clause.designator());
        add(times, count, clause.TIMES().getSymbol());
      }
    }
    Expression interval = expressions.expression(context.expression());
    if (interval instanceof Expression.PacketSeen seen) {
      if (!seen.wanted()) {
        problems.error(
            "expected", seen.span(), "expected 'every packet on …'; 'no' cannot happen again");
      } else if (!context.everyClause().isEmpty()) {
        problems.error(
            "unexpected-token",
            problems.span(context.everyClause(0)),
            "'every packet' takes neither times nor a number");
      }
    } else if (times.isEmpty() && to.isEmpty()) {
      problems.error(
          "expected",
          problems.span(context.getStart(), context.block().getStart()),
          "'every' without an end; expected a time such as 'to 10s' or a number such as "
              + "'5 times'");
    }
    return new Statement.Every(
        interval,
        times.stream().findFirst(),
        from.stream().findFirst(),
        to.stream().findFirst(),
        actions,
        problems.span(context));
  }

  private void add(List<Expression> values, Expression value, Token word) {
    if (!values.isEmpty()) {
      problems.error(
          "duplicate", problems.span(word), "a second '" + word.getText() + "' in one 'every'");
    }
    values.add(value);
  }

  Statement expect(LockstepParser.ExpectContext context) {
    List<Expression> by = new ArrayList<>();
    List<Expression> at = new ArrayList<>();
    List<Expression> within = new ArrayList<>();
    for (LockstepParser.ClauseContext clause : context.clause()) {
      List<Expression> same =
          clause.WITHIN() != null ? within : clause.BY() == null ? at : by;
      if (!same.isEmpty()) {
        problems.error(
            "duplicate",
            problems.span(clause),
            "a second '" + clause.getStart().getText() + "' in one expectation");
      }
      List<Expression> times = expressions.expressions(clause.expression());
      boolean range = clause.WITHIN() != null && times.size() == 2;
      same.add(
          range
              ? new Expression.Range(
                  times.get(0),
                  times.get(1),
                  Optional.empty(),
                  times.get(0).span().to(times.get(1).span()))
              : times.get(0));
    }
    boolean mode = context.ALWAYS() != null || context.NEVER() != null
        || context.EVENTUALLY() != null;
    return new Statement.Expect(
        mode ? context.getChild(1).getText() : "",
        expressions.expression(context.expression()),
        first(by),
        first(at),
        first(within).map(Expression.Range.class::cast),
        problems.span(context));
  }

  private static Optional<Expression> first(List<Expression> values) {
    return values.stream().findFirst();
  }
}
