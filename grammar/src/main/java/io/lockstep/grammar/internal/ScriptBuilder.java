package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Completion;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.StepClause;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds {@code program} and the lines of its block. */
final class ScriptBuilder {
  private final Problems problems;
  private final ExpressionBuilder expressions;

  ScriptBuilder(Problems problems, ExpressionBuilder expressions) {
    this.problems = problems;
    this.expressions = expressions;
  }

  Statement script(LockstepParser.ScriptContext context, ImmutableList<Statement> steps) {
    expressions.expectWord(context.word(), "on");
    return new Statement.Script(
        expressions.definition(context.definition()),
        expressions.reference(context.reference()),
        steps,
        problems.span(context));
  }

  Statement setting(LockstepParser.PropertyContext context, Setting setting) {
    if (setting == null) {
      return null;
    }
    boolean own =
        context.getParent().getParent() instanceof LockstepParser.BlockContext block
            && block.getParent() instanceof LockstepParser.ScriptContext;
    if (!own) {
      String word = context.getStart().getText();
      problems.error(
          "misplaced",
          problems.span(context.getStart()),
          "'" + word + "' belongs to the whole program",
          "write it directly in the block of the program");
      return null;
    }
    return new Statement.ScriptSetting(setting, problems.span(context));
  }

  /**
   * What begins with {@code at} or {@code after}.
   *
   * @param body null without a block
   */
  Statement moment(LockstepParser.MomentContext context, ImmutableList<Statement> body) {
    Optional<Expression> time =
        Optional.ofNullable(context.expression()).map(expressions::expression);
    Optional<Completion> sequel =
        Optional.ofNullable(context.completion()).map(expressions::completion);
    if (context.step() != null) {
      return step(time, sequel, context.step(), problems.span(context));
    } else if (body == null) {
      return new Statement.Wait(time, sequel, problems.span(context));
    }
    return time.isPresent()
        ? new Statement.At(time.get(), body, problems.span(context))
        : new Statement.After(sequel.orElseThrow(), body, problems.span(context));
  }

  Statement label(LockstepParser.LabelContext context) {
    return new Statement.Label(expressions.name(context.name()), problems.span(context));
  }

  Statement step(LockstepParser.StepContext context) {
    return step(Optional.empty(), Optional.empty(), context, problems.span(context));
  }

  private Statement step(
      Optional<Expression> time,
      Optional<Completion> sequel,
      LockstepParser.StepContext context,
      Span span) {
    Optional<Reference> variable =
        Optional.ofNullable(context.definition()).map(expressions::definition);
    return new Statement.Step(
        time,
        sequel,
        variable,
        expressions.expression(context.expression()),
        clauses(context.stepClause()),
        span);
  }

  private ImmutableList<StepClause> clauses(List<LockstepParser.StepClauseContext> contexts) {
    ImmutableList.Builder<StepClause> clauses = ImmutableList.builder();
    Set<StepClause.Kind> seen = EnumSet.noneOf(StepClause.Kind.class);
    for (LockstepParser.StepClauseContext context : contexts) {
      StepClause.Kind kind = kind(context);
      if (!seen.add(kind)) {
        problems.error(
            "duplicate",
            problems.span(context.getStart()),
            "a second '" + kind.word() + "' behind one call");
      }
      Expression value =
          context.name() != null
              ? new Expression.Word(context.name().getText(), problems.span(context.name()))
              : expressions.items(List.of(context.item())).get(0);
      clauses.add(new StepClause(kind, value, problems.span(context)));
    }
    return clauses.build();
  }

  private static StepClause.Kind kind(LockstepParser.StepClauseContext context) {
    if (context.FAILS() != null) {
      return StepClause.Kind.FAILS;
    } else if (context.TAKES() != null) {
      return StepClause.Kind.TAKES;
    }
    return context.BLOCKS() != null ? StepClause.Kind.BLOCKS : StepClause.Kind.TIMEOUT;
  }
}
