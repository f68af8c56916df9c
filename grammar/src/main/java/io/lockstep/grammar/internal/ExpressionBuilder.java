package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Completion;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.UnaryOperator;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns expressions into their records. */
final class ExpressionBuilder extends LockstepParserBaseVisitor<Expression> {
  private final Problems problems;
  private final LiteralBuilder literals;
  private final TextBuilder texts;
  private final Map<LockstepParser.PacketSeenContext, Expression> filters =
      new IdentityHashMap<>();

  ExpressionBuilder(Problems problems) {
    this.problems = problems;
    this.literals = new LiteralBuilder(problems);
    this.texts = new TextBuilder(problems);
  }

  Expression expression(LockstepParser.ExpressionContext context) {
    return visit(context);
  }

  ImmutableList<Expression> expressions(List<LockstepParser.ExpressionContext> contexts) {
    return contexts.stream().map(this::visit).collect(ImmutableList.toImmutableList());
  }

  Optional<Expression> optional(LockstepParser.ExpressionContext context) {
    return context == null ? Optional.empty() : Optional.of(visit(context));
  }

  /** Likewise where an address is expected: there a value may be inserted as it is. */
  Expression address(LockstepParser.ExpressionContext context) {
    boolean inserted =
        context instanceof LockstepParser.AtomContext atom
            && atom.primary() instanceof LockstepParser.VariableContext;
    return inserted ? pattern(context.getStart()) : visit(context);
  }

  /** An address, or whatever gives one. */
  Expression operand(LockstepParser.OperandContext context) {
    Token token = context.getStart();
    return switch (token.getType()) {
      case LockstepParser.ADDRESS -> literals.address(token);
      case LockstepParser.PREFIX -> literals.prefix(token);
      case LockstepParser.PATTERN, LockstepParser.VARIABLE -> pattern(token);
      default -> designator(context.designator());
    };
  }

  Expression.Pattern pattern(Token token) {
    return new Expression.Pattern(texts.raw(token), problems.span(token));
  }

  /** {@code net}, {@code nets[2]}, {@code host(net, 1)}, {@code d.net}. */
  Expression designator(LockstepParser.DesignatorContext context) {
    Token first = context.getStart();
    Span place = problems.span(first);
    Expression result = new Expression.Word(first.getText(), place);
    for (ParseTree child : context.children) {
      if (child instanceof LockstepParser.ArgumentsContext given) {
        Name function = new Name(first.getText(), place);
        Token close = ((TerminalNode) context.getChild(3)).getSymbol();
        result =
            new Expression.Call(
                Optional.empty(), function, arguments(given), problems.span(first, close));
      } else if (child instanceof LockstepParser.IndexContext index) {
        Span inside = problems.span(index);
        int close = inside.source().text().indexOf(']', inside.end());
        Span span = new Span(place.source(), place.start(), close + 1);
        result = new Expression.Element(result, index(index), span);
      } else if (child instanceof LockstepParser.NameContext member) {
        result =
            new Expression.Member(result, name(member), place.to(problems.span(member)));
      }
    }
    return result;
  }

  Reference definition(LockstepParser.DefinitionContext context) {
    return step(Optional.empty(), context);
  }

  ImmutableList<Reference> definitions(List<LockstepParser.DefinitionContext> contexts) {
    return contexts.stream().map(this::definition).collect(ImmutableList.toImmutableList());
  }

  ImmutableList<Reference> references(List<LockstepParser.ReferenceContext> contexts) {
    return contexts.stream().map(this::reference).collect(ImmutableList.toImmutableList());
  }

  Reference reference(LockstepParser.ReferenceContext context) {
    return steps(context.children);
  }

