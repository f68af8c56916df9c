package io.lockstep.engine.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Plots as PNG, light, at twice the size of the SVG. Letters depend on the fonts of the machine. */
public final class PlotPng implements Canvas {
  private static final int SCALE = 2;
  private static final Color[] LINES = {
    new Color(0x1f6fd1), new Color(0x1a8754), new Color(0x8b45c4), new Color(0xc2377a),
    new Color(0x0e8a9a), new Color(0x9a6b00)
  };

  private final Graphics2D graphics;

  private PlotPng(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /**
   * The picture.
   *
   * @throws PlotException if this Java cannot draw letters
   */
  public static byte[] of(Plot plot, long endNs) {
    System.setProperty("java.awt.headless", "true");
    int width = (int) PlotPainter.WIDTH * SCALE;
    int height = (int) PlotPainter.HEIGHT * SCALE;
    try {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      graphics.scale(SCALE, SCALE);
      graphics.setRenderingHint(
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      PlotPainter.paint(plot, endNs, new PlotPng(graphics));
      graphics.dispose();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LinkageError | RuntimeException e) {
      throw new PlotException(
          "Java cannot draw letters here; install fontconfig and a font (fontconfig, "
              + "fonts-dejavu-core), or use SVG.",
          e);
    }
  }

  @Override
  public void grid(double x1, double y1, double x2, double y2) {
    graphics.setColor(new Color(0xdde2e7));
    graphics.setStroke(new BasicStroke(0.7f));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void text(String text, double x, double y, String anchor, String style) {
    boolean title = style.equals("title");
    graphics.setFont(
        new Font(Font.SANS_SERIF, title ? Font.BOLD : Font.PLAIN, title ? 16 : 11));
    graphics.setColor(new Color(style.equals("detail") ? 0x5b6470 : 0x1f2328));
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    double left = anchor.equals("end") ? x - width : anchor.equals("middle") ? x - width / 2 : x;
    graphics.drawString(text, (float) left, (float) y);
  }

  @Override
  public void line(double[] xs, double[] ys, int count, int colour) {
    if (count == 0) {
      return;
    }
    Path2D path = new Path2D.Double();
    path.moveTo(xs[0], ys[0]);
    for (int i = 1; i < count; i++) {
      path.lineTo(xs[i], ys[i]);
    }
    graphics.setColor(LINES[colour % LINES.length]);
    graphics.setStroke(new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }
}
