package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Many boxes that hang on the same one; they are drawn as a block with a single cable.
 *
 * @param hub the box that they hang on
 * @param members boxes, in their order
 * @param columns of the block
 */
record Fan(int hub, ImmutableList<Integer> members, int columns, double cellWidth, double width,
    double height) {
  static final double PADDING = 7;
  static final double CELL_HEIGHT = 19;
  private static final double CELL_GAP = 4;
  private static final int FEW = 40;
  private static final int TALLEST_COLUMN = 10;
  private static final double ASPECT = 1.5;

  /** The fans of a network; in a large one, fewer boxes make a fan. */
  static ImmutableList<Fan> find(Sketch sketch) {
    int least = sketch.boxes().size() > FEW ? 2 : TALLEST_COLUMN + 1;
    List<Set<Integer>> neighbours = new ArrayList<>();
    int[] lines = new int[sketch.boxes().size()];
    sketch.boxes().forEach(box -> neighbours.add(new HashSet<>()));
    for (Sketch.Line line : sketch.lines()) {
      neighbours.get(line.from()).add(line.to());
      neighbours.get(line.to()).add(line.from());
      lines[line.from()]++;
      lines[line.to()]++;
    }
    Map<Integer, List<Integer>> leaves = new TreeMap<>();
    for (int i = 0; i < lines.length; i++) {
      if (lines[i] == 1
          && sketch.boxes().get(i).kind() != Sketch.Kind.LAN
          && neighbours.get(i).size() == 1) {
        int hub = neighbours.get(i).iterator().next();
        if (lines[hub] > 1) {
          leaves.computeIfAbsent(hub, key -> new ArrayList<>()).add(i);
        }
      }
    }
    ImmutableList.Builder<Fan> fans = ImmutableList.builder();
    leaves.forEach(
        (hub, members) -> {
          if (members.size() >= least) {
            fans.add(of(hub, members, sketch));
          }
        });
    return fans.build();
  }

  private static Fan of(int hub, List<Integer> members, Sketch sketch) {
    double cell =
        members.stream()
                .mapToDouble(member -> Detail.SMALL.width(sketch.boxes().get(member)))
                .max()
                .orElse(0)
            + CELL_GAP;
    int count = members.size();
    int columns =
        count <= TALLEST_COLUMN
            ? 1
            : Math.max(2, (int) Math.round(Math.sqrt(ASPECT * count * CELL_HEIGHT / cell)));
    if (columns == 1 && count > 4 && sketch.boxes().size() > FEW) {
      columns = 2;
    }
    int rows = (count + columns - 1) / columns;
    return new Fan(
        hub,
        ImmutableList.copyOf(members),
        columns,
        cell,
        columns * cell - CELL_GAP + 2 * PADDING,
        rows * CELL_HEIGHT - CELL_GAP + 2 * PADDING);
  }

  /** Where a member lies in a fan that lies in an area. */
  Area cell(int position, Area area) {
    return new Area(
        area.left() + PADDING + position % columns * cellWidth,
        area.top() + PADDING + position / columns * CELL_HEIGHT,
        cellWidth - CELL_GAP,
        CELL_HEIGHT - CELL_GAP);
  }
}
