package io.lockstep.engine.model;

/**
 * What one direction of a link, or of a LAN's port, does to frames.
 *
 * @param rateBitsPerSecond serialisation rate; 0 means infinite
 * @param delayNs propagation delay
 * @param loss which frames are lost on the wire
 * @param queuePackets frames that may wait for the transmitter (the one being sent not counted);
 *     drop-tail; 0 means unlimited
 * @param queueBytes likewise in bytes; 0 means unlimited
 * @param jitterNs the delay varies uniformly by up to so much either way, without reordering
 * @param duplicate share of frames that arrive twice, 0 to 1
 * @param reorder share of frames that skip the propagation delay and may overtake others, 0 to 1
 * @param corrupt share of frames of which one bit behind the Ethernet header flips, 0 to 1
 */
public record DirectionSpec(
    long rateBitsPerSecond,
    long delayNs,
    LossModel loss,
    int queuePackets,
    long queueBytes,
    long jitterNs,
    double duplicate,
    double reorder,
    double corrupt) {
  /** Packets that may wait where a rate is given but no queue; as Linux's txqueuelen. */
  public static final int DEFAULT_QUEUE_PACKETS = 1000;

  /** Neither rate nor delay nor anything else. */
  public static final DirectionSpec PERFECT = new DirectionSpec(0, 0, 0, 0, 0);

  /** With nothing but rate, delay, queue and independent loss. */
  public DirectionSpec(
      long rateBitsPerSecond,
      long delayNs,
      double lossProbability,
      int queuePackets,
      long queueBytes) {
    this(
        rateBitsPerSecond,
        delayNs,
        lossProbability == 0 ? LossModel.NONE : new LossModel.Independent(lossProbability),
        queuePackets,
        queueBytes,
        0,
        0,
        0,
        0);
  }
}
