package io.lockstep.engine.layout;

import java.util.Arrays;

/**
 * A first guess at positions from the distances to a few vertices far from each other (U. Brandes,
 * C. Pich, "Eigensolver methods for progressive multidimensional scaling of large data", Graph
 * Drawing 2006).
 */
final class PivotScaling {
  private static final int MOST_PIVOTS = 40;
  private static final int ITERATIONS = 60;

  private PivotScaling() {}

  /** Two coordinates of each vertex, with about the distances given. */
  static double[][] place(int[][] distance) {
    int size = distance.length;
    int[] pivots = pivots(distance);
    double[][] centred = centred(distance, pivots);
    double[] first = direction(centred, null);
    double[] second = direction(centred, first);
    double[][] position = {project(centred, first), project(centred, second)};
    for (int i = 0; i < size; i++) {
      // Vertices that no pivot tells apart must not lie on each other.
      position[0][i] += 1e-3 * ((i * 37 % 101) / 101.0 - 0.5);
      position[1][i] += 1e-3 * ((i * 61 % 103) / 103.0 - 0.5);
    }
    rescale(position, distance);
    return position;
  }

  private static int[] pivots(int[][] distance) {
    int size = distance.length;
    int[] nearest = new int[size];
    Arrays.fill(nearest, Integer.MAX_VALUE);
    int[] pivots = new int[Math.min(MOST_PIVOTS, size)];
    int pivot = 0;
    for (int k = 0; k < pivots.length; k++) {
      pivots[k] = pivot;
      int next = 0;
      for (int i = 0; i < size; i++) {
        nearest[i] = Math.min(nearest[i], distance[pivot][i]);
        next = nearest[i] > nearest[next] ? i : next;
      }
      pivot = next;
    }
    return pivots;
  }

  /** Squared distances, doubly centred; a row per pivot. */
  private static double[][] centred(int[][] distance, int[] pivots) {
    int size = distance.length;
    double[][] rows = new double[pivots.length][size];
    double[] column = new double[size];
    double all = 0;
    for (int k = 0; k < pivots.length; k++) {
      double mean = 0;
      for (int i = 0; i < size; i++) {
        double squared = (double) distance[pivots[k]][i] * distance[pivots[k]][i];
        rows[k][i] = squared;
        mean += squared / size;
        column[i] += squared / pivots.length;
      }
      all += mean / pivots.length;
      for (int i = 0; i < size; i++) {
        rows[k][i] -= mean;
      }
    }
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        row[i] = -0.5 * (row[i] - column[i] + all);
      }
    }
    return rows;
  }

  /** The strongest direction among the rows, at right angles to another; by power iteration. */
  private static double[] direction(double[][] rows, double[] other) {
    int count = rows.length;
    double[] vector = new double[count];
    for (int k = 0; k < count; k++) {
      vector[k] = 1 + (k * 7 % 5) * 0.3 + (other == null ? 0 : (k % 3) * 0.7);
    }
    double[][] products = new double[count][count];
    for (int k = 0; k < count; k++) {
      for (int l = 0; l <= k; l++) {
        double sum = 0;
        for (int i = 0; i < rows[k].length; i++) {
          sum += rows[k][i] * rows[l][i];
        }
        products[k][l] = sum;
        products[l][k] = sum;
      }
    }
    for (int round = 0; round < ITERATIONS; round++) {
      if (other != null) {
        double along = dot(vector, other);
        for (int k = 0; k < count; k++) {
          vector[k] -= along * other[k];
        }
      }
      double[] next = new double[count];
      for (int k = 0; k < count; k++) {
        next[k] = dot(products[k], vector);
      }
      double length = Math.sqrt(dot(next, next));
      if (length < 1e-12) {
        break;
      }
      for (int k = 0; k < count; k++) {
        vector[k] = next[k] / length;
      }
    }
    return vector;
  }

  private static double[] project(double[][] rows, double[] vector) {
    double[] values = new double[rows[0].length];
    for (int k = 0; k < rows.length; k++) {
      for (int i = 0; i < values.length; i++) {
        values[i] += rows[k][i] * vector[k];
      }
    }
    return values;
  }

  /** So that the farthest vertices are as far apart as they should be. */
  private static void rescale(double[][] position, int[][] distance) {
    double extent = 1e-9;
    double wanted = 1;
    for (int i = 0; i < distance.length; i++) {
      for (double[] axis : position) {
        extent = Math.max(extent, Math.abs(axis[i]));
      }
      wanted = Math.max(wanted, distance[0][i]);
    }
    for (double[] axis : position) {
      for (int i = 0; i < axis.length; i++) {
        axis[i] *= wanted / 2 / extent;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
