package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.graph.Event;
import io.lockstep.engine.graph.EventGraph;
import io.lockstep.engine.graph.Trigger;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.traffic.Activity;
import io.lockstep.libos.FramePool;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.Trail;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one case of a scenario: boots its kernels, sets them up, then processes events in virtual
 * time until the scenario has come to its end. Nothing in a run depends on wall-clock time. A
 * process can run one simulation at a time, since kernels lie at fixed addresses.
 *
 * <p>An event is the arrival of frames at a node, the expiry of a kernel's next timer, or something
 * from the scenario. For each, the kernel concerned is entered at that time; what it sends goes
 * into the links, and the results of its system calls to the activities.
 */
public final class Simulation {
  private static final int BATCH = 256;

  /** Entries of a kernel, and events, that may happen at one instant. */
  private static final int MAX_ROUNDS = 200_000;

  private static final long MAX_EVENTS = 10_000_000;

  private static final long PROGRESS_EVENTS = 65536;
  private static final int KIND_SHIFT = 32;
  private static final long ACTION = 1L << KIND_SHIFT;
  private static final long START = 2L << KIND_SHIFT;
  private static final long CHECK = 3L << KIND_SHIFT;
  private static final long WAKE = 4L << KIND_SHIFT;

  private final ScenarioCase scenario;
  private final KernelResolver kernels;
  private final SimulationListener listener;
  private final Limits limits;
  private final EventQueue queue = new EventQueue(1024);
  private final DeadlineHeap deadlines;
  private final int[] batch = new int[BATCH];
  private final Trail trail = new Trail();

  /** Comes back for each frame; slower, and no different otherwise. */
  private boolean stepwise = Boolean.getBoolean("lockstep.stepwise");

  private volatile boolean interrupted;

  private FramePool frames;
  private SimulatedNode[] nodes;
  private LinkDirection[] directions;
  private List<Activity> activities = List.of();
  private Actions actions;
  private KernelObservations observations;
  private Ending ending;

  /** Virtual time as the kernels count it: that of the scenario plus {@link #base}. */
  private long now;

  private long base;
  private long sequence;
  private long events;
  private long nextProgress = PROGRESS_EVENTS;
  /** Events up to the present instant. */
  private long eventsBefore;

  private int inFlight;
  private long lastFrame;
  private SimulatedNode entered;
  private final List<SimulatedNode> ready = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param listener or null if nobody listens
   */
  public Simulation(
      ScenarioCase scenario, KernelResolver kernels, SimulationListener listener, Limits limits) {
    this.scenario = scenario;
    this.kernels = kernels;
    this.listener = listener;
    this.limits = limits;
    this.deadlines = new DeadlineHeap(scenario.nodes().size());
  }

  /**
   * Runs it to its end; can be called once.
   *
   * @throws ConfigurationException if a kernel refuses what the scenario asks for
   * @throws io.lockstep.libos.LibosException if a kernel cannot be loaded or booted
   */
  public RunResult run() {
    try (SimulationSetup setup = new SimulationSetup(scenario, kernels, listener)) {
      setup.boot(this::isInterrupted);
      if (isInterrupted()) {
        return Results.of(this, setup, activities);
      }
      SimulationTraffic context = new SimulationTraffic(this, setup.memory());
      setup.configure(context);
      frames = setup.frames();
      nodes = setup.nodes();
      directions = setup.directions();
      activities = setup.traffic().activities();
      base = setup.base();
      now = base;
      lastFrame = base;
      actions = new Actions(this, scenario, setup);
      observations = new KernelObservations(this, actions, activities);
      schedule();
      setup.traffic().start();
      for (SimulatedNode node : nodes) {
        enter(node);
      }
      loop();
      finish();
      return Results.of(this, setup, activities);
    }
  }

  /** For the comparison of both ways. */
  Simulation stepwise() {
    stepwise = true;
    return this;
  }

