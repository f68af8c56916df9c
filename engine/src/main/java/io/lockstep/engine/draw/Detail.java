package io.lockstep.engine.draw;

/** How much is written into a picture, so that it stays readable. */
enum Detail {
  /** Names, properties, and netdevs with addresses at the ends. */
  FULL("name", 13, 30, 24),
  /** Names and properties. */
  BRIEF("name2", 11, 22, 18),
  /** Names only. */
  SMALL("name3", 9, 15, 9);

  private final String style;
  private final double fontSize;
  private final double height;
  private final double padding;

  Detail(String style, double fontSize, double height, double padding) {
    this.style = style;
    this.fontSize = fontSize;
    this.height = height;
    this.padding = padding;
  }

  static Detail of(int vertices, int lines) {
    if (vertices <= 16 && lines <= 24) {
      return FULL;
    }
    return vertices <= 60 ? BRIEF : SMALL;
  }

  /** Class of a box's name in the style sheet. */
  String style() {
    return style;
  }

  double width(Sketch.Box box) {
    double name =
        this == SMALL
            ? TextWidth.of(box.name(), fontSize)
            : TextWidth.bold(box.name(), fontSize);
    double detail = hasDetail(box) ? TextWidth.of(box.detail(), 9.5) : 0;
    double glyph = box.forwards() && this != SMALL ? 16 : 0;
    return Math.max(this == FULL ? 52 : height * 1.4, Math.max(name + glyph, detail) + padding);
  }

  double height(Sketch.Box box) {
    return height + (hasDetail(box) ? 12 : 0);
  }

  boolean hasDetail(Sketch.Box box) {
    return this == FULL && !box.detail().isEmpty();
  }
}
