package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.programs.ProgramHost;
import io.lockstep.engine.traffic.Activity;
import io.lockstep.engine.traffic.ProgramActivity;
import io.lockstep.libos.ProgramEvent;
import java.util.HashMap;
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
  private boolean wanted;
  private final Map<Integer, ProgramActivity> activities = new HashMap<>();

  private NodeRunner runner;
  private Visit visit;

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

  /** Lets somebody visit a node. */
  void expect(Visit visitor) {
    visit = visitor;
    wanted = true;
  }

  ProgramHost host() {
    return host;
  }

  /** Whether the scenario has programs: then kernels must not run on without anybody looking. */
  boolean isWanted() {
    return wanted;
  }

  /** Starts a program; returns its number. */
  int start(ActivitySpec.Program program, ProgramActivity activity) {
    int number = host.start(program, clock.now);
    activities.put(number, activity);
    return number;
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
          runner.settle(nodes[host.touched(i)]);
        }
        host.clearTouched();
        drain();
      } while (!settled && ++rounds < MAX_ROUNDS);
    }
    return true;
  }

  private void drain() {
    for (ProgramEvent event = host.poll(); event != null; event = host.poll()) {
      runner.touchActivities();
      ProgramActivity activity = activities.get(event.program());
      if (event.program() == Visit.PROGRAM) {
        visit.happened(event);
      } else if (activity != null) {
        activity.happened(event, event.time() - clock.base);
      }
    }
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
