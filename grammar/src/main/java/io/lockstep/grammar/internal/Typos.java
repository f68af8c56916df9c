package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;

/** Recognises mistyped words inside statements, behind which the parser goes astray. */
final class Typos {
  static final ImmutableList<String> CLAUSES =
      ImmutableList.of("and", "at", "by", "contains", "matches", "or", "where", "within");

  /** What may stand between two values, anywhere. */
  static final ImmutableList<String> ALL_INFIX =
      ImmutableList.of(
          "and", "at", "by", "contains", "from", "matches", "or", "step", "times", "to", "where");

  private static final ImmutableList<String> OPERATORS = ImmutableList.of("and", "or");

  private final Problems problems;

  Typos(Problems problems) {
    this.problems = problems;
  }

  /** Whether a word was recognised and reported. */
  boolean report(
      ParserRuleContext statement, RecognitionException error, Token before, Token token) {
    if (before == null || statement.getStart() == null) {
      return false;
    }
    return reportBefore(statement, error, before, token)
        || reportRouting(statement, error, before, token)
        || isName(token)
            && TokenTypes.endsOperand(before.getType())
            && suggest(token, between(statement, before))
        || before.getType() == LockstepParser.RBRACE
            && inConditional(statement)
            && reportElse(token);
  }

  /** The word before is wrong, although it could stand there. */
  private boolean reportBefore(
      ParserRuleContext statement, RecognitionException error, Token before, Token token) {
    if (before.getType() != LockstepParser.IDENT) {
      return false;
    }
    switch (statement.getStart().getType()) {
      case LockstepParser.EXPECT -> {
        boolean first = before.getTokenIndex() <= statement.getStart().getTokenIndex() + 2;
        if (first && suggest(before, ImmutableList.of("always", "eventually", "never"))) {
          return true;
        }
        if (before.getText().equals("no") && suggest(token, ImmutableList.of("packet"))) {
          return true;
        } else if (token.getType() == LockstepParser.PACKET) {
          return suggest(before, ImmutableList.of("no"));
        }
        return NearWords.nearest(token.getText(), ImmutableList.of("on")).isPresent()
            && suggest(before, ImmutableList.of("packet"));
      }
      case LockstepParser.EVERY -> {
        return error.getCtx() instanceof LockstepParser.EveryClauseContext
            && suggest(before, ImmutableList.of("from", "to"));
      }
      case LockstepParser.PROPERTY -> {
        return statement.getStart().getText().equals("start")
            && isName(token)
            && suggest(before, ImmutableList.of("after"));
      }
      default -> {
        return false;
      }
    }
  }

  private static ImmutableList<String> between(ParserRuleContext statement, Token before) {
    boolean afterWord =
        before.getType() == LockstepParser.IDENT || before.getType() == LockstepParser.RBRACK;
    return switch (statement.getStart().getType()) {
      case LockstepParser.EXPECT -> CLAUSES;
      case LockstepParser.WHEN -> ImmutableList.of("and", "contains", "matches", "or");
      case LockstepParser.FROM -> ImmutableList.of("to");
      case LockstepParser.EVERY -> ImmutableList.of("from", "to", "times");
      case LockstepParser.PARAM, LockstepParser.FOR ->
          has(statement, LockstepParser.RANGE)
              ? ImmutableList.of("step", "and", "or")
              : OPERATORS;
      case LockstepParser.AFTER -> ImmutableList.of("and");
      default -> {
        boolean names =
            statement.getChildCount() > 0
                && (statement.getChild(0) instanceof LockstepParser.NodesContext
                    || statement.getChild(0) instanceof LockstepParser.LinkStateContext
                    || statement.getChild(0) instanceof LockstepParser.StartStopContext
                    || statement.getChild(0) instanceof LockstepParser.RebootContext);
        yield names && afterWord ? ImmutableList.of() : OPERATORS;
      }
    };
  }

  private static boolean has(ParseTree tree, int type) {
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      if (child.getPayload() instanceof Token token
          ? token.getType() == type
          : has(child, type)) {
        return true;
      }
    }
    return false;
  }

  /** Words of routes, rules and neighbours; and {@code remove}. */
  private boolean reportRouting(
      ParserRuleContext statement, RecognitionException error, Token before, Token token) {
    if (error.getCtx() instanceof LockstepParser.RemoveContext) {
      return isName(token) && suggest(token, Words.REMOVABLE);
    }
    ParseTree item = statement.getChildCount() == 0 ? null : statement.getChild(0);
    if (item instanceof LockstepParser.RemoveContext remove && remove.getChildCount() > 1) {
      item = remove.getChild(1);
    }
    if (item instanceof LockstepParser.RouteContext route
        && route.FLAG() == null
        && route.operand() != null
        && route.operand().designator() != null
        && suggest(route.operand().getStart(), Words.ROUTE_TYPES)) {
      return true;
    }
    return before.getType() == LockstepParser.IDENT
        && attribute(error) instanceof LockstepParser.AttributeContext attribute
        && attribute.getStart() == before
        && reportUnknown(before, Words.attributes(((ParserRuleContext) item).getStart().getType()));
  }

  /** The word without a value, if that is what is wrong. */
  private static ParserRuleContext attribute(RecognitionException error) {
    ParserRuleContext context = (ParserRuleContext) error.getCtx();
    while (context instanceof LockstepParser.ExpressionContext
        || context instanceof LockstepParser.PrimaryContext) {
      context = context.getParent();
    }
    return context;
  }

  private boolean reportUnknown(Token token, ImmutableList<String> words) {
    String word = token.getText();
    problems.error(
        "unknown-word",
        problems.span(token),
        "unknown word '" + Shown.text(word) + "'" + Advice.didYouMeanOrExpected(word, words));
    return true;
  }

  private static boolean inConditional(ParserRuleContext statement) {
    return statement.getChildCount() > 0
        && statement.getChild(0) instanceof LockstepParser.ConditionalContext;
  }

  private boolean reportElse(Token token) {
    if (token.getText().equals("elif")) {
      return reportWord(token, "else if");
    }
    return isName(token) && suggest(token, ImmutableList.of("else", "else if"));
  }

  /** {@code 12}-like tokens are no typos of words. */
  private static boolean isName(Token token) {
    return token.getType() == LockstepParser.IDENT || token.getType() == LockstepParser.UNKNOWN;
  }

  private boolean suggest(Token token, ImmutableList<String> words) {
    Optional<String> near = NearWords.nearest(token.getText(), words);
    return near.isPresent() && !near.get().equals(token.getText()) && reportWord(token, near.get());
  }

  private boolean reportWord(Token token, String meant) {
    problems.error(
        "unknown-word",
        problems.span(token),
        "unknown word '" + Shown.text(token.getText()) + "'; did you mean '" + meant + "'?");
    return true;
  }
}
