package io.lockstep.grammar.internal;

import io.lockstep.grammar.vocabulary.OptionType;
import io.lockstep.grammar.vocabulary.OptionWord;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * The part of the lexer that depends on what came before: which newlines end a statement, and which
 * words are keywords.
 */
abstract class LexerSupport extends Lexer {
  /** Stands for the type of the first token where there is no statement. */
  private static final int NONE = -2;

  private final LexerBlocks blocks = new LexerBlocks();
  private final LexerLimits limits = new LexerLimits();
  private final LookAhead ahead;
  private final SeenLink seenLink;

  /** Type of the last token that counts; {@link Token#EOF} at the start. */
  private int previous = Token.EOF;

  /** The last token that counts. */
  private Token last;

  /** Type of the first token of the statement. */
  private int first = Token.EOF;

  /** The numbers of open brackets at which the value that is being read holds a {@code ..}. */
  private final BitSet ranges = new BitSet();

  /** Whether the statement stands in a program. */
  private boolean inCalls;

  /** Whether the call behind {@code at TIME} has begun. */
  private boolean callBegun;

  /** Tokens that follow an empty one. */
  private final Deque<Token> held = new ArrayDeque<>();

  /** Whether the last block closed belonged to {@code if}. */
  private boolean afterIf;

  LexerSupport(CharStream input) {
    super(input);
    this.ahead = new LookAhead(input);
    this.seenLink = new SeenLink(ahead);
  }

  /** Starts in the middle of an expression instead of before a statement. */
  final void startInExpression() {
    previous = LockstepLexer.LPAREN;
    first = NONE;
  }

  @Override
  public Token nextToken() {
    return held.isEmpty() ? readToken() : held.remove();
  }

  private Token readToken() {
    CommonToken token = (CommonToken) super.nextToken();
    limits.checkLength(token);
    if (token.getChannel() != Token.DEFAULT_CHANNEL || token.getType() == Token.EOF) {
      return token;
    }
    if (token.getType() == LockstepLexer.NEWLINE) {
      if (continues()) {
        token.setChannel(HIDDEN);
        return token;
      }
      token.setType(LockstepLexer.SEP);
    }
    if (atStart()) {
      retypeFirst(token);
    } else {
      retypeOther(token);
    }
    limits.count(token);
    followBlocks(token);
    boolean call = inCalls && beginsCall(token);
    previous = token.getType();
    last = token;
    if (call && token.getType() == LockstepLexer.IDENT) {
      held.add(mark(token, LockstepLexer.CALL));
    }
    if (call && first != token.getType()) {
      held.addFirst(mark(token, LockstepLexer.THEN));
    }
    if (held.isEmpty()) {
      return token;
    }
    held.add(token);
    return held.remove();
  }

  /** An empty token in front of another. */
  private static Token mark(CommonToken before, int type) {
    CommonToken mark = new CommonToken(before);
    mark.setType(type);
    mark.setStopIndex(before.getStartIndex() - 1);
    mark.setText("");
    return mark;
  }

  /** Whether a word is the first of a call, also behind {@code at TIME} or {@code after LABEL}. */
  private boolean beginsCall(Token token) {
    if (callBegun || limits.inBrackets()) {
      return false;
    }
    boolean waits = first == LockstepLexer.MOMENT || first == LockstepLexer.SEQUEL;
    callBegun = waits ? TokenTypes.endsOperand(previous) && isCallWord(token) : atStart();
    return callBegun;
  }

  private static boolean isCallWord(Token token) {
    return token.getType() == LockstepLexer.IDENT || token.getType() == LockstepLexer.BIND;
  }

  private boolean atStart() {
    return TokenTypes.endsStatement(previous);
  }

  private void followBlocks(Token token) {
    switch (token.getType()) {
      case LockstepLexer.LBRACE, LockstepLexer.STRAY_LBRACE ->
          blocks.open(first, last == null ? "" : last.getText(), previous == first);
      case LockstepLexer.RBRACE -> afterIf = blocks.close();
      default -> {}
    }
    switch (token.getType()) {
      case LockstepLexer.LBRACE, LockstepLexer.STRAY_LBRACE, LockstepLexer.SEP -> {
        if (blocks.lines() == LexerBlocks.Lines.SYSCTLS && _mode == DEFAULT_MODE) {
          pushMode(LockstepLexer.SYSCTL_KEYS);
        }
      }
      default -> {}
    }
  }

