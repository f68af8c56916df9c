package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;

/**
 * A line on the paper, for one cable or for all cables of a fan.
 *
 * @param line what is written at it; of a fan a summary
 * @param curve its course; of a bent one the curved part
 * @param end where it runs to horizontally behind the curve, or null
 * @param reversed whether the curve begins at the line's {@code to}
 * @param fan whether it stands for several
 */
record Cable(Sketch.Line line, Curve curve, Point end, boolean reversed, boolean fan) {
  /** The last point. */
  Point last() {
    return end == null ? curve.to() : end;
  }

  String path() {
    return curve.path() + (end == null ? "" : " L" + end);
  }

  /** Straight pieces of about the same course. */
  ImmutableList<Point> points() {
    ImmutableList.Builder<Point> points = ImmutableList.builder();
    for (int i = 0; i <= 6; i++) {
      points.add(curve.at(i / 6.0));
    }
    return end == null ? points.build() : points.add(end).build();
  }

  /** Whether the part where labels belong is horizontal. */
  boolean level() {
    return end != null || Math.abs(curve.from().y() - curve.to().y()) < 3 && straight();
  }

  private boolean straight() {
    return Math.abs(curve.at(0.5).y() - curve.from().y()) < 3;
  }

  /** Where the part with the labels begins. */
  Point labelStart() {
    return end == null ? curve.from() : curve.to();
  }
}
