package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.capture.Capture;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.page.Recorder;
import io.lockstep.engine.page.RunPage;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.report.Fingerprint;
import io.lockstep.engine.report.OutputException;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.engine.inspect.TcpSocket;
import io.lockstep.engine.series.Sampling;
import io.lockstep.engine.series.Series;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.ActivityState;
import io.lockstep.engine.sim.DropReason;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.sim.SimulationListener;
import io.lockstep.engine.sim.Watched;
import io.lockstep.engine.verdict.Judge;
import io.lockstep.engine.verdict.ScriptVerdicts;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import io.lockstep.libos.build.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One case on its way: hands what happens to judge, capture, fingerprint and observer. */
final class CaseRun implements SimulationListener, AutoCloseable {
  private final ScenarioCase scenario;
  private final RunDirectory directory;
  private final RunObserver observer;
  private final Runnable interrupt;
  private final Judge judge;
  private final Fingerprint fingerprint;
  private final Sampling sampling;
  private final Capture capture;

  /** Null if nobody wants a report. */
  private final Recorder recorder;

  /**
   * Opens the capture.
   *
   * @param interrupt ends the simulation when there is no use in going on
   */
  CaseRun(
      ScenarioCase scenario,
      RunDirectory directory,
      boolean captureWanted,
      boolean reportWanted,
      RunObserver observer,
      Runnable interrupt) {
    this.scenario = scenario;
    this.directory = directory;
    this.observer = observer;
    this.interrupt = interrupt;
    this.judge = new Judge(scenario);
    this.fingerprint = new Fingerprint(scenario.nodes().size());
    this.sampling = new Sampling(scenario);
    this.capture = captureWanted ? open() : null;
    this.recorder = reportWanted ? new Recorder(scenario) : null;
  }

  private Capture open() {
    try {
      return new Capture(scenario, directory.capture());
    } catch (IOException e) {
      throw OutputException.failed(directory.capture(), e);
    }
  }

  @Override
  public void sent(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    judge.sent(timeNs, wire, direction, memory, offset, length);
    fingerprint.sent(timeNs, wire, direction, memory, offset, length);
    sampling.sent(timeNs, wire, direction, memory, offset, length);
    if (capture != null) {
      capture.sent(timeNs, wire, direction, memory, offset, length);
    }
    if (recorder != null) {
      recorder.sent(timeNs, wire, direction, memory, offset, length);
    }
  }

  @Override
  public void received(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    fingerprint.received(timeNs, wire, direction, memory, offset, length);
    sampling.received(timeNs, wire, direction, memory, offset, length);
    if (capture != null) {
      capture.received(timeNs, wire, direction, memory, offset, length);
    }
    if (recorder != null) {
      recorder.received(timeNs, wire, direction, memory, offset, length);
    }
  }

  @Override
  public void dropped(
      long timeNs,
      int wire,
      int direction,
      DropReason reason,
      ByteBuffer memory,
      int offset,
      int length) {
    fingerprint.dropped(timeNs, wire, direction, reason, memory, offset, length);
    sampling.dropped(timeNs, wire, direction, reason, memory, offset, length);
    if (capture != null) {
      capture.dropped(timeNs, wire, direction, reason, memory, offset, length);
    }
    if (recorder != null) {
      recorder.dropped(timeNs, wire, direction, reason, memory, offset, length);
    }
  }

  @Override
  public void queued(long timeNs, int wire, int direction, int packets, long bytes) {
    sampling.queued(timeNs, wire, direction, packets, bytes);
  }

  @Override
  public void sockets(long timeNs, int node, List<TcpSocket> sockets) {
    sampling.sockets(timeNs, node, sockets);
  }

  @Override
  public void event(long timeNs, String description, Source source) {
    if (capture != null) {
      capture.event(timeNs, description, source);
    }
    if (recorder != null) {
      recorder.event(timeNs, description, source);
    }
  }

  @Override
  public void carrier(long timeNs, int wire, boolean up) {
    if (recorder != null) {
      recorder.carrier(timeNs, wire, up);
    }
  }

  @Override
  public void alive(long timeNs, int node, boolean alive) {
    if (recorder != null) {
      recorder.alive(timeNs, node, alive);
    }
  }

  @Override
  public void check(long timeNs, int expectation, Observations observations) {
    judge.check(timeNs, expectation, observations);
  }

  @Override
  public boolean holds(long timeNs, Condition condition, Observations observations) {
    return judge.holds(timeNs, condition, observations);
  }

  @Override
  public void began(Observations observations) {
    judge.began(observations);
  }

  @Override
  public void ended(long timeNs, Observations observations) {
    judge.ended(timeNs, observations);
    fingerprint.ended(timeNs, observations);
  }

  @Override
  public List<Watched> watched() {
    return judge.watched();
  }

  @Override
  public boolean look(long timeNs, int index, Observations observations) {
    return judge.look(timeNs, index, observations);
  }

  @Override
  public void progress(long timeNs, long events) {
    observer.progress(timeNs, events);
    if (capture != null && capture.failure() != null) {
      interrupt.run();
    }
  }

  @Override
  public void booted(int nodes, int ofNodes) {
    observer.booted(nodes, ofNodes);
  }

  /** Writes everything that belongs to a completed run. */
  CaseOutcome complete(
      RunResult result, String defaultKernel, ImmutableMap<String, Manifest> kernels) {
    if (capture != null) {
      try {
        capture.complete();
      } catch (IOException e) {
        throw OutputException.failed(directory.capture(), e);
      }
    }
    CaseOutcome outcome =
        new CaseOutcome(
            scenario,
            result,
            explained(result),
            fingerprint.hashes(),
            defaultKernel,
            directory.path(),
            capture != null,
            ImmutableList.<Series>builder()
                .addAll(judge.samples())
                .addAll(sampling.series())
                .build(),
            judge.implicit(result),
            kernels);
    if (recorder != null) {
      directory.report(RunPage.of(outcome, recorder));
    }
    directory.complete(outcome);
    return outcome;
  }

  /** A failure to write that was put off until the simulation had ended. */
  void throwWriteFailure() {
    if (capture != null && capture.failure() != null) {
      throw OutputException.failed(directory.capture(), capture.failure());
    }
  }

  /** Adds why an activity failed to the expectations that speak of it. */
  private ImmutableList<Verdict> explained(RunResult result) {
    ImmutableList.Builder<Verdict> all = ImmutableList.builder();
    for (Verdict verdict : judge.verdicts()) {
      List<String> reasons = new ArrayList<>();
      if (verdict.status() != Status.MET) {
        for (int index :
            Mentions.activities(
                scenario.expectations().get(verdict.expectation()).condition())) {
          explain(result, index, reasons);
        }
      }
      all.add(reasons.isEmpty() ? verdict : verdict.with(reasons));
    }
    all.addAll(ScriptVerdicts.of(scenario, result));
    return all.build();
  }

  private void explain(RunResult result, int index, List<String> reasons) {
    ActivityResult activity = result.activities().get(index);
    if (activity.state() == ActivityState.COMPLETED || reasons.size() >= 5) {
      return;
    }
    ActivitySpec spec = scenario.activities().get(index);
    String how = activity.state() == ActivityState.FAILED ? " failed" : " did not finish";
    String why = activity.reason().isEmpty() ? "" : ": " + activity.reason();
    reasons.add(spec.name() + how + why);
  }

  /** Removes an unfinished capture. */
  @Override
  public void close() {
    if (capture != null) {
      try {
        capture.close();
      } catch (IOException e) {
        // The directory is marked as incomplete, and nothing depends on the remains.
      }
    }
  }
}
