package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs single cases in a worker process, one after the other: what a kernel or a scenario does to
 * the process costs a case and not the caller. A worker that died is replaced.
 */
public final class CaseRunner implements AutoCloseable {
  private final List<String> command;
  private final Path log;
  private final ImmutableList<Path> include;
  private WorkerProcess worker;

  /**
   * A runner without a worker yet.
   *
   * @param command that starts a worker
   * @param log file for what it prints besides its answers
   * @param include directories in which included files are looked for
   */
  public CaseRunner(List<String> command, Path log, ImmutableList<Path> include) {
    this.command = command;
    this.log = log;
    this.include = include;
  }

  /**
   * Runs one.
   *
   * @param name of the scenario's case, or empty
   * @param kernel name, or empty for the default
   * @param seed or -1 for the scenario's
   * @param out where the results go
   */
  public CaseResult run(
      Path file, String name, String kernel, long seed, Path out, boolean capture, long limitSeconds) {
    WorkerJob job =
        new WorkerJob(
            file.toString(),
            name,
            kernel,
            seed,
            ImmutableMap.of(),
            include.stream().map(Path::toString).collect(ImmutableList.toImmutableList()),
            out.toString(),
            capture,
            false);
    try {
      if (worker == null || !worker.alive()) {
        worker = WorkerProcess.start(command, log);
      }
      WorkerProcess.Answer answer = worker.run(job, limitSeconds, time -> { });
      if (answer.result() != null) {
        return answer.result();
      }
      close();
      return answer.timedOut()
          ? CaseResult.without(
              CaseStatus.TIMED_OUT, "took longer than " + limitSeconds + " s of wall time")
          : CaseResult.without(CaseStatus.DIED, "the worker process died: " + answer.death());
    } catch (IOException e) {
      return CaseResult.without(
          CaseStatus.ERROR, "no worker can be started: " + e.getMessage());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      return CaseResult.without(CaseStatus.NOT_RUN, "interrupted");
    }
  }

  /** Ends the worker. The next run starts another one. */
  @Override
  public void close() {
    if (worker != null) {
      worker.close();
      worker = null;
    }
  }
}
