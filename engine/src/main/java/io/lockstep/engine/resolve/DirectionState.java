package io.lockstep.engine.resolve;

import io.lockstep.engine.model.DirectionSpec;

/** One direction of a link while its properties are being collected. */
final class DirectionState {
  long rate;
  long delayNs;
  double loss;
  private int queuePackets;
  private long queueBytes;
  private boolean queueGiven;

  void queuePackets(int packets) {
    queuePackets = packets;
    queueBytes = 0;
    queueGiven = true;
  }

  void queueBytes(long bytes) {
    queueBytes = bytes;
    queuePackets = 0;
    queueGiven = true;
  }

  DirectionSpec spec() {
    int packets = queueGiven || rate == 0 ? queuePackets : DirectionSpec.DEFAULT_QUEUE_PACKETS;
    return new DirectionSpec(rate, delayNs, loss, packets, queueBytes);
  }
}
