package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.Engine;
import io.lockstep.engine.EngineException;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.Outcome;
import io.lockstep.engine.ReadOptions;
import io.lockstep.engine.RunObserver;
import io.lockstep.engine.RunOptions;
import io.lockstep.engine.programs.ProgramAccess;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.sim.NodeCrash;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * The inside of a worker process: reads jobs from standard input, runs each, and answers on standard
 * output with lines that begin with {@link #MARK}. It ends at once when its input ends, so that no
 * worker outlives the suite that it belongs to.
 */
public final class Worker {
  /** Begins the lines that are for the suite; whatever else is printed is not. */
  static final String MARK = "\u0001lockstep ";

  static final String RESULT = "result ";
  static final String PROGRESS = "progress ";
  private static final int OUT_OF_MEMORY = 97;
  private static final int EVIDENCE = 6;
  private static final int BACKTRACE = 8;

  private final Engine engine;
  private final ProgramAccess access;
  private final PrintStream answers;

  private Worker(Engine engine, ProgramAccess access, PrintStream answers) {
    this.engine = engine;
    this.access = access;
    this.answers = answers;
  }

  /** The status that a worker without memory ends with. */
  static boolean outOfMemory(int status) {
    return status == OUT_OF_MEMORY;
  }

  /**
   * Runs jobs until the input ends.
   *
   * @param out where answers go, in UTF-8
   */
  public static void serve(
      Supplier<Engine> engine, ProgramAccess access, InputStream in, PrintStream out) {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(in, lines), "lockstep-jobs");
    reader.setDaemon(true);
    reader.start();
    Worker worker = new Worker(engine.get(), access, out);
    try {
      while (true) {
        worker.run(WorkerJob.ofLine(lines.take()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  private static void read(InputStream in, BlockingQueue<String> lines) {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // The suite is gone, as at the end of its input.
    }
    Runtime.getRuntime().halt(0);
  }

  private void run(WorkerJob job) {
    CaseResult result;
    try {
      RunOptions options =
          new RunOptions(
              Optional.of(job.kernel()).filter(kernel -> !kernel.isEmpty()),
              new ReadOptions(
                  job.seed() < 0 ? OptionalLong.empty() : OptionalLong.of(job.seed()),
                  job.parameters(),
                  job.include().stream().map(Path::of).collect(ImmutableList.toImmutableList())),
              Optional.of(Path.of(job.out())),
              job.capture(),
              access,
              new Progress(),
              job.report());
      result = of(engine.run(Path.of(job.file()), job.name(), options));
    } catch (EngineException e) {
      ExitCode code = e.exitCode();
      result =
          new CaseResult(
              code == ExitCode.INVALID ? CaseStatus.INVALID : CaseStatus.ERROR,
              code.code(), 0, 0, 0, lines(e.getMessage()), ImmutableMap.of());
    } catch (RuntimeException | StackOverflowError e) {
      result =
          CaseResult.without(CaseStatus.ERROR, "Lockstep has failed: " + e);
      e.printStackTrace();
    }
    answer(RESULT + CaseResultJson.toLine(result));
  }

  private void answer(String text) {
    answers.println(MARK + text);
    answers.flush();
  }

  private static ImmutableList<String> lines(String text) {
    return text.lines().collect(ImmutableList.toImmutableList());
  }

  private static CaseResult of(Outcome outcome) {
    if (outcome.cases().isEmpty()) {
      ImmutableList.Builder<String> details = ImmutableList.builder();
      outcome.diagnostics().forEach(diagnostic -> details.addAll(lines(diagnostic.render())));
      return new CaseResult(
          CaseStatus.INVALID, outcome.exitCode().code(), 0, 0, 0, details.build(),
          ImmutableMap.of());
    }
    CaseOutcome one = outcome.cases().get(0);
    CaseStatus status = switch (one.conclusion()) {
      case MET -> CaseStatus.PASSED;
      case FAILED -> CaseStatus.FAILED;
      case CRASHED -> CaseStatus.CRASHED;
    };
    return new CaseResult(
        status,
        outcome.exitCode().code(),
        one.met(),
        one.verdicts().size(),
        one.result().endNs(),
        details(one),
        one.fingerprint());
  }

  private static ImmutableList<String> details(CaseOutcome outcome) {
    ImmutableList.Builder<String> details = ImmutableList.builder();
    for (Verdict verdict : outcome.verdicts()) {
      if (verdict.status() != Status.MET) {
        String word = verdict.status() == Status.FAILED ? "" : "undecided: ";
        details.add(
            word + verdict.source().location() + "  " + verdict.source().text() + "   "
                + verdict.seen());
        verdict.evidence().stream().limit(EVIDENCE).forEach(line -> details.add("    " + line));
      }
    }
    for (NodeResult node : outcome.result().nodes()) {
      NodeCrash crash = node.crash();
      if (crash != null) {
        String name = outcome.scenario().nodes().get(node.index()).name();
        details.add("kernel of " + name + " crashed: " + crash.reason());
        if (!crash.kind().equals("ENDLESS_LOOP")) {
          crash.backtrace().stream().limit(BACKTRACE).forEach(line -> details.add("    " + line));
        }
      }
    }
    return details.build();
  }

  /** Tells how far a case is, not too often. */
  private final class Progress implements RunObserver {
    private static final long INTERVAL_NS = 500_000_000;

    private long last = System.nanoTime();

    @Override
    public void progress(long timeNs, long events) {
      long now = System.nanoTime();
      if (now - last >= INTERVAL_NS) {
        last = now;
        answer(PROGRESS + timeNs);
      }
    }
  }
}
