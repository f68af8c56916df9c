package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.Engine;
import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a suite in worker processes. Whatever happens to a worker costs the case that it has, and
 * nothing else; what happens to the disk costs no result that is known.
 */
public final class SuiteRun {
  private final SuiteSpec suite;
  private final SuiteOptions options;
  private final Engine engine;
  private final SuiteListener listener;
  private final Map<String, String> broken;

  private final Map<SuiteCase, CaseResult> results = new LinkedHashMap<>();
  private final Deque<SuiteCase> waiting = new ArrayDeque<>();
  private final List<WorkerProcess> alive = new ArrayList<>();
  private SuiteDirectory directory;
  private boolean stopped;
  private boolean interrupted;

  /**
   * A run that has not begun.
   *
   * @param broken kernels that are not there because they could not be built, with the reason
   */
  public SuiteRun(
      SuiteSpec suite,
      SuiteOptions options,
      Engine engine,
      SuiteListener listener,
      Map<String, String> broken) {
    this.suite = suite;
    this.options = options;
    this.engine = engine;
    this.listener = listener;
    this.broken = broken;
  }

  /**
   * Runs it and writes everything.
   *
   * @throws SuiteException if it cannot even begin
   */
  public SuiteResults run() {
    directory = SuiteDirectory.prepare(options.out());
    FailingSeeds failing = FailingSeeds.read(options.out());
    Map<String, CaseResult> earlier = SuiteResults.read(options.out());
    SuitePlan plan = SuitePlan.of(suite, options, engine, broken, failing.groups());
    results.putAll(plan.cases());
    boolean partly = options.onlyFailed() || !options.filters().isEmpty();
    if (options.onlyFailed()) {
      keepGood(earlier);
    }
    begin(failing, partly);
    listener.planned(new LinkedHashMap<>(results));
    work();
    results.replaceAll(
        (one, result) ->
            result == null ? CaseResult.without(CaseStatus.NOT_RUN, "not run") : result);
    SuiteResults all = new SuiteResults(suite.name(), results);
    for (Map.Entry<SuiteCase, CaseResult> one : results.entrySet()) {
      CaseStatus status = one.getValue().status();
      if (status != CaseStatus.NOT_RUN && status != CaseStatus.SKIPPED) {
        failing.note(one.getKey(), status.bad());
      }
    }
    write(all, failing);
    return all;
  }

  /** Ends it soon; what is not done is not run. */
  public synchronized void interrupt() {
    interrupted = true;
    stopped = true;
    alive.forEach(WorkerProcess::kill);
  }

  public synchronized boolean interrupted() {
    return interrupted;
  }

  private void keepGood(Map<String, CaseResult> earlier) {
    results.replaceAll(
        (one, result) -> {
          CaseResult before = earlier.get(one.id());
          return before != null && !before.status().bad() && before.status() != CaseStatus.NOT_RUN
              ? before
              : result;
        });
  }

  private void begin(FailingSeeds failing, boolean partly) {
    try {
      if (!partly) {
        directory.clear();
      }
      directory.reserve(results.size());
    } catch (IOException e) {
      listener.note("There is hardly room in " + directory.path() + ": " + e.getMessage() + ".");
    }
    List<SuiteCase> later = new ArrayList<>();
    results.forEach(
        (one, known) -> {
          if (known == null && failing.contains(one)) {
            waiting.add(one);
          } else if (known == null) {
            later.add(one);
          }
        });
    waiting.addAll(later);
  }

