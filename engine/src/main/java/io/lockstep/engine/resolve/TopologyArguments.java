package io.lockstep.engine.resolve;

import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Argument;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.TopologyParameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hands the arguments of a {@code use} to the parameters of the topology. */
final class TopologyArguments {
  private final Evaluator evaluator;
  private final Problems problems;

  TopologyArguments(Evaluator evaluator, Problems problems) {
    this.evaluator = evaluator;
    this.problems = problems;
  }

  /**
   * The scope of the topology's body.
   *
   * @param outside what the arguments see
   * @param inside what the default values see
   */
  Scope bind(Statement.Use use, Statement.Topology topology, Scope outside, Scope inside) {
    Map<String, Argument> given = given(use, topology);
    Scope[] scope = {inside};
    for (TopologyParameter parameter : topology.parameters()) {
      Name name = parameter.name();
      Argument argument = given.get(name.text());
      if (argument == null && parameter.defaultValue().isEmpty()) {
        throw Mistake.at(
            use.topology().span(),
            "missing-argument",
            "the topology '" + topology.name() + "' needs a value for '" + name + "'",
            signature(topology));
      }
      problems.guard(() -> Loops.checkFree(name, scope[0]));
      Value value =
          problems
              .attempt(
                  () ->
                      argument == null
                          ? evaluator.evaluateOrWord(parameter.defaultValue().get(), scope[0])
                          : evaluator.evaluateOrWord(argument.value(), outside))
              .orElseGet(Value.Unknown::new);
      scope[0] = scope[0].with(name.text(), value, name.span());
    }
    return scope[0];
  }

  private static Map<String, Argument> given(Statement.Use use, Statement.Topology topology) {
    List<String> names =
        topology.parameters().stream().map(parameter -> parameter.name().text()).toList();
    Map<String, Argument> given = new HashMap<>();
    int place = 0;
    for (Argument argument : use.arguments()) {
      if (argument.name().isEmpty() && place >= names.size()) {
        throw Mistake.at(
            argument.span(),
            "extra-argument",
            "the topology '" + topology.name() + "' has " + count(names.size())
                + ", found one more argument",
            signature(topology));
      }
      String name =
          argument.name().isPresent() ? argument.name().get().text() : names.get(place++);
      if (!names.contains(name)) {
        throw Mistake.at(
            argument.name().get().span(),
            "unknown-argument",
            "the topology '" + topology.name() + "' has no parameter '" + name + "'"
                + Suggestions.didYouMean(name, names),
            signature(topology));
      }
      if (given.putIfAbsent(name, argument) != null) {
        throw Mistake.at(
            argument.span(),
            "given-twice",
            "'" + name + "' is given twice",
            signature(topology));
      }
    }
    return given;
  }

  private static String count(int parameters) {
    return parameters == 0
        ? "no parameters"
        : parameters + (parameters == 1 ? " parameter" : " parameters");
  }

  private static String signature(Statement.Topology topology) {
    StringBuilder text = new StringBuilder();
    for (TopologyParameter parameter : topology.parameters()) {
      text.append(text.length() == 0 ? "" : ", ").append(Sources.oneLine(parameter));
    }
    return "it is defined as " + topology.name() + "(" + text + ") at "
        + topology.name().span().location();
  }
}
