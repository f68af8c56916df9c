package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.Limits;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.programs.LibosProgramHost;
import io.lockstep.engine.programs.ProgramAccess;
import io.lockstep.engine.programs.ProgramHost;
import io.lockstep.engine.packet.PacketMemory;
import io.lockstep.engine.programs.Visitor;
import io.lockstep.engine.traffic.Activity;
import io.lockstep.engine.traffic.Traffic;
import io.lockstep.libos.Syscall;
import java.util.BitSet;
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
  /** Events in the queue: the numbers below this one stand for a direction with frames. */
  static final long FIRST_OTHER = 1L << 32;

  static final long BLOCK = FIRST_OTHER;
  static final long START = 2 * FIRST_OTHER;
  static final long CHECK = 3 * FIRST_OTHER;
  static final long WAKE = 4 * FIRST_OTHER;
  static final long LOOK = 5 * FIRST_OTHER;
  static final long LATER = 6 * FIRST_OTHER;

  /** Events that may happen at one instant. */
  private static final long MAX_EVENTS = 10_000_000;

  private static final long PROGRESS_EVENTS = 65536;

  private final ScenarioCase scenario;
  private final KernelResolver kernels;
  private final SimulationListener listener;
  private final Limits limits;
  private final ProgramAccess access;
  private final Clock clock = new Clock();
  private final EventQueue queue = new EventQueue(1024);
  private final DeadlineHeap deadlines;

  /** Comes back for each frame; slower, and no different otherwise. */
  private boolean stepwise = Boolean.getBoolean("lockstep.stepwise");

  private boolean sampled = true;

  /** Null if there is no debugger. */
  private DebuggerStop debugger;

  private volatile boolean interrupted;

  private SimulatedNode[] nodes;
  private ProgramRunner programs;
  private Network network;
  private NodeRunner runner;
  private List<Activity> activities = List.of();
  private Traffic traffic;
  private NodeCalls[] calls;
  private Actions actions;
  private KernelObservations observations;
  private ConditionWatch conditions;
  private Timeline timeline;
  private Later later;
  private PacketWatchers packetWatchers;
  private Visit visit;
  private Ending ending;
  private Sampler sampler;

  /** Blocks of the timeline that have happened. */
  private final BitSet happened = new BitSet();

  /** Nodes that some action reboots. */
  private final BitSet rebooted = new BitSet();

  private long nextProgress = PROGRESS_EVENTS;

  /** Events up to the present instant. */
  private long eventsBefore;

  /**
   * Prepares a run.
   *
   * @param listener or null if nobody listens; then no condition ever holds
   */
  public Simulation(
      ScenarioCase scenario, KernelResolver kernels, SimulationListener listener, Limits limits) {
    this(scenario, kernels, listener, limits, ProgramAccess.NONE);
  }

  /**
   * Prepares a run that may run programs of the host.
   *
   * @param listener or null if nobody listens; then no condition ever holds
   */
  public Simulation(
      ScenarioCase scenario,
      KernelResolver kernels,
      SimulationListener listener,
      Limits limits,
      ProgramAccess access) {
    this.access = access;
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
   * @throws io.lockstep.engine.graph.CyclicEventsException if events wait for each other
   * @throws io.lockstep.libos.LibosException if a kernel cannot be loaded or booted
   */
  public RunResult run() {
    try (SimulationSetup setup = new SimulationSetup(scenario, kernels, listener)) {
      setup.boot(this::isInterrupted);
      if (!isInterrupted()) {
        try {
          prepare(setup);
          setup.traffic().start();
          for (SimulatedNode node : nodes) {
            runner.enter(node);
          }
          if (debugger != null) {
            debugger.attach(nodes);
            network.attach(debugger);
          }
          packetWatchers.start();
          if (listener != null) {
            listener.began(observations);
          }
          loop();
          finish();
        } finally {
          if (programs != null) {
            programs.close();
          }
        }
      }
      return new Results(scenario, setup, clock).of(activities, happened, interrupted);
    }
  }

  private void prepare(SimulationSetup setup) {
    SimulationTraffic context = new SimulationTraffic(this, setup.memory());
    ProgramHost host =
        new LibosProgramHost(
            scenario, access, node -> setup.nodes()[node].kernel, setup.memory());
    programs = new ProgramRunner(scenario, clock, setup.nodes(), host);
    access.visitor().ifPresent(who -> expect(who, host));
    context.attach(programs);
    setup.configure(context);
    clock.base = setup.base();
    clock.now = clock.base;
    nodes = setup.nodes();
    activities = setup.traffic().activities();
    debugger = DebuggerStop.of(scenario, clock);
    stepwise |= debugger != null;
    network = new Network(clock, queue, listener, setup.frames(), setup.directions());
    runner = new NodeRunner(clock, network, deadlines, this, debugger);
    network.attach(runner);
    programs.attach(runner);
    traffic = setup.traffic();
    calls = new NodeCalls[nodes.length];
    KernelFiles[] files = new KernelFiles[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      calls[i] = new NodeCalls(runner, nodes[i]);
      files[i] = setup.files(calls[i]);
    }
    LinkActions links = new LinkActions(scenario, network, calls);
    ending = new Ending(scenario);
    later = new Later(clock, queue, ending);
    network.attach(later);
    PacketMemory remembered = new PacketMemory();
    PacketActions packets =
        new PacketActions(clock, network, later, this::announce, remembered);
    actions =
        new Actions(
            this,
            scenario,
            links,
            new NodeActions(scenario, nodes, calls, files, setup.memory()),
            packets,
            new Rebooter(setup, clock, network, runner, links));
    packetWatchers =
        PacketWatchers.of(scenario, clock, network, later, packets, remembered, this::perform);
    sampler =
        new Sampler(
            scenario,
            clock,
            nodes,
            runner,
            calls,
            setup.memory(),
            sampled && listener != null ? listener : null);
    observations =
        new KernelObservations(
            clock, nodes, files, activities, calls, setup.memory(), sampler, packetWatchers);
    conditions = new ConditionWatch(clock, nodes, network, runner, observations, listener);
    timeline = new Timeline(scenario, clock, queue, conditions);
    List<Watched> watched = listener == null ? List.of() : listener.watched();
    for (int i = 0; i < watched.size(); i++) {
      long from = clock.base + watched.get(i).fromNs();
      queue.push(from, clock.nextSequence(), LOOK | i);
    }
    for (ActionBlock block : scenario.timeline()) {
      for (ActionSpec action : block.actions()) {
        if (action instanceof ActionSpec.Reboot reboot) {
          rebooted.set(reboot.node());
        }
      }
    }
  }

  private void expect(Visitor visitor, ProgramHost host) {
    for (NodeSpec node : scenario.nodes()) {
      if (node.name().equals(visitor.node())) {
        visit = new Visit(visitor, node.index(), clock, host);
        programs.expect(visit);
      }
    }
  }

  /** For the comparison of both ways. */
  Simulation stepwise() {
    stepwise = true;
    return this;
  }

  /** For the comparison of runs with and without samples. */
  Simulation unsampled() {
    sampled = false;
    return this;
  }

  /** Makes {@link #run} return soon; may be called from another thread. */
  public void interrupt() {
    interrupted = true;
  }

  private boolean isInterrupted() {
    return interrupted;
  }

  private void loop() {
    long limit = clock.base + limits.virtualNs();
    while (!interrupted) {
      runner.enterReady();
      if (programs.settle()) {
        continue;
      }
      long eventTime = queue.topTime();
      long timerTime = deadlines.topTime();
      boolean timer = timerTime < eventTime;
      long next = Math.max(clock.now, timer ? timerTime : eventTime);
      if (next > clock.now && timeline.instantIsOver()) {
        continue;
      }
      if (next > clock.now) {
        sampler.instantIsOver();
      }
      if (visit != null && next > clock.now) {
        long until = visit.attend(next);
        if (visit.isOver()) {
          return;
        }
        if (until < next) {
          clock.now = Math.max(clock.now, until);
          continue;
        }
      }
      if (visit == null && !ending.isOpen()) {
        long last = network.lastFrame() - clock.base;
        long end = clock.base + ending.time(network.inFlight(), last);
        if (next > end) {
          clock.now = Math.max(clock.now, end);
          return;
        }
      }
      if (next > limit) {
        clock.now = limit;
        return;
      }
      if (next > clock.now) {
        eventsBefore = clock.events;
        clock.now = next;
      } else if (clock.events - eventsBefore > MAX_EVENTS) {
        throw runner.standstill(scenario.nodes().get(0).source(), "the network");
      }
      if (timer) {
        runner.enter(nodes[deadlines.topKernel()]);
        clock.events++;
      } else if (queue.topPayload() < FIRST_OTHER) {
        network.deliver();
      } else {
        long payload = queue.topPayload();
        queue.pop();
        happen(payload & -FIRST_OTHER, (int) payload);
      }
      if (clock.events >= nextProgress && listener != null) {
        nextProgress = clock.events + PROGRESS_EVENTS;
        listener.progress(clock.scenario(), clock.events);
      }
    }
  }

  /** A block that may happen again and again. */
  private void perform(int block) {
    actions.perform(block);
    happened.set(block);
    clock.events += scenario.timeline().get(block).actions().size();
  }

  private void happen(long kind, int index) {
    if (kind == BLOCK) {
      runner.touchActivities();
      actions.perform(index);
      happened.set(index);
      ending.blockDone(index, clock.scenario());
      clock.events += scenario.timeline().get(index).actions().size();
      return;
    }
    clock.events++;
    runner.touchActivities();
    if (kind == LOOK) {
      conditions.open(index);
    } else if (kind == LATER) {
      later.happen(index);
    } else if (kind == WAKE) {
      activities.get(index).wake();
    } else if (kind == START) {
      start(index);
    } else {
      check(index);
      ending.checkDone(clock.scenario());
    }
  }

  private void check(int expectation) {
    if (listener != null) {
      listener.check(clock.scenario(), expectation, observations);
    }
  }

  private void finish() {
    judge();
    if (listener != null && !interrupted && visit == null) {
      listener.ended(clock.scenario(), observations);
    }
    if (!interrupted) {
      programs.terminate(activities);
    }
    if (listener != null) {
      listener.progress(clock.scenario(), clock.events);
    }
  }

  private void judge() {
    if (listener != null && !interrupted && visit == null) {
      for (int i = 0; i < scenario.expectations().size(); i++) {
        if (scenario.expectations().get(i).atNs() < 0) {
          check(i);
        }
      }
    }
  }

  /** When something is due, as far as is known here; frames may travel on their own until then. */
  long horizon() {
    return !stepwise && !programs.isWanted() && ending.isOpen() && !runner.hasReady() && !conditions.forbidsJumps()
        ? Math.min(
            Math.min(Math.min(queue.topTime(), deadlines.topTime()), sampler.horizon()),
            clock.base + limits.virtualNs())
        : clock.now;
  }

  // --------------------------------------------------- for the other classes

  long seed() {
    return scenario.seed();
  }

  /** Whether something waits for a condition on activities. */
  boolean watchesActivities() {
    return conditions != null && conditions.watchesActivities();
  }

  Clock clock() {
    return clock;
  }

  NodeRunner runner() {
    return runner;
  }

  /** Tells the listener of something. */
  void announce(String what, Source source) {
    if (listener != null) {
      listener.event(clock.scenario(), what, source);
    }
  }

  /** Tells the listener whether a node's kernel lives. */
  void announceLife(int node, boolean alive) {
    if (listener != null) {
      listener.alive(clock.scenario(), node, alive);
    }
  }

  /** Starts an activity; returns false if it has begun, or failed, before. */
  boolean start(int index) {
    Activity activity = activities.get(index);
    for (int node : new int[] {activity.spec().from(), activity.spec().to()}) {
      if (nodes[node].dead) {
        activity.nodeDied(node, crashed(nodes[node]));
      }
    }
    if (!activity.isWaiting()) {
      return false;
    }
    announce(activity.spec().name() + " starts", activity.spec().source());
    ending.activityStarted(index);
    activity.start();
    return true;
  }

  /** Has an activity send nothing more. */
  void stop(int index) {
    activities.get(index).stop();
  }

  /** An activity has been completed or has failed. */
  void ended(Activity activity) {
    int index = activity.spec().index();
    ending.activityEnded(index, clock.scenario());
    timeline.ended(index);
    traffic.ended(index);
    String how =
        activity.completedAt() >= 0 ? " is completed" : " has failed: " + activity.reason();
    announce(activity.spec().name() + how, activity.spec().source());
  }

  /** A node's kernel is about to be replaced: its programs are killed. */
  void forgetPrograms(int node) {
    if (programs.isWanted()) {
      programs.host().forget(node);
    }
  }

  /** Has the system call return that a task is in. */
  void interrupt(int node, int task) {
    calls[node].call(Syscall.LIBOS_INTERRUPT, task);
  }

  void wakeAt(long time, Activity activity) {
    timeline.wakeAt(time, activity.spec().index());
  }

  /** A kernel is dead; activities that have not begun may still see the next one. */
  void died(SimulatedNode node) {
    announce(
        crashed(node) + ": " + node.crash.kind() + ", " + node.crash.reason(),
        node.spec.source());
    announceLife(node.index, false);
    for (Activity activity : activities) {
      boolean concerned =
          activity.spec().from() == node.index || activity.spec().to() == node.index;
      if (concerned && !(activity.isWaiting() && rebooted.get(node.index))) {
        activity.nodeDied(node.index, crashed(node));
      }
    }
  }

  private static String crashed(SimulatedNode node) {
    return "node " + node.spec.name() + " crashed";
  }
}
