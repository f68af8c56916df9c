package io.lockstep.engine.page;

import io.lockstep.engine.markup.HtmlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes HTML. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Markup, as it is. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text, with what means something in HTML replaced. */
  Html text(String text) {
    out.append(HtmlText.of(text));
    return this;
  }

  /** An element with text: {@code tag("td", "num", "12")}; without a class if that is empty. */
  Html tag(String name, String style, String text) {
    out.append('<').append(name);
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append('>').append(HtmlText.of(text)).append("</").append(name).append('>');
    return this;
  }

  /** A file next to this class. */
  static String resource(String name) {
    return read("/io/lockstep/engine/page/" + name);
  }

  /** A file of uPlot, from its WebJar. */
  static String uplot(String name) {
    return read("/META-INF/resources/webjars/uplot/1.6.30/" + name);
  }

  private static String read(String path) {
    try (InputStream in = Html.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
