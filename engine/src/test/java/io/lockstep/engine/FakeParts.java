package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.programs.ProgramAccess;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.ActivityState;
import io.lockstep.engine.sim.KernelResolver;
import io.lockstep.engine.model.Limits;
import io.lockstep.engine.sim.LinkResult;
import io.lockstep.engine.sim.NodeCrash;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.sim.SimulationListener;
import io.lockstep.libos.UnknownKernelException;
import java.nio.file.Path;
import java.util.List;

/** An engine's parts without kernels: each run sends one SYN and comes to a fixed result. */
public final class FakeParts implements EngineParts {
  /** Names of the cases. */
  public String[] cases = {""};

  /** Virtual nanoseconds. */
  public long frameTime = 1;

  /** Whether node h[1] crashes. */
  public boolean crash;

  /** Whether the run is interrupted. */
  public boolean interrupted;

  /** Thrown by the run, unless null. */
  public Throwable failure;

  /** An engine made of this. */
  public Engine engine() {
    return new Engine(this);
  }

  @Override
  public Loaded load(Path scenario, ReadOptions options) {
    ImmutableList.Builder<ScenarioCase> all = ImmutableList.builder();
    ScenarioCase c =
        Cases.with(new Condition.PacketSeen(
                true, new Condition.Medium.Link(0), new PacketFilter.Has("tcp.syn"), -1));
    for (String name : cases) {
      all.add(
          new ScenarioCase(
              c.file(), c.title(), name, ImmutableMap.of(), options.seed().orElse(c.seed()),
              c.nodes(), c.links(), c.lans(), c.routes(), c.network(), c.activities(),
              c.timeline(), c.expectations(), true, c.watching()));
    }
    return new Loaded(all.build(), ImmutableList.of());
  }

  @Override
  public KernelResolver kernels() {
    return name -> {
      if (!name.equals("linux-6.1") && !name.equals("linux-6.12")) {
        throw new UnknownKernelException(name, List.of("linux-6.1", "linux-6.12"));
      }
      return Path.of(name);
    };
  }

  @Override
  public String defaultKernel() {
    return "linux-6.12";
  }

  @Override
  public Runner simulate(
      ScenarioCase scenario,
      KernelResolver kernels,
      SimulationListener listener,
      Limits limits,
      ProgramAccess access) {
    return new Runner() {
      @Override
      public RunResult run() {
        return simulated(listener);
      }

      @Override
      public void interrupt() {
        interrupted = true;
      }
    };
  }

  private RunResult simulated(SimulationListener listener) {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
    listener.sent(
        frameTime, 0, 0, Frames.memory(Frames.TCP_SYN), 8, Frames.length(Frames.TCP_SYN));
    listener.check(60, 0, null);
    LinkResult.Direction direction = new LinkResult.Direction(1, 1, 56, 0, 0, 0, 0, 0, 0);
    return new RunResult(
        60,
        3,
        ImmutableList.of(
            new ActivityResult(
                0,
                ActivityState.UNFINISHED,
                "",
                -1,
                ImmutableMap.of(MetricName.RTT_MIN, 20e6),
                ImmutableLongArray.of(20_000_000, -1)),
            new ActivityResult(
                1,
                ActivityState.FAILED,
                "ECONNREFUSED",
                -1,
                ImmutableMap.of(),
                ImmutableLongArray.of())),
        ImmutableList.of(
            new NodeResult(0, "", "6.12.1", "log of alice\n", null),
            new NodeResult(
                1,
                "linux-6.1",
                "6.1.1",
                "log of h\n",
                crash ? new NodeCrash("PANIC", "why", 5, ImmutableList.of("f+0x1")) : null)),
        ImmutableList.of(new LinkResult(0, ImmutableList.of(direction, direction))),
        ImmutableList.of(),
        interrupted);
  }
}