  private void work() {
    List<Thread> threads = new ArrayList<>();
    int jobs = Math.min(options.jobs(), Math.max(1, waiting.size()));
    for (int i = 0; i < jobs && !waiting.isEmpty(); i++) {
      int number = i;
      Thread thread = new Thread(() -> serve(number), "lockstep-worker-" + (i + 1));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupt();
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized SuiteCase next() {
    return stopped ? null : waiting.poll();
  }

  /** The life of one worker's thread. */
  private void serve(int number) {
    WorkerProcess[] worker = {null};
    try {
      for (SuiteCase one = next(); one != null; one = next()) {
        begun(number, one);
        CaseResult result = judged(one, attempt(number, worker, one, directoryOf(one)));
        if (options.twice() && result.exit() >= 0) {
          result = again(number, worker, one, result);
        }
        keepPage(one, result);
        done(number, one, result);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (worker[0] != null) {
        end(worker[0]);
      }
    }
  }

  private Path directoryOf(SuiteCase one) {
    return directory.resolve(one.directory());
  }

  /** Nobody looks at the page of a case that has passed. */
  private void keepPage(SuiteCase one, CaseResult result) {
    if (options.report() && result.status() == CaseStatus.PASSED) {
      try {
        Files.deleteIfExists(pageOf(one));
      } catch (IOException e) {
        listener.note("Cannot remove " + pageOf(one) + ": " + e.getMessage() + ".");
      }
    }
  }

  private Path pageOf(SuiteCase one) {
    return directoryOf(one).resolve(SuiteHtml.PAGE);
  }

  private synchronized void begun(int number, SuiteCase one) {
    listener.started(number, one);
  }

  private synchronized void done(int number, SuiteCase one, CaseResult result) {
    if (interrupted && result.exit() < 0) {
      return;
    }
    results.put(one, result);
    listener.finished(number, one, result);
    stopped |= options.failFast() && result.status().bad();
  }

  /** Runs a case; if the worker dies, once more in a new one, only to tell how. */
  private CaseResult attempt(int number, WorkerProcess[] worker, SuiteCase one, Path out)
      throws InterruptedException {
    WorkerProcess.Answer first = once(number, worker, one, out);
    if (first.result() != null) {
      return first.result();
    } else if (first.timedOut()) {
      return CaseResult.without(
          CaseStatus.TIMED_OUT,
          "took longer than " + one.limitSeconds()
              + " s of wall time, and was ended (time_limit, --time-limit)");
    }
    String died = "the worker process died: " + first.death();
    if (interrupted()) {
      return CaseResult.without(CaseStatus.NOT_RUN, "not run");
    }
    WorkerProcess.Answer second = once(number, worker, one, out);
    if (second.result() != null) {
      CaseResult result = judged(one, second.result());
      return result.as(
          CaseStatus.DIED,
          died + "; run again in a new one, the case ends: " + result.status().word());
    }
    return CaseResult.without(
        CaseStatus.DIED,
        second.timedOut()
            ? died + "; in a new one, the case runs into the time limit"
            : died + "; in a new one again: " + second.death());
  }

  private WorkerProcess.Answer once(int number, WorkerProcess[] worker, SuiteCase one, Path out)
      throws InterruptedException {
    try {
      if (worker[0] == null || !worker[0].alive()) {
        worker[0] = start(number);
      }
      WorkerJob job =
          new WorkerJob(
              one.file().toString(),
              one.name(),
              one.kernel(),
              one.seed(),
              one.parameters(),
              suite.include().stream().map(Path::toString).collect(ImmutableList.toImmutableList()),
              out.toString(),
              one.capture(),
              options.report());
      WorkerProcess.Answer answer =
          worker[0].run(job, one.limitSeconds(), time -> progress(number, time));
      if (answer.result() == null) {
        end(worker[0]);
        worker[0] = null;
      }
      return answer;
    } catch (IOException e) {
      return new WorkerProcess.Answer(
          CaseResult.without(CaseStatus.ERROR, "no worker can be started: " + e.getMessage()),
          null);
    }
  }

  private synchronized void progress(int number, long timeNs) {
    listener.progress(number, timeNs);
  }

  private synchronized WorkerProcess start(int number) throws IOException {
    Path log = directory.resolve("worker-" + (number + 1) + ".log");
    WorkerProcess worker = WorkerProcess.start(options.command(), log);
    alive.add(worker);
    if (interrupted) {
      worker.kill();
    }
    return worker;
  }

  private void end(WorkerProcess worker) {
    worker.close();
    synchronized (this) {
      alive.remove(worker);
    }
  }

  /** Compares how a case ended with how the suite wants it to end. */
  private static CaseResult judged(SuiteCase one, CaseResult result) {
    if (result.exit() < 0 || result.status() == CaseStatus.ERROR) {
      return result;
    } else if (result.exit() == one.exit()) {
      return result.status() == CaseStatus.PASSED
          ? result
          : result.as(CaseStatus.PASSED, "ended with exit code " + one.exit() + ", as expected");
    }
    return one.exit() == 0
        ? result
        : result.as(
            result.status() == CaseStatus.PASSED ? CaseStatus.FAILED : result.status(),
            "ended with exit code " + result.exit() + ", expected " + one.exit());
  }

  /** Runs a case a second time; whatever is not the same byte for byte is a defect. */
  private CaseResult again(int number, WorkerProcess[] worker, SuiteCase one, CaseResult first)
      throws InterruptedException {
    Path there = directoryOf(one);
    Path other = there.resolveSibling(there.getFileName() + ".second");
    try {
      CaseResult second = judged(one, attempt(number, worker, one, other));
      List<String> differing = second.exit() < 0 ? List.of() : differing(there, other);
      if (second.status() != first.status() || !differing.isEmpty()) {
        String how =
            second.status() == first.status()
                ? "differ in " + String.join(", ", differing)
                : "end differently: " + first.status().word() + ", then " + second.status().word();
        return first.as(CaseStatus.UNSTABLE, "two runs of the same case " + how);
      }
      directory.remove(other);
      return first;
    } catch (IOException e) {
      return first.as(CaseStatus.ERROR, "two runs cannot be compared: " + e.getMessage());
    }
  }

  private static List<String> differing(Path one, Path other) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(one)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        Path name = one.relativize(file);
        // The layers of programs hold files of theirs, which may know the host's time.
        boolean compared = !name.startsWith("programs") || name.getNameCount() == 3;
        Path same = other.resolve(name);
        if (compared && (!Files.exists(same) || Files.mismatch(file, same) >= 0)) {
          names.add(name.toString());
        }
      }
    }
    return names;
  }

  private void write(SuiteResults all, FailingSeeds failing) {
    try {
      directory.release();
      directory.write(SuiteDirectory.SUMMARY, all.toJson());
      failing.write(directory);
      directory.write("results.ktap", SuiteKtap.of(all));
      directory.write("junit.xml", SuiteJUnit.of(all));
      directory.write("index.html", SuiteHtml.of(all, one -> Files.exists(pageOf(one))));
      for (int i = 1; i <= options.jobs(); i++) {
        Path log = directory.resolve("worker-" + i + ".log");
        if (Files.exists(log) && Files.size(log) == 0) {
          Files.delete(log);
        }
      }
      directory.complete();
    } catch (IOException e) {
      throw new UnwrittenResults(all, directory.path() + ": " + e.getMessage());
    }
  }

  /** The results are known but could not all be written; the exception carries them. */
  public static final class UnwrittenResults extends RuntimeException {
    private final transient SuiteResults results;

    UnwrittenResults(SuiteResults results, String message) {
      super(message);
      this.results = results;
    }

    public SuiteResults results() {
      return results;
    }

    /** What the program ends with. */
    public ExitCode exit() {
      return ExitCode.INTERNAL_ERROR;
    }
  }
}
