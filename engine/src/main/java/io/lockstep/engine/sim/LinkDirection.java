package io.lockstep.engine.sim;

import io.lockstep.engine.model.DirectionSpec;

/**
 * One direction of a link or of a LAN's port: its transmitter and the frames under way. These are
 * in the order of their arrival, so that the event queue holds only the first of them.
 */
final class LinkDirection {
  /** As {@link io.lockstep.engine.model.Wires} counts. */
  final int wire;

  final int direction;

  /** What sends into it. */
  final Plug source;

  /** Node and netdev that receive; null and -1 if that is a switch. */
  final SimulatedNode target;

  final int targetDevice;

  /** The switch that receives, or null, and the port at which it does. */
  final LanSwitch lan;

  final int port;

  /** What it does to frames at present; {@link #set} changes it. */
  private DirectionSpec spec;

  final Transmitter transmitter;
  boolean up = true;

  /** Faults that the scenario wants here, or null. */
  Faults faults;

  /** Kernels may hand frames over directly. */
  boolean wired;

  long sent;
  long delivered;
  long deliveredBytes;
  long duplicated;
  long corrupted;
  private long droppedQueueFull;
  private long droppedLoss;
  private long droppedLinkDown;
  private long droppedNodeDead;

  /** Words per frame: arrival, sequence number, buffer and length, when its last bit arrives. */
  private static final int WORDS = 4;

  private long[] ring = new long[16 * WORDS];

  /** Running indexes of first words; their low bits are places in the ring. */
  private int head;

  private int tail;

  private LinkDirection(
      int wire,
      int direction,
      Plug from,
      Plug to,
      LanSwitch lan,
      int port,
      DirectionSpec spec,
      StreamFactory streams) {
    this.wire = wire;
    this.direction = direction;
    this.source = from;
    this.target = to.node();
    this.targetDevice = to.device();
    this.lan = lan;
    this.port = port;
    this.spec = spec;
    this.transmitter = new Transmitter(spec, streams);
  }

  /** A netdev of a node; of a switch, {@link #NONE}. */
  record Plug(SimulatedNode node, int device) {
    static final Plug NONE = new Plug(null, -1);
  }

  /** One that leads to a node. */
  static LinkDirection toNode(
      int wire, int direction, Plug from, Plug to, DirectionSpec spec, StreamFactory streams) {
    return new LinkDirection(wire, direction, from, to, null, -1, spec, streams);
  }

  /** One that leads to a port of a switch. */
  static LinkDirection toSwitch(
      int wire, Plug from, LanSwitch lan, int port, DirectionSpec spec, StreamFactory streams) {
    return new LinkDirection(wire, 0, from, Plug.NONE, lan, port, spec, streams);
  }

  /** Position among all directions; identifies its arrivals in the event queue. */
  int number() {
    return 2 * wire + direction;
  }

  DirectionSpec spec() {
    return spec;
  }

  /** Changes what happens to frames sent from now on. */
  void set(DirectionSpec changed) {
    spec = changed;
    transmitter.set(changed);
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

  /** Of a frame on its way to a switch: when the last bit will be there. */
  long headEnd() {
    return ring[(head & (ring.length - 1)) + 3];
  }

  void remove() {
    head += WORDS;
  }

  /**
   * Adds a frame.
   *
   * @param end for {@link #headEnd}
   * @return whether it is the first to arrive now
   */
  boolean add(long arrival, long sequence, int buffer, int length, long end) {
    if (tail - head == ring.length) {
      grow();
    }
    int mask = ring.length - 1;
    int at = tail;
    tail += WORDS;
    // Frames that were reordered may overtake.
    while (at != head && ring[(at - WORDS) & mask] > arrival) {
      System.arraycopy(ring, (at - WORDS) & mask, ring, at & mask, WORDS);
      at -= WORDS;
    }
    int place = at & mask;
    ring[place] = arrival;
    ring[place + 1] = sequence;
    ring[place + 2] = (long) buffer << 32 | length;
    ring[place + 3] = end;
    return at == head;
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
        droppedNodeDead,
        duplicated,
        corrupted);
  }
}