  /** Whether the statement goes on behind a newline. */
  private boolean continues() {
    if (previous == LockstepLexer.RBRACE && afterIf) {
      int next = ahead.skipLines();
      return next > 0 && ahead.word(next).equals("else");
    }
    if (first == LockstepLexer.SYSCTL
        || first == LockstepLexer.SYSCTL_KEY
        || first == LockstepLexer.KERNEL
        || atStart()) {
      return false;
    }
    boolean open = limits.inBrackets() || TokenTypes.isOpen(previous);
    return open && !statementFollows();
  }

  /**
   * Whether the next line can only be a new statement: a keyword and a word behind it. Then a
   * forgotten bracket or operand does not swallow it.
   */
  private boolean statementFollows() {
    int start = ahead.skipLines();
    if (start == 0) {
      return false;
    }
    String word = ahead.word(start);
    OptionScope scope = blocks.scope();
    if (!Words.OPENING_WORDS.contains(word)
        && (scope == null || scope.find(word).isEmpty())) {
      return false;
    }
    int second = ahead.skipBlanks(start + word.length());
    int c = ahead.at(second);
    return second > start + word.length()
        && (LookAhead.isWordLetter(c) || c == '"')
        && !Words.INFIX.contains(ahead.word(second));
  }

  private void retypeFirst(CommonToken token) {
    inCalls = blocks.lines() == LexerBlocks.Lines.CALLS;
    callBegun = false;
    switch (token.getType()) {
      case LockstepLexer.LBRACE -> token.setType(LockstepLexer.STRAY_LBRACE);
      case LockstepLexer.SEP, LockstepLexer.RBRACE, LockstepLexer.SYSCTL_KEY -> {}
      default ->
          token.setType(
              TokenTypes.isWord(token.getType()) ? firstWord(token) : LockstepLexer.UNKNOWN);
    }
    first = token.getType();
    ranges.clear();
    seenLink.leave();
    switch (first) {
      case LockstepLexer.KERNEL -> pushMode(LockstepLexer.KERNEL_NAMES);
      case LockstepLexer.SYSCTL -> pushMode(LockstepLexer.SYSCTL_KEYS);
      case LockstepLexer.DEVICE, LockstepLexer.INTERFACE -> pushMode(LockstepLexer.NETDEV_NAMES);
      case LockstepLexer.OPTION -> {
        if (takesRawWord(token.getText())) {
          pushMode(LockstepLexer.RAW_WORDS);
        }
      }
      default -> {}
    }
  }

  private int firstWord(Token token) {
    int type = token.getType();
    String text = token.getText();
    if (type == LockstepLexer.ELSE) {
      if (previous != LockstepLexer.RBRACE || !afterIf) {
        return LockstepLexer.UNKNOWN;
      }
      boolean condition = ahead.word(ahead.skipBlanks(1)).equals("if");
      return condition ? LockstepLexer.ELSE_IF : LockstepLexer.ELSE;
    }
    LexerBlocks.Lines lines = blocks.lines();
    if (lines == LexerBlocks.Lines.CALLS) {
      return CallWords.first(type, text, ahead);
    }
    if (lines == LexerBlocks.Lines.OPTIONS) {
      return Words.AMONG_OPTIONS.contains(text) ? type : LockstepLexer.OPTION;
    }
    if (lines == LexerBlocks.Lines.PARTS) {
      return text.equals("for") || text.equals("if") ? type : LockstepLexer.PART;
    }
    if (lines == LexerBlocks.Lines.STEPS && text.equals("packet")) {
      return LockstepLexer.PACKET;
    } else if (lines == LexerBlocks.Lines.STEPS && text.equals("no")) {
      return LockstepLexer.NO;
    }
    boolean property = Words.PROPERTIES.containsKey(text);
    if (property && lines == LexerBlocks.Lines.SETTINGS) {
      return LockstepLexer.PROPERTY;
    }
    return TokenTypes.isStatementWord(type)
        ? type
        : property ? LockstepLexer.PROPERTY : LockstepLexer.UNKNOWN;
  }

  /** Whether what follows an option is a word that is no name, such as {@code 802.3ad}. */
  private boolean takesRawWord(String option) {
    int start = ahead.skipBlanks(1);
    String raw = ahead.rawWord(start);
    if (raw.isEmpty() || raw.equals(ahead.word(start)) && !Character.isDigit(raw.charAt(0))) {
      return false;
    }
    Optional<OptionWord> known = blocks.scope().find(option);
    return known.isPresent()
        && (known.get().type() == OptionType.WORD || known.get().words().contains(raw));
  }

