package io.lockstep.engine.resolve;

import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LossModel;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What has been said about one direction of a link. */
final class DirectionState {
  private OptionalLong rate = OptionalLong.empty();
  private OptionalLong delayNs = OptionalLong.empty();
  private Optional<LossModel> loss = Optional.empty();
  private OptionalInt queuePackets = OptionalInt.empty();
  private OptionalLong queueBytes = OptionalLong.empty();
  private OptionalLong jitterNs = OptionalLong.empty();
  private OptionalDouble duplicate = OptionalDouble.empty();
  private OptionalDouble reorder = OptionalDouble.empty();
  private OptionalDouble corrupt = OptionalDouble.empty();

  void rate(long bitsPerSecond) {
    rate = OptionalLong.of(bitsPerSecond);
  }

  void delay(long ns) {
    delayNs = OptionalLong.of(ns);
  }

  void loss(LossModel model) {
    loss = Optional.of(model);
  }

  void queuePackets(int packets) {
    queuePackets = OptionalInt.of(packets);
    queueBytes = OptionalLong.of(0);
  }

  void queueBytes(long bytes) {
    queueBytes = OptionalLong.of(bytes);
    queuePackets = OptionalInt.of(0);
  }

  void jitter(long ns) {
    jitterNs = OptionalLong.of(ns);
  }

  void duplicate(double share) {
    duplicate = OptionalDouble.of(share);
  }

  void reorder(double share) {
    reorder = OptionalDouble.of(share);
  }

  void corrupt(double share) {
    corrupt = OptionalDouble.of(share);
  }

  /** What was said and nothing else. */
  DirectionChange change() {
    return new DirectionChange(
        rate, delayNs, loss, queuePackets, queueBytes, jitterNs, duplicate, reorder, corrupt);
  }

  /** With what was not said left out. */
  DirectionSpec spec() {
    return change().applyTo(DirectionSpec.PERFECT);
  }
}
