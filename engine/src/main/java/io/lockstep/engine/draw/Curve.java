package io.lockstep.engine.draw;

/** A cubic Bézier curve, or a straight line as one. */
record Curve(Point from, Point first, Point second, Point to) {
  private static final int HALVINGS = 24;

  static Curve line(Point from, Point to) {
    return new Curve(from, from.toward(to, 1.0 / 3), from.toward(to, 2.0 / 3), to);
  }

  /** A curve that leaves the straight line by so much in its middle, to the left of its way. */
  static Curve bow(Point from, Point to, double by) {
    double length = Math.max(1e-9, from.distance(to));
    double dx = (to.y() - from.y()) / length * by * 4 / 3;
    double dy = -(to.x() - from.x()) / length * by * 4 / 3;
    return new Curve(
        from, from.toward(to, 0.3).plus(dx, dy), from.toward(to, 0.7).plus(dx, dy), to);
  }

  Point at(double t) {
    Point a = from.toward(first, t);
    Point b = first.toward(second, t);
    Point c = second.toward(to, t);
    return a.toward(b, t).toward(b.toward(c, t), t);
  }

  /** The part between two areas, of which the curve leaves the one and enters the other. */
  Curve between(Area start, Area end) {
    double begin = border(start, 0, 1);
    double finish = border(end, 1, 0);
    return begin >= finish ? this : part(begin, finish);
  }

  /** Where the curve leaves an area that holds the first, but not the last of two places. */
  private double border(Area area, double inside, double outside) {
    if (!area.contains(at(inside)) || area.contains(at(outside))) {
      return inside;
    }
    double in = inside;
    double out = outside;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (in + out) / 2;
      if (area.contains(at(middle))) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return out;
  }

  private Curve part(double begin, double end) {
    double third = (end - begin) / 3;
    Point start = at(begin);
    Point finish = at(end);
    return new Curve(
        start,
        start.plus(slopeX(begin) * third, slopeY(begin) * third),
        finish.plus(-slopeX(end) * third, -slopeY(end) * third),
        finish);
  }

  private double slopeX(double t) {
    return slope(from.x(), first.x(), second.x(), to.x(), t);
  }

  private double slopeY(double t) {
    return slope(from.y(), first.y(), second.y(), to.y(), t);
  }

  private static double slope(double p0, double p1, double p2, double p3, double t) {
    double u = 1 - t;
    return 3 * (u * u * (p1 - p0) + 2 * u * t * (p2 - p1) + t * t * (p3 - p2));
  }

  /** The data of a path. */
  String path() {
    return "M" + from + " C" + first + " " + second + " " + to;
  }

  /** An arrowhead at the end. */
  String arrow(double size) {
    Point before = at(0.97);
    double length = Math.max(1e-9, before.distance(to));
    double dx = (to.x() - before.x()) / length * size;
    double dy = (to.y() - before.y()) / length * size;
    return "M" + to + " L" + to.plus(-dx - dy * 0.45, -dy + dx * 0.45) + " L"
        + to.plus(-dx + dy * 0.45, -dy - dx * 0.45) + " Z";
  }
}
