package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.model.Source;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.Trail;
import java.util.ArrayList;
import java.util.List;

/** Enters the kernels of the nodes, and takes care of what they have done. */
final class NodeRunner {
  /** Entries of a kernel that may happen at one instant. */
  private static final int MAX_ROUNDS = 200_000;

  private final Clock clock;
  private final Network network;
  private final DeadlineHeap deadlines;
  private final Simulation simulation;
  private final Trail trail = new Trail();

  /** Null if there is no debugger. */
  private final DebuggerStop debugger;

  /** Nodes with system calls that nothing else will start. */
  private final List<SimulatedNode> ready = new ArrayList<>();

  /** Whose results are being handed out. */
  private SimulatedNode entered;

  private boolean activitiesTouched;

  /** A node whose sockets are sampled has run. */
  private boolean stirred;

  NodeRunner(
      Clock clock,
      Network network,
      DeadlineHeap deadlines,
      Simulation simulation,
      DebuggerStop debugger) {
    this.debugger = debugger;
    this.clock = clock;
    this.network = network;
    this.deadlines = deadlines;
    this.simulation = simulation;
  }

  /** Notes that an activity may have changed. */
  void touchActivities() {
    activitiesTouched = true;
  }

  /** Whether an activity may have changed since {@link #takeActivitiesTouched}. */
  boolean activitiesTouched() {
    return activitiesTouched;
  }

  /** Whether an activity may have changed since the last time this was asked. */
  boolean takeActivitiesTouched() {
    boolean was = activitiesTouched;
    activitiesTouched = false;
    return was;
  }

  /** Whether a node whose sockets are sampled has run since the last time this was asked. */
  boolean takeStirred() {
    boolean was = stirred;
    stirred = false;
    return was;
  }

  private void stir(SimulatedNode node) {
    node.stirred = true;
    stirred |= node.watched;
  }

  boolean hasReady() {
    return !ready.isEmpty();
  }

  /** Enters those nodes for which system calls were posted. */
  void enterReady() {
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
    if (debugger != null) {
      debugger.before(node);
    }
    node.kernel.enter(clock.now);
    settle(node);
  }

  /**
   * Enters a node. A frame that is alone on its way passes through further nodes without coming
   * back here in between ({@link Kernel#run}); what it did is then made up for, in order, so that
   * the outcome is the same as if it had.
   *
   * @return the node that was entered last, which is not settled yet
   */
  SimulatedNode run(SimulatedNode node) {
    node.posted = false;
    if (debugger != null) {
      debugger.before(node);
    }
    int steps = node.kernel.run(clock.now, simulation.horizon(), trail);
    for (int i = 0; i < steps; i++) {
      updateDeadline(node);
      stir(node);
      node.kernel.saveLog();
      LinkDirection direction = network.direction(trail.wire(i));
      network.pass(
          direction, trail.sent(i), trail.arrival(i), trail.buffer(i), trail.length(i));
      node = direction.target;
    }
    return node;
  }

  /** After an entry: takes what the kernel has to say, and enters it again if need be. */
  void settle(SimulatedNode node) {
    Kernel kernel = node.kernel;
    node.touched = true;
    stir(node);
    for (int rounds = 0; ; rounds++) {
      if (rounds == MAX_ROUNDS) {
        throw standstill(node.spec.source(), "node " + node.spec.name());
      }
      network.collect(node, kernel);
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
      kernel.enter(clock.now);
    }
    updateDeadline(node);
  }

  ConfigurationException standstill(Source source, String who) {
    return new ConfigurationException(
        source,
        "virtual time stands still at "
            + clock.scenario()
            + " ns, since "
            + who
            + " is busy without end. Loopback, and links without rate and delay, take no time;"
            + " a TCP flow over them needs 'send'");
  }

  private void updateDeadline(SimulatedNode node) {
    long deadline = node.kernel.deadline();
    if (deadline != deadlines.time(node.index)) {
      deadlines.update(node.index, deadline);
    }
  }

  /**
   * Looks into a kernel by its system calls, which is no news about it. The kernel may want to be
   * entered once more because of it, for a tick.
   */
  void peek(SimulatedNode node, Runnable look) {
    boolean activities = activitiesTouched;
    boolean touched = node.touched;
    boolean nodeStirred = node.stirred;
    boolean anyStirred = stirred;
    look.run();
    activitiesTouched = activities;
    node.touched = touched;
    node.stirred = nodeStirred;
    stirred = anyStirred;
  }

  private void complete(SimulatedNode node, Kernel kernel, int completions) {
    SimulatedNode outer = entered;
    entered = node;
    activitiesTouched = true;
    for (int i = 0; i < completions; i++) {
      node.endpoint(kernel.completedTask(i)).completed(kernel.result(i));
    }
    kernel.clearCompletions();
    entered = outer;
  }

  private void died(SimulatedNode node) {
    node.die(Results.crash(node.kernel.crash(), clock.base));
    deadlines.update(node.index, Kernel.NO_DEADLINE);
    simulation.died(node);
  }

  /** Posts a system call; the kernel is entered before virtual time moves on. */
  void post(
      SimulatedNode node,
      int task,
      int nr,
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5) {
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
}
