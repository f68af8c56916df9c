package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.layout.LayoutGraph;
import io.lockstep.engine.layout.Layouts;
import io.lockstep.engine.layout.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where everything of a topology lies on the paper. */
final class TopologyPlan {
  private static final double PARALLEL = 26;

  private final Sketch sketch;
  private final ImmutableList<Fan> fans;
  private final Detail detail;
  private final boolean properties;
  private final Area[] boxes;
  private final Area[] fanAreas;
  private final int[] vertexOf;
  private final List<Sketch.Line> drawn = new ArrayList<>();
  private final List<Cable> cables = new ArrayList<>();

  TopologyPlan(Sketch sketch) {
    this.sketch = sketch;
    this.fans = Fan.find(sketch);
    this.boxes = new Area[sketch.boxes().size()];
    this.fanAreas = new Area[fans.size()];
    this.vertexOf = new int[boxes.length];
    int vertices = number();
    int fanned = collect();
    this.detail = Detail.of(vertices, drawn.size());
    this.properties = detail == Detail.FULL || detail == Detail.BRIEF && uniform().isEmpty();
    lay(fanned);
  }

  Detail detail() {
    return detail;
  }

  ImmutableList<Fan> fans() {
    return fans;
  }

  Area fanArea(int fan) {
    return fanAreas[fan];
  }

  Area box(int index) {
    return boxes[index];
  }

  /** Whether a box is one of many in a fan. */
  boolean fanned(int box) {
    return vertexOf[box] >= 0 && vertexOf[box] < fans.size();
  }

  /** The fan that a box belongs to, or itself; numbers of fans are negative. */
  int place(int box) {
    return fanned(box) ? -1 - vertexOf[box] : box;
  }

  Area areaOf(int place) {
    return place < 0 ? fanAreas[-1 - place] : boxes[place];
  }

  List<Cable> cables() {
    return cables;
  }

  /** What all cables have in common, if that is all there is to say about them. */
  String uniform() {
    Set<String> all = new LinkedHashSet<>();
    sketch.lines().forEach(line -> all.add(line.properties()));
    return all.size() == 1 && sketch.lines().size() > 1 ? all.iterator().next() : "";
  }

  /** Whether {@link #uniform} has to be said because no cable is labelled with it. */
  boolean properties() {
    return properties;
  }

  ImmutableList<Label> labels() {
    List<Area> obstacles = new ArrayList<>(List.of(boxes));
    obstacles.addAll(List.of(fanAreas));
    return CableLabels.place(detail, obstacles, cables, properties);
  }

  /** Numbers the vertices of the layout: fans, then the boxes outside of them. */
  private int number() {
    boolean[] inFan = new boolean[boxes.length];
    for (int i = 0; i < fans.size(); i++) {
      for (int member : fans.get(i).members()) {
        vertexOf[member] = i;
        inFan[member] = true;
      }
    }
    int vertices = fans.size();
    for (int i = 0; i < boxes.length; i++) {
      if (!inFan[i]) {
        vertexOf[i] = vertices++;
      }
    }
    return vertices;
  }

  /** The lines that are drawn: first one for each fan, with a summary. */
  private int collect() {
    for (Fan fan : fans) {
      drawn.add(summary(fan));
    }
    for (Sketch.Line line : sketch.lines()) {
      if (vertexOf[line.from()] >= fans.size() && vertexOf[line.to()] >= fans.size()) {
        drawn.add(line);
      }
    }
    return fans.size();
  }

  private Sketch.Line summary(Fan fan) {
    Set<String> properties = new LinkedHashSet<>();
    boolean impaired = false;
    for (Sketch.Line line : sketch.lines()) {
      if (fan.members().contains(line.from()) || fan.members().contains(line.to())) {
        properties.add(line.properties());
        impaired |= line.impaired();
      }
    }
    List<String> all = new ArrayList<>(properties);
    String words = all.get(0) + (all.size() > 1 ? " … " + all.get(all.size() - 1) : "");
    int member = fan.members().get(0);
    return new Sketch.Line(
        fan.hub(),
        member,
        fan.members().size() + " links",
        words,
        "",
        "",
        ImmutableList.of(),
        ImmutableList.of(),
        impaired,
        fan.members().size() + " links");
  }

