package io.lockstep.engine.describe;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LossModel;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.Unit;
import java.util.ArrayList;
import java.util.List;

/** What one direction of a link does to frames, in a few words each. */
public final class DirectionWords {
  private DirectionWords() {}

  /** Everything that differs from a perfect cable: {@code 10 mbit}, {@code loss 1%}, … */
  public static ImmutableList<String> of(DirectionSpec spec) {
    List<String> words = new ArrayList<>();
    if (spec.rateBitsPerSecond() != 0) {
      words.add(Quantity.of(spec.rateBitsPerSecond(), Unit.RATE));
    }
    if (spec.delayNs() != 0) {
      words.add(Quantity.time(spec.delayNs()));
    }
    if (spec.jitterNs() != 0) {
      words.add("jitter " + Quantity.time(spec.jitterNs()));
    }
    if (spec.rateBitsPerSecond() != 0) {
      queue(spec.queuePackets(), spec.queueBytes(), words);
    }
    if (isLossy(spec.loss())) {
      words.add(loss(spec.loss()));
    }
    share("duplicate", spec.duplicate(), words);
    share("reorder", spec.reorder(), words);
    share("corrupt", spec.corrupt(), words);
    return ImmutableList.copyOf(words);
  }

  /** What a change sets. */
  public static ImmutableList<String> of(DirectionChange change) {
    List<String> words = new ArrayList<>();
    change.rateBitsPerSecond().ifPresent(
        rate -> words.add("rate " + (rate == 0 ? "infinite" : Quantity.of(rate, Unit.RATE))));
    change.delayNs().ifPresent(delay -> words.add("delay " + Quantity.time(delay)));
    change.jitterNs().ifPresent(jitter -> words.add("jitter " + Quantity.time(jitter)));
    change.queuePackets().ifPresent(
        packets -> words.add(packets == 0 ? "queue in bytes" : "queue " + packets + " packets"));
    change.queueBytes().ifPresent(
        bytes -> words.add(
            bytes == 0 ? "queue in packets" : "queue " + Quantity.of(bytes, Unit.SIZE)));
    if (change.queuePackets().isPresent() && change.queueBytes().isPresent()) {
      words.removeIf(word -> word.startsWith("queue"));
      long bytes = change.queueBytes().getAsLong();
      int packets = change.queuePackets().getAsInt();
      words.add(
          bytes != 0
              ? "queue " + Quantity.of(bytes, Unit.SIZE)
              : packets != 0 ? "queue " + packets + " packets" : "queue unlimited");
    }
    change.loss().ifPresent(loss -> words.add(loss(loss)));
    change.duplicate().ifPresent(value -> words.add("duplicate " + percent(value)));
    change.reorder().ifPresent(value -> words.add("reorder " + percent(value)));
    change.corrupt().ifPresent(value -> words.add("corrupt " + percent(value)));
    return ImmutableList.copyOf(words);
  }

  /** Whether frames can get lost, be changed or come out of order. */
  public static boolean isImpaired(DirectionSpec spec) {
    return isLossy(spec.loss())
        || spec.duplicate() > 0
        || spec.reorder() > 0
        || spec.corrupt() > 0;
  }

  private static boolean isLossy(LossModel loss) {
    if (loss instanceof LossModel.Independent independent) {
      return independent.probability() > 0;
    }
    LossModel.GilbertElliott bursts = (LossModel.GilbertElliott) loss;
    return bursts.lossBad() > 0 || bursts.lossGood() > 0;
  }

  /** {@code loss 1%}, {@code loss gilbert(1%, 20%)}. */
  private static String loss(LossModel loss) {
    if (loss instanceof LossModel.Independent independent) {
      return "loss " + percent(independent.probability());
    }
    LossModel.GilbertElliott bursts = (LossModel.GilbertElliott) loss;
    boolean brief = bursts.lossBad() == 1 && bursts.lossGood() == 0;
    return "loss gilbert(" + percent(bursts.toBad()) + ", " + percent(bursts.toGood())
        + (brief ? "" : ", " + percent(bursts.lossBad()) + ", " + percent(bursts.lossGood()))
        + ")";
  }

  private static void queue(int packets, long bytes, List<String> words) {
    if (bytes != 0) {
      words.add("queue " + Quantity.of(bytes, Unit.SIZE));
    } else if (packets == 0) {
      words.add("queue unlimited");
    } else if (packets != DirectionSpec.DEFAULT_QUEUE_PACKETS) {
      words.add("queue " + packets + (packets == 1 ? " packet" : " packets"));
    }
  }

  private static void share(String what, double share, List<String> words) {
    if (share > 0) {
      words.add(what + " " + percent(share));
    }
  }

  private static String percent(double share) {
    return Quantity.exact(share, Unit.SHARE);
  }
}
