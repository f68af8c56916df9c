package io.lockstep.engine.sim;

import io.lockstep.engine.model.DirectionSpec;

/**
 * One direction of a link: its transmitter and the frames under way. These are in the order of
 * their arrival, so that the event queue holds only the first of them.
 */
final class LinkDirection {
  /** Index of the link in the scenario. */
  final int link;

  /** 0 from a to b, 1 from b to a. */
  final int direction;

  /** Node and netdev that receive. */
  final SimulatedNode target;

  final int targetDevice;
  final Transmitter transmitter;
  boolean up = true;

  long sent;
  long delivered;
  long deliveredBytes;
  long droppedQueueFull;
  long droppedLoss;
  long droppedLinkDown;
  long droppedNodeDead;

  private long[] arrivals = new long[16];
  private long[] sequences = new long[16];
  private int[] buffers = new int[16];
  private int[] lengths = new int[16];

  /** Running numbers; their low bits are places in the ring. */
  private int head;

  private int tail;

  LinkDirection(
      int link,
      int direction,
      SimulatedNode target,
      int targetDevice,
      DirectionSpec spec,
      RandomStream loss) {
    this.link = link;
    this.direction = direction;
    this.target = target;
    this.targetDevice = targetDevice;
    this.transmitter = new Transmitter(spec, loss);
  }

  /** Position among all directions; identifies its arrivals in the event queue. */
  int number() {
    return 2 * link + direction;
  }

  void count(DropReason reason) {
    switch (reason) {
      case QUEUE_FULL -> droppedQueueFull++;
      case LOSS -> droppedLoss++;
      case LINK_DOWN -> droppedLinkDown++;
      case NODE_DEAD -> droppedNodeDead++;
      default -> throw new AssertionError(reason);
    }
  }

  boolean isEmpty() {
    return head == tail;
  }

  long headArrival() {
    return arrivals[head & (arrivals.length - 1)];
  }

  long headSequence() {
    return sequences[head & (arrivals.length - 1)];
  }

  int headBuffer() {
    return buffers[head & (arrivals.length - 1)];
  }

  int headLength() {
    return lengths[head & (arrivals.length - 1)];
  }

  void remove() {
    head++;
  }

  void add(long arrival, long sequence, int buffer, int length) {
    if (tail - head == arrivals.length) {
      grow();
    }
    int at = tail++ & (arrivals.length - 1);
    arrivals[at] = arrival;
    sequences[at] = sequence;
    buffers[at] = buffer;
    lengths[at] = length;
  }

  private void grow() {
    int old = arrivals.length;
    long[] newArrivals = new long[old * 2];
    long[] newSequences = new long[old * 2];
    int[] newBuffers = new int[old * 2];
    int[] newLengths = new int[old * 2];
    for (int i = 0; i < old; i++) {
      int at = (head + i) & (old - 1);
      newArrivals[i] = arrivals[at];
      newSequences[i] = sequences[at];
      newBuffers[i] = buffers[at];
      newLengths[i] = lengths[at];
    }
    arrivals = newArrivals;
    sequences = newSequences;
    buffers = newBuffers;
    lengths = newLengths;
    head = 0;
    tail = old;
  }

  LinkResult.Direction result() {
    return new LinkResult.Direction(
        sent,
        delivered,
        deliveredBytes,
        droppedQueueFull,
        droppedLoss,
        droppedLinkDown,
        droppedNodeDead);
  }
}
