package io.lockstep.engine.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays graphs out, each in the way that shows its shape: chains in rows, trees from their middle,
 * rings as rings, hierarchies by ranks, all else by distances. The result depends on the graph
 * alone.
 */
public final class Layouts {
  private static final double GAP = 56;

  private Layouts() {}

  /** Places every vertex; the top left corner is (0, 0), and no two vertices overlap. */
  public static Placement place(LayoutGraph graph) {
    Placement whole = new Placement(graph);
    List<int[]> components = components(graph);
    List<Placement> parts = new ArrayList<>();
    double area = 0;
    double widest = 0;
    for (int[] component : components) {
      Placement part = placeConnected(part(graph, component));
      part.move(-part.left(), -part.top());
      parts.add(part);
      area += (part.width() + GAP) * (part.height() + GAP);
      widest = Math.max(widest, part.width());
    }
    double limit = Math.max(widest, Math.sqrt(area) * 1.5);
    double x = 0;
    double y = 0;
    double shelf = 0;
    for (int i = 0; i < parts.size(); i++) {
      Placement part = parts.get(i);
      if (x > 0 && x + part.width() > limit) {
        x = 0;
        y += shelf + GAP;
        shelf = 0;
      }
      part.move(x, y);
      copy(part, components.get(i), graph, whole);
      x += part.width() + GAP;
      shelf = Math.max(shelf, part.height());
    }
    return whole;
  }

  private static Placement placeConnected(LayoutGraph graph) {
    int size = graph.size();
    if (size == 1) {
      return new Placement(graph);
    }
    if (graph.pairs() == size - 1) {
      return SpineLayout.fits(graph) ? SpineLayout.place(graph) : TreeLayout.place(graph);
    }
    return RingLayout.tryPlace(graph)
        .or(() -> RankLayout.tryPlace(graph))
        .orElseGet(() -> StressLayout.place(graph));
  }

  private static List<int[]> components(LayoutGraph graph) {
    List<int[]> components = new ArrayList<>();
    boolean[] seen = new boolean[graph.size()];
    for (int start = 0; start < graph.size(); start++) {
      if (!seen[start]) {
        int[] distances = graph.distances(start);
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < distances.length; i++) {
          if (distances[i] >= 0) {
            seen[i] = true;
            members.add(i);
          }
        }
        components.add(members.stream().mapToInt(Integer::intValue).toArray());
      }
    }
    return components;
  }

  private static LayoutGraph part(LayoutGraph graph, int[] members) {
    int[] place = places(graph, members);
    List<LayoutGraph.Vertex> vertices = new ArrayList<>();
    for (int member : members) {
      vertices.add(graph.vertices().get(member));
    }
    List<LayoutGraph.Edge> edges = new ArrayList<>();
    for (LayoutGraph.Edge edge : graph.edges()) {
      if (place[edge.a()] >= 0) {
        edges.add(new LayoutGraph.Edge(place[edge.a()], place[edge.b()], edge.room()));
      }
    }
    return new LayoutGraph(vertices, edges, graph.above(), graph.below());
  }

  private static void copy(Placement part, int[] members, LayoutGraph graph, Placement whole) {
    int[] place = places(graph, members);
    for (int i = 0; i < members.length; i++) {
      whole.put(members[i], part.x(i), part.y(i));
    }
    int inPart = 0;
    for (int i = 0; i < graph.edges().size(); i++) {
      if (place[graph.edges().get(i).a()] >= 0) {
        Placement.Bend bend = part.bend(inPart++).orElse(null);
        if (bend != null) {
          whole.bend(i, new Placement.Bend(bend.x(), bend.y(), members[bend.from()]));
        }
      }
    }
  }

  private static int[] places(LayoutGraph graph, int[] members) {
    int[] place = new int[graph.size()];
    Arrays.fill(place, -1);
    for (int i = 0; i < members.length; i++) {
      place[members[i]] = i;
    }
    return place;
  }
}
