package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.graph.EventGraph;
import io.lockstep.engine.graph.EventLink;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws what happens in a scenario: a line for each event along virtual time. */
public final class EventsSvg {
  private static final double MARGIN = 28;
  private static final double ROW = 25;
  private static final double HEAD = 84;
  private static final double OPEN = 44;
  private static final double STEP = 52;

  private final ScenarioCase scenario;
  private final ImmutableList<EventRow> rows;
  private final TimeScale scale;
  private final double origin;
  private final Map<EventLink.Ref, Integer> rowOf = new HashMap<>();
  private final double[] starts;
  private final double[] ends;
  private final Svg svg = new Svg();

  private EventsSvg(ScenarioCase scenario) {
    this.scenario = scenario;
    this.rows = EventRows.of(scenario);
    this.scale = new TimeScale(rows);
    double labels = 60;
    for (EventRow row : rows) {
      labels = Math.max(labels, TextWidth.bold(row.label(), 11));
    }
    this.origin = MARGIN + labels + 22;
    this.starts = new double[rows.size()];
    this.ends = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (EventLink.Ref ref : rows.get(i).refs()) {
        rowOf.put(ref, i);
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      place(i);
    }
  }

  /** An SVG document; the same scenario gives the same bytes. */
  public static String of(ScenarioCase scenario, Theme theme) {
    return new EventsSvg(scenario).write(theme);
  }

  /** What is not fixed stands behind all that it waits for. */
  private void place(int index) {
    EventRow row = rows.get(index);
    if (row.startNs() >= 0) {
      starts[index] = origin + scale.place(row.startNs());
    } else {
      double after = origin;
      for (EventLink.Ref ref : row.waits()) {
        Integer other = rowOf.get(ref);
        after = Math.max(after, other == null || other >= index ? origin : ends[other]);
      }
      starts[index] = after + STEP;
    }
    EventRow.Mark last = row.marks().get(row.marks().size() - 1);
    if (last.endNs() >= 0) {
      ends[index] = Math.max(starts[index] + 5, origin + scale.place(last.endNs()));
    } else if (row.kind() == EventRow.Kind.ACTIVITY) {
      ends[index] = starts[index] + OPEN;
    } else {
      ends[index] = last.startNs() < 0 ? starts[index] : origin + scale.place(last.startNs());
    }
  }

  private double y(int row) {
    return HEAD + 26 + row * ROW;
  }

  private String write(Theme theme) {
    String caption = caption();
    double right = Math.max(TextWidth.bold(scenario.title(), 17), TextWidth.of(caption, 11));
    right = Math.max(right + MARGIN, origin + scale.end());
    for (int i = 0; i < rows.size(); i++) {
      right = Math.max(right, ends[i] + 16 + TextWidth.of(rows.get(i).text(), 10.5));
    }
    double width = Math.ceil(right + MARGIN);
    double bottom = y(rows.size() - 1) + 14;
    double height = Math.ceil(bottom + 18);
    svg.begin(
        "svg", "xmlns", "http://www.w3.org/2000/svg", "width", width, "height", height, "viewBox",
        "0 0 " + Svg.number(width) + " " + Svg.number(height), "role", "img");
    svg.text("title", scenario.title());
    svg.text("desc", caption);
    svg.style(theme.css());
    svg.element("rect", "class", "paper", "width", width, "height", height);
    svg.label(scenario.title(), MARGIN, 29.0, "start", "title");
    svg.label(caption, MARGIN, 46.0, "start", "caption");
    axis(bottom);
    links();
    for (int i = 0; i < rows.size(); i++) {
      row(i);
    }
    return svg.end().toString();
  }

  private String caption() {
    boolean open = rows.stream().anyMatch(row -> row.startNs() < 0);
    return (scenario.name().isEmpty() ? "" : scenario.name() + " · ")
        + "virtual time, not to scale"
        + (open ? " · hollow: the time is only known during the run" : "");
  }

