package io.lockstep.engine.resolve;

import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns {@code node} statements into nodes: profiles first, then the node's own block. */
final class NodeResolver {
  private final Context context;
  private final NodeSettings settings;
  private final Problems problems;
  private final List<NodeState> nodes = new ArrayList<>();
  private final Set<String> cyclic = new HashSet<>();

  NodeResolver(Context context, NodeSettings settings) {
    this.context = context;
    this.settings = settings;
    this.problems = context.problems();
  }

  List<NodeState> resolve() {
    for (Placed<Statement.Profile> profile : context.plan().profiles.values()) {
      NodeState nobody = new NodeState(-1, "", null);
      problems.guard(
          () -> apply(profile.statement().name(), nobody, new LinkedHashSet<>()));
    }
    for (Placed<Statement.Nodes> placed : context.plan().nodes) {
      for (Reference reference : placed.statement().nodes()) {
        problems.guard(() -> define(reference, placed.statement(), placed.scope()));
      }
    }
    return nodes;
  }

  private void define(Reference reference, Statement.Nodes statement, Scope scope) {
    for (Names.Full name : context.names().expand(reference, scope)) {
      if (nodes.size() >= Names.MOST) {
        throw Mistake.at(
            reference.span(),
            "too-many",
            String.format(Locale.ROOT, "the scenario has more than %,d nodes", Names.MOST));
      }
      context.names().define(Names.Kind.NODE, name, nodes.size(), reference.span());
      NodeState node =
          new NodeState(nodes.size(), name.toString(), context.sources().of(statement));
      nodes.add(node);
      for (Name profile : statement.profiles()) {
        problems.guard(() -> apply(profile, node, new LinkedHashSet<>()));
      }
      settings.apply(node, statement.settings(), scope);
    }
  }

  /**
   * A profile's bases, then the profile itself.
   *
   * @param users the profiles that build on this one, outermost first
   */
  private void apply(Name profile, NodeState node, Set<String> users) {
    Placed<Statement.Profile> placed = context.plan().profiles.get(profile.text());
    if (placed == null) {
      throw problems.unknownName(
          profile.span(),
          "unknown-profile",
          profile.text(),
          "unknown profile '"
              + profile
              + "'"
              + Suggestions.didYouMean(profile.text(), context.plan().profiles.keySet()));
    }
    if (!users.add(profile.text())) {
      List<String> chain = new ArrayList<>(users);
      chain = chain.subList(chain.indexOf(profile.text()), chain.size());
      chain.add(profile.text());
      if (!cyclic.addAll(chain)) {
        throw Mistake.silent();
      }
      throw Mistake.at(
          profile.span(),
          "cyclic-profiles",
          "profiles build on each other: " + String.join(" : ", chain));
    }
    for (Name base : placed.statement().bases()) {
      problems.guard(() -> apply(base, node, users));
    }
    users.remove(profile.text());
    settings.apply(node, placed.statement().settings(), placed.scope());
  }
}
