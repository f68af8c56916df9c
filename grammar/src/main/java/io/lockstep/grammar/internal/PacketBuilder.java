package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Builds statements about packets: faults, injections, sequences and their lines. */
final class PacketBuilder {
  static final ImmutableList<String> VERBS =
      ImmutableList.of("change", "drop", "duplicate", "hold", "reorder");

  private final Problems problems;
  private final ExpressionBuilder expressions;
  private final SettingBuilder settings;

  PacketBuilder(Problems problems, ExpressionBuilder expressions, SettingBuilder settings) {
    this.problems = problems;
    this.expressions = expressions;
    this.settings = settings;
  }

  Statement sequence(
      LockstepParser.SequenceContext context, ImmutableList<Statement> steps, Span span) {
    return new Statement.Sequence(
        expressions.reference(context.reference()),
        direction(context.direction()),
        filter(context.filter()),
        steps,
        span);
  }

  Statement line(LockstepParser.PacketLineContext context) {
    ImmutableList.Builder<Statement.Clause> clauses = ImmutableList.builder();
    for (LockstepParser.PacketClauseContext clause : context.packetClause()) {
      Expression value =
          clause.item() != null
              ? expressions.item(clause.item())
              : expressions.expression(clause.expression());
      clauses.add(clause(clause, clause.getStart(), value));
    }
    return new Statement.PacketLine(
        context.NO() == null,
        Optional.ofNullable(context.name()).map(expressions::name),
        direction(context.direction()),
        filter(context.filter()),
        once(clauses.build()),
        problems.span(context));
  }

  Statement fault(LockstepParser.FaultContext context) {
    String verb = context.word().getText();
    expressions.expectWord(context.word(), VERBS.toArray(new String[0]));
    LockstepParser.WhichContext which = context.which();
    ImmutableList<Expression> numbers = ImmutableList.of();
    if (which != null) {
      numbers =
          which.PERIOD() == null
              ? expressions.items(which.item())
              : ImmutableList.of(expressions.expression(which.expression()));
    }
    if (context.block() != null && !verb.equals("change")) {
      problems.error(
          "unexpected-token",
          problems.span(context.block().getStart()),
          "unexpected '{'; only 'fault change' takes a block");
    } else if (context.block() == null && verb.equals("change")) {
      problems.error(
          "expected",
          problems.span(context.word()),
          "'fault change' without a block; expected one such as '{ ip { ttl 1 } }'");
    }
    return new Statement.Fault(
        new Name(verb, problems.span(context.word())),
        Optional.ofNullable(context.expression()).map(expressions::expression),
        which != null && which.PERIOD() != null,
        numbers,
        expressions.reference(context.reference()),
        direction(context.direction()),
        filter(context.filter()),
        Optional.ofNullable(context.block()).map(settings::settings),
        problems.span(context));
  }

  Statement inject(LockstepParser.InjectContext context) {
    LockstepParser.InjectPlaceContext place = context.injectPlace();
    ImmutableList.Builder<Statement.Clause> clauses = ImmutableList.builder();
    for (LockstepParser.InjectClauseContext clause : context.injectClause()) {
      if (clause.TIMES() == null) {
        clauses.add(
            clause(clause, clause.getStart(), expressions.expression(clause.expression())));
      } else {
        Expression count =
            clause.NUMBER() != null
                ? new LiteralBuilder(problems).number(clause.NUMBER().getSymbol())
                : expressions.designator(clause.designator());
        clauses.add(clause(clause, clause.TIMES().getSymbol(), count));
      }
    }
    return new Statement.Inject(
        Optional.ofNullable(place)
            .map(LockstepParser.InjectPlaceContext::FLAG)
            .map(flag -> new Name(flag.getText(), problems.span(flag.getSymbol()))),
        Optional.ofNullable(place)
            .map(LockstepParser.InjectPlaceContext::reference)
            .map(expressions::reference),
        Optional.ofNullable(place).flatMap(given -> direction(given.direction())),
        once(clauses.build()),
        settings.settings(context.block()),
        problems.span(context));
  }

  private Statement.Clause clause(ParserRuleContext context, Token word, Expression value) {
    return new Statement.Clause(word.getText(), value, problems.span(context));
  }

  private ImmutableList<Statement.Clause> once(List<Statement.Clause> clauses) {
    Set<String> words = new LinkedHashSet<>();
    for (Statement.Clause clause : clauses) {
      if (!words.add(clause.word())) {
        problems.error(
            "duplicate", clause.span(), "a second '" + clause.word() + "' in one statement");
      }
    }
    return ImmutableList.copyOf(clauses);
  }

  private Optional<Reference> direction(LockstepParser.DirectionContext context) {
    return Optional.ofNullable(context)
        .map(LockstepParser.DirectionContext::reference)
        .map(expressions::reference);
  }

  private Optional<Expression> filter(LockstepParser.FilterContext context) {
    return Optional.ofNullable(context)
        .map(LockstepParser.FilterContext::expression)
        .map(expressions::expression);
  }
}
