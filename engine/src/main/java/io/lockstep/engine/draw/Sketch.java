package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;

/**
 * A network to be drawn: what is written where, but not yet where on the paper.
 *
 * @param caption below the title, in small type
 * @param boxes nodes and then LANs
 * @param lines links, and the cables from nodes to LANs
 * @param arcs flows and pings
 */
record Sketch(
    String title,
    String caption,
    ImmutableList<Box> boxes,
    ImmutableList<Line> lines,
    ImmutableList<Arc> arcs) {

  /** What a box stands for. */
  enum Kind {
    HOST,
    ROUTER,
    LAN
  }

  /**
   * A node or a LAN.
   *
   * @param detail a second line in small type, may be empty
   * @param forwards whether it is a router that has been told to forward
   * @param tooltip everything there is to know
   */
  record Box(Kind kind, String name, String detail, boolean forwards, String tooltip) {}

  /**
   * A cable.
   *
   * @param name may be empty
   * @param both what holds for both directions: {@code 10 mbit · 20 ms}, may be empty
   * @param forward what holds only from {@code from} to {@code to}
   * @param backward likewise the other way
   * @param fromEnd at the end near {@code from}: netdev and address, may be empty
   * @param impaired whether frames get lost, changed or reordered in it
   */
  record Line(
      int from,
      int to,
      String name,
      String both,
      String forward,
      String backward,
      ImmutableList<String> fromEnd,
      ImmutableList<String> toEnd,
      boolean impaired,
      String tooltip) {
    /** All properties on one line. */
    String properties() {
      StringBuilder text = new StringBuilder(both);
      append(text, "→ ", forward);
      append(text, "← ", backward);
      return text.toString();
    }

    private static void append(StringBuilder text, String arrow, String more) {
      if (!more.isEmpty()) {
        text.append(text.length() == 0 ? "" : "  ").append(arrow).append(more);
      }
    }
  }

  /**
   * A flow or a ping.
   *
   * @param kind {@code tcp}, {@code udp} or {@code ping}
   * @param text from where to where, how much and when
   */
  record Arc(int from, int to, String kind, String name, String text) {}
}
