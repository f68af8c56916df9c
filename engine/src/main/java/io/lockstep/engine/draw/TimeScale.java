package io.lockstep.engine.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Places moments on a line: in order, with gaps that grow slowly with the time between them. */
final class TimeScale {
  private static final double LEAST = 46;
  private static final double WIDEST = 1000;

  private final List<Long> times;
  private final List<Double> places = new ArrayList<>();
  private final double end;

  TimeScale(Iterable<EventRow> rows) {
    TreeSet<Long> all = new TreeSet<>();
    all.add(0L);
    for (EventRow row : rows) {
      for (EventRow.Mark mark : row.marks()) {
        if (mark.startNs() >= 0 && mark.startNs() != EventRow.Mark.END) {
          all.add(mark.startNs());
        }
        if (mark.endNs() >= 0) {
          all.add(mark.endNs());
        }
      }
    }
    times = new ArrayList<>(all);
    long shortest = Long.MAX_VALUE;
    for (int i = 1; i < times.size(); i++) {
      shortest = Math.min(shortest, times.get(i) - times.get(i - 1));
    }
    double place = 0;
    places.add(place);
    for (int i = 1; i < times.size(); i++) {
      double ratio = (double) (times.get(i) - times.get(i - 1)) / shortest;
      place += LEAST + 34 * StrictMath.log10(ratio);
      places.add(place);
    }
    double last = place;
    if (last > WIDEST) {
      places.replaceAll(old -> old * WIDEST / last);
    }
    end = Math.min(last, WIDEST) + 110;
  }

  List<Long> times() {
    return times;
  }

  /** In pixels from time 0. */
  double place(long timeNs) {
    return timeNs == EventRow.Mark.END ? end : places.get(times.indexOf(timeNs));
  }

  double end() {
    return end;
  }
}
