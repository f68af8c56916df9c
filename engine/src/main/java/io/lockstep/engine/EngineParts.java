package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.programs.ProgramAccess;
import io.lockstep.engine.sim.KernelResolver;
import io.lockstep.engine.model.Limits;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.sim.SimulationListener;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.build.Manifest;
import java.nio.file.Path;
import java.util.Optional;

/** What an engine is put together from: the language, the kernels and the simulation. */
interface EngineParts {
  /** A scenario, read and expanded. With an error among the diagnostics there are no cases. */
  record Loaded(ImmutableList<ScenarioCase> cases, ImmutableList<Diagnostic> diagnostics) {}

  /** One simulation. */
  interface Runner {
    RunResult run();

    void interrupt();
  }

  /** Reads a scenario. */
  Loaded load(Path scenario, ReadOptions options);

  KernelResolver kernels();

  String defaultKernel();

  /** What a kernel is made of, if that is known. */
  default Optional<Manifest> manifest(String kernel) {
    return Optional.empty();
  }

  Runner simulate(
      ScenarioCase scenario,
      KernelResolver kernels,
      SimulationListener listener,
      Limits limits,
      ProgramAccess access);

  /** The real ones. */
  static EngineParts standard() {
    return new StandardParts(() -> KernelStore.standard().names());
  }
}
