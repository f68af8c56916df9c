package io.lockstep.grammar.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** The blocks that are open while the lexer runs: what the first word of a line can be. */
final class LexerBlocks {
  /** What the lines of a block are. */
  enum Lines {
    /** Statements or actions. */
    STATEMENTS,
    /** Properties and other settings. */
    SETTINGS,
    /** Lines of a program. */
    CALLS,
    /** Options of a netdev, a queueing discipline and so on. */
    OPTIONS,
    /** Lines of a sequence of packets. */
    STEPS,
    /** Headers, fields and options of packets. */
    PARTS,
    /** Keys and values of sysctls. */
    SYSCTLS
  }

  /**
   * A block.
   *
   * @param opener type of the first token of the statement that it belongs to
   * @param scope null unless it holds options
   */
  private record Block(Lines lines, int opener, OptionScope scope) {}

  private static final Block TOP = new Block(Lines.STATEMENTS, LockstepLexer.EOF, null);

  private final Deque<Block> open = new ArrayDeque<>();

  Lines lines() {
    return top().lines;
  }

  /** Null unless the innermost block holds options. */
  OptionScope scope() {
    return top().scope;
  }

  /**
   * A brace opens.
   *
   * @param opener type of the first token of the statement
   * @param last text of the token before the brace
   * @param direct whether that is the first of the statement
   */
  void open(int opener, String last, boolean direct) {
    open.push(block(opener, last, direct));
  }

  private Block block(int opener, String last, boolean direct) {
    return switch (opener) {
      case LockstepLexer.PROGRAM -> new Block(Lines.CALLS, opener, null);
      case LockstepLexer.AFTER,
          LockstepLexer.AT,
          LockstepLexer.EVERY,
          LockstepLexer.FROM,
          LockstepLexer.TOPOLOGY,
          LockstepLexer.WHEN ->
          new Block(Lines.STATEMENTS, opener, null);
      case LockstepLexer.DAEMON,
          LockstepLexer.EXEC,
          LockstepLexer.FLOW,
          LockstepLexer.LAN,
          LockstepLexer.LINK,
          LockstepLexer.NODE,
          LockstepLexer.PING,
          LockstepLexer.PROFILE,
          LockstepLexer.SET,
          LockstepLexer.TOWARD,
          LockstepLexer.TRACEROUTE ->
          new Block(Lines.SETTINGS, opener, null);
      case LockstepLexer.INTERFACE -> new Block(Lines.OPTIONS, opener, OptionScope.INTERFACE);
      case LockstepLexer.DEVICE -> new Block(Lines.OPTIONS, opener, OptionScope.device(last));
      case LockstepLexer.QDISC -> new Block(Lines.OPTIONS, opener, OptionScope.qdisc(last));
      case LockstepLexer.CLASS ->
          new Block(
              Lines.OPTIONS,
              opener,
              OptionScope.classOf(top().scope == null ? "" : top().scope.name()));
      case LockstepLexer.SEQUENCE -> new Block(Lines.STEPS, opener, null);
      case LockstepLexer.FAULT, LockstepLexer.INJECT, LockstepLexer.PART ->
          new Block(Lines.PARTS, opener, null);
      case LockstepLexer.MATCH -> new Block(Lines.OPTIONS, opener, OptionScope.MATCH);
      case LockstepLexer.SYSCTL ->
          new Block(direct ? Lines.SYSCTLS : Lines.SETTINGS, opener, null);
      default -> new Block(top().lines, opener, top().scope);
    };
  }

  /** A brace closes; whether {@code else} may follow it. */
  boolean close() {
    if (open.isEmpty()) {
      return false;
    }
    int opener = open.pop().opener;
    return opener == LockstepLexer.IF || opener == LockstepLexer.ELSE_IF;
  }

  private Block top() {
    return open.isEmpty() ? TOP : open.peek();
  }
}
