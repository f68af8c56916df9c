package io.lockstep.grammar.internal;

import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.TokenStream;

/** What the rules of the parser call. */
abstract class ParserSupport extends Parser {
  ParserSupport(TokenStream input) {
    super(input);
  }

  /** Thrown when something follows a statement that was complete. */
  static final class EndExpected extends InputMismatchException {
    private static final long serialVersionUID = 1;

    EndExpected(Parser parser) {
      super(parser);
    }
  }

  /** Demands that the statement ends here. */
  final void requireEnd() {
    switch (_input.LA(1)) {
      case LockstepParser.SEP, LockstepParser.RBRACE, LockstepParser.EOF -> {}
      default -> throw new EndExpected(this);
    }
  }
}
