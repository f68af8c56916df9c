package io.lockstep.engine.sim;

import io.lockstep.libos.FramePool;
import io.lockstep.libos.Kernel;
import java.nio.ByteBuffer;

/** The links and LANs between the nodes, with the frames that are under way in them. */
final class Network {
  private static final int BATCH = 256;

  private final Clock clock;
  private final EventQueue queue;
  private final SimulationListener listener;
  private final FramePool frames;
  private final LinkDirection[] directions;
  private final int[] batch = new int[BATCH];
  /** Null if there is no debugger. */
  private DebuggerStop debugger;

  private NodeRunner runner;
  private int inFlight;
  private long lastFrame;
  private boolean frameSent;
  private Tap tap;
  private Later later;

  /**
   * Creates it.
   *
   * @param queue takes an event for each direction with frames under way: its number
   * @param directions by number
   * @param listener or null
   */
  Network(
      Clock clock,
      EventQueue queue,
      SimulationListener listener,
      FramePool frames,
      LinkDirection[] directions) {
    this.clock = clock;
    this.queue = queue;
    this.listener = listener;
    this.frames = frames;
    this.directions = directions;
    this.lastFrame = clock.base;
  }

  /** Sees each frame that is sent into a link, or by a member into a LAN. */
  interface Tap {
    /**
     * A frame is sent.
     *
     * @param time in kernel time
     * @param direction its number
     * @param injected whether the scenario made it
     */
    void sent(
        long time, int direction, ByteBuffer memory, int offset, int length, boolean injected);
  }

  /** Lets somebody see all frames. */
  void attach(Tap watcher) {
    tap = watcher;
  }

  /** Says who counts frames for a debugger. */
  void attach(DebuggerStop stop) {
    debugger = stop;
  }

  /** Says who does what is to be done later. */
  void attach(Later worker) {
    later = worker;
  }

  /** Says who runs the nodes that get frames. */
  void attach(NodeRunner nodeRunner) {
    runner = nodeRunner;
  }

  LinkDirection direction(int wire, int which) {
    return directions[2 * wire + which];
  }

  LinkDirection direction(int number) {
    return directions[number];
  }

  LinkDirection[] directions() {
    return directions;
  }

  /** Frames under way. */
  int inFlight() {
    return inFlight;
  }

  /** When the last frame arrived or was lost, in kernel time. */
  long lastFrame() {
    return lastFrame;
  }

  /** Whether a frame has been sent since the last time this was asked. */
  boolean takeFrameSent() {
    boolean was = frameSent;
    frameSent = false;
    return was;
  }

  // ---------------------------------------------------------------------- sending

  /** Takes the frames that a kernel has sent. */
  void collect(SimulatedNode node, Kernel kernel) {
    int count = kernel.sentFrames();
    if (count == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int device = kernel.sentDevice(i);
      int buffer = kernel.sentBuffer(i);
      if (device < node.out.length && node.out[device] != null) {
        long time = Math.max(clock.now, kernel.sentTime(i));
        transmit(node.out[device], time, buffer, kernel.sentLength(i), false);
      } else {
        frames.release(buffer);
      }
    }
    kernel.clearSent();
  }

  /** Sends a frame that no kernel has made. */
  void inject(LinkDirection direction, byte[] frame) {
    int buffer = frames.take(frame.length);
    frames.memory().put(buffer, frame, 0, frame.length);
    transmit(direction, clock.now, buffer, frame.length, true);
  }

  /** Hands a frame that no kernel has made to the netdev at the end of a direction. */
  void hand(LinkDirection direction, byte[] frame) {
    int buffer = frames.take(frame.length);
    frames.memory().put(buffer, frame, 0, frame.length);
    enqueue(direction, clock.now, clock.now, buffer, frame.length);
  }

  private void transmit(
      LinkDirection direction, long time, int buffer, int length, boolean injected) {
    direction.sent++;
    frameSent = true;
    if (tap != null) {
      tap.sent(time, direction.number(), frames.memory(), buffer, length, injected);
    }
    if (debugger != null) {
      debugger.frame();
    }
    if (listener != null) {
      listener.sent(
          time - clock.base,
          direction.wire,
          direction.direction,
          frames.memory(),
          buffer,
          length);
    }
    launch(direction, time, 0, buffer, length);
  }

