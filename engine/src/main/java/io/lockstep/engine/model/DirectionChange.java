package io.lockstep.engine.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a {@code set} changes of one direction; what is empty stays. The fields are those of {@link
 * DirectionSpec}. A queue is given in packets or in bytes; the other is 0 then.
 */
public record DirectionChange(
    OptionalLong rateBitsPerSecond,
    OptionalLong delayNs,
    Optional<LossModel> loss,
    OptionalInt queuePackets,
    OptionalLong queueBytes,
    OptionalLong jitterNs,
    OptionalDouble duplicate,
    OptionalDouble reorder,
    OptionalDouble corrupt) {
  /** Changes nothing. */
  public static final DirectionChange NONE =
      new DirectionChange(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /** Changes everything. */
  public static DirectionChange to(DirectionSpec spec) {
    return new DirectionChange(
        OptionalLong.of(spec.rateBitsPerSecond()),
        OptionalLong.of(spec.delayNs()),
        Optional.of(spec.loss()),
        OptionalInt.of(spec.queuePackets()),
        OptionalLong.of(spec.queueBytes()),
        OptionalLong.of(spec.jitterNs()),
        OptionalDouble.of(spec.duplicate()),
        OptionalDouble.of(spec.reorder()),
        OptionalDouble.of(spec.corrupt()));
  }

  /** Changes back, of {@code spec}, what this one changes. */
  public DirectionChange inverse(DirectionSpec spec) {
    boolean queue = touchesQueue() || rateBitsPerSecond.isPresent();
    return new DirectionChange(
        rateBitsPerSecond.isPresent()
            ? OptionalLong.of(spec.rateBitsPerSecond())
            : OptionalLong.empty(),
        delayNs.isPresent() ? OptionalLong.of(spec.delayNs()) : OptionalLong.empty(),
        loss.map(changed -> spec.loss()),
        queue ? OptionalInt.of(spec.queuePackets()) : OptionalInt.empty(),
        queue ? OptionalLong.of(spec.queueBytes()) : OptionalLong.empty(),
        jitterNs.isPresent() ? OptionalLong.of(spec.jitterNs()) : OptionalLong.empty(),
        duplicate.isPresent() ? OptionalDouble.of(spec.duplicate()) : OptionalDouble.empty(),
        reorder.isPresent() ? OptionalDouble.of(spec.reorder()) : OptionalDouble.empty(),
        corrupt.isPresent() ? OptionalDouble.of(spec.corrupt()) : OptionalDouble.empty());
  }

  /**
   * The direction after the change. One that gets a rate and has no queue gets one of {@link
   * DirectionSpec#DEFAULT_QUEUE_PACKETS}.
   */
  public DirectionSpec applyTo(DirectionSpec spec) {
    long rate = rateBitsPerSecond.orElse(spec.rateBitsPerSecond());
    int packets = queuePackets.orElse(queueBytes.isPresent() ? 0 : spec.queuePackets());
    long bytes = queueBytes.orElse(queuePackets.isPresent() ? 0 : spec.queueBytes());
    if (rate != 0 && packets == 0 && bytes == 0 && !touchesQueue()) {
      packets = DirectionSpec.DEFAULT_QUEUE_PACKETS;
    }
    return new DirectionSpec(
        rate,
        delayNs.orElse(spec.delayNs()),
        loss.orElse(spec.loss()),
        packets,
        bytes,
        jitterNs.orElse(spec.jitterNs()),
        duplicate.orElse(spec.duplicate()),
        reorder.orElse(spec.reorder()),
        corrupt.orElse(spec.corrupt()));
  }

  /** The part that concerns the way from a LAN's member to its switch: rate and queue. */
  public DirectionChange upward() {
    return new DirectionChange(
        rateBitsPerSecond,
        OptionalLong.empty(),
        Optional.empty(),
        queuePackets,
        queueBytes,
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private boolean touchesQueue() {
    return queuePackets.isPresent() || queueBytes.isPresent();
  }
}
