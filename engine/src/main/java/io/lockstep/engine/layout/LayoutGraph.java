package io.lockstep.engine.layout;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.TreeSet;

/** A graph to be laid out: how large its vertices are and what room its edges need. */
public final class LayoutGraph {
  private final ImmutableList<Vertex> vertices;
  private final ImmutableList<Edge> edges;
  private final double above;
  private final double below;
  private final int[][] neighbours;

  /** A rectangle. */
  public record Vertex(double width, double height) {}

  /**
   * A connection; there may be several between the same vertices.
   *
   * @param room width of what is written along it
   */
  public record Edge(int a, int b, double room) {
    int other(int vertex) {
      return vertex == a ? b : a;
    }
  }

  /**
   * A graph.
   *
   * @param above height of what may be written above an edge that runs horizontally
   * @param below likewise below
   */
  public LayoutGraph(Iterable<Vertex> vertices, Iterable<Edge> edges, double above, double below) {
    this.vertices = ImmutableList.copyOf(vertices);
    this.edges = ImmutableList.copyOf(edges);
    this.above = above;
    this.below = below;
    this.neighbours = neighbours();
  }

  private int[][] neighbours() {
    ImmutableList<TreeSet<Integer>> sets =
        vertices.stream().map(v -> new TreeSet<Integer>()).collect(ImmutableList.toImmutableList());
    for (Edge edge : edges) {
      if (edge.a != edge.b) {
        sets.get(edge.a).add(edge.b);
        sets.get(edge.b).add(edge.a);
      }
    }
    return sets.stream()
        .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  public ImmutableList<Vertex> vertices() {
    return vertices;
  }

  public ImmutableList<Edge> edges() {
    return edges;
  }

  int size() {
    return vertices.size();
  }

  double above() {
    return above;
  }

  double below() {
    return below;
  }

  double width(int vertex) {
    return vertices.get(vertex).width();
  }

  double height(int vertex) {
    return vertices.get(vertex).height();
  }

  /** In ascending order, each once. */
  int[] neighbours(int vertex) {
    return neighbours[vertex];
  }

  int degree(int vertex) {
    return neighbours[vertex].length;
  }

  /** Pairs of neighbours. */
  int pairs() {
    return Arrays.stream(neighbours).mapToInt(list -> list.length).sum() / 2;
  }

  /** The widest text along an edge between two vertices. */
  double room(int a, int b) {
    double room = 0;
    for (Edge edge : edges) {
      if (edge.a == a && edge.b == b || edge.a == b && edge.b == a) {
        room = Math.max(room, edge.room);
      }
    }
    return room;
  }

  /** Edges to each vertex by the shortest path; -1 where there is none. */
  int[] distances(int from) {
    int[] distance = new int[size()];
    Arrays.fill(distance, -1);
    distance[from] = 0;
    Queue<Integer> queue = new ArrayDeque<>();
    queue.add(from);
    while (!queue.isEmpty()) {
      int vertex = queue.remove();
      for (int next : neighbours[vertex]) {
        if (distance[next] < 0) {
          distance[next] = distance[vertex] + 1;
          queue.add(next);
        }
      }
    }
    return distance;
  }
}
