package io.lockstep.engine.plot;

/** What a plot is drawn on; places in pixels, colours 0 and up for lines. */
interface Canvas {
  /** A line of the grid. */
  void grid(double x1, double y1, double x2, double y2);

  /** Text; a style is {@code title}, {@code legend} or {@code detail}. */
  void text(String text, double x, double y, String anchor, String style);

  /** A line through points. */
  void line(double[] xs, double[] ys, int count, int colour);
}