  private Reference steps(List<ParseTree> children) {
    Optional<Reference> reached = Optional.empty();
    for (ParseTree child : children) {
      if (child instanceof LockstepParser.DefinitionContext step) {
        if (reached.isPresent() && isQuoted(reached.get())) {
          problems.error(
              "expected",
              problems.span(step),
              "a name in quotes is that of a netdev; nothing can follow it");
        }
        reached = Optional.of(step(reached, step));
      } else if (child instanceof TerminalNode leaf
          && leaf.getSymbol().getType() == LockstepParser.STRING) {
        reached = Optional.of(quotedStep(reached.orElseThrow(), leaf.getSymbol()));
      }
    }
    return reached.orElseThrow();
  }

  private static boolean isQuoted(Reference reference) {
    return reference.span().text().endsWith("\"");
  }

  private Reference step(Optional<Reference> parent, LockstepParser.DefinitionContext context) {
    return step(parent, context, context.IDENT(), context.index());
  }

  private Reference step(
      Optional<Reference> parent,
      ParserRuleContext context,
      TerminalNode name,
      List<LockstepParser.IndexContext> indices) {
    Span own = problems.span(context);
    return new Reference(
        parent,
        name.getText(),
        indices(indices),
        parent.map(before -> before.span().to(own)).orElse(own));
  }

  private Reference quotedStep(Reference parent, Token token) {
    Span place = problems.span(token);
    Optional<String> name = texts.quoted(token).constant();
    if (name.isEmpty()) {
      problems.error(
          "interpolation", place, "the name of a netdev in a reference takes no '${…}'");
    } else if (name.get().isEmpty()) {
      problems.error("expected", place, "expected the name of a netdev, found an empty text");
    }
    return new Reference(
        Optional.of(parent), name.orElse(""), ImmutableList.of(), parent.span().to(place));
  }

  Completion completion(LockstepParser.CompletionContext context) {
    return new Completion(
        references(context.reference()),
        optional(context.expression()),
        problems.span(context));
  }

  ImmutableList<Expression> items(List<LockstepParser.ItemContext> contexts) {
    return contexts.stream().map(this::item).collect(ImmutableList.toImmutableList());
  }

