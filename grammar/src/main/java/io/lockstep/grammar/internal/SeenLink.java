package io.lockstep.grammar.internal;

import org.antlr.v4.runtime.CommonToken;

/** In {@code packet on d[1].core} brackets and dots are not those of an expression. */
final class SeenLink {
  /** Where in {@code packet on LINK} the lexer is. */
  private enum At {
    NOWHERE,
    BEHIND_PACKET,
    BEHIND_ON,
    BEHIND_NAME
  }

  private final LookAhead ahead;
  private At at = At.NOWHERE;

  /** How many brackets were open before. */
  private int depth;

  SeenLink(LookAhead ahead) {
    this.ahead = ahead;
  }

  /** The word {@code packet} is read, with so many brackets open. */
  void begin(int brackets) {
    at = At.BEHIND_PACKET;
    depth = brackets;
  }

  void leave() {
    at = At.NOWHERE;
  }

  /** Retypes a token that belongs to the name of the link; whether it does. */
  boolean follow(CommonToken token, int brackets) {
    boolean word = TokenTypes.isWord(token.getType());
    switch (at) {
      case BEHIND_PACKET -> at = word ? At.BEHIND_ON : At.NOWHERE;
      case BEHIND_ON -> {
        if (token.getType() == LockstepLexer.ASSIGN) {
          at = At.BEHIND_PACKET;
        } else {
          at = word ? At.BEHIND_NAME : At.NOWHERE;
        }
      }
      case BEHIND_NAME -> {
        return brackets == depth && followName(token);
      }
      case NOWHERE -> {}
    }
    return false;
  }

  private boolean followName(CommonToken token) {
    if (token.getType() == LockstepLexer.DOT) {
      token.setType(LockstepLexer.SEEN_DOT);
      at = At.BEHIND_ON;
      return true;
    } else if (token.getType() == LockstepLexer.LBRACK) {
      token.setType(LockstepLexer.SEEN_LBRACK);
      return true;
    } else if (token.getType() == LockstepLexer.TOWARD
        && LookAhead.isWordLetter(ahead.at(ahead.skipBlanks(1)))) {
      token.setType(LockstepLexer.DIRECTION);
      at = At.BEHIND_ON;
      return true;
    }
    at = At.NOWHERE;
    return false;
  }
}
