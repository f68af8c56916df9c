package io.lockstep.engine.plot;

import io.lockstep.engine.draw.Svg;
import io.lockstep.engine.draw.Theme;

/** Plots as SVG, in the style of the other pictures. */
public final class PlotSvg implements Canvas {
  private static final int COLOURS = 6;

  private final Svg svg = new Svg();

  private PlotSvg() {}

  /** A document; the same plot gives the same bytes. */
  public static String of(Plot plot, long endNs, Theme theme) {
    PlotSvg canvas = new PlotSvg();
    Svg svg = canvas.svg;
    svg.begin(
        "svg", "xmlns", "http://www.w3.org/2000/svg", "width", PlotPainter.WIDTH, "height",
        PlotPainter.HEIGHT, "viewBox",
        "0 0 " + Svg.number(PlotPainter.WIDTH) + " " + Svg.number(PlotPainter.HEIGHT), "role",
        "img");
    svg.text("title", plot.title());
    svg.style(theme.css() + ".line { fill: none; stroke-width: 1.4; stroke-linejoin: round; }\n");
    svg.element(
        "rect", "class", "paper", "width", PlotPainter.WIDTH, "height", PlotPainter.HEIGHT);
    PlotPainter.paint(plot, endNs, canvas);
    return svg.end().toString();
  }

  @Override
  public void grid(double x1, double y1, double x2, double y2) {
    svg.element("path", "class", "grid", "d", "M" + point(x1, y1) + " L" + point(x2, y2));
  }

  @Override
  public void text(String text, double x, double y, String anchor, String style) {
    svg.label(text, x, y, anchor, style);
  }

  @Override
  public void line(double[] xs, double[] ys, int count, int colour) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < count; i++) {
      path.append(i == 0 ? "M" : " L").append(point(xs[i], ys[i]));
    }
    svg.element("path", "class", "line c" + colour % COLOURS, "d", path.toString());
  }

  private static String point(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }
}