  private void retypeOther(CommonToken token) {
    int type = token.getType();
    if (seenLink.follow(token, limits.brackets())) {
      return;
    }
    if (inCalls && type != LockstepLexer.IDENT) {
      token.setType(CallWords.sign(type, token.getText(), limits.inBrackets()));
      type = token.getType();
    }
    if (type == LockstepLexer.RANGE) {
      ranges.set(limits.brackets());
    } else if (type == LockstepLexer.COMMA) {
      ranges.clear(limits.brackets());
    } else if (type == LockstepLexer.LPAREN || type == LockstepLexer.LBRACK) {
      ranges.clear(limits.brackets() + 1);
    }
    if (TokenTypes.isLogic(type)) {
      if (previous == LockstepLexer.DOT) {
        token.setType(LockstepLexer.IDENT);
      } else if (type == LockstepLexer.NOT && isCondition() && TokenTypes.endsOperand(previous)
          && Words.TEXT_TESTS.contains(ahead.word(ahead.skipBlanks(1)))) {
        token.setType(LockstepLexer.NEGATED);
      }
    } else if (TokenTypes.isWord(type)) {
      token.setType(otherWord(token));
    }
  }

  /** The type of a word that is not the first of its statement. */
  private int otherWord(CommonToken token) {
    String text = token.getText();
    boolean plain = !limits.inBrackets() && TokenTypes.endsOperand(previous);
    if (inCalls && plain) {
      boolean waits = first == LockstepLexer.MOMENT || first == LockstepLexer.SEQUEL;
      int clause = CallWords.behind(text, waits && !callBegun);
      if (clause != LockstepLexer.IDENT) {
        return clause;
      }
    }
    switch (first) {
      case LockstepLexer.ELSE_IF -> {
        if (previous == LockstepLexer.ELSE_IF) {
          return LockstepLexer.IF;
        }
      }
      case LockstepLexer.REMOVE -> {
        if (previous == LockstepLexer.REMOVE && Words.REMOVABLE.contains(text)) {
          first = token.getType();
          return first;
        }
      }
      case LockstepLexer.ROUTE, LockstepLexer.RULE, LockstepLexer.NEIGHBOUR -> {
        boolean afterHop = previous == LockstepLexer.COMMA && !limits.inBrackets();
        if (plain || afterHop || previous == LockstepLexer.FLAG) {
          return routeWord(text);
        }
      }
      case LockstepLexer.FROM, LockstepLexer.EVERY -> {
        boolean clause = plain || previous == LockstepLexer.TIMES;
        if (clause && text.equals("to")) {
          return LockstepLexer.TO;
        } else if (clause && text.equals("from")) {
          return LockstepLexer.SINCE;
        } else if (plain && text.equals("times")) {
          return LockstepLexer.TIMES;
        }
      }
      case LockstepLexer.PROPERTY -> {
        boolean behind = previous == LockstepLexer.PROPERTY && text.equals("after");
        if (behind && LookAhead.isWordLetter(ahead.at(ahead.skipBlanks(1)))) {
          return LockstepLexer.AFTER;
        }
      }
      case LockstepLexer.FAULT, LockstepLexer.INJECT, LockstepLexer.NO, LockstepLexer.PACKET,
          LockstepLexer.SEQUENCE -> {
        int type = PacketWords.type(text, first, previous, plain, ahead);
        if (type != LockstepLexer.IDENT) {
          return type;
        }
      }
      case LockstepLexer.EXPECT -> {
        boolean sequence = previous == LockstepLexer.EXPECT && text.equals("sequence");
        if (sequence && ahead.word(ahead.skipBlanks(1)).equals("on")) {
          first = LockstepLexer.SEQUENCE;
          return first;
        }
      }
      default -> {}
    }
    if (first == LockstepLexer.EXPECT
        || first == LockstepLexer.WHEN
        || first == LockstepLexer.EVERY) {
      int type =
          ConditionWords.type(text.toLowerCase(Locale.ROOT), first, previous, ahead);
      if (type == LockstepLexer.PACKET) {
        seenLink.begin(limits.brackets());
      }
      if (type != LockstepLexer.IDENT) {
        return type;
      }
    }
    if (isCondition()
        && (TokenTypes.endsOperand(previous) || previous == LockstepLexer.NEGATED)
        && Words.TEXT_TESTS.contains(text)) {
      return LockstepLexer.TEXT_TEST;
    }
    boolean inRange = ranges.get(limits.brackets()) && TokenTypes.endsOperand(previous);
    return inRange && text.equals("step")
        ? LockstepLexer.STEP
        : LockstepLexer.IDENT;
  }

  /** Whether the statement asks for something that is known during a run only. */
  private boolean isCondition() {
    return inCalls || TokenTypes.isCondition(first);
  }

  private int routeWord(String text) {
    if (Words.flags(first).contains(text)) {
      return LockstepLexer.FLAG;
    }
    boolean attribute = Words.attributes(first).contains(text);
    return attribute ? LockstepLexer.KEY : LockstepLexer.IDENT;
  }
}
