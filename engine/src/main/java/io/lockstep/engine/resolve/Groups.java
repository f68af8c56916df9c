package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups, and the nodes that they stand for. */
final class Groups {
  private final Names names;
  private final Problems problems;
  private final Map<Names.Full, Placed<Statement.Group>> groups = new LinkedHashMap<>();

  /** The nodes of groups; null for those in which something is wrong, and has been reported. */
  private final Map<Names.Full, ImmutableList<Names.Full>> opened = new HashMap<>();

  /** Those that are being opened, one within the other. */
  private final Set<Names.Full> opening = new LinkedHashSet<>();

  Groups(Names names, Problems problems) {
    this.names = names;
    this.problems = problems;
  }

  void add(Names.Full name, Placed<Statement.Group> group) {
    groups.put(name, group);
  }

  int count() {
    return groups.size();
  }

  boolean contains(Names.Full name) {
    return groups.containsKey(name);
  }

  /** Reports what groups contain that is no node; all nodes have been defined. */
  void check() {
    groups.forEach((name, group) -> problems.guard(() -> check(name, group)));
  }

  private void check(Names.Full name, Placed<Statement.Group> group) {
    nodes(name);
    for (Reference member : group.statement().members()) {
      if (!problems.guard(() -> names.all(member, group.scope(), Names.Kind.NODE))) {
        opened.put(name, null);
      }
    }
  }

  /** The nodes of a group and of the groups in it, nothing twice. */
  ImmutableList<Names.Full> nodes(Names.Full name) {
    if (opened.containsKey(name)) {
      return Optional.ofNullable(opened.get(name)).orElseThrow(Mistake::silent);
    }
    Placed<Statement.Group> group = groups.get(name);
    if (!opening.add(name)) {
      opening.forEach(each -> opened.put(each, null));
      String chain = String.join(" -> ", opening.stream().map(Names.Full::toString).toList());
      throw Mistake.at(
          group.statement().name().span(),
          "cyclic-group",
          "the group '" + name + "' contains itself: " + chain + " -> " + name);
    }
    try {
      Set<Names.Full> found = new LinkedHashSet<>();
      for (Reference member : group.statement().members()) {
        found.addAll(names.opened(names.written(member, group.scope(), Names.Kind.NODE)));
      }
      ImmutableList<Names.Full> all = ImmutableList.copyOf(found);
      opened.put(name, all);
      return all;
    } finally {
      opening.remove(name);
    }
  }
}
