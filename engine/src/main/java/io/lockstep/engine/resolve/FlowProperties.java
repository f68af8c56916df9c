package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.Heading;
import io.lockstep.engine.model.Law;
import io.lockstep.engine.model.Pace;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the blocks of all flows can say. */
final class FlowProperties extends TrafficProperties {
  private static final int MOST_CONNECTIONS = 1000;

  private final LawResolver laws;

  FlowProperties(
      Context context,
      ActivityTable table,
      String owner,
      ImmutableSet<PropertyName> allowed,
      List<Setting> settings,
      Scope scope) {
    super(context, table, owner, allowed, settings, scope);
    this.laws = new LawResolver(context.evaluator());
  }

  /** Whether it has requests and responses. */
  boolean isDialogue() {
    return has(PropertyName.REQUESTS);
  }

  /** Whether a duration is given. */
  boolean isLimited() {
    return has(PropertyName.DURATION);
  }

  /** Reports properties that do not go with each other. */
  void checkTogether() {
    boolean dialogue = isDialogue();
    for (PropertyName name : dialogue ? FlowWords.NOT_IN_DIALOGUES : FlowWords.DIALOGUE) {
      if (has(name)) {
        problems()
            .error(
                span(name),
                "wrong-property",
                dialogue
                    ? "'" + name.word() + "' does not go with 'requests'"
                    : "'" + name.word() + "' needs 'requests', such as 'requests 10'");
      }
    }
    if (has(PropertyName.RATE) && has(PropertyName.TRACE)) {
      problems()
          .error(
              span(PropertyName.TRACE),
              "wrong-property",
              "expected either 'rate' or 'trace', found both");
    }
  }

  /** How long each connection sends, or -1. */
  long duration() {
    long duration = timeAboveZero(PropertyName.DURATION, -1);
    return has(PropertyName.DURATION)
        ? Horizon.within(duration, value(PropertyName.DURATION).span())
        : -1;
  }

  Heading heading() {
    if (!has(PropertyName.DIRECTION)) {
      return Heading.FORWARD;
    }
    Expression value = value(PropertyName.DIRECTION);
    String word = evaluator().evaluateOrWord(value, scope()).text();
    List<String> words = List.of("forward", "backward", "both");
    if (!words.contains(word)) {
      throw Mistake.at(
          value.span(),
          "unknown-word",
          "expected forward, backward or both, found '" + word + "'"
              + Suggestions.didYouMean(word, words));
    }
    return Heading.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /**
   * The number of connections.
   *
   * @param sourcePort of the first of them, or 0
   */
  int parallel(int sourcePort) {
    int parallel =
        whole(PropertyName.PARALLEL, "a number of connections", 1, MOST_CONNECTIONS, 1);
    if (sourcePort > 0 && sourcePort + parallel - 1 > 65_535) {
      throw Mistake.at(
          value(PropertyName.PARALLEL).span(),
          "out-of-range",
          "each connection takes the next source port, and " + parallel + " of them from "
              + sourcePort + " on are too many");
    }
    return parallel;
  }

  /** When what is sent is sent; empty for as fast as possible. */
  Optional<Pace> pace() {
    if (has(PropertyName.TRACE)) {
      return Optional.of(laws.trace(value(PropertyName.TRACE), scope()));
    }
    return has(PropertyName.RATE)
        ? Optional.of(laws.pace(value(PropertyName.RATE), scope()))
        : Optional.empty();
  }

  /** What a value is drawn from. */
  Law law(PropertyName name, Dimension dimension, String example, long otherwise) {
    return has(name)
        ? laws.law(value(name), scope(), dimension, example)
        : Law.constant(otherwise);
  }
}
