package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Span;
import java.util.Arrays;
import java.util.Optional;

/** Checks that a statement may stand where it stands. */
final class Placement {
  private final Problems problems;

  Placement(Problems problems) {
    this.problems = problems;
  }

  /** Whether to go on with the statement; if not, the reason has been reported. */
  boolean check(LockstepParser.StatementContext statement) {
    Block block = Block.around(statement);
    int type = statement.getStart().getType();
    if (type == LockstepParser.SYSCTL_KEY && block.kind() == BlockKind.SYSCTLS) {
      return true;
    }
    String word = statement.getStart().getText();
    if (block.kind() == BlockKind.SCRIPT && statement.step() != null) {
      return true;
    }
    boolean named = type != LockstepParser.UNKNOWN && type != LockstepParser.STRAY_LBRACE;
    if (named && block.holds(word)) {
      return true;
    }
    Span span = problems.span(statement.getStart());
    if (word.equals("else")) {
      problems.error("misplaced", span, "'else' without an 'if' before it");
    } else if (word.equals("{")) {
      problems.error(
          "unexpected-token", span, "unexpected '{'; a block opens on the line of its statement");
    } else if (!named && !Character.isLetter(word.codePointAt(0)) && word.charAt(0) != '_') {
      problems.error(
          "expected",
          span,
          "expected " + article(block.kind().noun()) + ", found '" + Shown.text(word) + "'"
              + adviceOn(word, block));
    } else if (Words.OPENING_WORDS.contains(word)) {
      problems.error(
          "misplaced",
          span,
          "'" + word + "' cannot stand " + (block.kind() == BlockKind.TOP ? "at " : "in ")
              + block.place(),
          isForStatements(block) || Words.QDISC_WORDS.contains(word)
              ? homes(word)
              : contents(block));
    } else {
      reportUnknown(word, block, span);
    }
    return false;
  }

  private static boolean isForStatements(Block block) {
    return switch (block.kind()) {
      case TOP, BODY, ACTIONS -> true;
      default -> false;
    };
  }

  private static String adviceOn(String sign, Block block) {
    return switch (sign) {
      case "/", "*" -> "; a comment begins with '#'";
      case "-" ->
          block.kind() == BlockKind.TOP ? "; the name of a file in YAML ends in .scn.yaml" : "";
      default -> "";
    };
  }

  private void reportUnknown(String word, Block block, Span span) {
    ImmutableList<String> words =
        ImmutableList.<String>builder()
            .addAll(block.words().orElse(ImmutableList.of()))
            .add("else")
            .build();
    Optional<String> near =
        Optional.ofNullable(Words.FOREIGN_STATEMENTS.get(word))
            .filter(words::contains)
            .or(() -> NearWords.nearest(word, words));
    String message = "unknown " + noun(block) + " '" + Shown.text(word) + "'";
    if (near.isPresent()) {
      problems.error(
          "unknown-statement", span, message + "; did you mean '" + near.get() + "'?");
    } else {
      problems.error("unknown-statement", span, message, contents(block));
    }
  }

  private static String noun(Block block) {
    return block.scope().map(scope -> "option of " + scope.title()).orElse(block.kind().noun());
  }

  private static String contents(Block block) {
    return block.place()
        + " holds "
        + (block.kind() == BlockKind.SCRIPT
            ? "calls, comparisons, " + Words.list(Words.SCRIPT_WORDS, "and")
            : Words.list(block.words().orElse(ImmutableList.of()), "and"));
  }

  private static String homes(String word) {
    switch (word) {
      case "qdisc" -> {
        return "'qdisc' belongs in the block of an interface or a device";
      }
      case "class" -> {
        return "'class' belongs in the block of a 'qdisc'";
      }
      case "match" -> {
        return "'match' belongs in the block of a 'class'";
      }
      default -> {}
    }
    ImmutableList<String> places =
        Arrays.stream(BlockKind.values())
            .filter(kind -> kind.words().contains(word))
            .map(kind -> (kind == BlockKind.TOP ? "at " : "in ") + kind.place())
            .collect(ImmutableList.toImmutableList());
    return "'" + word + "' belongs " + Words.list(places, "or");
  }

  private static String article(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }
}
