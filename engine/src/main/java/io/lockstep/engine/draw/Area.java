package io.lockstep.engine.draw;

/** A rectangle on the paper. */
record Area(double left, double top, double width, double height) {
  static Area around(Point centre, double width, double height) {
    return new Area(centre.x() - width / 2, centre.y() - height / 2, width, height);
  }

  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  Point centre() {
    return new Point(left + width / 2, top + height / 2);
  }

  Area grown(double by) {
    return new Area(left - by, top - by, width + 2 * by, height + 2 * by);
  }

  Area with(Area other) {
    double newLeft = Math.min(left, other.left);
    double newTop = Math.min(top, other.top);
    return new Area(
        newLeft,
        newTop,
        Math.max(right(), other.right()) - newLeft,
        Math.max(bottom(), other.bottom()) - newTop);
  }

  boolean contains(Point point) {
    return point.x() >= left && point.x() <= right() && point.y() >= top && point.y() <= bottom();
  }

  /** The area that both cover. */
  double overlap(Area other) {
    double x = Math.min(right(), other.right()) - Math.max(left, other.left);
    double y = Math.min(bottom(), other.bottom()) - Math.max(top, other.top);
    return x <= 0 || y <= 0 ? 0 : x * y;
  }

  /** The length of a straight line that lies inside. */
  double crossed(Point from, Point to) {
    double enter = 0;
    double leave = 1;
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double[][] sides = {
      {-dx, from.x() - left}, {dx, right() - from.x()}, {-dy, from.y() - top},
      {dy, bottom() - from.y()}
    };
    for (double[] side : sides) {
      if (side[0] == 0) {
        if (side[1] < 0) {
          return 0;
        }
      } else if (side[0] < 0) {
        enter = Math.max(enter, side[1] / side[0]);
      } else {
        leave = Math.min(leave, side[1] / side[0]);
      }
    }
    return enter >= leave ? 0 : (leave - enter) * from.distance(to);
  }
}
