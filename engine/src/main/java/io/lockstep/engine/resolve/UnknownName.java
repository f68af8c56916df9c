package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import io.lockstep.engine.resolve.Names.Entry;
import io.lockstep.engine.resolve.Names.Full;
import io.lockstep.engine.resolve.Names.Kind;
import io.lockstep.grammar.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Says that a name is unknown, and what may have been meant. */
final class UnknownName {
  private UnknownName() {}

  /**
   * The message.
   *
   * @param variable the value of the variable of that name, or null
   * @param family what differs from the name in its indices only
   * @param entries everything there is
   */
  static String explained(
      Full name, Value variable, List<Entry> family, Collection<Entry> entries, Kind... kinds) {
    int depth = name.indices().size();
    if (variable instanceof Value.Text text && family.isEmpty()) {
      return "expected a " + Names.words(kinds) + ", found " + Evaluator.found(text)
          + Suggestions.didYouMean(text.text(), candidates(entries, name.path(), depth, kinds));
    }
    String message = "unknown " + Names.words(kinds) + " '" + name + "'";
    if (depth > 0 && !family.isEmpty() && family.get(0).name().indices().size() == depth) {
      Full first = family.get(0).name();
      Full last = family.get(family.size() - 1).name();
      return message
          + (family.size() == 1 ? "; there is " + first : "; there are " + first + " to " + last);
    } else if (!family.isEmpty()) {
      return message + "; did you mean '" + family.get(0).name() + "'?";
    }
    String sought = depth == 0 ? name.toString() : name.base();
    return message
        + Suggestions.didYouMean(sought, candidates(entries, name.path(), depth, kinds));
  }

  private static List<String> candidates(
      Collection<Entry> entries, String path, int depth, Kind... kinds) {
    List<Kind> wanted = new ArrayList<>(Arrays.asList(kinds));
    if (wanted.contains(Kind.NODE)) {
      wanted.add(Kind.GROUP);
    }
    return entries.stream()
        .filter(entry -> wanted.contains(entry.kind()) && entry.name().path().equals(path))
        .map(entry -> depth == 0 ? entry.name().toString() : entry.name().base())
        .distinct()
        .sorted()
        .collect(toImmutableList());
  }
}
