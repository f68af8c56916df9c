package io.lockstep.engine.resolve;

import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code node} statements into nodes: profiles first, then the node's own block. */
final class NodeResolver {
  private final Plan plan;
  private final Names names;
  private final NodeSettings settings;
  private final Problems problems;
  private final Sources sources;
  private final List<NodeState> nodes = new ArrayList<>();

  NodeResolver(
      Plan plan, Names names, NodeSettings settings, Problems problems, Sources sources) {
    this.plan = plan;
    this.names = names;
    this.settings = settings;
    this.problems = problems;
    this.sources = sources;
  }

  List<NodeState> resolve() {
    for (Placed<Statement.Profile> profile : plan.profiles.values()) {
      NodeState nobody = new NodeState(-1, "", null);
      settings.apply(nobody, profile.statement().settings(), profile.scope());
    }
    for (Placed<Statement.Nodes> placed : plan.nodes) {
      for (Reference reference : placed.statement().nodes()) {
        problems.guard(() -> define(reference, placed.statement(), placed.scope()));
      }
    }
    return nodes;
  }

  private void define(Reference reference, Statement.Nodes statement, Scope scope) {
    for (Names.Full name : names.expand(reference, scope)) {
      if (nodes.size() >= Names.MOST) {
        throw Mistake.at(
            reference.span(),
            "too-many",
            String.format("the scenario has more than %,d nodes", Names.MOST));
      }
      names.define(Names.Kind.NODE, name, nodes.size(), reference.span());
      NodeState node = new NodeState(nodes.size(), name.toString(), sources.of(statement));
      nodes.add(node);
      for (Name profile : statement.profiles()) {
        problems.guard(() -> apply(profile, node));
      }
      settings.apply(node, statement.settings(), scope);
    }
  }

  private void apply(Name profile, NodeState node) {
    Placed<Statement.Profile> placed = plan.profiles.get(profile.text());
    if (placed == null) {
      throw problems.unknownName(
          profile.span(),
          "unknown-profile",
          profile.text(),
          "unknown profile '"
              + profile
              + "'"
              + Suggestions.didYouMean(profile.text(), plan.profiles.keySet()));
    }
    settings.apply(node, placed.statement().settings(), placed.scope());
  }
}
