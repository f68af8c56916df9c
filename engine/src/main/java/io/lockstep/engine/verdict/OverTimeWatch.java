package io.lockstep.engine.verdict;

import io.lockstep.engine.model.Operand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The values that an operand had over a time, each for as long as it lasted. What it was before the
 * time counts from the beginning of it on, if it still is.
 */
final class OverTimeWatch {
  /** More than these are joined by two. */
  private static final int MOST = 1 << 16;

  private record Piece(double value, double weight) {}

  private final Operand.OverTime wanted;
  private final List<Piece> pieces = new ArrayList<>();
  private double present = Double.NaN;
  private long since;
  private double lowest = Double.NaN;
  private double highest = Double.NaN;

  OverTimeWatch(Operand.OverTime wanted) {
    this.wanted = wanted;
  }

  Operand operand() {
    return wanted.operand();
  }

  Operand.OverTime wanted() {
    return wanted;
  }

  /**
   * The operand has been looked at.
   *
   * @param value NaN if it had none
   */
  void see(long timeNs, double value) {
    close(timeNs);
    since = timeNs;
    present = value;
    if (!Double.isNaN(value)) {
      lowest = Double.isNaN(lowest) ? value : Math.min(lowest, value);
      highest = Double.isNaN(highest) ? value : Math.max(highest, value);
    }
  }

  private void close(long timeNs) {
    if (!Double.isNaN(present) && timeNs > since) {
      pieces.add(new Piece(present, timeNs - since));
      if (pieces.size() > MOST) {
        join();
      }
    }
  }

  /** Keeps every other value, with the weight of two. */
  private void join() {
    List<Piece> joined = new ArrayList<>();
    for (int i = 0; i + 1 < pieces.size(); i += 2) {
      Piece a = pieces.get(i);
      Piece b = pieces.get(i + 1);
      double weight = a.weight + b.weight;
      joined.add(new Piece((a.value * a.weight + b.value * b.weight) / weight, weight));
    }
    pieces.clear();
    pieces.addAll(joined);
  }

  /** What has come of it up to now. */
  Value value(long nowNs) {
    long end = wanted.untilNs() < 0 ? nowNs : Math.min(nowNs, wanted.untilNs());
    if (end > since) {
      double value = present;
      close(end);
      since = end;
      present = value;
    }
    if (Double.isNaN(lowest)) {
      return new Value.Missing(Status.FAILED, "nothing: there was no value in that time");
    }
    double result =
        switch (wanted.kind()) {
          case LOWEST -> lowest;
          case HIGHEST -> highest;
          case MEAN -> mean();
          case PERCENTILE -> percentile();
        };
    return new Value.Num(result, wanted.unit());
  }

  private double mean() {
    double weights = pieces.stream().mapToDouble(Piece::weight).sum();
    double sum = pieces.stream().mapToDouble(piece -> piece.value * piece.weight).sum();
    return weights > 0 ? sum / weights : highest;
  }

  /** The least value that was not exceeded in so much of the time. */
  private double percentile() {
    List<Piece> sorted = new ArrayList<>(pieces);
    sorted.sort(Comparator.comparingDouble(Piece::value));
    double left = pieces.stream().mapToDouble(Piece::weight).sum() * wanted.percent() / 100;
    for (Piece piece : sorted) {
      left -= piece.weight;
      if (left <= 0) {
        return piece.value;
      }
    }
    return highest;
  }
}
