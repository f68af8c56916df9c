package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.programs.ProgramHost;
import io.lockstep.engine.traffic.Activity;
import io.lockstep.engine.traffic.ProgramActivity;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.ProgramEvent;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets programs run at the present instant, before time moves on, and takes care of the kernels that
 * they have entered and of what they have done.
 */
final class ProgramRunner implements AutoCloseable {
  /** Turns of programs that may happen at one instant. */
  private static final int MAX_ROUNDS = 1_000_000;

  private final Clock clock;
  private final SimulatedNode[] nodes;
  private final ProgramHost host;
  private final boolean wanted;
  private final Map<Integer, ProgramActivity> activities = new HashMap<>();

  /** May hold kernels that are gone. */
  private final Map<Kernel, SimulatedNode> byKernel = new IdentityHashMap<>();

  private NodeRunner runner;

  ProgramRunner(ScenarioCase scenario, Clock clock, SimulatedNode[] nodes, ProgramHost host) {
    this.clock = clock;
    this.nodes = nodes;
    this.host = host;
    this.wanted =
        scenario.activities().stream().anyMatch(spec -> spec instanceof ActivitySpec.Program);
  }

  void attach(NodeRunner nodeRunner) {
    runner = nodeRunner;
  }

  ProgramHost host() {
    return host;
  }

  /** Whether the scenario has programs: then kernels must not run on without anybody looking. */
  boolean isWanted() {
    return wanted;
  }

  void started(int program, ProgramActivity activity) {
    activities.put(program, activity);
  }

  /** Runs programs until all of them wait; whether any did run. */
  boolean settle() {
    if (!wanted || !host.pending()) {
      return false;
    }
    for (int rounds = 0; host.pending(); rounds++) {
      if (rounds == MAX_ROUNDS) {
        throw standstill();
      }
      boolean settled;
      do {
        settled = host.run(clock.now);
        for (int i = 0; i < host.touchedCount(); i++) {
          runner.settle(node(host.touched(i)));
        }
        drain();
      } while (!settled && ++rounds < MAX_ROUNDS);
    }
    return true;
  }

  private void drain() {
    for (ProgramEvent event = host.poll(); event != null; event = host.poll()) {
      runner.touchActivities();
      ProgramActivity activity = activities.get(event.id());
      if (activity != null) {
        activity.happened(event, event.time() - clock.base);
      }
    }
  }

  private SimulatedNode node(Kernel kernel) {
    SimulatedNode known = byKernel.get(kernel);
    if (known == null) {
      byKernel.clear();
      for (SimulatedNode node : nodes) {
        byKernel.put(node.kernel, node);
      }
      known = byKernel.get(kernel);
    }
    return known;
  }

  private ConfigurationException standstill() {
    ProgramActivity busy =
        activities.values().stream()
            .filter(ProgramActivity::isAlive)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no program runs, but one wants to"));
    return new ConfigurationException(
        busy.spec().source(),
        "virtual time stands still at "
            + clock.scenario()
            + " ns, since a program such as "
            + busy.spec().name()
            + " is busy without end; with 'call_cost' its system calls take time");
  }

  /** The run is over: programs are told to end, and may do so at this instant. */
  void terminate(List<Activity> all) {
    if (!wanted) {
      return;
    }
    for (Activity activity : all) {
      if (activity instanceof ProgramActivity program) {
        program.terminateAtEnd();
      }
    }
    settle();
  }

  @Override
  public void close() {
    host.close();
  }
}
