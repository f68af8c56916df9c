package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** Finds places for what is written at cables, so that it covers neither boxes nor lines. */
final class CableLabels {
  private static final double MIDDLE = 10.5;
  private static final double END = 8.5;
  private static final double[] SHARES = {0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73};
  private static final double GAP = 4;

  private final Detail detail;
  private final List<Area> obstacles;
  private final List<Cable> cables;
  private final List<Label> labels = new ArrayList<>();

  private record Text(String words, double size, String style) {
    double width() {
      return style.startsWith("linkname")
          ? TextWidth.bold(words, size)
          : TextWidth.of(words, size);
    }
  }

  private CableLabels(Detail detail, List<Area> boxes, List<Cable> cables) {
    this.detail = detail;
    this.obstacles = new ArrayList<>(boxes);
    this.cables = cables;
  }

  /** Width that a cable's texts want along it. */
  static double room(Sketch.Line line, Detail detail, boolean properties) {
    double middle = width(middle(line, detail, properties, "→", "←"));
    double ends = 0;
    if (detail == Detail.FULL) {
      ends = width(end(line.fromEnd())) + width(end(line.toEnd())) + 18;
    }
    return Math.max(middle, ends) + (middle > 0 || ends > 18 ? 10 : 0);
  }

  /** Height of what may stand above a level cable. */
  static double above(Sketch.Line line, Detail detail, boolean properties) {
    return height(middle(line, detail, properties, "→", "←")) + 4;
  }

  static double below(Sketch.Line line, Detail detail) {
    return detail == Detail.FULL
        ? Math.max(height(end(line.fromEnd())), height(end(line.toEnd()))) + 4
        : 4;
  }

  /**
   * Places all labels.
   *
   * @param properties whether properties are written at each cable
   */
  static ImmutableList<Label> place(
      Detail detail, List<Area> boxes, List<Cable> cables, boolean properties) {
    CableLabels labels = new CableLabels(detail, boxes, cables);
    for (Cable cable : cables) {
      if (cable.level()) {
        labels.level(cable, properties);
      }
    }
    for (Cable cable : cables) {
      if (!cable.level()) {
        labels.slanted(cable, properties);
      }
    }
    return ImmutableList.copyOf(labels.labels);
  }

  private static List<Text> middle(
      Sketch.Line line, Detail detail, boolean properties, String forward, String backward) {
    List<Text> texts = new ArrayList<>();
    if (detail == Detail.SMALL) {
      return texts;
    }
    String style = line.impaired() ? "link impaired halo" : "link halo";
    if (detail == Detail.FULL) {
      add(line.name(), "linkname halo", texts);
    }
    if (properties) {
      add(line.both(), style, texts);
      add(line.forward().isEmpty() ? "" : forward + " " + line.forward(), style, texts);
      add(line.backward().isEmpty() ? "" : backward + " " + line.backward(), style, texts);
    }
    return texts;
  }

  private static void add(String words, String style, List<Text> texts) {
    if (!words.isEmpty()) {
      texts.add(new Text(words, MIDDLE, style));
    }
  }

  private static List<Text> end(List<String> words) {
    return words.stream().map(word -> new Text(word, END, "end halo")).toList();
  }

  private static double width(List<Text> texts) {
    return texts.stream().mapToDouble(Text::width).max().orElse(0);
  }

  private static double height(List<Text> texts) {
    return texts.stream().mapToDouble(text -> text.size * Label.LINE).sum();
  }

  private void level(Cable cable, boolean properties) {
    Point start = cable.labelStart();
    Point end = cable.last();
    boolean rightwards = (end.x() > start.x()) != cable.reversed();
    List<Text> middle =
        middle(
            cable.line(), detail, properties || cable.fan(), rightwards ? "→" : "←",
            rightwards ? "←" : "→");
    double height = height(middle);
    double width = width(middle);
    Point centre = start.toward(end, 0.5);
    put(
        middle,
        new Area(centre.x() - width / 2, start.y() - height - 3, width, height),
        "middle");
    if (detail == Detail.FULL && !cable.fan()) {
      List<Text> near =
          end(cable.reversed() ? cable.line().toEnd() : cable.line().fromEnd());
      List<Text> far =
          end(cable.reversed() ? cable.line().fromEnd() : cable.line().toEnd());
      boolean right = end.x() > start.x();
      put(near, beside(near, start, right), right ? "start" : "end");
      put(far, beside(far, end, !right), right ? "end" : "start");
    }
  }

