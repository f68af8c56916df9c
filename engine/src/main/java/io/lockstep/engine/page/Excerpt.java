package io.lockstep.engine.page;

/** A text that may be too long for a page. */
final class Excerpt {
  private static final int MOST = 200_000;

  private Excerpt() {}

  /** In a box of its own; if it is cut, where all of it is. */
  static void write(Html html, String text, String file) {
    boolean cut = text.length() > MOST;
    if (cut) {
      html.tag("p", "note",
          "Cut in the middle: " + Heading.grouped(text.length()) + " characters; all of it is in "
              + file + ".");
    }
    String shown =
        cut
            ? text.substring(0, MOST / 2) + "\n\u22ef\n" + text.substring(text.length() - MOST / 2)
            : text;
    html.raw("<pre class=\"log\" tabindex=\"0\">").text(shown).raw("</pre>");
  }
}
