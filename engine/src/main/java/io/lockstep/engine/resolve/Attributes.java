package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Attribute;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words with values in the tail of a statement, each at most once. */
final class Attributes {
  private final Map<String, Attribute> given = new HashMap<>();

  /**
   * @param owner with its article: {@code a route}
   * @param allowed in the order in which messages list them
   */
  Attributes(
      String owner, List<String> allowed, List<Attribute> attributes, Problems problems) {
    Words words = new Words(owner, "attribute", allowed);
    for (Attribute attribute : attributes) {
      problems.guard(
          () -> {
            words.add(attribute.name());
            given.put(attribute.name().text(), attribute);
          });
    }
  }

  boolean has(String word) {
    return given.containsKey(word);
  }

  Optional<Expression> value(String word) {
    return Optional.ofNullable(given.get(word)).map(Attribute::value);
  }

  Name name(String word) {
    return given.get(word).name();
  }

  Span span(String word) {
    return given.get(word).value().span();
  }
}
