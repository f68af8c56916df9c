package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Flows and pings of the same kind from one place to another; drawn as one arc.
 *
 * @param from a box, or a fan if negative
 */
record Traffic(int from, int to, String kind, ImmutableList<Sketch.Arc> arcs) {
  /** More than so many are not drawn. */
  static final int MOST = 10;

  private record Key(int from, int to, String kind, String name) {}

  /** Each on its own if they are few, else together. */
  static ImmutableList<Traffic> of(Sketch sketch, TopologyPlan plan) {
    boolean few = sketch.arcs().size() <= MOST;
    Map<Key, List<Sketch.Arc>> groups = new LinkedHashMap<>();
    for (Sketch.Arc arc : sketch.arcs()) {
      Key key =
          few
              ? new Key(arc.from(), arc.to(), arc.kind(), arc.name())
              : new Key(plan.place(arc.from()), plan.place(arc.to()), arc.kind(), "");
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(arc);
    }
    ImmutableList.Builder<Traffic> all = ImmutableList.builder();
    groups.forEach(
        (key, arcs) ->
            all.add(new Traffic(key.from, key.to, key.kind, ImmutableList.copyOf(arcs))));
    return all.build();
  }

  /** What the legend says in bold type. */
  String name() {
    return arcs.size() == 1 ? arcs.get(0).name() : plural(arcs.size(), kind);
  }

  /** What the legend says. */
  String text() {
    if (arcs.size() == 1) {
      return kind + " " + arcs.get(0).text();
    }
    return arcs.get(0).text() + " … " + arcs.get(arcs.size() - 1).text();
  }

  static String plural(int count, String kind) {
    String what = kind.equals("ping") ? "ping" : kind + " flow";
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
