package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import java.util.List;
import java.util.function.Supplier;

/** What a block of traffic says, read in the scope of the block. */
class TrafficProperties {
  private static final int LARGEST_PAYLOAD = 65_507;

  private final Properties given;
  private final Scope scope;
  private final Evaluator evaluator;
  private final Problems problems;

  /**
   * The properties of the activity that is being resolved; what does not belong there is reported.
   *
   * @param owner with its article: {@code a ping}
   */
  TrafficProperties(
      Context context,
      ActivityTable table,
      String owner,
      ImmutableSet<PropertyName> allowed,
      List<Setting> settings,
      Scope scope) {
    this(context, read(context, table, owner, allowed, settings, scope), scope);
  }

  TrafficProperties(Context context, Properties given, Scope scope) {
    this.given = given;
    this.scope = scope;
    this.evaluator = context.evaluator();
    this.problems = context.problems();
  }

  private static Properties read(
      Context context,
      ActivityTable table,
      String owner,
      ImmutableSet<PropertyName> allowed,
      List<Setting> settings,
      Scope scope) {
    Problems problems = context.problems();
    Properties properties = new Properties(owner, allowed);
    for (SettingExpander.Placed placed : context.flattener().flatten(settings, scope)) {
      problems.guard(
          () -> {
            if (placed.setting() instanceof Setting.StartAfter after) {
              table.starts().after(table.next(), after, placed.scope(), problems);
            } else if (placed.setting() instanceof Setting.SocketOption) {
              properties.option(placed);
            } else if (placed.setting() instanceof Setting.Property property) {
              properties.add(property);
              if (property.name() == PropertyName.START) {
                table.starts().at(table.next(), property, problems);
              }
            } else {
              throw Mistake.at(
                  placed.setting().span(),
                  "wrong-setting",
                  "'" + Sources.oneLine(placed.setting()) + "' is not a property of " + owner);
            }
          });
    }
    return properties;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  Problems problems() {
    return problems;
  }

  Scope scope() {
    return scope;
  }

  boolean has(PropertyName name) {
    return given.has(name);
  }

  /** Where a property stands. */
  Span span(PropertyName name) {
    return given.span(name);
  }

  /** The value of a property, or null. */
  Expression value(PropertyName name) {
    return given.value(name);
  }

  /** The socket options, in order. */
  List<SettingExpander.Placed> options() {
    return given.options();
  }

  /** Whether something was given that does not belong there, in the place of what does. */
  boolean misused() {
    return given.misused();
  }

  /** A wrong value is reported and replaced, so that what follows can still be checked. */
  <T> T or(T otherwise, Supplier<T> value) {
    return problems.attempt(value).orElse(otherwise);
  }

  long time(PropertyName name, long otherwise) {
    return has(name) ? evaluator.timeNs(value(name), scope) : otherwise;
  }

  long timeAboveZero(PropertyName name, long otherwise) {
    long time = time(name, otherwise);
    if (time == 0) {
      throw Mistake.at(
          value(name).span(), "out-of-range", "expected a time above 0s, found 0s");
    }
    return time;
  }

  long start() {
    return has(PropertyName.START)
        ? Horizon.within(time(PropertyName.START, 0), value(PropertyName.START).span())
        : 0;
  }

  /** -1 if none is given. */
  long stop(long start) {
    long stop = time(PropertyName.STOP, -1);
    if (has(PropertyName.STOP) && stop <= start) {
      throw Mistake.at(
          value(PropertyName.STOP).span(),
          "impossible-time",
          "expected a stop after the start ("
              + Conditions.time(start)
              + "), found "
              + Conditions.time(stop));
    }
    return stop;
  }

  int count(int most, int otherwise) {
    return whole(PropertyName.COUNT, "a count", 1, most, otherwise);
  }

  /**
   * A whole number within the bounds, which are included.
   *
   * @param what with its article, for messages
   */
  int whole(PropertyName name, String what, int least, int most, int otherwise) {
    return has(name)
        ? evaluator.integer(value(name), scope, what, least, most)
        : otherwise;
  }

  /** Bytes of payload. */
  int size(int least, int otherwise) {
    if (!has(PropertyName.SIZE)) {
      return otherwise;
    }
    Expression value = value(PropertyName.SIZE);
    Quantity size = evaluator.quantity(value, scope, Dimension.SIZE, "160B");
    long bytes = Quantities.toLong(size);
    if (bytes < least || bytes > LARGEST_PAYLOAD) {
      throw Mistake.at(
          value.span(),
          "out-of-range",
          "expected a size within " + least + "B.." + LARGEST_PAYLOAD + "B, found " + size.text());
    }
    return (int) bytes;
  }
}
