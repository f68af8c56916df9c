package io.lockstep.engine.verdict;

import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Watching;
import io.lockstep.engine.series.Series;
import io.lockstep.engine.series.SeriesRecorder;

/** Keeps the course of a value that a scenario wants to be sampled. */
final class SampleWatch {
  private final Watching.Sample sample;
  private final SeriesRecorder recorder = new SeriesRecorder();

  SampleWatch(Watching.Sample sample) {
    this.sample = sample;
  }

  Operand operand() {
    return sample.operand();
  }

  void see(long timeNs, double value) {
    recorder.add(timeNs, value);
  }

  boolean isEmpty() {
    return recorder.isEmpty();
  }

  Series series() {
    return recorder.series(
        Series.Kind.SAMPLE, sample.text(), "", sample.operand().unit(), "", "");
  }
}
