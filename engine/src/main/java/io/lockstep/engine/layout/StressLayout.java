package io.lockstep.engine.layout;

/**
 * Lays out any connected graph so that distances on paper are like those in the graph: stress
 * majorisation (E. R. Gansner, Y. Koren, S. North, "Graph drawing by stress majorization", Graph
 * Drawing 2004) in its local form, from a first guess by {@link PivotScaling}.
 */
final class StressLayout {
  /** Updates of single vertices in all, about; large graphs get fewer rounds. */
  private static final double EFFORT = 1e8;

  private StressLayout() {}

  static Placement place(LayoutGraph graph) {
    int size = graph.size();
    int[][] distance = new int[size][];
    for (int i = 0; i < size; i++) {
      distance[i] = graph.distances(i);
    }
    double[][] position = PivotScaling.place(distance);
    int rounds = (int) Math.max(30, Math.min(300, EFFORT / size / size));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < size; i++) {
        improve(i, distance, position);
      }
    }
    turn(position);
    straighten(graph, position);
    double scale = scale(graph);
    Placement placement = new Placement(graph);
    for (int i = 0; i < size; i++) {
      placement.put(i, position[0][i] * scale * 1.15, position[1][i] * scale * 0.9);
    }
    Overlaps.remove(graph, placement);
    return placement;
  }

  /** Moves one vertex to where the others, each weighted by its distance, want it. */
  private static void improve(int vertex, int[][] distance, double[][] position) {
    double x = position[0][vertex];
    double y = position[1][vertex];
    double sumX = 0;
    double sumY = 0;
    double weights = 0;
    for (int other = 0; other < distance.length; other++) {
      if (other == vertex) {
        continue;
      }
      double wanted = distance[vertex][other];
      double weight = 1 / (wanted * wanted);
      double dx = x - position[0][other];
      double dy = y - position[1][other];
      double length = Math.max(1e-9, Math.sqrt(dx * dx + dy * dy));
      sumX += weight * (position[0][other] + wanted * dx / length);
      sumY += weight * (position[1][other] + wanted * dy / length);
      weights += weight;
    }
    position[0][vertex] = sumX / weights;
    position[1][vertex] = sumY / weights;
  }

  /** Turns the whole so that it is widest horizontally. */
  private static void turn(double[][] position) {
    int size = position[0].length;
    double[] mean = new double[2];
    for (int k = 0; k < 2; k++) {
      for (double value : position[k]) {
        mean[k] += value / size;
      }
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < size; i++) {
      double dx = position[0][i] - mean[0];
      double dy = position[1][i] - mean[1];
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    double angle = StrictMath.atan2(2 * xy, xx - yy) / 2;
    for (int i = 0; i < size; i++) {
      position[0][i] -= mean[0];
      position[1][i] -= mean[1];
    }
    rotate(position, StrictMath.cos(angle), StrictMath.sin(angle));
  }

  /** If most edges run in two directions at right angles, makes these the axes. */
  private static void straighten(LayoutGraph graph, double[][] position) {
    double cos = 0;
    double sin = 0;
    for (LayoutGraph.Edge edge : graph.edges()) {
      double dx = position[0][edge.b()] - position[0][edge.a()];
      double dy = position[1][edge.b()] - position[1][edge.a()];
      double angle = 4 * StrictMath.atan2(dy, dx);
      cos += StrictMath.cos(angle) / graph.edges().size();
      sin += StrictMath.sin(angle) / graph.edges().size();
    }
    if (cos * cos + sin * sin > 0.5) {
      double angle = StrictMath.atan2(sin, cos) / 4;
      rotate(position, StrictMath.cos(angle), StrictMath.sin(angle));
    }
    flip(position[0]);
    flip(position[1]);
  }

  private static void rotate(double[][] position, double cos, double sin) {
    for (int i = 0; i < position[0].length; i++) {
      double x = position[0][i];
      double y = position[1][i];
      position[0][i] = x * cos + y * sin;
      position[1][i] = y * cos - x * sin;
    }
  }

  /** Mirrors one axis so that the first vertex comes first. */
  private static void flip(double[] values) {
    if (values[0] > 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] = -values[i];
      }
    }
  }

  /** How long an edge is to be. */
  private static double scale(LayoutGraph graph) {
    double width = 0;
    for (LayoutGraph.Vertex vertex : graph.vertices()) {
      width += (vertex.width() + vertex.height()) / graph.size() / 1.6;
    }
    double room = 0;
    for (LayoutGraph.Edge edge : graph.edges()) {
      room += edge.room() / graph.edges().size();
    }
    return width + Math.max(28, room * 0.8);
  }
}
