package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Unit;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;

/** Second halves of messages about syntax: what to do instead. */
final class Advice {
  static final String NO_NESTED_TEXT =
      "a text cannot stand in '${\u2026}' of another; give it a name with 'let' first";

  private static final String END = "; expected the end of the statement";

  private Advice() {}

  /** Behind {@code unexpected TOKEN}, where a statement should have ended. */
  static String atEnd(ParserRuleContext statement, Token before, Token token) {
    String first = statement.getStart().getText();
    ParseTree inner = statement.getChildCount() == 0 ? null : statement.getChild(0);
    if (before != null && before.getType() == LockstepParser.RBRACE) {
      return "; expected a new line or ';' behind '}'";
    }
    return switch (token.getType()) {
      case LockstepParser.LBRACE, LockstepParser.STRAY_LBRACE ->
          "; '" + first + "' takes no block";
      case LockstepParser.ASSIGN ->
          isCondition(statement.getStart()) ? comparison(token) : END;
      case LockstepParser.COMMA ->
          isSetting(statement) ? "; settings are separated by ';' or a new line" : END;
      case LockstepParser.RANGE ->
          "; a list stands in brackets, as in [1..3]";
      case LockstepParser.DOT ->
          inner instanceof LockstepParser.NodesContext ? "; a new name has no '.' in it" : END;
      case LockstepParser.DASHES ->
          inner instanceof LockstepParser.LanContext
              ? "; the members of a LAN are separated by ','"
              : END;
      case LockstepParser.FLAG -> flag(inner, token);
      case LockstepParser.IDENT ->
          token.getText().equals(Unit.PACKETS.symbol())
              ? "; a plain number counts packets"
              : needsBrace(statement, token.getText())
                  ? "; settings stand in a block, as in '{ " + token.getText() + " … }'"
                  : isList(inner) ? "; expected ',' or the end of the statement" : END;
      default ->
          before != null && needsBrace(statement, before.getText())
              ? "; settings stand in a block, as in '{ " + before.getText() + " … }'"
              : other(inner);
    };
  }

  /** Behind a single {@code =} in a condition. */
  private static String comparison(Token token) {
    CharStream text = token.getInputStream();
    int next = token.getStopIndex() + 1;
    boolean more = next < text.size() && text.getText(Interval.of(next, next)).equals(">");
    return more ? "; did you mean '>='?" : "; did you mean '=='?";
  }

  private static boolean isSetting(ParserRuleContext statement) {
    return switch (Block.around(statement).kind()) {
      case TOP, BODY, ACTIONS -> false;
      default -> true;
    };
  }

  /** Whether a word opens a setting of the statement, whose block lacks its brace. */
  private static boolean needsBrace(ParserRuleContext statement, String word) {
    if (statement.getChildCount() == 0
        || !(statement.getChild(0) instanceof ParserRuleContext owner)
        || owner.getStart() == null
        || owner.getStart().getText().equals(word)) {
      return false;
    }
    return Block.of(owner).flatMap(Block::words).filter(known -> known.contains(word)).isPresent();
  }

  private static String flag(ParseTree inner, Token token) {
    return inner instanceof LockstepParser.RouteContext
            || inner instanceof LockstepParser.RemoveContext
        ? "; '" + token.getText() + "' stands before the destination"
        : END;
  }

  private static String other(ParseTree inner) {
    if (inner instanceof LockstepParser.RouteContext route && route.attribute().isEmpty()) {
      return "; expected 'via' or 'dev'";
    }
    return isList(inner) ? "; expected ',' or the end of the statement" : END;
  }

  private static boolean isList(ParseTree statement) {
    return statement instanceof LockstepParser.NodesContext
        || statement instanceof LockstepParser.GroupContext
        || statement instanceof LockstepParser.LanContext
        || statement instanceof LockstepParser.ParamContext
        || statement instanceof LockstepParser.AddressContext
        || statement instanceof LockstepParser.LinkStateContext
        || statement instanceof LockstepParser.StartStopContext
        || statement instanceof LockstepParser.RebootContext
        || statement instanceof LockstepParser.OptionContext option && takesSeveral(option);
  }

  private static boolean takesSeveral(LockstepParser.OptionContext option) {
    return Block.around(option.getParent())
        .scope()
        .flatMap(scope -> scope.find(option.getStart().getText()))
        .map(known -> known.type().several() || OptionScope.takesSeveral(known))
        .orElse(false);
  }

  /** Behind {@code expected …, found TOKEN}. */
  static String onMismatch(
      ParserRuleContext statement, ParserRuleContext context, Token token) {
    Token first = statement.getStart();
    String text = token.getText();
    if (first == null) {
      return "";
    } else if (token.getType() == LockstepParser.ASSIGN && isCondition(first)) {
      return comparison(token);
    } else if (context instanceof LockstepParser.EveryClauseContext) {
      return TokenTypes.isOperator(token.getType())
          ? "; compute the number with 'let' first"
          : NearWords.didYouMean(text, ImmutableList.of("times"));
    } else if (first.getType() == LockstepParser.EVERY
        && token.getType() == LockstepParser.LPAREN) {
      return "; compute the number with 'let' first";
    } else if (first.getType() == LockstepParser.AFTER
        && (token.getType() == LockstepParser.COMMA || token.getType() == LockstepParser.OR)) {
      return "; join several with 'and'";
    } else if (context instanceof LockstepParser.EntryContext
        && first.getType() == LockstepParser.SYSCTL_KEY
        && first.getText().equals("sysctl")) {
      return "; in a 'sysctl' block each line is just KEY = VALUE";
    } else if (context instanceof LockstepParser.NameContext
        && first.getType() == LockstepParser.OPTION) {
      return "; a name with dots stands in quotes";
    } else if (token.getType() == LockstepParser.DOT
        && first.getType() == LockstepParser.FLOW) {
      return "; a new name has no '.' in it";
    }
    return "";
  }

  private static boolean isCondition(Token first) {
    return switch (first.getType()) {
      case LockstepParser.EXPECT,
          LockstepParser.CONSTRAINT,
          LockstepParser.IF,
          LockstepParser.WHEN ->
          true;
      default -> false;
    };
  }

  /** Behind {@code unexpected character C}. */
  static String onCharacter(ParserRuleContext statement, String character) {
    Token first = statement.getStart();
    boolean inside = statement instanceof LockstepParser.InterpolationContext;
    return switch (character) {
      case "&" -> "; did you mean 'and'?";
      case "|" -> "; did you mean 'or'?";
      case "!" -> "; did you mean 'not'?";
      case "\u2013", "\u2014" -> "; did you mean '--'?";
      case "\u2192" -> "; did you mean '->'?";
      case "\\" -> inside ? "; " + NO_NESTED_TEXT : "";
      case "\"" ->
          first.getType() == LockstepParser.KERNEL
              ? "; names of kernels stand without quotes"
              : "; names of sysctls stand without quotes";
      case "'", "\u2018", "\u2019", "\u201C", "\u201D", "\u201E" ->
          "; texts stand between '\"' and '\"'";
      default -> "";
    };
  }

  /** A near word, or else all of them. */
  static String didYouMeanOrExpected(String word, ImmutableList<String> words) {
    String near = NearWords.didYouMean(word, words);
    return near.isEmpty() ? "; expected " + Words.quoted(words, "or") : near;
  }
}
