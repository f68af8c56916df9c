package io.lockstep.engine.plot;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.series.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws plots: steps from value to value, since a value holds until the next one. Where many lie on
 * one column of pixels, the line goes from the least to the largest of them.
 */
final class PlotPainter {
  static final double WIDTH = 860;
  static final double HEIGHT = 320;
  private static final double LEFT = 84;
  private static final double RIGHT = 24;
  private static final double TOP = 46;
  private static final double BOTTOM = 54;
  private static final double COLUMN = 0.5;

  private static final int INTERVALS = 260;

  private final Plot plot;
  private final List<Series> lines = new ArrayList<>();
  private String note = "";
  private final Canvas canvas;
  private final Axis time;
  private final Axis value;

  private PlotPainter(Plot plot, long endNs, Canvas canvas) {
    this.plot = plot;
    this.canvas = canvas;
    long end = Math.max(1, endNs);
    for (Plot.Line line : plot.lines()) {
      end = Math.max(end, line.series().timesNs().get(line.series().size() - 1));
    }
    double most = 0;
    for (Plot.Line line : plot.lines()) {
      Series series = line.series();
      if (series.kind() == Series.Kind.LINK && series.unit() == Unit.RATE) {
        series = Intervals.means(series, end, INTERVALS);
        note = ", mean per " + Quantity.time(end / INTERVALS / 1000 * 1000);
      }
      lines.add(series);
      most = Math.max(most, series.values().stream().max().orElse(0));
    }
    this.time = new Axis(0, end, LEFT, WIDTH - RIGHT);
    this.value = new Axis(0, most > 0 ? most * 1.05 : 1, HEIGHT - BOTTOM, TOP);
  }

  /**
   * Draws one.
   *
   * @param endNs the end of the run, or 0 if it is not known
   */
  static void paint(Plot plot, long endNs, Canvas canvas) {
    new PlotPainter(plot, endNs, canvas).paint();
  }

  private void paint() {
    canvas.text(plot.title() + note, 24, 26, "start", "title");
    for (double tick : time.ticks(8)) {
      double x = time.place(tick);
      canvas.grid(x, TOP, x, HEIGHT - BOTTOM);
      canvas.text(Quantity.time(Math.round(tick)), x, HEIGHT - BOTTOM + 16, "middle", "detail");
    }
    for (double tick : value.ticks(5)) {
      double y = value.place(tick);
      canvas.grid(LEFT, y, WIDTH - RIGHT, y);
      Unit unit = tick == 0 && plot.unit() == Unit.TIME ? Unit.NONE : plot.unit();
      canvas.text(Axis.label(tick, unit), LEFT - 8, y + 3.5, "end", "detail");
    }
    double x = LEFT;
    for (int i = 0; i < plot.lines().size(); i++) {
      line(lines.get(i), i);
      canvas.line(new double[] {x, x + 18}, new double[] {HEIGHT - 18, HEIGHT - 18}, 2, i);
      String label = plot.lines().get(i).label();
      canvas.text(label, x + 24, HEIGHT - 14, "start", "legend");
      x += 48 + 6.4 * label.length();
    }
  }

  private void line(Series series, int colour) {
    double[] xs = new double[4 * series.size() + 2];
    double[] ys = new double[xs.length];
    int count = 0;
    for (int i = 0; i < series.size(); ) {
      double x = time.place(series.timesNs().get(i));
      double first = value.place(series.values().get(i));
      double low = first;
      double high = first;
      double last = first;
      int next = i + 1;
      while (next < series.size() && time.place(series.timesNs().get(next)) < x + COLUMN) {
        last = value.place(series.values().get(next++));
        low = Math.min(low, last);
        high = Math.max(high, last);
      }
      if (count > 0) {
        xs[count] = x;
        ys[count] = ys[count - 1];
        count++;
      }
      for (double y : next == i + 1 ? new double[] {first} : new double[] {low, high, last}) {
        xs[count] = x;
        ys[count++] = y;
      }
      i = next;
    }
    canvas.line(xs, ys, count, colour);
  }
}