  private void axis(double bottom) {
    svg.element(
        "path", "class", "axis", "d",
        "M" + new Point(origin, HEAD) + " H" + Svg.number(origin + scale.end()));
    double free = -1;
    List<Long> times = scale.times();
    for (long time : times) {
      double x = origin + scale.place(time);
      String text = Quantity.time(time);
      double half = TextWidth.of(text, 9.5) / 2;
      boolean labelled = x - half > free;
      svg.element(
          "path", "class", "grid", "d",
          "M" + new Point(x, HEAD - (labelled ? 4 : 0)) + " V" + Svg.number(bottom));
      if (labelled) {
        svg.label(text, x, HEAD - 9, "middle", "detail");
        free = x + half + 6;
      }
    }
    double end = origin + scale.end();
    svg.element(
        "path", "class", "grid", "d", "M" + new Point(end, HEAD - 4) + " V" + Svg.number(bottom));
    svg.label("end", end, HEAD - 9, "middle", "detail");
  }

  private void links() {
    for (EventLink link : EventGraph.of(scenario).links()) {
      Integer from = rowOf.get(link.from());
      Integer to = rowOf.get(link.to());
      if (from == null || to == null || from.equals(to) || link.why() == EventLink.Why.CHECK) {
        continue;
      }
      boolean stop = link.why() == EventLink.Why.STOP;
      boolean atEnd = link.why() == EventLink.Why.AFTER;
      Point start = new Point(atEnd || link.why() == EventLink.Why.UNDO
          ? ends[from] : starts[from], y(from));
      Point end = new Point((stop ? ends[to] : starts[to]) - 7, y(to));
      double bend = Math.max(24, Math.abs(end.x() - start.x()) / 2);
      Curve curve = new Curve(start, start.plus(bend, 0), end.plus(-bend, 0), end);
      svg.begin("g");
      svg.tooltip(link.why().word());
      svg.element("path", "class", "dep", "d", curve.path());
      svg.element("path", "class", "host", "d", curve.arrow(6));
      svg.end();
    }
  }

  private void row(int index) {
    EventRow row = rows.get(index);
    double y = y(index);
    svg.begin("g");
    svg.tooltip(row.tooltip());
    svg.label(row.label(), origin - 20, y + 4, "end", "legend name2");
    switch (row.kind()) {
      case ACTIVITY -> bar(index, y);
      case ACTION -> marks(index, y);
      case EXPECTATION -> check(starts[index], y);
    }
    svg.label(
        row.text(), ends[index] + (row.kind() == EventRow.Kind.ACTIVITY ? 10 : 14), y + 3.8,
        "start", "link halo");
    svg.end();
  }

  /** A bar; open at the right if it is not known when it ends. */
  private void bar(int index, double y) {
    EventRow row = rows.get(index);
    double start = starts[index];
    double end = ends[index];
    boolean open = row.marks().get(0).endNs() < 0;
    String style = row.startNs() < 0 ? "host" : "router";
    String top = Svg.number(y - 6);
    String outline =
        open
            ? "M" + Svg.number(end - 6) + " " + top + " H" + Svg.number(start) + " V"
                + Svg.number(y + 6) + " H" + Svg.number(end - 6) + " L" + new Point(end, y) + " Z"
            : "M" + Svg.number(start) + " " + top + " H" + Svg.number(end) + " V"
                + Svg.number(y + 6) + " H" + Svg.number(start) + " Z";
    svg.element("path", "class", style, "d", outline);
  }

  private void marks(int index, double y) {
    for (EventRow.Mark mark : rows.get(index).marks()) {
      double x = mark.startNs() < 0 ? starts[index] : origin + scale.place(mark.startNs());
      if (mark.endNs() >= 0) {
        svg.element(
            "rect", "class", "lan", "x", x, "y", y - 5, "width",
            Math.max(5, origin + scale.place(mark.endNs()) - x), "height", 10.0, "rx", 5);
      } else {
        svg.element(
            "path", "class", mark.startNs() < 0 ? "host" : "lan", "d",
            "M" + new Point(x - 6, y) + " L" + new Point(x, y - 6) + " L" + new Point(x + 6, y)
                + " L" + new Point(x, y + 6) + " Z");
      }
    }
  }

  /** A tick in a circle. */
  private void check(double x, double y) {
    svg.element("circle", "class", "host", "cx", x, "cy", y, "r", 6);
    svg.element(
        "path", "class", "glyph", "d", "M" + new Point(x - 3, y) + " l2.2 2.4 l3.8 -4.8");
  }
}
