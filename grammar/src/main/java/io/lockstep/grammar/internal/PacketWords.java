package io.lockstep.grammar.internal;

/** What words mean in statements about packets: faults, injections, lines of sequences. */
final class PacketWords {
  private PacketWords() {}

  /**
   * The type of a word that is not the first.
   *
   * @param first type of the first token of the statement
   * @param previous type of the token before
   * @param plain whether it stands behind an operand and outside of brackets
   */
  static int type(String text, int first, int previous, boolean plain, LookAhead ahead) {
    boolean direct =
        previous == first
            || previous == LockstepLexer.PACKET
            || previous == LockstepLexer.TARGET
            || previous == LockstepLexer.TIMES;
    if (previous == LockstepLexer.DOT || !plain && !direct) {
      return LockstepLexer.IDENT;
    }
    boolean step = first == LockstepLexer.PACKET || first == LockstepLexer.NO;
    boolean timed = step || first == LockstepLexer.INJECT && previous != LockstepLexer.INJECT;
    String next = ahead.word(ahead.skipBlanks(1));
    return switch (text) {
      case "toward" -> unless(previous == LockstepLexer.FAULT, LockstepLexer.DIRECTION);
      case "where" -> unless(first == LockstepLexer.INJECT, LockstepLexer.WHERE);
      case "on" ->
          when(
              first == LockstepLexer.FAULT || previous == LockstepLexer.SEQUENCE,
              LockstepLexer.ON);
      case "packet" ->
          first == LockstepLexer.FAULT && plain
              ? LockstepLexer.TARGET
              : when(previous == LockstepLexer.NO, LockstepLexer.PACKET);
      case "every" ->
          when(
              first == LockstepLexer.INJECT && plain
                  || first == LockstepLexer.FAULT
                      && previous == LockstepLexer.TARGET
                      && !next.isEmpty()
                      && !next.equals("on"),
              LockstepLexer.PERIOD);
      case "from", "into" ->
          when(
              previous == LockstepLexer.INJECT && !next.isEmpty() && !next.equals("toward"),
              LockstepLexer.FLAG);
      case "at" -> when(timed, LockstepLexer.AT_TIME);
      case "after" -> when(timed, LockstepLexer.LATER);
      case "by" -> when(step, LockstepLexer.BY);
      case "within" -> when(step, LockstepLexer.WITHIN);
      case "times" -> when(first == LockstepLexer.INJECT && plain, LockstepLexer.TIMES);
      default -> LockstepLexer.IDENT;
    };
  }

  private static int when(boolean keyword, int type) {
    return keyword ? type : LockstepLexer.IDENT;
  }

  private static int unless(boolean name, int type) {
    return when(!name, type);
  }
}
