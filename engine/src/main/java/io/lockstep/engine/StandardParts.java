package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.packet.Fields;
import io.lockstep.engine.resolve.Resolution;
import io.lockstep.engine.resolve.ResolveOptions;
import io.lockstep.engine.resolve.Resolver;
import io.lockstep.engine.programs.ProgramAccess;
import io.lockstep.engine.sim.KernelResolver;
import io.lockstep.engine.model.Limits;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.sim.Simulation;
import io.lockstep.engine.sim.SimulationListener;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.LoadResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.build.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The scenario language, the kernels of this installation and the simulation. */
final class StandardParts implements EngineParts {
  private final Supplier<List<String>> names;

  /**
   * The parts.
   *
   * @param names of the kernels that scenarios may name; if there are none, any
   */
  StandardParts(Supplier<List<String>> names) {
    this.names = names;
  }

  @Override
  public Loaded load(Path scenario, ReadOptions options) {
    LoadResult loaded = Scenarios.load(scenario, options.searchPath());
    if (!loaded.isValid()) {
      return new Loaded(ImmutableList.of(), loaded.diagnostics());
    }
    Resolution resolution =
        Resolver.resolve(loaded.main().orElseThrow(), loaded.includes(), resolving(options));
    ImmutableList<Diagnostic> all =
        ImmutableList.<Diagnostic>builder()
            .addAll(loaded.diagnostics())
            .addAll(resolution.diagnostics())
            .build();
    return new Loaded(resolution.cases(), all);
  }

  private ResolveOptions resolving(ReadOptions reading) {
    ResolveOptions options =
        ResolveOptions.defaults()
            .withFields(Fields.known(), Fields::problem)
            .withParameters(reading.parameters());
    List<String> kernels = names.get();
    if (!kernels.isEmpty()) {
      options = options.withKernels(kernels);
    }
    OptionalLong seed = reading.seed();
    return seed.isPresent() ? options.withSeed(seed.getAsLong()) : options;
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
  public Optional<Manifest> manifest(String kernel) {
    return Optional.of(KernelStore.standard().manifest(kernel));
  }

  @Override
  public Runner simulate(
      ScenarioCase scenario,
      KernelResolver kernels,
      SimulationListener listener,
      Limits limits,
      ProgramAccess access) {
    Simulation simulation = new Simulation(scenario, kernels, listener, limits, access);
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
