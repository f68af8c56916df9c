package io.lockstep.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Repeated measurements of one quantity. */
public final class Samples {
  private final List<Double> values = new ArrayList<>();

  public void add(double value) {
    values.add(value);
  }

  /** The median, or NaN without any. */
  public double median() {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The value added last. */
  public double latest() {
    return values.get(values.size() - 1);
  }

  public double least() {
    return values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
  }

  public double greatest() {
    return values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
  }

  /** {@code 512 (498 to 530)}. */
  @Override
  public String toString() {
    return values.isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", median(), least(), greatest());
  }
}
