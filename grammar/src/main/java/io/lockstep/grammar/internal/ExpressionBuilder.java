package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.UnaryOperator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Turns expressions into their records. */
final class ExpressionBuilder extends LockstepParserBaseVisitor<Expression> {
  private final Problems problems;
  private final LiteralBuilder literals;
  private final TextBuilder texts;

  ExpressionBuilder(Problems problems) {
    this.problems = problems;
    this.literals = new LiteralBuilder(problems);
    this.texts = new TextBuilder(problems);
  }

  Expression expression(LockstepParser.ExpressionContext context) {
    return visit(context);
  }

  Optional<Expression> optional(LockstepParser.ExpressionContext context) {
    return context == null ? Optional.empty() : Optional.of(visit(context));
  }

  Reference reference(LockstepParser.ReferenceContext context) {
    return new Reference(
        context.IDENT().getText(), indices(context.index()), problems.span(context));
  }

  private ImmutableList<Index> indices(List<LockstepParser.IndexContext> contexts) {
    return contexts.stream().map(this::index).collect(ImmutableList.toImmutableList());
  }

  Name name(LockstepParser.NameContext context) {
    return new Name(context.getText(), problems.span(context));
  }

  private Index index(LockstepParser.IndexContext context) {
    Span span = problems.span(context);
    if (context.STAR() != null) {
      return new Index.All(span);
    }
    Expression from = visit(context.expression(0));
    return context.RANGE() == null
        ? new Index.At(from, span)
        : new Index.Range(from, visit(context.expression(1)), span);
  }

  /** Complains unless the word is the one expected. */
  void expectWord(LockstepParser.WordContext context, String... words) {
    String written = context.getText();
    ImmutableList<String> expected = ImmutableList.copyOf(words);
    if (!expected.contains(written)) {
      problems.error(
          "unknown-word",
          problems.span(context),
          "expected '"
              + String.join("' or '", expected)
              + "', found '"
              + Shown.text(written)
              + "'"
              + Suggestions.didYouMean(written, expected));
    }
  }

  @Override
  public Expression visitAtom(LockstepParser.AtomContext context) {
    return visit(context.primary());
  }

  @Override
  public Expression visitMember(LockstepParser.MemberContext context) {
    Expression target = visit(context.expression());
    Name name = name(context.name());
    Span span = problems.span(context);
    return context.LPAREN() == null
        ? new Expression.Member(target, name, span)
        : new Expression.Call(Optional.of(target), name, arguments(context.arguments()), span);
  }

  @Override
  public Expression visitElement(LockstepParser.ElementContext context) {
    return new Expression.Element(
        visit(context.expression()), index(context.index()), problems.span(context));
  }

  @Override
  public Expression visitNegation(LockstepParser.NegationContext context) {
    return new Expression.Unary(
        UnaryOperator.MINUS, visit(context.expression()), problems.span(context));
  }

  @Override
  public Expression visitInversion(LockstepParser.InversionContext context) {
    return new Expression.Unary(
        UnaryOperator.NOT, visit(context.expression()), problems.span(context));
  }

  @Override
  public Expression visitBinary(LockstepParser.BinaryContext context) {
    String symbol = context.getChild(1).getText();
    BinaryOperator operator =
        Arrays.stream(BinaryOperator.values())
            .filter(candidate -> candidate.symbol().equals(symbol))
            .findFirst()
            .orElseThrow();
    if (operator.isComparison()
        && context.expression(0) instanceof LockstepParser.BinaryContext left
        && isComparison(left)) {
      problems.error(
          "chained-comparison",
          problems.span((Token) context.getChild(1).getPayload()),
          "comparisons cannot be chained; join two of them with 'and'");
    }
    return new Expression.Binary(
        operator,
        visit(context.expression(0)),
        visit(context.expression(1)),
        problems.span(context));
  }

  private static boolean isComparison(LockstepParser.BinaryContext context) {
    return context.EQ() != null
        || context.NE() != null
        || context.LT() != null
        || context.LE() != null
        || context.GT() != null
        || context.GE() != null;
  }

  @Override
  public Expression visitNumber(LockstepParser.NumberContext context) {
    return literals.number(context.getStart());
  }

  @Override
  public Expression visitQuantity(LockstepParser.QuantityContext context) {
    return literals.quantity(context.getStart());
  }

  @Override
  public Expression visitText(LockstepParser.TextContext context) {
    return new Expression.Text(texts.quoted(context.getStart()), problems.span(context));
  }

  @Override
  public Expression visitAddress(LockstepParser.AddressContext context) {
    return literals.address(context.getStart());
  }

  @Override
  public Expression visitPrefix(LockstepParser.PrefixContext context) {
    return literals.prefix(context.getStart());
  }

  @Override
  public Expression visitVariable(LockstepParser.VariableContext context) {
    Span span = problems.span(context);
    String name = texts.variableName(span);
    problems.error(
        "interpolation",
        span,
        "'${\u2026}' stands only in texts and behind 'sysctl' and 'kernel'; write '"
            + Shown.text(name)
            + "' here");
    return new Expression.Word(name, span);
  }

  @Override
  public Expression visitCall(LockstepParser.CallContext context) {
    Span span = problems.span(context);
    Span place = problems.span(context.getStart());
    String name = context.IDENT().getText();
    return context.LPAREN() == null
        ? new Expression.Word(name, span)
        : new Expression.Call(
            Optional.empty(), new Name(name, place), arguments(context.arguments()), span);
  }

  @Override
  public Expression visitParentheses(LockstepParser.ParenthesesContext context) {
    return visit(context.expression());
  }

  @Override
  public Expression visitPacketSeen(LockstepParser.PacketSeenContext context) {
    expectWord(context.word(), "on");
    LockstepParser.SeenLinkContext link = context.seenLink();
    return new Expression.PacketSeen(
        context.NO() == null,
        new Reference(
            link.IDENT().getText(), indices(link.index()), problems.span(link)),
        optional(context.expression()),
        problems.span(context));
  }

  private ImmutableList<Expression> arguments(LockstepParser.ArgumentsContext context) {
    return context.expression().stream()
        .map(this::visit)
        .collect(ImmutableList.toImmutableList());
  }
}
