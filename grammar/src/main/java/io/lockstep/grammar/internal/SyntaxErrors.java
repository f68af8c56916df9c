package io.lockstep.grammar.internal;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * What happens at a syntax error: every rule up to the statement is left, the error is reported
 * there, and the rest of that statement with its block is skipped. No token is ever invented or
 * dropped.
 */
final class SyntaxErrors extends DefaultErrorStrategy {
  private final SyntaxMessages messages;

  /**
   * @param problems where to report; null to give up at the first error
   */
  SyntaxErrors(Problems problems) {
    this.messages = problems == null ? null : new SyntaxMessages(problems);
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  @Override
  public void sync(Parser parser) {
    // Nothing is repaired in the middle of a rule.
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    if (messages == null) {
      throw new ParseCancellationException(error);
    }
    if (isBoundary(parser.getContext())) {
      messages.report(parser, error);
    }
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    if (!isBoundary(parser.getContext())) {
      throw error;
    }
    skipStatement(parser.getInputStream());
  }

  private static boolean isBoundary(ParserRuleContext context) {
    return context instanceof LockstepParser.StatementContext
        || context instanceof LockstepParser.ScenarioFileContext
        || context instanceof LockstepParser.InterpolationContext;
  }

  private static void skipStatement(TokenStream tokens) {
    int depth = 0;
    while (true) {
      switch (tokens.LA(1)) {
        case Token.EOF -> {
          return;
        }
        case LockstepParser.LBRACE, LockstepParser.STRAY_LBRACE -> depth++;
        case LockstepParser.RBRACE -> {
          if (depth-- == 0) {
            return;
          }
        }
        case LockstepParser.SEP -> {
          if (depth == 0) {
            return;
          }
        }
        default -> {}
      }
      tokens.consume();
    }
  }
}
