package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.coverage.RunCoverage;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.programs.ProgramException;
import io.lockstep.engine.page.MatrixPage;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.report.OutputException;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.engine.sim.KernelResolver;
import io.lockstep.engine.model.Limits;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;
import io.lockstep.grammar.Suggestions;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.UnknownKernelException;
import io.lockstep.libos.build.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Runs scenarios, from the file to verdict, capture and result. One engine runs one scenario at a
 * time; {@link #interrupt} may come from any thread.
 */
public final class Engine {
  private final EngineParts parts;
  private volatile boolean interrupted;
  private volatile EngineParts.Runner running;

  Engine(EngineParts parts) {
    this.parts = parts;
  }

  /** An engine with the kernels of this installation. */
  public static Engine standard() {
    return new Engine(EngineParts.standard());
  }

  /** An engine that takes these names of kernels for all there are, whatever is installed. */
  public static Engine knowing(List<String> kernels) {
    return new Engine(new StandardParts(() -> kernels));
  }

  /** Reads a scenario and says what is wrong with it; nothing is run. */
  public ImmutableList<Diagnostic> check(Path scenario) {
    return check(scenario, ReadOptions.DEFAULT);
  }

  /** Likewise. */
  public ImmutableList<Diagnostic> check(Path scenario, ReadOptions options) {
    return failuresExplained(() -> parts.load(scenario, options).diagnostics());
  }

  /**
   * Reads and expands a scenario; nothing is run.
   *
   * @param seed replaces the scenario's
   */
  public Expansion expand(Path scenario, OptionalLong seed) {
    return expand(scenario, ReadOptions.DEFAULT.withSeed(seed));
  }

  /** Reads and expands a scenario; nothing is run. */
  public Expansion expand(Path scenario, ReadOptions options) {
    return failuresExplained(
        () -> {
          EngineParts.Loaded loaded = parts.load(scenario, options);
          return new Expansion(loaded.cases(), loaded.diagnostics());
        });
  }

  /**
   * Runs all cases of a scenario, one after the other.
   *
   * @return with diagnostics and without cases if the scenario is invalid
   * @throws EngineException if it cannot be run for another reason
   */
  public Outcome run(Path scenario, RunOptions options) {
    return failuresExplained(
        () -> {
          EngineParts.Loaded loaded = parts.load(scenario, options.reading());
          options.observer().checked(loaded.diagnostics());
          boolean valid =
              loaded.diagnostics().stream().noneMatch(d -> d.severity() == Severity.ERROR);
          return valid
              ? run(scenario, loaded, options, isMatrix(loaded))
              : new Outcome(loaded.diagnostics(), ImmutableList.of(), null, ExitCode.INVALID);
        });
  }

  /**
   * Runs one case of a scenario; its results go right into the directory that the options name.
   *
   * @param caseName empty for a scenario without parameters
   * @return with diagnostics and without cases if the scenario is invalid
   * @throws EngineException if it cannot be run for another reason
   */
  public Outcome run(Path scenario, String caseName, RunOptions options) {
    return failuresExplained(
        () -> {
          EngineParts.Loaded loaded = parts.load(scenario, options.reading());
          options.observer().checked(loaded.diagnostics());
          if (loaded.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
            return new Outcome(loaded.diagnostics(), ImmutableList.of(), null, ExitCode.INVALID);
          }
          ScenarioCase one =
              loaded.cases().stream()
                  .filter(found -> found.name().equals(caseName))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new EngineException(
                              ExitCode.INVALID,
                              scenario + " has no case \"" + caseName + "\".",
                              null));
          return run(
              scenario,
              new EngineParts.Loaded(ImmutableList.of(one), loaded.diagnostics()),
              options,
              false);
        });
  }

  private static <T> T failuresExplained(Supplier<T> work) {
    try {
      return work.get();
    } catch (OutputException e) {
      ExitCode code = e.isUsersChoice() ? ExitCode.INVALID : ExitCode.INTERNAL_ERROR;
      throw new EngineException(code, e.getMessage(), e);
    } catch (ConfigurationException e) {
      throw new EngineException(ExitCode.INVALID, e.located(), e);
    } catch (ProgramException e) {
      throw new EngineException(
          ExitCode.INVALID, e.source().location() + ": error: " + e.getMessage(), e);
    } catch (UnknownKernelException e) {
      throw new EngineException(ExitCode.INVALID, withSuggestion(e), e);
    } catch (LibosException e) {
      throw new EngineException(ExitCode.INTERNAL_ERROR, e.getMessage(), e);
    }
  }

  /** Ends the run that goes on, soon; its results stay incomplete. Later runs do not start. */
  public void interrupt() {
    interrupted = true;
    EngineParts.Runner runner = running;
    if (runner != null) {
      runner.interrupt();
    }
  }

  private static boolean isMatrix(EngineParts.Loaded loaded) {
    return loaded.cases().size() > 1 || !loaded.cases().get(0).name().isEmpty();
  }

  private Outcome run(
      Path scenario, EngineParts.Loaded loaded, RunOptions options, boolean matrix) {
    List<ScenarioCase> cases = chosen(loaded.cases(), options);
    if (!options.access().allowed()) {
      ExecRefusal.check(cases);
    }
    String defaultKernel = options.kernel().orElseGet(parts::defaultKernel);
    KernelResolver kernels =
        name -> parts.kernels().image(name.isEmpty() ? defaultKernel : name);
    findKernels(cases, kernels);
    Path path = options.out().orElseGet(() -> RunDirectory.standard(scenario));
    RunDirectory directory = RunDirectory.prepare(path);
    List<CaseOutcome> outcomes = new ArrayList<>();
    ExitCode worst = ExitCode.MET;
    for (ScenarioCase one : cases) {
      options.observer().started(one, outcomes.size() + 1, cases.size());
      RunDirectory target = matrix ? directory.forCase(one.name()) : directory;
      CaseOutcome outcome = runCase(one, target, kernels, defaultKernel, options);
      if (outcome == null) {
        options.observer().abandoned(one);
        return new Outcome(
            loaded.diagnostics(), ImmutableList.copyOf(outcomes), path, ExitCode.INTERRUPTED);
      }
      outcomes.add(outcome);
      worst = worst.worse(ExitCode.of(outcome));
      options.observer().finished(outcome);
    }
    if (matrix) {
      if (options.report()) {
        directory.report(MatrixPage.of(outcomes));
      }
      directory.complete(outcomes);
    }
    return new Outcome(loaded.diagnostics(), ImmutableList.copyOf(outcomes), path, worst);
  }

  private static List<ScenarioCase> chosen(List<ScenarioCase> all, RunOptions options) {
    if (options.only().isEmpty()) {
      return all;
    }
    String name = options.only().get();
    List<String> names = all.stream().map(ScenarioCase::name).toList();
    if (!names.contains(name)) {
      throw new EngineException(
          ExitCode.INVALID,
          all.get(0).file() + " has no case '" + name + "'" + Suggestions.didYouMean(name, names),
          null);
    }
    return all.stream().filter(one -> one.name().equals(name)).toList();
  }

  /** Null if it was interrupted. */
  private CaseOutcome runCase(
      ScenarioCase scenario,
      RunDirectory directory,
      KernelResolver kernels,
      String defaultKernel,
      RunOptions options) {
    boolean capture = options.capture() && scenario.captureWanted();
    try (CaseRun run =
        new CaseRun(
            scenario,
            directory,
            capture,
            options.report(),
            options.observer(),
            this::stopRunning)) {
      EngineParts.Runner runner =
          parts.simulate(
              scenario,
              kernels,
              run,
              Limits.of(scenario),
              options.access().withLayers(directory.layers(scenario)));
      running = runner;
      if (interrupted) {
        return null;
      }
      RunCoverage.begin();
      RunResult result = runner.run();
      run.throwWriteFailure();
      RunCoverage.end().ifPresent(directory::coverage);
      return result.interrupted() || interrupted
          ? null
          : run.complete(result, defaultKernel, manifests(scenario, defaultKernel));
    } catch (RuntimeException | Error e) {
      options.observer().abandoned(scenario);
      throw e;
    } finally {
      running = null;
    }
  }

  private ImmutableMap<String, Manifest> manifests(ScenarioCase scenario, String defaultKernel) {
    Map<String, Manifest> manifests = new TreeMap<>();
    for (NodeSpec node : scenario.nodes()) {
      String name = node.kernel().isEmpty() ? defaultKernel : node.kernel();
      if (!manifests.containsKey(name)) {
        parts.manifest(name).ifPresent(manifest -> manifests.put(name, manifest));
      }
    }
    return ImmutableMap.copyOf(manifests);
  }

  private void stopRunning() {
    EngineParts.Runner runner = running;
    if (runner != null) {
      runner.interrupt();
    }
  }

  /** Every kernel must be there before the first one boots. */
  private static void findKernels(List<ScenarioCase> cases, KernelResolver kernels) {
    Set<String> found = new HashSet<>();
    for (ScenarioCase scenario : cases) {
      for (NodeSpec node : scenario.nodes()) {
        if (found.add(node.kernel())) {
          find(node, kernels);
        }
      }
    }
  }

  private static void find(NodeSpec node, KernelResolver kernels) {
    try {
      kernels.image(node.kernel());
    } catch (UnknownKernelException e) {
      String where = node.kernel().isEmpty() ? "" : node.source().location() + ": error: ";
      throw new EngineException(ExitCode.INVALID, where + withSuggestion(e), e);
    }
  }

  private static String withSuggestion(UnknownKernelException e) {
    return Suggestions.nearest(e.name(), e.known())
        .map(near -> e.getMessage() + " Did you mean \"" + near + "\"?")
        .orElse(e.getMessage());
  }
}
