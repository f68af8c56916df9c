package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ScenarioCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Draws the topology of a scenario: nodes, LANs, links, flows and pings. */
public final class TopologySvg {
  private static final double MARGIN = 28;
  private static final double LEGEND_LINE = 17;
  private static final double[] BOWS_RIGHTWARDS = {1, -1, 1.4, -1.4, 2, -2, 0.6, -0.6};
  private static final double[] BOWS_LEFTWARDS = {-1, 1, -1.4, 1.4, -2, 2, -0.6, 0.6};

  private final Sketch sketch;
  private final TopologyPlan plan;
  private final ImmutableList<Label> labels;
  private final ImmutableList<Traffic> traffic;
  private final List<Curve> arcs = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Svg svg = new Svg();

  /** Part of a page, which brings its own style sheet and tells nodes and links by attributes. */
  private final boolean part;

  private Area bounds;

  private TopologySvg(ScenarioCase scenario, UnaryOperator<String> files, boolean part) {
    this.part = part;
    this.sketch = TopologySketch.of(scenario, files);
    this.plan = new TopologyPlan(sketch);
    this.labels = plan.labels();
    ImmutableList<Traffic> all = Traffic.of(sketch, plan);
    this.traffic = all.size() <= Traffic.MOST ? all : ImmutableList.of();
    for (int i = 0; i < traffic.size(); i++) {
      arcs.add(arc(traffic.get(i), i));
    }
    if (traffic.isEmpty() && !sketch.arcs().isEmpty()) {
      notes.add(counts());
    }
    measure();
  }

  /** An SVG document; the same scenario gives the same bytes. */
  public static String of(ScenarioCase scenario, Theme theme) {
    return new TopologySvg(scenario, UnaryOperator.identity(), false).write(theme);
  }

  /**
   * The same for a page that says {@link Theme#rules} itself. Groups of nodes have {@code
   * data-node}, those of links and of cables to LANs {@code data-wire}: the numbers of {@link
   * io.lockstep.engine.model.Wires}.
   *
   * @param files how files are named, from their names in the scenario
   */
  public static String part(ScenarioCase scenario, UnaryOperator<String> files) {
    return new TopologySvg(scenario, files, true).write(Theme.AUTO);
  }