  /** Makes {@link #run} return soon; may be called from another thread. */
  public void interrupt() {
    interrupted = true;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  private void schedule() {
    int open = 0;
    for (Event event : EventGraph.of(scenario).ordered()) {
      if (event.trigger() instanceof Trigger.At at) {
        long kind =
            switch (event.kind()) {
              case ACTION -> ACTION;
              case START -> START;
              case CHECK -> CHECK;
            };
        queue.push(base + at.timeNs(), sequence++, kind | event.index());
        open++;
      }
    }
    ending = new Ending(scenario, open);
  }

  private void loop() {
    long limit = base + limits.virtualNs();
    while (!interrupted) {
      enterReady();
      long eventTime = queue.topTime();
      long timerTime = deadlines.topTime();
      boolean timer =
          timerTime < eventTime
              || (timerTime == eventTime
                  && !queue.isEmpty()
                  && deadlines.topSequence() < queue.topSequence());
      long next = Math.max(now, timer ? timerTime : eventTime);
      if (!ending.isOpen()) {
        long end = base + ending.time(inFlight, lastFrame - base);
        if (next > end) {
          now = Math.max(now, end);
          return;
        }
      }
      if (next > limit) {
        now = limit;
        return;
      }
      if (next > now) {
        eventsBefore = events;
        now = next;
      } else if (events - eventsBefore > MAX_EVENTS) {
        throw standstill(scenario.nodes().get(0).source(), "the network");
      }
      if (timer) {
        enter(nodes[deadlines.topKernel()]);
        events++;
      } else if (queue.topPayload() < ACTION) {
        deliver();
      } else {
        long payload = queue.topPayload();
        queue.pop();
        happen(payload & -ACTION, (int) payload);
        events++;
      }
      if (events >= nextProgress && listener != null) {
        nextProgress = events + PROGRESS_EVENTS;
        listener.progress(now(), events);
      }
    }
  }

  private void happen(long kind, int index) {
    if (kind == WAKE) {
      activities.get(index).wake();
    } else if (kind == START) {
      Activity activity = activities.get(index);
      if (listener != null) {
        listener.event(now(), activity.spec().name() + " starts", activity.spec().source());
      }
      activity.start();
    } else if (kind == ACTION) {
      ActionBlock block = scenario.timeline().get(index);
      actions.perform(block);
      events += block.actions().size() - 1;
      ending.done(now());
    } else {
      check(index);
      ending.done(now());
    }
  }

  private void check(int expectation) {
    if (listener != null) {
      listener.check(now(), expectation, observations);
    }
  }

  private void finish() {
    if (listener == null) {
      return;
    }
    if (!interrupted) {
      for (int i = 0; i < scenario.expectations().size(); i++) {
        if (scenario.expectations().get(i).atNs() < 0) {
          check(i);
        }
      }
    }
    listener.progress(now(), events);
  }

  // ------------------------------------------------------------------ kernels

  private void enterReady() {
    for (int i = 0; i < ready.size(); i++) {
      SimulatedNode node = ready.get(i);
      if (node.posted) {
        enter(node);
      }
    }
    ready.clear();
  }

  /** Enters a kernel until it has nothing left to do at this time. */
  void enter(SimulatedNode node) {
    if (node.dead) {
      return;
    }
    node.posted = false;
    node.kernel.enter(now);
    settle(node);
  }

  /** After an entry: takes what the kernel has to say, and enters it again if need be. */
  private void settle(SimulatedNode node) {
    Kernel kernel = node.kernel;
    for (int rounds = 0; ; rounds++) {
      if (rounds == MAX_ROUNDS) {
        throw standstill(node.spec.source(), "node " + node.spec.name());
      }
      collectFrames(node, kernel);
      if (kernel.dead()) {
        died(node);
        return;
      }
      boolean again = kernel.stalled();
      int completions = kernel.completions();
      if (completions > 0) {
        complete(node, kernel, completions);
      }
      again |= node.postOverflow() | node.posted;
      if (!again) {
        break;
      }
      node.posted = false;
      kernel.enter(now);
    }
    updateDeadline(node);
  }

  private ConfigurationException standstill(Source source, String who) {
    return new ConfigurationException(
        source,
        "virtual time stands still at "
            + now()
            + " ns, since "
            + who
            + " is busy without end. Loopback, and links without rate and delay, take no time;"
            + " a TCP flow over them needs 'send'");
  }

  private void updateDeadline(SimulatedNode node) {
    long deadline = node.kernel.deadline();
    if (deadline != deadlines.time(node.index)) {
      deadlines.update(node.index, deadline, sequence++);
    }
  }

  private void complete(SimulatedNode node, Kernel kernel, int completions) {
    SimulatedNode outer = entered;
    entered = node;
    for (int i = 0; i < completions; i++) {
      node.endpoint(kernel.completedTask(i)).completed(kernel.result(i));
    }
    kernel.clearCompletions();
    entered = outer;
  }

  private void died(SimulatedNode node) {
    node.dead = true;
    node.crash = Results.crash(node.kernel.crash(), base);
    deadlines.update(node.index, Kernel.NO_DEADLINE, sequence++);
    String what = "node " + node.spec.name() + " crashed";
    if (listener != null) {
      listener.event(
          now(),
          what + ": " + node.crash.kind() + ", " + node.crash.reason(),
          node.spec.source());
    }
    for (Activity activity : activities) {
      if (activity.spec().from() == node.index || activity.spec().to() == node.index) {
        activity.nodeDied(node.index, what);
      }
    }
  }

  /** Posts a system call; the kernel is entered before virtual time moves on. */
  void post(
      SimulatedNode node, int task, int nr,
      long a0, long a1, long a2, long a3, long a4, long a5) {
    if (node.dead) {
      return;
    }
    node.post(task, nr, a0, a1, a2, a3, a4, a5);
    if (!node.posted) {
      node.posted = true;
      if (node != entered) {
        ready.add(node);
      }
    }
  }

  // ------------------------------------------------------------------- frames

  private void collectFrames(SimulatedNode node, Kernel kernel) {
    int count = kernel.sentFrames();
    if (count == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int device = kernel.sentDevice(i);
      int buffer = kernel.sentBuffer(i);
      if (device < node.out.length && node.out[device] != null) {
        transmit(
            node.out[device], Math.max(now, kernel.sentTime(i)), buffer, kernel.sentLength(i));
      } else {
        frames.release(buffer);
      }
    }
    kernel.clearSent();
  }

  private void transmit(LinkDirection direction, long time, int buffer, int length) {
    direction.sent++;
    if (listener != null) {
      listener.sent(
          time - base, direction.link, direction.direction, frames.memory(), buffer, length);
    }
    if (!direction.up) {
      drop(direction, time, DropReason.LINK_DOWN, buffer, length);
      return;
    }
    long arrival = direction.transmitter.send(time, length);
    if (arrival < 0) {
      boolean lost = arrival == Transmitter.LOST;
      drop(direction, time, lost ? DropReason.LOSS : DropReason.QUEUE_FULL, buffer, length);
      return;
    }
    long number = sequence++;
    if (direction.isEmpty()) {
      queue.push(arrival, number, direction.number());
    }
    direction.add(arrival, number, buffer, length);
    inFlight++;
  }

  private void drop(
      LinkDirection direction, long time, DropReason reason, int buffer, int length) {
    direction.count(reason);
    lastFrame = now;
    if (listener != null) {
      listener.dropped(
          time - base,
          direction.link,
          direction.direction,
          reason,
          frames.memory(),
          buffer,
          length);
    }
    frames.release(buffer);
  }

  /** Hands over the frame at the top of the queue, and those after it for the same node. */
  private void deliver() {
    long time = queue.topTime();
    LinkDirection direction = directions[(int) queue.topPayload()];
    if (direction.isEmpty() || direction.headSequence() != queue.topSequence()) {
      // The link went down after this was scheduled.
      queue.pop();
      return;
    }
    SimulatedNode node = direction.target;
    int count = 0;
    while (true) {
      int buffer = direction.headBuffer();
      int length = direction.headLength();
      direction.remove();
      inFlight--;
      events++;
      if (direction.isEmpty()) {
        queue.pop();
      } else {
        queue.replaceTop(
            direction.headArrival(), direction.headSequence(), direction.number());
      }
      if (node.dead) {
        drop(direction, now, DropReason.NODE_DEAD, buffer, length);
      } else {
        direction.delivered++;
        direction.deliveredBytes += length;
        if (listener != null) {
          listener.received(
              now - base, direction.link, direction.direction, frames.memory(), buffer, length);
        }
        node.kernel.deliver(direction.targetDevice, buffer, length);
        batch[count++] = buffer;
      }
      if (count == BATCH || queue.topTime() != time || queue.topPayload() >= ACTION) {
        break;
      }
      direction = directions[(int) queue.topPayload()];
      if (direction.target != node
          || direction.isEmpty()
          || direction.headSequence() != queue.topSequence()) {
        break;
      }
    }
    lastFrame = now;
    if (count > 0) {
      SimulatedNode last = run(node);
      for (int i = 0; i < count; i++) {
        frames.release(batch[i]);
      }
      settle(last);
    }
  }

  /**
   * Enters a node. A frame that is alone on its way passes through further nodes without coming
   * back here in between ({@link Kernel#run}); what it did is then made up for, in order, so that
   * the outcome is the same as if it had.
   *
   * @return the node that was entered last, which is not settled yet
   */
  private SimulatedNode run(SimulatedNode node) {
    node.posted = false;
    int steps = node.kernel.run(now, horizon(), trail);
    for (int i = 0; i < steps; i++) {
      updateDeadline(node);
      node.kernel.saveLog();
      LinkDirection direction = directions[trail.wire(i)];
      pass(direction, trail.sent(i), trail.arrival(i), trail.buffer(i), trail.length(i));
      node = direction.target;
    }
    return node;
  }

  /** When something is due, as far as is known here. */
  private long horizon() {
    return !stepwise && ending.isOpen() && ready.isEmpty()
        ? Math.min(Math.min(queue.topTime(), deadlines.topTime()), base + limits.virtualNs())
        : now;
  }

  private void pass(LinkDirection direction, long sent, long arrival, int buffer, int length) {
    direction.sent++;
    if (direction.transmitter.send(sent, length) != arrival) {
      throw new AssertionError("wire " + direction.number() + " is not what its link is");
    }
    direction.delivered++;
    direction.deliveredBytes += length;
    events++;
    now = arrival;
    lastFrame = arrival;
    if (listener != null) {
      int link = direction.link;
      int way = direction.direction;
      listener.sent(sent - base, link, way, frames.memory(), buffer, length);
      listener.received(arrival - base, link, way, frames.memory(), buffer, length);
    }
    frames.release(buffer);
  }

  /** Loses all frames under way. */
  void loseFrames(LinkDirection direction) {
    while (!direction.isEmpty()) {
      int buffer = direction.headBuffer();
      int length = direction.headLength();
      direction.remove();
      inFlight--;
      drop(direction, now, DropReason.LINK_DOWN, buffer, length);
    }
    direction.transmitter.clear();
  }

  // --------------------------------------------------- for the other classes

  /** Virtual nanoseconds of the scenario. */
  long now() {
    return now - base;
  }

  long base() {
    return base;
  }

  long events() {
    return events;
  }

  ScenarioCase scenario() {
    return scenario;
  }

  SimulationListener listener() {
    return listener;
  }

  SimulatedNode node(int index) {
    return nodes[index];
  }

  LinkDirection direction(int link, int which) {
    return directions[2 * link + which];
  }

  void wakeAt(long time, Activity activity) {
    queue.push(base + time, sequence++, WAKE | activity.spec().index());
  }

  void ended(Activity activity) {
    ending.done(now());
    if (listener != null) {
      String how =
          activity.completedAt() >= 0 ? " is completed" : " has failed: " + activity.reason();
      listener.event(now(), activity.spec().name() + how, activity.spec().source());
    }
  }
}
