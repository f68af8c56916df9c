package io.lockstep.engine.draw;

/** A place on the paper, in pixels, to the right and down. */
record Point(double x, double y) {
  Point plus(double dx, double dy) {
    return new Point(x + dx, y + dy);
  }

  /** The place between this and another, nearer to the other the larger the share. */
  Point toward(Point other, double share) {
    return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
  }

  double distance(Point other) {
    return Math.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y));
  }

  @Override
  public String toString() {
    return Svg.number(x) + " " + Svg.number(y);
  }
}
