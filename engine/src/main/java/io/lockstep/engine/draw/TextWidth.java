package io.lockstep.engine.draw;

/** How wide a text is, about: the widths of Helvetica and of fonts made to replace it. */
final class TextWidth {
  /** Widths of the characters from the space to the tilde, in thousandths of the font size. */
  private static final int[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
  };

  private static final int OTHER = 620;
  private static final int IDEOGRAPH = 1000;
  private static final double BOLD = 1.08;

  private TextWidth() {}

  /** In pixels, for a font size in pixels. */
  static double of(String text, double size) {
    double sum = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (character >= ' ' && character <= '~') {
        sum += WIDTHS[character - ' '];
      } else {
        sum += Character.isIdeographic(character) || character > 0xffff ? IDEOGRAPH : OTHER;
      }
    }
    return sum * size / 1000;
  }

  static double bold(String text, double size) {
    return of(text, size) * BOLD;
  }
}
