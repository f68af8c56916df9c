package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.LossModel;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads what can be said about one direction of a link. */
final class DirectionProperties {
  /** Those that a direction has, in the order in which messages list them. */
  static final ImmutableSet<PropertyName> NAMES =
      ImmutableSet.of(
          PropertyName.RATE,
          PropertyName.DELAY,
          PropertyName.LOSS,
          PropertyName.QUEUE,
          PropertyName.JITTER,
          PropertyName.DUPLICATE,
          PropertyName.REORDER,
          PropertyName.CORRUPT);

  private static final String GILBERT = "gilbert";
  private static final int GILBERT_MOST = 4;

  private final Evaluator evaluator;

  DirectionProperties(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  static String words() {
    return NAMES.stream().map(PropertyName::word).collect(Collectors.joining(", "));
  }

  /** Applies a property to all of these. */
  void apply(List<DirectionState> directions, Setting.Property property, Scope scope) {
    Consumer<DirectionState> change = read(property, scope);
    directions.forEach(change);
  }

  private Consumer<DirectionState> read(Setting.Property property, Scope scope) {
    Expression value = property.value();
    switch (property.name()) {
      case RATE -> {
        long rate = rate(value, scope);
        return direction -> direction.rate(rate);
      }
      case DELAY -> {
        long delay = evaluator.timeNs(value, scope);
        return direction -> direction.delay(delay);
      }
      case LOSS -> {
        LossModel loss = loss(value, scope);
        return direction -> direction.loss(loss);
      }
      case QUEUE -> {
        return queue(value, scope);
      }
      case JITTER -> {
        long jitter = evaluator.timeNs(value, scope);
        return direction -> direction.jitter(jitter);
      }
      case DUPLICATE -> {
        double share = share(value, scope, "a share of duplicates");
        return direction -> direction.duplicate(share);
      }
      case REORDER -> {
        double share = share(value, scope, "a share of reordered frames");
        return direction -> direction.reorder(share);
      }
      case CORRUPT -> {
        double share = share(value, scope, "a share of corrupt frames");
        return direction -> direction.corrupt(share);
      }
      default -> throw new IllegalArgumentException(property.name().word());
    }
  }

  private long rate(Expression value, Scope scope) {
    Quantity rate = evaluator.quantity(value, scope, Dimension.RATE, "10mbit");
    long bits = Quantities.toLong(rate);
    if (bits <= 0) {
      throw Mistake.at(
          value.span(),
          "out-of-range",
          "expected a rate above 0bit, found " + rate.text() + "; for an infinite rate leave it out"
              + ", for a black hole write 'loss 100%'");
    }
    return bits;
  }

  private LossModel loss(Expression value, Scope scope) {
    if (value instanceof Expression.Call call
        && call.target().isEmpty()
        && call.function().text().equals(GILBERT)) {
      return gilbert(call, scope);
    }
    if (value instanceof Expression.Call call && call.target().isEmpty()) {
      requireNotMeant(call);
    }
    double share = share(value, scope, "a loss");
    return share == 0 ? LossModel.NONE : new LossModel.Independent(share);
  }

  /** Functions are many, models of loss are one. */
  private static void requireNotMeant(Expression.Call call) {
    String name = call.function().text();
    if (Suggestions.nearest(name, List.of(GILBERT)).isPresent()) {
      throw Mistake.at(
          call.function().span(),
          "unknown-function",
          "unknown function '" + name + "'" + Suggestions.didYouMean(name, List.of(GILBERT)));
    }
  }

  private LossModel gilbert(Expression.Call call, Scope scope) {
    int count = call.arguments().size();
    if (count < 2 || count > GILBERT_MOST) {
      throw Mistake.at(
          call.span(),
          "wrong-arguments",
          "expected gilbert(to bad, to good, loss when bad, loss when good), the last two may be"
              + " left out, found "
              + count
              + (count == 1 ? " argument" : " arguments"));
    }
    String what = "a probability";
    return new LossModel.GilbertElliott(
        share(call.arguments().get(0), scope, what),
        share(call.arguments().get(1), scope, what),
        count > 2 ? share(call.arguments().get(2), scope, what) : 1,
        count > GILBERT_MOST - 1 ? share(call.arguments().get(GILBERT_MOST - 1), scope, what) : 0);
  }

  private double share(Expression value, Scope scope, String what) {
    Quantity quantity = evaluator.quantity(value, scope, Dimension.SHARE, "1%");
    double share = quantity.amount().doubleValue();
    if (share < 0 || share > 1) {
      throw Mistake.at(
          value.span(),
          "out-of-range",
          "expected " + what + " within 0%..100%, found " + quantity.text());
    }
    return share;
  }

  private Consumer<DirectionState> queue(Expression value, Scope scope) {
    Quantity queue = evaluator.quantity(value, scope);
    boolean packets = queue.dimension() == Dimension.PACKETS;
    if (!packets && queue.dimension() != Dimension.SIZE) {
      throw Mistake.at(
          value.span(),
          "wrong-unit",
          "expected a queue in packets or bytes such as 64 packets or 64KB, found "
              + Evaluator.found(queue)
              + Evaluator.unitSuggestion(value, queue, Dimension.PACKETS));
    }
    long most = packets ? Integer.MAX_VALUE : Long.MAX_VALUE;
    long length = Quantities.toLong(queue);
    if (length < 1 || length > most) {
      throw Mistake.at(
          value.span(),
          "out-of-range",
          "expected a queue of at least " + (packets ? "1 packet" : "1B")
              + (length > most ? " and at most " + most + " packets" : "")
              + ", found " + queue.text());
    }
    return packets
        ? direction -> direction.queuePackets((int) length)
        : direction -> direction.queueBytes(length);
  }
}
