package io.lockstep.engine.lsp;

/**
 * A piece of a text as the eye takes it apart; unlike the parser's tokens these are there
 * for any text, however broken.
 *
 * @param start offset of its first character
 * @param end offset behind its last character
 */
record Token(Kind kind, String text, int start, int end) {
  enum Kind {
    WORD,
    /** A number with its unit, or an address, a prefix, a MAC. */
    VALUE,
    STRING,
    /** Key or value of a sysctl, the name of a kernel or a netdev: taken as it stands. */
    RAW,
    /** <code>${…}</code> outside of texts. */
    VARIABLE,
    MARK,
    COMMENT,
    /** A line end or {@code ;}. */
    END
  }

  boolean is(String expected) {
    return text.equals(expected) && kind != Kind.STRING;
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  /** Whether an offset lies within it or at one of its ends. */
  boolean touches(int offset) {
    return start <= offset && offset <= end;
  }
}
