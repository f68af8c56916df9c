package io.lockstep.engine.resolve;

import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import java.util.List;

/** Applies the {@code set} statements of the top level, before the start. */
final class SetResolver {
  private final Context context;
  private final List<NodeState> nodes;
  private final WireResolver wires;
  private final NodeSettings nodeSettings;
  private final WireProperties properties;

  SetResolver(
      Context context,
      List<NodeState> nodes,
      WireResolver wires,
      NodeSettings nodeSettings,
      WireProperties properties) {
    this.context = context;
    this.nodes = nodes;
    this.wires = wires;
    this.nodeSettings = nodeSettings;
    this.properties = properties;
  }

  void apply() {
    for (Placed<Statement.Set> placed : context.plan().sets) {
      for (Reference reference : placed.statement().targets()) {
        context.problems().guard(() -> apply(placed.statement(), reference, placed.scope()));
      }
    }
  }

  private void apply(Statement.Set set, Reference target, Scope scope) {
    for (Names.Entry entry :
        context
            .names()
            .all(target, scope, Names.Kind.NODE, Names.Kind.LINK, Names.Kind.LAN)) {
      switch (entry.kind()) {
        case NODE -> nodeSettings.apply(nodes.get(entry.index()), set.settings(), scope);
        case LINK -> properties.apply(wires.links().get(entry.index()), set.settings(), scope);
        default -> properties.apply(wires.lans().get(entry.index()), set.settings(), scope);
      }
    }
  }
}
