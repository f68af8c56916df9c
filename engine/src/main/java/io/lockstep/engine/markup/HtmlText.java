package io.lockstep.engine.markup;

import com.google.common.base.CharMatcher;
import com.google.common.html.HtmlEscapers;

/** Text for HTML. */
public final class HtmlText {
  private static final CharMatcher CONTROLS =
      CharMatcher.inRange('\0', '\u001f').and(CharMatcher.noneOf("\n\t"));

  private HtmlText() {}

  /** Between tags or quotation marks; control characters become U+FFFD. */
  public static String of(String text) {
    return HtmlEscapers.htmlEscaper().escape(CONTROLS.replaceFrom(text, '\ufffd'));
  }
}