  /**
   * Puts a frame on its way.
   *
   * @param notBefore when its last bit will be where it is sent from
   */
  private void launch(
      LinkDirection direction, long time, long notBefore, int buffer, int length) {
    if (!direction.up) {
      drop(direction, time, DropReason.LINK_DOWN, buffer, length);
      return;
    }
    if (direction.faults != null) {
      launchFaulty(direction, time, notBefore, buffer, length);
      return;
    }
    Transmitter transmitter = direction.transmitter;
    long arrival = transmitter.send(time, length, notBefore);
    if (listener != null && transmitter.hasRate()) {
      listener.queued(
          time - clock.base,
          direction.wire,
          direction.direction,
          transmitter.waiting(time),
          transmitter.waitingBytes());
    }
    if (arrival < 0) {
      boolean lost = arrival == Transmitter.LOST;
      drop(direction, time, lost ? DropReason.LOSS : DropReason.QUEUE_FULL, buffer, length);
      return;
    }
    long end = arrival;
    if (direction.lan != null) {
      // It is switched while it still arrives.
      arrival -= transmitter.serialised();
    }
    Impairments impairments = transmitter.impairments();
    if (impairments != null) {
      impair(direction, impairments, arrival, end, buffer, length);
    }
    enqueue(direction, arrival, end, buffer, length);
  }

  /** Likewise where the scenario wants faults. */
  private void launchFaulty(
      LinkDirection direction, long time, long notBefore, int buffer, int length) {
    Faults.Outcome outcome = direction.faults.look(frames, buffer, length);
    buffer = outcome.buffer;
    length = outcome.length;
    Transmitter transmitter = direction.transmitter;
    long arrival = transmitter.send(time, length, notBefore);
    if (listener != null && transmitter.hasRate()) {
      listener.queued(
          time - clock.base,
          direction.wire,
          direction.direction,
          transmitter.waiting(time),
          transmitter.waitingBytes());
    }
    if (arrival < 0 || outcome.drop) {
      boolean lost = arrival != Transmitter.QUEUE_FULL;
      drop(direction, time, lost ? DropReason.LOSS : DropReason.QUEUE_FULL, buffer, length);
      return;
    }
    long end = arrival + outcome.hold;
    arrival = end - (direction.lan != null ? transmitter.serialised() : 0);
    Impairments impairments = transmitter.impairments();
    if (impairments != null) {
      impair(direction, impairments, arrival, end, buffer, length);
    }
    if (outcome.twice) {
      direction.duplicated++;
      enqueue(direction, arrival, end, frames.copy(buffer, length), length);
    }
    if (outcome.behind > 0) {
      Faults.Held held = new Faults.Held(buffer, length, outcome.behind);
      direction.faults.held().add(held);
      inFlight++;
      later.at(
          Math.max(clock.now, arrival) + Faults.LONGEST_WAIT,
          () -> release(direction, held, clock.now));
      return;
    }
    enqueue(direction, arrival, end, buffer, length);
    for (Faults.Held held : java.util.List.copyOf(direction.faults.held())) {
      if (--held.missing == 0) {
        release(direction, held, arrival);
      }
    }
  }

  /** Lets a frame go that others had to overtake, unless it has gone. */
  private void release(LinkDirection direction, Faults.Held held, long arrival) {
    if (direction.faults.held().remove(held)) {
      inFlight--;
      enqueue(direction, arrival, arrival, held.buffer, held.length);
    }
  }

  private void impair(
      LinkDirection direction,
      Impairments impairments,
      long arrival,
      long end,
      int buffer,
      int length) {
    int bit = impairments.corruptedBit(length);
    if (bit >= 0) {
      int at = buffer + (bit >> 3);
      ByteBuffer memory = frames.memory();
      memory.put(at, (byte) (memory.get(at) ^ 1 << (bit & 7)));
      direction.corrupted++;
    }
    if (impairments.duplicates()) {
      direction.duplicated++;
      enqueue(direction, arrival, end, frames.copy(buffer, length), length);
    }
  }

  private void enqueue(
      LinkDirection direction, long arrival, long end, int buffer, int length) {
    long number = clock.nextSequence();
    if (direction.add(arrival, number, buffer, length, end)) {
      queue.push(arrival, number, direction.number());
    }
    inFlight++;
  }

  private void drop(
      LinkDirection direction, long time, DropReason reason, int buffer, int length) {
    direction.count(reason);
    lastFrame = clock.now;
    if (listener != null) {
      listener.dropped(
          time - clock.base,
          direction.wire,
          direction.direction,
          reason,
          frames.memory(),
          buffer,
          length);
    }
    frames.release(buffer);
  }

  // --------------------------------------------------------------------- arriving

