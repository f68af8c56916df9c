package io.lockstep.engine.draw;

/** Which colours a picture has. */
public enum Theme {
  /** As the reader's screen: light, or dark where that is preferred. */
  AUTO,
  LIGHT,
  DARK;

  private static final String SHAPES =
      """
      text { font-family: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
      .title { font-size: 17px; font-weight: 600; }
      .caption { font-size: 11px; }
      .name { font-size: 13px; font-weight: 600; }
      .name2 { font-size: 11px; font-weight: 600; }
      .name3 { font-size: 9px; }
      .detail { font-size: 9.5px; }
      .link { font-size: 10.5px; }
      .linkname { font-size: 10.5px; font-weight: 600; }
      .end { font-size: 8.5px; }
      .legend { font-size: 11px; }
      .halo { paint-order: stroke; stroke-width: 3px; stroke-linejoin: round; }
      .wire, .wire2, .arc, .glyph, .axis, .grid, .dep { fill: none; }
      .wire { stroke-width: 1.4; }
      .wire2 { stroke-width: 2.6; }
      .thin { stroke-width: 0.8; }
      .glyph { stroke-width: 1.2; stroke-linecap: round; stroke-linejoin: round; }
      .arc { stroke-width: 1.4; stroke-dasharray: 5 3; opacity: 0.85; }
      .axis { stroke-width: 1.2; }
      .grid { stroke-width: 0.7; stroke-dasharray: 2 4; }
      .dep { stroke-width: 1.1; stroke-dasharray: 3 3; }
      .group { stroke-width: 1; stroke-dasharray: 4 3; }
      .host, .router, .lan { stroke-width: 1.2; }
      """;

  private static final String LIGHT_COLOURS =
      """
      .paper { fill: #ffffff; }
      text { fill: #1f2328; }
      .caption, .detail, .end { fill: #5b6470; }
      .link { fill: #3d4650; }
      .impaired { fill: #a3500b; }
      .halo { stroke: #ffffff; }
      .host { fill: #f5f6f8; stroke: #6b7480; }
      .router { fill: #e6effc; stroke: #2f62b5; }
      .lan { fill: #fdf3dc; stroke: #a87b1c; }
      .group { fill: #fafbfc; stroke: #aab2bd; }
      .wire, .wire2 { stroke: #7a838f; }
      .lossy { stroke: #cf7a2b; }
      .glyph { stroke: #2f62b5; }
      .axis { stroke: #6b7480; }
      .grid { stroke: #cbd1d8; }
      .dep { stroke: #7a838f; }
      .c0 { stroke: #1f6fd1; } .f0 { fill: #1f6fd1; }
      .c1 { stroke: #1a8754; } .f1 { fill: #1a8754; }
      .c2 { stroke: #8b45c4; } .f2 { fill: #8b45c4; }
      .c3 { stroke: #c2377a; } .f3 { fill: #c2377a; }
      .c4 { stroke: #0e8a9a; } .f4 { fill: #0e8a9a; }
      .c5 { stroke: #9a6b00; } .f5 { fill: #9a6b00; }
      """;

  private static final String DARK_COLOURS =
      """
      .paper { fill: #14181d; }
      text { fill: #e4e8ec; }
      .caption, .detail, .end { fill: #9aa4af; }
      .link { fill: #bcc5ce; }
      .impaired { fill: #eea65f; }
      .halo { stroke: #14181d; }
      .host { fill: #232a32; stroke: #8b95a1; }
      .router { fill: #1c2f4d; stroke: #6d9fea; }
      .lan { fill: #3a3016; stroke: #d3a84a; }
      .group { fill: #1a2027; stroke: #5a6470; }
      .wire, .wire2 { stroke: #818b97; }
      .lossy { stroke: #dd9350; }
      .glyph { stroke: #6d9fea; }
      .axis { stroke: #8b95a1; }
      .grid { stroke: #39424c; }
      .dep { stroke: #818b97; }
      .c0 { stroke: #6ea8f2; } .f0 { fill: #6ea8f2; }
      .c1 { stroke: #5cc492; } .f1 { fill: #5cc492; }
      .c2 { stroke: #c393ee; } .f2 { fill: #c393ee; }
      .c3 { stroke: #ef86b5; } .f3 { fill: #ef86b5; }
      .c4 { stroke: #56c8d6; } .f4 { fill: #56c8d6; }
      .c5 { stroke: #dcb04c; } .f5 { fill: #dcb04c; }
      """;

  /**
   * The style sheet for a page, each rule for what is inside of elements that a selector names.
   *
   * @param selector {@code .drawing}
   */
  public String rules(String selector) {
    String css = this == DARK ? DARK_COLOURS : SHAPES + LIGHT_COLOURS;
    StringBuilder scoped = new StringBuilder();
    for (String rule : css.split("}")) {
      if (rule.isBlank()) {
        continue;
      }
      int brace = rule.indexOf('{');
      String separator = "";
      for (String one : rule.substring(0, brace).split(",")) {
        scoped.append(separator).append(selector).append(' ').append(one.strip());
        separator = ", ";
      }
      scoped.append(' ').append(rule.substring(brace).strip()).append(" }\n");
    }
    return scoped.toString();
  }

  /** How many colours there are for flows. */
  static final int COLOURS = 6;

  /** The style sheet. */
  public String css() {
    return SHAPES
        + switch (this) {
          case LIGHT -> LIGHT_COLOURS;
          case DARK -> DARK_COLOURS;
          case AUTO ->
              LIGHT_COLOURS + "@media (prefers-color-scheme: dark) {\n" + DARK_COLOURS + "}\n";
        };
  }
}
