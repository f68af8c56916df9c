package io.lockstep.engine.layout;

import java.util.Optional;

/** Where the vertices of a graph lie, and how its edges run. Coordinates grow right and down. */
public final class Placement {
  private final LayoutGraph graph;
  private final double[] x;
  private final double[] y;
  private final Bend[] bends;

  /**
   * An edge that leaves one end in a curve and runs horizontally from this point to the other.
   *
   * @param from the end where the curve begins
   */
  public record Bend(double x, double y, int from) {}

  Placement(LayoutGraph graph) {
    this.graph = graph;
    this.x = new double[graph.size()];
    this.y = new double[graph.size()];
    this.bends = new Bend[graph.edges().size()];
  }

  /** Centre of a vertex. */
  public double x(int vertex) {
    return x[vertex];
  }

  /** Centre of a vertex. */
  public double y(int vertex) {
    return y[vertex];
  }

  /** Empty for an edge that runs straight from centre to centre. */
  public Optional<Bend> bend(int edge) {
    return Optional.ofNullable(bends[edge]);
  }

  void put(int vertex, double newX, double newY) {
    x[vertex] = newX;
    y[vertex] = newY;
  }

  void bend(int edge, Bend bend) {
    bends[edge] = bend;
  }

  void move(double right, double down) {
    for (int i = 0; i < x.length; i++) {
      x[i] += right;
      y[i] += down;
    }
    for (int i = 0; i < bends.length; i++) {
      if (bends[i] != null) {
        bends[i] = new Bend(bends[i].x + right, bends[i].y + down, bends[i].from);
      }
    }
  }

  double left() {
    double left = Double.MAX_VALUE;
    for (int i = 0; i < x.length; i++) {
      left = Math.min(left, x[i] - graph.width(i) / 2);
    }
    return left;
  }

  double top() {
    double top = Double.MAX_VALUE;
    for (int i = 0; i < y.length; i++) {
      top = Math.min(top, y[i] - graph.height(i) / 2);
    }
    return top;
  }

  /** From the left of the leftmost vertex to the right of the rightmost. */
  public double width() {
    double right = -Double.MAX_VALUE;
    for (int i = 0; i < x.length; i++) {
      right = Math.max(right, x[i] + graph.width(i) / 2);
    }
    return right - left();
  }

  /** From the top of the topmost vertex to the bottom of the lowest. */
  public double height() {
    double bottom = -Double.MAX_VALUE;
    for (int i = 0; i < y.length; i++) {
      bottom = Math.max(bottom, y[i] + graph.height(i) / 2);
    }
    return bottom - top();
  }
}