  Expression item(LockstepParser.ItemContext context) {
    Expression from = visit(context.expression(0));
    return context.RANGE() == null
        ? from
        : new Expression.Range(
            from,
            visit(context.expression(1)),
            optional(context.expression(2)),
            problems.span(context));
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
              + NearWords.didYouMean(written, expected));
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
    Expression operand = visit(context.expression());
    return new Expression.Unary(
        UnaryOperator.NOT, operand, problems.span(context).to(operand.span()));
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
    Expression left = visit(context.expression(0));
    Expression right = visit(context.expression(1));
    // A filter that belongs to the right operand stands behind this expression.
    return new Expression.Binary(
        operator, left, right, problems.span(context).to(right.span()));
  }

  @Override
  public Expression visitTextTest(LockstepParser.TextTestContext context) {
    BinaryOperator operator =
        context.TEXT_TEST().getText().equals(BinaryOperator.CONTAINS.symbol())
            ? BinaryOperator.CONTAINS
            : BinaryOperator.MATCHES;
    Expression left = visit(context.expression(0));
    Expression right = visit(context.expression(1));
    Span span = problems.span(context).to(right.span());
    Expression test = new Expression.Binary(operator, left, right, span);
    return context.NEGATED() == null
        ? test
        : new Expression.Unary(UnaryOperator.NOT, test, span);
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
  public Expression visitIpAddress(LockstepParser.IpAddressContext context) {
    return literals.address(context.getStart());
  }

  @Override
  public Expression visitPrefix(LockstepParser.PrefixContext context) {
    return literals.prefix(context.getStart());
  }

  @Override
  public Expression visitPattern(LockstepParser.PatternContext context) {
    return pattern(context.getStart());
  }

  @Override
  public Expression visitVariable(LockstepParser.VariableContext context) {
    Span span = problems.span(context);
    String inside = span.text().substring(2, span.text().length() - 1).strip();
    problems.error(
        "interpolation",
        span,
        "'${\u2026}' stands only in texts, names and addresses; write '"
            + Shown.text(inside)
            + "' here");
    return new Expression.Word(inside, span);
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
  public Expression visitList(LockstepParser.ListContext context) {
    return new Expression.ListLiteral(items(context.item()), problems.span(context));
  }

  @Override
  public Expression visitPacketSeen(LockstepParser.PacketSeenContext context) {
    boolean named = context.ASSIGN() != null;
    expectWord(context.word(named ? 1 : 0), "on");
    Optional<Expression> filter = Optional.ofNullable(filters.remove(context));
    Span span = problems.span(context);
    Optional<Name> name =
        named
            ? Optional.of(
                new Name(context.word(0).getText(), problems.span(context.word(0))))
            : Optional.empty();
    if (named && context.NO() != null) {
      problems.error(
          "misplaced", name.get().span(), "a packet that must not be there can have no name");
    }
    return new Expression.PacketSeen(
        context.NO() == null,
        name,
        seenLink(context.seenLink(0)),
        Optional.ofNullable(context.seenLink(1)).map(this::seenLink),
        filter,
        filter.map(where -> span.to(where.span())).orElse(span));
  }

  /** The filter binds looser than anything, but belongs to the packet right before it. */
  @Override
  public Expression visitFiltered(LockstepParser.FilteredContext context) {
    LockstepParser.ExpressionContext last = context.expression(0);
    while (!(last instanceof LockstepParser.AtomContext)) {
      if (last instanceof LockstepParser.BinaryContext binary) {
        last = binary.expression(1);
      } else if (last instanceof LockstepParser.InversionContext inversion) {
        last = inversion.expression();
      } else {
        break;
      }
    }
    if (last instanceof LockstepParser.AtomContext atom
        && atom.primary() instanceof LockstepParser.PacketSeenContext packet) {
      filters.put(packet, visit(context.expression(1)));
    } else {
      problems.error(
          "misplaced",
          problems.span(context.WHERE().getSymbol()),
          "'where' without a packet; it belongs behind 'packet on LINK'");
    }
    return visit(context.expression(0));
  }

  private Reference seenLink(LockstepParser.SeenLinkContext context) {
    Optional<Reference> reached = Optional.empty();
    for (LockstepParser.SeenStepContext step : context.seenStep()) {
      reached = Optional.of(step(reached, step, step.IDENT(), step.index()));
    }
    return reached.orElseThrow();
  }

  private ImmutableList<Expression> arguments(LockstepParser.ArgumentsContext context) {
    ImmutableList.Builder<Expression> arguments = ImmutableList.builder();
    List<ParseTree> children = context.children == null ? List.of() : context.children;
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i) instanceof LockstepParser.ExpressionContext argument) {
        boolean named =
            i + 2 < children.size()
                && children.get(i + 1) instanceof TerminalNode sign
                && sign.getSymbol().getType() == LockstepParser.FIELD_ASSIGN;
        if (named) {
          arguments.add(
              field(argument, (LockstepParser.ExpressionContext) children.get(i + 2)));
          i += 2;
        } else {
          arguments.add(visit(argument));
        }
      }
    }
    return arguments.build();
  }

  private Expression field(
      LockstepParser.ExpressionContext name, LockstepParser.ExpressionContext value) {
    Expression written = visit(name);
    Expression given = visit(value);
    Span span = written.span().to(given.span());
    if (!(written instanceof Expression.Word word)) {
      problems.error("expected", written.span(), "expected a name in front of '='");
      return given;
    }
    return new Expression.Field(new Name(word.name(), word.span()), given, span);
  }

  @Override
  public Expression visitSocketAddress(LockstepParser.SocketAddressContext context) {
    Expression host = visit(context.expression(0));
    Expression port = visit(context.expression(1));
    boolean brackets =
        host instanceof Expression.ListLiteral list
            && list.items().size() == 1
            && (list.items().get(0) instanceof Expression.Address
                || list.items().get(0) instanceof Expression.Pattern);
    return new Expression.SocketAddress(
        brackets ? ((Expression.ListLiteral) host).items().get(0) : host,
        port,
        problems.span(context).to(port.span()));
  }
}
