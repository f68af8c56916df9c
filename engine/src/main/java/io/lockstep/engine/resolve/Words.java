package io.lockstep.engine.resolve;

import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Name;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Words that may each be given once: options of a block, attributes of a statement. */
final class Words {
  private final Map<String, Name> given = new HashMap<>();
  private final String owner;
  private final String sort;
  private final Collection<String> allowed;

  /**
   * @param owner with its article: {@code a vlan}
   * @param sort what such a word is called: {@code option}
   * @param allowed in the order in which messages list them
   */
  Words(String owner, String sort, Collection<String> allowed) {
    this.owner = owner;
    this.sort = sort;
    this.allowed = allowed;
  }

  /** Refuses an unknown word, and a known one when it comes again. */
  void add(Name word) {
    if (!allowed.contains(word.text())) {
      String near = Suggestions.didYouMean(word.text(), allowed);
      String expected =
          near.isEmpty()
              ? ", expected " + (allowed.size() > 1 ? "one of " : "") + String.join(", ", allowed)
              : near;
      throw Mistake.at(
          word.span(),
          "unknown-" + sort,
          allowed.isEmpty()
              ? owner + " has no " + sort + "s, found '" + word + "'"
              : "'" + word + "' is not an " + sort + " of " + owner + expected);
    }
    Name earlier = given.putIfAbsent(word.text(), word);
    if (earlier != null) {
      throw Mistake.at(
          word.span(),
          "given-twice",
          "'" + word + "' is given twice",
          "first given at " + earlier.span().location());
    }
  }

  boolean has(String word) {
    return given.containsKey(word);
  }
}