  /** Below a level line, from its end on to the right or the left. */
  private static Area beside(List<Text> texts, Point end, boolean right) {
    double width = width(texts);
    return new Area(
        right ? end.x() + 4 : end.x() - 4 - width, end.y() + 3, width, height(texts));
  }

  private void slanted(Cable cable, boolean properties) {
    Point from = cable.reversed() ? cable.last() : cable.curve().from();
    Point to = cable.reversed() ? cable.curve().from() : cable.last();
    List<Text> middle =
        middle(
            cable.line(), detail, properties || cable.fan(), arrow(from, to), arrow(to, from));
    if (!middle.isEmpty()) {
      find(middle, cable.curve(), SHARES, Double.MAX_VALUE);
    }
    if (detail == Detail.FULL && !cable.fan()) {
      double length = Math.max(1, cable.curve().from().distance(cable.curve().to()));
      double near = Math.min(0.3, 16 / length);
      double[] begin = {near, near * 1.6, near * 2.2};
      double[] end = {1 - near, 1 - near * 1.6, 1 - near * 2.2};
      find(end(cable.line().fromEnd()), cable.curve(), cable.reversed() ? end : begin, 6);
      find(end(cable.line().toEnd()), cable.curve(), cable.reversed() ? begin : end, 6);
    }
  }

  private static String arrow(Point from, Point to) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    if (Math.abs(dy) > 2 * Math.abs(dx)) {
      return dy > 0 ? "↓" : "↑";
    } else if (Math.abs(dx) > 2 * Math.abs(dy)) {
      return dx > 0 ? "→" : "←";
    } else if (dx > 0) {
      return dy > 0 ? "↘" : "↗";
    }
    return dy > 0 ? "↙" : "↖";
  }

  /** Puts texts where they cost least, or nowhere if that is still too much. */
  private void find(List<Text> texts, Curve curve, double[] shares, double most) {
    if (texts.isEmpty()) {
      return;
    }
    double width = width(texts);
    double height = height(texts);
    Area best = null;
    String anchor = "middle";
    double least = Double.MAX_VALUE;
    for (int i = 0; i < shares.length; i++) {
      Point point = curve.at(shares[i]);
      Point ahead = curve.at(Math.min(1, shares[i] + 0.01));
      Point behind = curve.at(Math.max(0, shares[i] - 0.01));
      double length = Math.max(1e-9, behind.distance(ahead));
      double normalX = -(ahead.y() - behind.y()) / length;
      double normalY = (ahead.x() - behind.x()) / length;
      for (int side = -1; side <= 1; side += 2) {
        double away =
            (Math.abs(normalX) * width + Math.abs(normalY) * height) / 2 + GAP;
        Area area =
            Area.around(
                point.plus(side * normalX * away, side * normalY * away), width, height);
        double cost = cost(area) + i * 0.5;
        if (cost < least - 1e-6) {
          least = cost;
          best = area;
          double toRight = side * normalX;
          anchor = toRight > 0.5 ? "start" : toRight < -0.5 ? "end" : "middle";
        }
      }
    }
    if (least <= most) {
      put(texts, best, anchor);
    }
  }

  private double cost(Area area) {
    double cost = 0;
    for (Area obstacle : obstacles) {
      cost += area.overlap(obstacle) * 0.5;
    }
    for (Cable cable : cables) {
      List<Point> points = cable.points();
      for (int i = 1; i < points.size(); i++) {
        cost += area.crossed(points.get(i - 1), points.get(i));
      }
    }
    return cost;
  }

  private void put(List<Text> texts, Area area, String anchor) {
    double y = area.top();
    for (Text text : texts) {
      double height = text.size * Label.LINE;
      double width = text.width();
      double x = switch (anchor) {
        case "start" -> area.left();
        case "end" -> area.right() - width;
        default -> area.left() + (area.width() - width) / 2;
      };
      labels.add(
          new Label(text.words, new Area(x, y, width, height), text.size, anchor, text.style));
      y += height;
    }
    if (!texts.isEmpty()) {
      obstacles.add(area);
    }
  }
}
