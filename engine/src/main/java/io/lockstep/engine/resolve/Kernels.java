package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scenario's aliases for kernel builds, and the builds that exist. */
final class Kernels {
  private final Map<String, Optional<String>> aliases = new HashMap<>();
  private final Optional<ImmutableSet<String>> builds;
  private final Problems problems;

  Kernels(Plan plan, Evaluator evaluator, Problems problems, ResolveOptions options) {
    this.builds = options.kernels();
    this.problems = problems;
    plan.kernels.forEach(
        (alias, placed) ->
            aliases.put(alias, problems.attempt(() -> target(placed, evaluator))));
  }

  private String target(Placed<Statement.KernelAlias> placed, Evaluator evaluator) {
    String name = evaluator.text(placed.statement().kernel(), placed.scope());
    return checked(name, placed.statement().kernel().span(), List.of());
  }

  /** The build that a node's {@code kernel} setting means. */
  String find(String name, Span span) {
    Optional<String> target = aliases.get(name);
    if (target != null) {
      return target.orElseThrow(Mistake::silent);
    }
    return checked(name, span, aliases.keySet().stream().sorted().toList());
  }

  private String checked(String name, Span span, List<String> others) {
    if (name.isBlank()) {
      throw Mistake.at(span, "unknown-kernel", "expected the name of a kernel build");
    }
    if (builds.isEmpty() || builds.get().contains(name)) {
      return name;
    }
    List<String> candidates = new ArrayList<>(others);
    candidates.addAll(builds.get());
    String known = candidates.isEmpty() ? "none" : String.join(", ", candidates);
    throw problems.unknownName(
        span,
        "unknown-kernel",
        name,
        "unknown kernel '" + name + "', known are " + known
            + Suggestions.didYouMean(name, candidates),
        "build it with: lockstep kernel build --source DIR --name " + name);
  }
}
