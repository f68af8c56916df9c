package io.lockstep.engine.draw;

/**
 * A text on the paper.
 *
 * @param area what it covers
 * @param size of the font
 * @param anchor start, middle or end: the side of the area that is exact
 * @param style class in the style sheet
 */
record Label(String text, Area area, double size, String anchor, String style) {
  static final double LINE = 1.22;

  void write(Svg svg) {
    double x = switch (anchor) {
      case "start" -> area.left();
      case "end" -> area.right();
      default -> area.left() + area.width() / 2;
    };
    svg.label(text, x, area.top() + size * 0.95, anchor, style);
  }
}