  private void lay(int fanned) {
    LayoutGraph graph = graph();
    Placement placement = Layouts.place(graph);
    for (int i = 0; i < boxes.length; i++) {
      if (vertexOf[i] >= fans.size()) {
        boxes[i] = area(graph, placement, vertexOf[i]);
      }
    }
    for (int i = 0; i < fans.size(); i++) {
      fanAreas[i] = area(graph, placement, i);
      for (int j = 0; j < fans.get(i).members().size(); j++) {
        boxes[fans.get(i).members().get(j)] = fans.get(i).cell(j, fanAreas[i]);
      }
    }
    Map<Long, Integer> parallel = new HashMap<>();
    for (Sketch.Line line : drawn) {
      parallel.merge(pair(line), 1, Integer::sum);
    }
    Map<Long, Integer> seen = new HashMap<>();
    for (int i = 0; i < drawn.size(); i++) {
      Sketch.Line line = drawn.get(i);
      int count = parallel.get(pair(line));
      int number = seen.merge(pair(line), 1, Integer::sum) - 1;
      double by = (number - (count - 1) / 2.0) * PARALLEL;
      cables.add(cable(line, i < fanned, count > 1 ? null : placement.bend(i).orElse(null), by));
    }
  }

  private Cable cable(Sketch.Line line, boolean fan, Placement.Bend bend, double by) {
    Area from = areaOf(place(line.from()));
    Area to = areaOf(place(line.to()));
    if (bend == null) {
      boolean forward = vertexOf[line.from()] <= vertexOf[line.to()];
      Curve curve =
          by == 0
              ? Curve.line(from.centre(), to.centre())
              : Curve.bow(from.centre(), to.centre(), forward ? by : -by);
      return new Cable(line, curve.between(from, to), null, false, fan);
    }
    boolean reversed = bend.from() != vertexOf[line.from()];
    Area start = reversed ? to : from;
    Area end = reversed ? from : to;
    boolean right = bend.x() > start.centre().x();
    Point begin = new Point(right ? start.right() : start.left(), start.centre().y());
    Point corner = new Point(bend.x(), bend.y());
    double half = (corner.x() - begin.x()) / 2;
    Curve curve = new Curve(begin, begin.plus(half, 0), corner.plus(-half, 0), corner);
    Point last = new Point(right ? end.left() : end.right(), bend.y());
    return new Cable(line, curve, last, reversed, fan);
  }

  private static Area area(LayoutGraph graph, Placement placement, int vertex) {
    LayoutGraph.Vertex size = graph.vertices().get(vertex);
    return Area.around(
        new Point(placement.x(vertex), placement.y(vertex)), size.width(), size.height());
  }

  private LayoutGraph graph() {
    List<LayoutGraph.Vertex> vertices = new ArrayList<>();
    fans.forEach(fan -> vertices.add(new LayoutGraph.Vertex(fan.width(), fan.height())));
    for (int i = 0; i < boxes.length; i++) {
      if (vertexOf[i] >= fans.size()) {
        Sketch.Box box = sketch.boxes().get(i);
        vertices.add(new LayoutGraph.Vertex(detail.width(box), detail.height(box)));
      }
    }
    List<LayoutGraph.Edge> edges = new ArrayList<>();
    double above = 4;
    double below = 4;
    for (int i = 0; i < drawn.size(); i++) {
      Sketch.Line line = drawn.get(i);
      boolean written = properties || i < fans.size();
      double room = CableLabels.room(line, detail, written);
      above = Math.max(above, CableLabels.above(line, detail, written));
      below = Math.max(below, CableLabels.below(line, detail));
      edges.add(new LayoutGraph.Edge(vertexOf[line.from()], vertexOf[line.to()], room));
    }
    return new LayoutGraph(vertices, edges, above, below);
  }

  private long pair(Sketch.Line line) {
    long a = Math.min(vertexOf[line.from()], vertexOf[line.to()]);
    long b = Math.max(vertexOf[line.from()], vertexOf[line.to()]);
    return a << 32 | b;
  }
}
