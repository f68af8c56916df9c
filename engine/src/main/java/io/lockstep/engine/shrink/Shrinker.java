package io.lockstep.engine.shrink;

import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.Severity;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a scenario smaller as long as it fails in the same way, by delta debugging over its syntax
 * tree: larger parts first, then smaller ones, elements of lists, numbers, loops. When something is
 * taken out that others speak of, these are taken out as well. The same input gives the same
 * result.
 */
public final class Shrinker {
  private static final String NAME = "shrunk.scn";
  private static final int REPAIRS = 12;
  private static final int ROUNDS = 8;

  /** What can be asked about a text. */
  public interface Oracle {
    /** Everything that is wrong with it, as the checker says. */
    List<Diagnostic> check(String text);

    /** Runs it: whether it fails in the way that is to be kept. */
    boolean failsTheSame(String text);
  }

  private final Oracle oracle;
  private final Set<String> kept;
  private final Map<String, Boolean> known = new HashMap<>();
  private String text;
  private int trials;

  /**
   * A shrinker for one text.
   *
   * @param text a valid scenario that fails
   * @param kept texts of the expectations that are not met, on one line; they stay as they are
   */
  public Shrinker(String text, Set<String> kept, Oracle oracle) {
    this.text = text;
    this.kept = kept;
    this.oracle = oracle;
  }

  /** Shrinks as far as it goes and returns the text in its usual layout. */
  public String shrink() {
    withoutComments();
    layOut();
    for (int round = 0; round < ROUNDS; round++) {
      String before = text;
      removals();
      replacements();
      loops();
      numbers();
      layOut();
      if (text.equals(before)) {
        break;
      }
    }
    return text;
  }

  /** How many runs that took. */
  public int trials() {
    return trials;
  }

  private static Optional<ScenarioFile> tree(String text) {
    ParseResult result = Scenarios.parse(NAME, text);
    return result.isValid() ? result.ast() : Optional.empty();
  }

  private ScenarioFile tree() {
    return tree(text).orElseThrow();
  }

  private void withoutComments() {
    ScenarioFile file = tree();
    StringBuilder bare = new StringBuilder(text);
    file.comments().stream()
        .sorted(Comparator.comparingInt(comment -> -comment.span().start()))
        .forEach(comment -> bare.delete(comment.span().start(), comment.span().end()));
    tryText(bare.toString().replaceAll("(?m)^[ \\t]+$", "").replaceAll("\\n{3,}", "\n\n"));
  }

  private void layOut() {
    String formatted = Scenarios.format(tree());
    if (tree(formatted).isPresent()) {
      text = formatted.replaceAll("\\n{3,}", "\n\n");
    }
  }

  private boolean untouchable(AstNode node) {
    return node instanceof Statement.Expect expect
        && kept.contains(Failure.plain(expect.span().text()));
  }

  /** Larger parts first: all depths from the outside, in each halves, quarters, single ones. */
  private void removals() {
    for (int depth = 0; ; depth++) {
      int level = depth;
      List<Unit> units = units(level);
      if (units.isEmpty() && Units.of(tree()).stream().noneMatch(unit -> unit.depth() > level)) {
        return;
      }
      int chunk = units.size();
      while (chunk >= 1) {
        int at = 0;
        while (at < units.size()) {
          List<Unit> some = units.subList(at, Math.min(units.size(), at + chunk));
          if (remove(new ArrayList<>(some))) {
            units = units(level);
          } else {
            at += chunk;
          }
        }
        chunk = chunk == 1 ? 0 : (Math.min(chunk, Math.max(1, units.size())) + 1) / 2;
      }
    }
  }

  /** From the end of the text, since what is used stands before what uses it. */
  private List<Unit> units(int depth) {
    List<Unit> units = new ArrayList<>(Units.of(tree()));
    units.removeIf(unit -> unit.depth() != depth || untouchable(unit.node()));
    units.sort(Comparator.comparingInt(unit -> -unit.start()));
    return units;
  }

  /** Removes units, and with them whatever cannot be without them. */
  private boolean remove(List<Unit> first) {
    String candidate = Units.without(text, first);
    return candidate != null && tryText(repaired(candidate));
  }

  /** The text without those statements that the checker complains about; null if that fails. */
  private String repaired(String broken) {
    String candidate = broken;
    for (int i = 0; candidate != null && i < REPAIRS; i++) {
      if (known.containsKey(candidate)) {
        return candidate;
      }
      List<Diagnostic> errors = new ArrayList<>(oracle.check(candidate));
      errors.removeIf(diagnostic -> diagnostic.severity() != Severity.ERROR);
      if (errors.isEmpty()) {
        return candidate;
      }
      candidate = without(candidate, errors);
    }
    return null;
  }

  private String without(String candidate, List<Diagnostic> errors) {
    Optional<ScenarioFile> file = tree(candidate);
    if (file.isEmpty()) {
      return null;
    }
    List<Unit> units = Units.of(file.get());
    List<Unit> guilty = new ArrayList<>();
    for (Diagnostic error : errors) {
      Optional<Unit> smallest =
          units.stream()
              .filter(unit -> unit.contains(error.span().start(), error.span().end()))
              .min(Comparator.comparingInt(unit -> unit.end() - unit.start()));
      if (smallest.isEmpty() || holdsKept(smallest.get())) {
        return null;
      }
      guilty.add(smallest.get());
    }
    String smaller = Units.without(candidate, guilty);
    return smaller == null || smaller.length() >= candidate.length() ? null : smaller;
  }

  private boolean holdsKept(Unit unit) {
    for (AstNode node : Trees.preOrder(unit.node())) {
      if (untouchable(node)) {
        return true;
      }
    }
    return false;
  }

  private void replacements() {
    boolean again = true;
    while (again) {
      again = false;
      for (Candidates.Edit edit : Candidates.simpler(tree(), text)) {
        if (edit.text().length() < edit.end() - edit.start() && tryText(repaired(edit.in(text)))) {
          again = true;
          break;
        }
      }
    }
  }

  /** Writes loops out if that lets more of them go than it adds. */
  private void loops() {
    for (int i = 0; i < Candidates.unrolled(tree(), text).size(); i++) {
      String before = text;
      if (tryText(Candidates.unrolled(tree(), text).get(i).in(text))) {
        removals();
        layOut();
        if (weight(text) >= weight(before)) {
          text = before;
        } else {
          i = -1;
        }
      }
    }
  }

  private static int weight(String text) {
    return text.replaceAll("\\s+", " ").length();
  }

  private void numbers() {
    for (int i = 0; ; i++) {
      List<Expression.Quantity> all = Candidates.numbers(tree(), this::untouchable);
      if (i >= all.size()) {
        return;
      }
      for (Candidates.Edit edit : Candidates.smaller(all.get(i), text)) {
        String changed = edit.in(text);
        String candidate = repaired(changed);
        if (tryText(candidate)) {
          // What was repaired may have moved the others; a value of 1 is not listed again.
          i = candidate.equals(changed) && !edit.text().equals("1") ? i - 1 : Math.max(-1, i - 2);
          break;
        }
      }
    }
  }

  private boolean tryText(String candidate) {
    if (candidate == null || candidate.equals(text) || tree(candidate).isEmpty()) {
      return false;
    }
    Boolean before = known.get(candidate);
    if (before == null) {
      boolean valid =
          oracle.check(candidate).stream()
              .noneMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
      trials += valid ? 1 : 0;
      before = valid && oracle.failsTheSame(candidate);
      known.put(candidate, before);
    }
    if (before) {
      text = candidate;
    }
    return before;
  }
}
