package io.lockstep.engine;

import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.sim.KernelResolver;
import io.lockstep.engine.sim.Limits;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.sim.Simulation;
import io.lockstep.engine.sim.SimulationListener;
import io.lockstep.libos.KernelStore;
import java.nio.file.Path;

/** The scenario language, the kernels of this installation and the simulation. */
final class StandardParts implements EngineParts {
  @Override
  public Loaded load(Path scenario) {
    throw new UnsupportedOperationException("TODO: Scenarios and Resolver are not on main yet");
  }

  @Override
  public KernelResolver kernels() {
    return KernelStore.standard()::find;
  }

  @Override
  public String defaultKernel() {
    return KernelStore.standard().defaultKernel();
  }

  @Override
  public Runner simulate(
      ScenarioCase scenario, KernelResolver kernels, SimulationListener listener, Limits limits) {
    Simulation simulation = new Simulation(scenario, kernels, listener, limits);
    return new Runner() {
      @Override
      public RunResult run() {
        return simulation.run();
      }

      @Override
      public void interrupt() {
        simulation.interrupt();
      }
    };
  }
}
