package io.lockstep.engine.resolve;

import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Goes through the statements of one case as they expand: binds variables, includes files, unrolls
 * loops, decides conditions and instantiates topologies.
 */
abstract class Walk {
  final Library library;
  final Evaluator evaluator;
  final Problems problems;
  final Names names;
  private final Choices choices;
  private final Loops loops;
  private final TopologyArguments arguments;
  private final Set<ScenarioFile> included =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> using = new ArrayList<>();
  private Scope top = Scope.EMPTY;
  private int instances;

  Walk(
      Library library, Evaluator evaluator, Problems problems, Names names, Choices choices) {
    this.library = library;
    this.evaluator = evaluator;
    this.problems = problems;
    this.names = names;
    this.choices = choices;
    this.loops = new Loops(evaluator);
    this.arguments = new TopologyArguments(evaluator, problems);
  }

  /** Where a statement stands. */
  enum Place {
    /** At the top level of a file. */
    TOP(""),
    /** In a condition at the top level. */
    CONDITION("in 'if'"),
    LOOP("in a loop"),
    TOPOLOGY("in a topology");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** A statement that is none of those that this class deals with. */
  abstract void visit(Statement statement, Scope scope, Place place);

  /** A parameter and what it is in this case. */
  void parameter(Statement.Param param, ParameterValue value) {}

  /** A constraint, which may end the case. */
  void constraint(Statement.Constraint constraint, Scope scope) {}

  /** Whether to look into loops, conditions and topologies. */
  boolean entersBlocks() {
    return true;
  }

  final void run() {
    statements(library.main().statements(), Scope.EMPTY, Place.TOP);
  }

  private Scope statements(List<Statement> statements, Scope outer, Place place) {
    Scope[] scope = {outer};
    for (Statement statement : statements) {
      problems.guard(
          () -> {
            loops.statement(statement.span());
            scope[0] = statement(statement, scope[0], place);
          });
      if (place == Place.TOP) {
        top = scope[0];
      }
    }
    return scope[0];
  }

  private Scope statement(Statement statement, Scope scope, Place place) {
    if (statement instanceof Statement.Let let) {
      return bind(let.name(), let.value(), scope);
    } else if (statement instanceof Statement.Param param) {
      requireTop(param, place);
      return parameter(param, scope);
    } else if (statement instanceof Statement.Include include) {
      requireTop(include, place);
      return include(include, scope);
    } else if (statement instanceof Statement.Constraint constraint) {
      requireTop(constraint, place);
      constraint(constraint, scope);
    } else if (statement instanceof Statement.Topology) {
      requireTop(statement, place);
    } else if (entersBlocks()) {
      block(statement, scope, place);
    }
    return scope;
  }

  private void block(Statement statement, Scope scope, Place place) {
    if (statement instanceof Statement.For loop) {
      Place inner = place == Place.TOPOLOGY ? place : Place.LOOP;
      loops.run(
          loop.variable(), loop.values(), scope, round -> statements(loop.body(), round, inner));
    } else if (statement instanceof Statement.If choice) {
      Place inner = place == Place.TOP ? Place.CONDITION : place;
      statements(branch(choice, scope), scope.block(), inner);
    } else if (statement instanceof Statement.Use use) {
      use(use, scope);
    } else if (statement instanceof Statement.Group group) {
      names.group(group, scope);
    } else {
      visit(statement, scope, place);
    }
  }

  static void requireTop(Statement statement, Place place) {
    if (place != Place.TOP) {
      throw misplaced(statement, place);
    }
  }

  static Mistake misplaced(Statement statement, Place place) {
    return Mistake.at(
        statement.span(),
        "not-in-" + (place == Place.LOOP ? "loop" : "block"),
        "'" + Sources.oneLine(statement) + "' cannot stand " + place.words()
            + ", expected at the top level");
  }

  /** What a condition leads to; nothing if no branch holds. */
  final List<Statement> branch(Statement.If choice, Scope scope) {
    for (Statement.If.Branch branch : choice.branches()) {
      if (evaluator.truth(branch.condition(), scope)) {
        return branch.body();
      }
    }
    return choice.otherwise().isPresent() ? choice.otherwise().get() : List.of();
  }

  final Loops loops() {
    return loops;
  }

  private Scope include(Statement.Include include, Scope scope) {
    ScenarioFile file = library.included(include).orElseThrow(Mistake::silent);
    return included.add(file) ? statements(file.statements(), scope, Place.TOP) : scope;
  }

  private Scope parameter(Statement.Param param, Scope scope) {
    Loops.checkFree(param.name(), scope);
    List<ParameterValue> values =
        problems
            .attempt(() -> ParameterValue.of(param, evaluator, scope, library))
            .orElse(List.of());
    if (values.isEmpty()) {
      return scope.with(param.name().text(), new Value.Unknown(), param.name().span());
    }
    ParameterValue value = values.get(choices.next(values.size()));
    parameter(param, value);
    return scope.with(param.name().text(), value.value(), param.name().span());
  }

  private Scope bind(Name name, Expression expression, Scope scope) {
    Loops.checkFree(name, scope);
    Value value =
        problems
            .attempt(() -> evaluator.evaluateOrWord(expression, scope))
            .orElseGet(Value.Unknown::new);
    return scope.with(name.text(), value, name.span());
  }

  private void use(Statement.Use use, Scope scope) {
    String name = use.topology().text();
    Statement.Topology topology = library.topologies().get(name);
    if (topology == null) {
      throw problems.unknownName(
          use.topology().span(),
          "unknown-topology",
          name,
          () ->
              "unknown topology '" + name + "'"
                  + Suggestions.didYouMean(name, library.topologies().keySet()));
    }
    if (using.contains(name)) {
      throw Mistake.at(
          use.topology().span(),
          "recursive-topology",
          "the topology '" + name + "' uses itself: " + String.join(" -> ", using) + " -> "
              + name);
    }
    if (use.name().isEmpty()) {
      body(topology, arguments.bind(use, topology, scope, top.body(scope.space())));
      return;
    }
    for (Names.Full instance : names.expand(use.name().get(), scope)) {
      if (instances >= Names.MOST) {
        throw Mistake.at(
            use.span(),
            "too-many",
            String.format(
                Locale.ROOT, "the scenario has more than %,d instances of topologies", Names.MOST));
      }
      names.define(Names.Kind.INSTANCE, instance, instances++, use.name().get().span());
      Space inside = scope.space().of(instance);
      body(topology, arguments.bind(use, topology, scope, top.body(inside)));
    }
  }

  private void body(Statement.Topology topology, Scope scope) {
    using.add(topology.name().text());
    try {
      statements(topology.body(), scope, Place.TOPOLOGY);
    } finally {
      using.remove(using.size() - 1);
    }
  }
}
