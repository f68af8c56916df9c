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

  /** Words per frame: arrival, sequence number, buffer and length; a fourth fills the line. */
  private static final int WORDS = 4;

  private long[] ring = new long[16 * WORDS];

  /** Running indexes of first words; their low bits are places in the ring. */
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
    return ring[head & (ring.length - 1)];
  }

  long headSequence() {
    return ring[(head & (ring.length - 1)) + 1];
  }

  int headBuffer() {
    return (int) (ring[(head & (ring.length - 1)) + 2] >>> 32);
  }

  int headLength() {
    return (int) ring[(head & (ring.length - 1)) + 2];
  }

  void remove() {
    head += WORDS;
  }

  void add(long arrival, long sequence, int buffer, int length) {
    if (tail - head == ring.length) {
      grow();
    }
    int at = tail & (ring.length - 1);
    ring[at] = arrival;
    ring[at + 1] = sequence;
    ring[at + 2] = (long) buffer << 32 | length;
    tail += WORDS;
  }

  private void grow() {
    int old = ring.length;
    long[] larger = new long[old * 2];
    int first = old - (head & (old - 1));
    System.arraycopy(ring, head & (old - 1), larger, 0, first);
    System.arraycopy(ring, 0, larger, first, old - first);
    ring = larger;
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
