package io.lockstep.engine.draw;

import io.lockstep.engine.markup.XmlText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes SVG 1.1, with styles in CSS; numbers have one decimal at most. */
public final class Svg {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** A number as it is written. */
  public static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values by turns; numbers are rounded, a null leaves its attribute
   *     out
   */
  public Svg begin(String name, Object... attributes) {
    tag(name, attributes);
    out.append(">\n");
    open.push(name);
    return this;
  }

  /** Ends the element that was begun last. */
  public Svg end() {
    String name = open.pop();
    indent();
    out.append("</").append(name).append(">\n");
    return this;
  }

  /** An element without content. */
  public Svg element(String name, Object... attributes) {
    tag(name, attributes);
    out.append("/>\n");
    return this;
  }

  /** An element with text only. */
  public Svg text(String name, String content, Object... attributes) {
    tag(name, attributes);
    out.append('>').append(XmlText.content(content)).append("</").append(name).append(">\n");
    return this;
  }

  /** Text at a place: {@code anchor} is start, middle or end. */
  public Svg label(String content, double x, double y, String anchor, String style) {
    return text(
        "text", content, "x", x, "y", y, "text-anchor", anchor.equals("start") ? null : anchor,
        "class", style);
  }

  /** Inside a group: what is shown when the pointer rests on it. */
  Svg tooltip(String content) {
    return content.isEmpty() ? this : text("title", content);
  }

  /** A style sheet. */
  public Svg style(String css) {
    indent();
    out.append("<style>\n").append(css);
    indent();
    out.append("</style>\n");
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void tag(String name, Object... attributes) {
    indent();
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      if (value != null) {
        String text = value instanceof Double number ? number(number) : value.toString();
        out.append(' ').append(attributes[i]).append("=\"");
        out.append(XmlText.attribute(text)).append('"');
      }
    }
  }

  private void indent() {
    out.append("  ".repeat(open.size()));
  }
}
