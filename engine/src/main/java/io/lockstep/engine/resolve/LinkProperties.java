package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import java.math.BigDecimal;
import java.util.List;

/** Applies the properties of a link's block, in the order written. */
final class LinkProperties {
  private static final ImmutableSet<PropertyName> DIRECTION =
      ImmutableSet.of(
          PropertyName.RATE, PropertyName.DELAY, PropertyName.LOSS, PropertyName.QUEUE);
  private static final ImmutableSet<PropertyName> LINK =
      ImmutableSet.<PropertyName>builder().addAll(DIRECTION).add(PropertyName.MTU).build();
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 9000;

  private final Evaluator evaluator;
  private final Problems problems;
  private final Names names;
  private final List<NodeState> nodes;

  LinkProperties(Evaluator evaluator, Problems problems, Names names, List<NodeState> nodes) {
    this.evaluator = evaluator;
    this.problems = problems;
    this.names = names;
    this.nodes = nodes;
  }

  /** Mistakes are reported. */
  void apply(LinkState link, List<Setting> settings, Scope scope, boolean running) {
    Properties properties = new Properties("a link", LINK);
    ImmutableList<DirectionState> both = ImmutableList.of(link.forward, link.backward);
    for (Setting setting : settings) {
      problems.guard(
          () -> {
            if (setting instanceof Setting.Property property) {
              properties.add(property);
              if (property.name() == PropertyName.MTU) {
                mtu(link, property, scope, running);
              } else {
                both.forEach(direction -> apply(direction, property, scope));
              }
            } else if (setting instanceof Setting.Toward toward) {
              toward(link, toward, scope);
            } else {
              throw Mistake.at(
                  setting.span(),
                  "wrong-setting",
                  "'"
                      + Sources.oneLine(setting)
                      + "' is not a property of a link, expected one of rate, delay, loss, queue,"
                      + " mtu, toward");
            }
          });
    }
  }

  private void toward(LinkState link, Setting.Toward toward, Scope scope) {
    int node = names.one(toward.node(), scope, Names.Kind.NODE).index();
    if (node != link.a.node && node != link.b.node) {
      throw Mistake.at(
          toward.node().span(),
          "not-an-end",
          "the link does not lead to "
              + nodes.get(node).name
              + ", expected "
              + nodes.get(link.a.node).name
              + " or "
              + nodes.get(link.b.node).name);
    }
    DirectionState direction = node == link.b.node ? link.forward : link.backward;
    Properties properties = new Properties("a direction", DIRECTION);
    for (Setting setting : toward.settings()) {
      Setting.Property property = (Setting.Property) setting;
      problems.guard(
          () -> {
            properties.add(property);
            apply(direction, property, scope);
          });
    }
  }

  private void mtu(LinkState link, Setting.Property property, Scope scope, boolean running) {
    if (running) {
      throw Mistake.at(
          property.span(),
          "not-during-run",
          "the mtu can't change during the run, expected one of rate, delay, loss, queue, toward");
    }
    Quantity mtu = evaluator.quantity(property.value(), scope);
    boolean fits = mtu.dimension() == Dimension.NUMBER || mtu.dimension() == Dimension.SIZE;
    boolean inRange =
        mtu.amount().compareTo(BigDecimal.valueOf(LEAST_MTU)) >= 0
            && mtu.amount().compareTo(BigDecimal.valueOf(MOST_MTU)) <= 0;
    if (!fits || !inRange) {
      throw Mistake.at(
          property.value().span(),
          fits ? "out-of-range" : "wrong-unit",
          "expected an mtu within 68B..9000B, found " + Evaluator.found(mtu));
    }
    link.mtu = (int) Quantities.toLong(mtu);
    link.mtuSpan = property.value().span();
  }

  private void apply(DirectionState direction, Setting.Property property, Scope scope) {
    Expression value = property.value();
    switch (property.name()) {
      case RATE -> direction.rate = rate(value, scope);
      case DELAY -> direction.delayNs = evaluator.timeNs(value, scope);
      case LOSS -> direction.loss = loss(value, scope);
      case QUEUE -> queue(direction, value, scope);
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

  private double loss(Expression value, Scope scope) {
    Quantity loss = evaluator.quantity(value, scope, Dimension.SHARE, "1%");
    double share = loss.amount().doubleValue();
    if (share < 0 || share > 1) {
      throw Mistake.at(
          value.span(), "out-of-range", "expected a loss within 0%..100%, found " + loss.text());
    }
    return share;
  }

  private void queue(DirectionState direction, Expression value, Scope scope) {
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
          "expected a queue of at least " + (packets ? "1 packets" : "1B")
              + (length > most ? " and at most " + most + " packets" : "")
              + ", found " + queue.text());
    }
    if (packets) {
      direction.queuePackets((int) length);
    } else {
      direction.queueBytes(length);
    }
  }
}