  private String counts() {
    Map<String, Integer> kinds = new TreeMap<>();
    sketch.arcs().forEach(arc -> kinds.merge(arc.kind(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    kinds.forEach((kind, count) -> words.add(Traffic.plural(count, kind)));
    return String.join(", ", words);
  }

  /** Bows to the left of its way, so that arcs to and fro don't lie on each other. */
  private Curve arc(Traffic one, int number) {
    Area from = plan.areaOf(one.arcs().size() == 1 ? one.arcs().get(0).from() : one.from());
    Area to = plan.areaOf(one.arcs().size() == 1 ? one.arcs().get(0).to() : one.to());
    if (from.equals(to)) {
      Point top = new Point(from.centre().x(), from.top());
      return new Curve(top.plus(-8, 0), top.plus(-34, -34), top.plus(34, -34), top.plus(8, 0));
    }
    double distance = from.centre().distance(to.centre());
    int same = 0;
    for (int i = 0; i < number; i++) {
      Traffic other = traffic.get(i);
      boolean forth = other.from() == one.from() && other.to() == one.to();
      boolean back = other.from() == one.to() && other.to() == one.from();
      same += forth || back ? 1 : 0;
    }
    double by = Math.min(84, 24 + distance * 0.1) + 14 * same;
    boolean rightwards = to.centre().x() >= from.centre().x();
    Curve best = null;
    double least = Double.MAX_VALUE;
    for (double share : rightwards ? BOWS_RIGHTWARDS : BOWS_LEFTWARDS) {
      Curve curve =
          Curve.bow(from.centre(), to.centre(), by * share).between(from.grown(2), to.grown(2));
      double cost = covered(curve, from, to);
      if (cost < least) {
        least = cost;
        best = curve;
      }
    }
    return best;
  }

  /** How much of an arc lies on boxes or texts. */
  private int covered(Curve curve, Area from, Area to) {
    int cost = 0;
    for (int i = 2; i < 30; i++) {
      Point point = curve.at(i / 31.0);
      for (int k = 0; k < sketch.boxes().size(); k++) {
        Area box = plan.box(k);
        boolean own = box.equals(from) || box.equals(to);
        cost += !own && box.grown(3).contains(point) ? 4 : 0;
      }
      for (Label label : labels) {
        cost += label.area().contains(point) ? 1 : 0;
      }
    }
    return cost;
  }

  private void measure() {
    for (int i = 0; i < sketch.boxes().size(); i++) {
      include(plan.box(i));
    }
    for (int i = 0; i < plan.fans().size(); i++) {
      include(plan.fanArea(i));
    }
    labels.forEach(label -> include(label.area()));
    for (Curve arc : arcs) {
      for (int i = 0; i <= 10; i++) {
        include(Area.around(arc.at(i / 10.0), 2, 2));
      }
    }
    if (bounds == null) {
      bounds = new Area(0, 0, 0, 0);
    }
  }

  private void include(Area area) {
    bounds = bounds == null ? area : bounds.with(area);
  }

  private String write(Theme theme) {
    String caption = caption();
    double head = part ? 8 : 58;
    double legend = (traffic.size() + notes.size()) * LEGEND_LINE;
    double wide =
        part ? 0 : Math.max(TextWidth.bold(sketch.title(), 17), TextWidth.of(caption, 11));
    for (Traffic one : traffic) {
      wide = Math.max(wide, legendX(one) + TextWidth.of(one.text(), 11));
    }
    double width = Math.ceil(Math.max(bounds.width(), wide) + 2 * MARGIN);
    double height =
        Math.ceil(head + bounds.height() + (legend > 0 ? legend + 16 : 0) + 26);
    svg.begin(
        "svg", "xmlns", "http://www.w3.org/2000/svg", "width", width, "height", height, "viewBox",
        "0 0 " + Svg.number(width) + " " + Svg.number(height), "role", "img");
    if (part) {
      svg.text("desc", caption);
    } else {
      svg.text("title", sketch.title());
      svg.text("desc", caption);
      svg.style(theme.css());
      svg.element("rect", "class", "paper", "width", width, "height", height);
      svg.label(sketch.title(), MARGIN, 29.0, "start", "title");
      svg.label(caption, MARGIN, 46.0, "start", "caption");
    }
    double left = MARGIN + Math.max(0, (width - 2 * MARGIN - bounds.width()) / 2);
    svg.begin(
        "g", "transform",
        "translate(" + Svg.number(left - bounds.left()) + " " + Svg.number(head - bounds.top() + 4)
            + ")");
    plan.cables().forEach(this::cable);
    fans();
    for (int i = 0; i < arcs.size(); i++) {
      arc(i);
    }
    for (int i = 0; i < sketch.boxes().size(); i++) {
      box(i);
    }
    labels.forEach(label -> label.write(svg));
    svg.end();
    legend(head + bounds.height() + 30);
    return svg.end().toString();
  }

  private String caption() {
    String uniform = plan.uniform();
    boolean said = uniform.isEmpty() || plan.properties();
    return sketch.caption() + (said ? "" : " · each link " + uniform);
  }

  private void cable(Cable cable) {
    boolean thin = plan.detail() == Detail.SMALL && !cable.fan();
    svg.begin("g", "data-wire", part ? wire(cable) : null);
    svg.tooltip(cable.line().tooltip());
    svg.element(
        "path", "class",
        (cable.fan() ? "wire2" : thin ? "wire thin" : "wire")
            + (cable.line().impaired() ? " lossy" : ""),
        "d", cable.path());
    svg.end();
  }

  /** Lines come in the order of wires; null for one that stands for several. */
  private Integer wire(Cable cable) {
    for (int i = 0; i < sketch.lines().size(); i++) {
      if (sketch.lines().get(i) == cable.line()) {
        return i;
      }
    }
    return null;
  }

  private void fans() {
    for (int i = 0; i < plan.fans().size(); i++) {
      Area area = plan.fanArea(i);
      svg.element(
          "rect", "class", "group", "x", area.left(), "y", area.top(), "width", area.width(),
          "height", area.height(), "rx", 6);
    }
  }

  private void arc(int number) {
    String colour = Integer.toString(number % Theme.COLOURS);
    svg.begin("g");
    svg.tooltip(traffic.get(number).name() + ": " + traffic.get(number).text());
    svg.element("path", "class", "arc c" + colour, "d", arcs.get(number).path());
    svg.element("path", "class", "f" + colour, "d", arcs.get(number).arrow(7));
    svg.end();
  }

  private void box(int index) {
    Sketch.Box box = sketch.boxes().get(index);
    Area area = plan.box(index);
    Detail detail = plan.fanned(index) ? Detail.SMALL : plan.detail();
    String kind = switch (box.kind()) {
      case HOST -> "host";
      case ROUTER -> "router";
      case LAN -> "lan";
    };
    double round =
        box.kind() == Sketch.Kind.LAN ? area.height() / 2 : detail == Detail.SMALL ? 3 : 6;
    svg.begin("g", "data-node", part && box.kind() != Sketch.Kind.LAN ? index : null);
    svg.tooltip(box.tooltip());
    svg.element(
        "rect", "class", kind, "x", area.left(), "y", area.top(), "width", area.width(), "height",
        area.height(), "rx", round);
    boolean glyph = box.forwards() && detail != Detail.SMALL;
    double centre = area.centre().x() + (glyph ? 8 : 0);
    double font = detail == Detail.FULL ? 13 : detail == Detail.BRIEF ? 11 : 9;
    double middle = area.centre().y() - (detail.hasDetail(box) ? 6 : 0);
    svg.label(box.name(), centre, middle + font * 0.36, "middle", detail.style());
    if (glyph) {
      double x = centre - TextWidth.bold(box.name(), font) / 2 - 11;
      glyph(x, middle);
    }
    if (detail.hasDetail(box)) {
      svg.label(box.detail(), area.centre().x(), area.centre().y() + 12, "middle", "detail");
    }
    svg.end();
  }

  /** Two arrows that pass each other: what comes in goes out. */
  private void glyph(double x, double y) {
    String left = Svg.number(x - 4.5);
    String right = Svg.number(x + 4.5);
    svg.element(
        "path", "class", "glyph", "d",
        "M" + left + " " + Svg.number(y - 2.2) + " H" + right + " m-2.5 -2 l2.5 2 l-2.5 2 M" + right
            + " " + Svg.number(y + 2.8) + " H" + left + " m2.5 -2 l-2.5 2 l2.5 2");
  }

  private double legendX(Traffic one) {
    return 34 + TextWidth.bold(one.name(), 11) + 10;
  }

  private void legend(double top) {
    double y = top;
    for (int i = 0; i < traffic.size(); i++) {
      Traffic one = traffic.get(i);
      Curve sample = Curve.line(new Point(MARGIN, y - 4), new Point(MARGIN + 26, y - 4));
      String colour = Integer.toString(i % Theme.COLOURS);
      svg.element("path", "class", "arc c" + colour, "d", sample.path());
      svg.element("path", "class", "f" + colour, "d", sample.arrow(7));
      svg.label(one.name(), MARGIN + 34, y, "start", "legend name2");
      svg.label(one.text(), MARGIN + legendX(one), y, "start", "legend");
      y += LEGEND_LINE;
    }
    for (String note : notes) {
      svg.label(note, MARGIN, y, "start", "legend");
      y += LEGEND_LINE;
    }
  }
}
