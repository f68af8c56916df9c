package io.lockstep.engine.plot;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.series.Series;

/**
 * Series that belong into one picture.
 *
 * @param name without spaces, for files: {@code bulk.cwnd}
 * @param title what it shows
 * @param unit of all of them
 * @param lines at least one
 */
public record Plot(String name, String title, Unit unit, ImmutableList<Line> lines) {
  /**
   * One of them.
   *
   * @param label in the legend
   */
  public record Line(String label, Series series) {}
}
