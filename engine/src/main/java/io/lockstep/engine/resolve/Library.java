package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The files of a scenario, and what holds for all its cases: topologies, words that are names. */
final class Library {
  private final ScenarioFile main;
  private final ImmutableMap<Statement.Include, ScenarioFile> includes;
  private final Map<String, Statement.Topology> topologies = new LinkedHashMap<>();
  private final ImmutableMap<String, String> chosen;
  private final Map<Statement.Param, List<ParameterValue>> kept = new IdentityHashMap<>();
  private final List<Statement.Param> parameters = new ArrayList<>();
  private final ImmutableSet.Builder<String> nodeNames = ImmutableSet.builder();
  private final ImmutableSet<String> nodes;

  /**
   * @param includes the files that statements of these files include
   * @param chosen values of parameters, by name, that the user wants instead of all
   */
  Library(
      ScenarioFile main,
      ImmutableMap<Statement.Include, ScenarioFile> includes,
      ImmutableMap<String, String> chosen,
      Problems problems) {
    this.main = main;
    this.chosen = chosen;
    this.includes = includes;
    List<ScenarioFile> files = new ArrayList<>();
    files.add(main);
    includes.values().stream().filter(file -> !files.contains(file)).forEach(files::add);
    for (ScenarioFile file : files) {
      for (Statement statement : file.statements()) {
        if (statement instanceof Statement.Topology topology) {
          problems.guard(() -> define(topology));
        } else if (statement instanceof Statement.Param param) {
          parameters.add(param);
        }
        collect(statement);
      }
    }
    this.nodes = nodeNames.build();
  }

  private void define(Statement.Topology topology) {
    Statement.Topology earlier = topologies.putIfAbsent(topology.name().text(), topology);
    if (earlier != null) {
      throw Mistake.at(
          topology.name().span(),
          "duplicate-name",
          "'" + topology.name() + "' is already the name of a topology",
          "first defined at " + earlier.name().span().location());
    }
  }

  private void collect(Statement statement) {
    if (statement instanceof Statement.Nodes definition) {
      definition.nodes().stream().map(Reference::name).forEach(nodeNames::add);
    } else if (statement instanceof Statement.Group group) {
      nodeNames.add(group.name().name());
    } else if (statement instanceof Statement.Use use) {
      use.name().ifPresent(name -> nodeNames.add(name.name()));
    } else if (statement instanceof Statement.For loop) {
      loop.body().forEach(this::collect);
    } else if (statement instanceof Statement.If choice) {
      choice.branches().forEach(branch -> branch.body().forEach(this::collect));
      choice.otherwise().ifPresent(body -> body.forEach(this::collect));
    } else if (statement instanceof Statement.Topology topology) {
      topology.body().forEach(this::collect);
    }
  }

  /** Refuses choices for parameters that do not exist. */
  void checkParameters(Problems problems) {
    List<String> known = parameters.stream().map(param -> param.name().text()).toList();
    for (String name : chosen.keySet()) {
      if (!known.contains(name)) {
        problems.error(
            main.span(),
            "unknown-parameter",
            "the scenario has no parameter '" + name + "'"
                + (known.isEmpty() ? "" : ", expected one of " + String.join(", ", known))
                + Suggestions.didYouMean(name, known));
      }
    }
  }

  /** The parameters of all files. */
  List<Statement.Param> parameters() {
    return parameters;
  }

  /** The values of a parameter that are the same in all cases; computed once. */
  List<ParameterValue> kept(Statement.Param param, Supplier<List<ParameterValue>> values) {
    List<ParameterValue> known = kept.get(param);
    if (known == null) {
      known = values.get();
      kept.put(param, known);
    }
    return known;
  }

  /** The value that the user wants a parameter to have, as text. */
  Optional<String> chosen(String parameter) {
    return Optional.ofNullable(chosen.get(parameter));
  }

  ScenarioFile main() {
    return main;
  }

  /** The place of a file among all files: the main file first, then as they are included. */
  int rank(SourceText source) {
    int rank = 1;
    for (ScenarioFile file : includes.values()) {
      if (file.span().source() == source) {
        return rank;
      }
      rank++;
    }
    return 0;
  }

  Optional<ScenarioFile> included(Statement.Include include) {
    return Optional.ofNullable(includes.get(include));
  }

  /** By name. */
  Map<String, Statement.Topology> topologies() {
    return topologies;
  }

  /** Whether nodes, groups or instances are called so anywhere, without path and indices. */
  boolean mayBeNode(String name) {
    return nodes.contains(name);
  }
}