  /**
   * Hands over the frame at the top of the queue, together with those that arrive behind it by the
   * same direction at the same time. Others for the node get an entry of their own: which of them
   * stand next to each other in the queue depends on what happens elsewhere.
   */
  void deliver() {
    LinkDirection direction = directions[(int) queue.topPayload()];
    if (direction.isEmpty() || direction.headSequence() != queue.topSequence()) {
      // The link went down, or the frame was overtaken, after this was scheduled.
      queue.pop();
      return;
    }
    if (direction.lan != null) {
      forward(direction);
      return;
    }
    SimulatedNode node = direction.target;
    int count = 0;
    do {
      int buffer = direction.headBuffer();
      int length = direction.headLength();
      takeHead(direction);
      if (node.dead) {
        drop(direction, clock.now, DropReason.NODE_DEAD, buffer, length);
      } else {
        hand(direction, buffer, length);
        batch[count++] = buffer;
      }
    } while (count < BATCH && !direction.isEmpty() && direction.headArrival() <= clock.now);
    scheduleHead(direction);
    lastFrame = clock.now;
    if (count > 0) {
      SimulatedNode last = runner.run(node);
      for (int i = 0; i < count; i++) {
        frames.release(batch[i]);
      }
      runner.settle(last);
    }
  }

  private void hand(LinkDirection direction, int buffer, int length) {
    direction.delivered++;
    direction.deliveredBytes += length;
    if (debugger != null) {
      debugger.frame();
    }
    if (listener != null) {
      listener.received(
          clock.now - clock.base,
          direction.wire,
          direction.direction,
          frames.memory(),
          buffer,
          length);
    }
    direction.target.kernel.deliver(direction.targetDevice, buffer, length);
  }

  private void takeHead(LinkDirection direction) {
    direction.remove();
    inFlight--;
    clock.events++;
  }

  /** Puts the event of a direction's next frame, if there is one, in place of that at the top. */
  private void scheduleHead(LinkDirection direction) {
    if (direction.isEmpty()) {
      queue.pop();
    } else {
      queue.replaceTop(direction.headArrival(), direction.headSequence(), direction.number());
    }
  }

  /** Passes a frame through a switch. */
  private void forward(LinkDirection in) {
    int buffer = in.headBuffer();
    int length = in.headLength();
    long end = in.headEnd();
    takeHead(in);
    scheduleHead(in);
    in.delivered++;
    in.deliveredBytes += length;
    lastFrame = clock.now;
    LinkDirection[] down = in.lan.down;
    int out = in.lan.route(frames.memory(), buffer, in.port);
    if (out >= 0 && out != in.port) {
      down[out].sent++;
      launch(down[out], clock.now, end, buffer, length);
      return;
    }
    if (out == LanSwitch.FLOOD) {
      for (int port = 0; port < down.length; port++) {
        if (port != in.port) {
          down[port].sent++;
          launch(down[port], clock.now, end, frames.copy(buffer, length), length);
        }
      }
    }
    frames.release(buffer);
  }

  /** Makes up for a frame that went from one kernel to the next on its own. */
  void pass(LinkDirection direction, long sent, long arrival, int buffer, int length) {
    direction.sent++;
    if (direction.transmitter.send(sent, length) != arrival) {
      throw new AssertionError("wire " + direction.number() + " is not what its link is");
    }
    direction.delivered++;
    direction.deliveredBytes += length;
    clock.events++;
    clock.now = arrival;
    lastFrame = arrival;
    if (listener != null) {
      int wire = direction.wire;
      int way = direction.direction;
      long base = clock.base;
      listener.sent(sent - base, wire, way, frames.memory(), buffer, length);
      listener.received(arrival - base, wire, way, frames.memory(), buffer, length);
    }
    frames.release(buffer);
  }

  /** Tells the listener that a wire goes down or up. */
  void announceCarrier(int wire, boolean up) {
    if (listener != null) {
      listener.carrier(clock.scenario(), wire, up);
    }
  }

  /** Loses all frames under way. */
  void loseFrames(LinkDirection direction) {
    while (!direction.isEmpty()) {
      int buffer = direction.headBuffer();
      int length = direction.headLength();
      direction.remove();
      inFlight--;
      drop(direction, clock.now, DropReason.LINK_DOWN, buffer, length);
    }
    if (direction.faults != null) {
      for (Faults.Held held : direction.faults.held()) {
        inFlight--;
        drop(direction, clock.now, DropReason.LINK_DOWN, held.buffer, held.length);
      }
      direction.faults.held().clear();
    }
    direction.transmitter.clear();
  }
}
