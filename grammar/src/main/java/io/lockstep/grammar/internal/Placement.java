package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Span;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that a statement may stand where it stands. */
final class Placement {
  private final Problems problems;

  Placement(Problems problems) {
    this.problems = problems;
  }

  /** Whether to go on with the statement; if not, the reason has been reported. */
  boolean check(LockstepParser.StatementContext statement, BlockKind kind) {
    String word = statement.getStart().getText();
    if (statement.unknown() == null && kind.words().contains(word)) {
      return true;
    }
    Span span = problems.span(statement.getStart());
    if (statement.unknown() == null && !isPlanned(word, kind)) {
      problems.error(
          "misplaced",
          span,
          "'" + word + "' cannot stand " + (kind == BlockKind.TOP ? "at " : "in ") + kind.place(),
          kind == BlockKind.TOP ? homes(word) : contents(kind));
    } else if (isPlanned(word, kind)) {
      problems.error("not-supported-yet", span, "'" + word + "' is not supported yet");
    } else if (word.equals("{")) {
      problems.error(
          "unexpected-token", span, "unexpected '{'; a block opens on the line of its statement");
    } else if (!Character.isLetter(word.codePointAt(0)) && word.charAt(0) != '_') {
      problems.error(
          "expected",
          span,
          "expected " + article(kind.noun()) + ", found '" + Shown.text(word) + "'");
    } else {
      reportUnknown(word, kind, span);
    }
    return false;
  }

  private static boolean isPlanned(String word, BlockKind kind) {
    if (kind.planned().contains(word)) {
      return true;
    }
    return !Words.OPENING_WORDS.contains(word)
        && Arrays.stream(BlockKind.values()).anyMatch(other -> other.planned().contains(word));
  }

  private void reportUnknown(String word, BlockKind kind, Span span) {
    ImmutableList<String> here =
        Stream.concat(kind.words().stream(), kind.planned().stream())
            .collect(ImmutableList.toImmutableList());
    Optional<String> near = Suggestions.nearest(word, here);
    String message = "unknown " + kind.noun() + " '" + Shown.text(word) + "'";
    if (near.isPresent()) {
      problems.error(
          "unknown-statement", span, message + "; did you mean '" + near.get() + "'?");
    } else {
      problems.error("unknown-statement", span, message, contents(kind));
    }
  }

  private static String contents(BlockKind kind) {
    return kind.place() + " holds " + Words.list(kind.words(), "and");
  }

  private static String homes(String word) {
    ImmutableList<String> places =
        Arrays.stream(BlockKind.values())
            .filter(kind -> kind.words().contains(word))
            .map(BlockKind::place)
            .collect(ImmutableList.toImmutableList());
    return "'" + word + "' belongs in " + Words.list(places, "or");
  }

  private static String article(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }
}
