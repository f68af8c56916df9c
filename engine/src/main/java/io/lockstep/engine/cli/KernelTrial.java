package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.bisect.Behaviour;
import io.lockstep.engine.bisect.BisectException;
import io.lockstep.engine.suite.CaseResult;
import io.lockstep.engine.suite.CaseRunner;
import io.lockstep.engine.suite.CaseStatus;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.build.BuildProgress;
import io.lockstep.libos.build.Cache;
import io.lockstep.libos.build.KernelBuildException;
import io.lockstep.libos.build.KernelBuilder;
import io.lockstep.libos.build.KernelSource;
import io.lockstep.libos.build.Overlay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Builds a kernel under a name of its own, and runs a scenario on it in a new process. */
final class KernelTrial implements AutoCloseable {
  private final Path scenario;
  private final String caseName;
  private final long seed;
  private final long limitSeconds;
  private final ImmutableList<Path> include;
  private final List<String> arguments;
  private final PrintWriter err;
  /** Not the process's number alone: two bisections may share a machine's cache. */
  private final String name = "bisect-" + ProcessHandle.current().pid();
  private boolean named;
  private String whyNot = "";

  /**
   * A trial.
   *
   * @param seed or -1
   * @param arguments of the worker process
   */
  KernelTrial(
      Path scenario,
      String caseName,
      long seed,
      long limitSeconds,
      ImmutableList<Path> include,
      List<String> arguments,
      PrintWriter err) {
    this.scenario = scenario;
    this.caseName = caseName;
    this.seed = seed;
    this.limitSeconds = limitSeconds;
    this.include = include;
    this.arguments = arguments;
    this.err = err;
  }

  /**
   * How it went; empty if the kernel cannot be built, and then {@link #whyNot} says why.
   *
   * @throws BisectException if no version could be built by what is asked for
   */
  Optional<Behaviour> run(
      KernelSource source, List<Path> patches, List<Path> fragments, Path out, BuildProgress progress) {
    try {
      KernelBuilder.Request request = new KernelBuilder.Request(source, name, patches, fragments);
      Path image =
          KernelBuilder.standard(Cache.standard(), Overlay.bundled()).build(request, progress);
      KernelStore.standard().name(name, image);
      named = true;
    } catch (KernelBuildException e) {
      progress.end();
      if (!e.isOfThisVersion()) {
        throw new BisectException(e.getMessage());
      }
      whyNot = e.getMessage();
      return Optional.empty();
    } catch (LibosException | IOException e) {
      throw new BisectException(String.valueOf(e.getMessage()));
    }
    try (CaseRunner runner =
        new CaseRunner(
            WorkerCommandLine.of(1, out, arguments), out.resolve("worker.log"), include)) {
      Files.createDirectories(out);
      CaseResult result =
          runner.run(scenario, caseName, name, seed, out.resolve("run"), true, limitSeconds);
      if (result.status() == CaseStatus.INVALID) {
        throw new BisectException(String.join("\n", result.details()));
      }
      Path json = out.resolve("run").resolve("result.json");
      return Optional.of(
          new Behaviour(result, Files.isRegularFile(json) ? Files.readString(json) : ""));
    } catch (IOException e) {
      throw new BisectException("Cannot write to " + out + ": " + e.getMessage() + ".");
    }
  }

  String whyNot() {
    return whyNot;
  }

  /** Forgets the name; images stay in the cache, for the next time. */
  @Override
  public void close() {
    if (named) {
      try {
        KernelStore.standard().forget(name);
      } catch (LibosException e) {
        err.println(e.getMessage());
      }
    }
  }
}
