package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Binds variables, unrolls loops and sorts statements by kind. */
final class Expander {
  /** Rounds of all loops together. */
  private static final int MOST_ROUNDS = 1_000_000;

  private final Evaluator evaluator;
  private final Problems problems;
  private final Function<Statement.Param, Expression> choice;
  private final Plan plan = new Plan();
  private int rounds;

  /**
   * @param choice which of a parameter's values this case has
   */
  Expander(
      Evaluator evaluator, Problems problems, Function<Statement.Param, Expression> choice) {
    this.evaluator = evaluator;
    this.problems = problems;
    this.choice = choice;
  }

  Plan expand(ScenarioFile file) {
    statements(file.statements(), Scope.EMPTY, true);
    plan.actions.sort(Comparator.comparingLong(Plan.Timed::atNs));
    return plan;
  }

  private void statements(List<Statement> statements, Scope outer, boolean top) {
    Scope[] scope = {outer};
    for (Statement statement : statements) {
      problems.guard(() -> scope[0] = statement(statement, scope[0], top));
    }
  }

  private Scope statement(Statement statement, Scope scope, boolean top) {
    if (statement instanceof Statement.Let let) {
      return bind(let.name(), let.value(), scope);
    } else if (statement instanceof Statement.For loop) {
      rounds(loop, scope, inner -> statements(loop.body(), inner, false));
    } else if (statement instanceof Statement.Nodes nodes) {
      plan.nodes.add(new Placed<>(nodes, scope));
    } else if (statement instanceof Statement.Link link) {
      plan.links.add(new Placed<>(link, scope));
    } else if (statement instanceof Statement.Set set) {
      plan.sets.add(new Placed<>(set, scope));
    } else if (statement instanceof Statement.Route route) {
      plan.routes.add(new Placed<>(route, scope));
    } else if (statement instanceof Statement.Flow || statement instanceof Statement.Ping) {
      plan.activities.add(new Placed<>(statement, scope));
    } else if (statement instanceof Statement.Expect expect) {
      plan.expectations.add(new Placed<>(expect, scope));
    } else if (statement instanceof Statement.At at) {
      actions(evaluator.timeNs(at.time(), scope), at.actions(), scope);
    } else if (statement instanceof Statement.LinkState) {
      throw Mistake.at(
          statement.span(),
          "needs-time",
          "expected a time; write 'at 5s { " + Sources.oneLine(statement) + " }'");
    } else {
      return topLevel(statement, scope, top);
    }
    return scope;
  }

  private Scope topLevel(Statement statement, Scope scope, boolean top) {
    if (!top) {
      throw Mistake.at(
          statement.span(),
          "not-in-loop",
          "'" + Sources.oneLine(statement) + "' can't stand in a loop, expected at the top level");
    }
    if (statement instanceof Statement.Param param) {
      return param(param, scope);
    } else if (statement instanceof Statement.Title title) {
      once(plan.title == null ? null : plan.title.statement().span(), title, "a title");
      plan.title = new Placed<>(title, scope);
    } else if (statement instanceof Statement.Seed seed) {
      once(plan.seed == null ? null : plan.seed.statement().span(), seed, "a seed");
      plan.seed = new Placed<>(seed, scope);
    } else if (statement instanceof Statement.Capture capture) {
      once(plan.capture, capture, "a 'capture' statement");
      plan.capture = capture.span();
      plan.captureWanted = capture.on();
    } else if (statement instanceof Statement.RoutesAuto) {
      plan.routesAuto = statement.span();
    } else if (statement instanceof Statement.KernelAlias alias) {
      define(plan.kernels, alias.alias(), new Placed<>(alias, scope), "kernel");
    } else if (statement instanceof Statement.Profile profile) {
      define(plan.profiles, profile.name(), new Placed<>(profile, scope), "profile");
    }
    return scope;
  }

  private <T extends Statement> void define(
      Map<String, Placed<T>> map, Name name, Placed<T> placed, String what) {
    Placed<T> earlier = map.putIfAbsent(name.text(), placed);
    if (earlier != null) {
      throw Mistake.at(
          name.span(),
          "duplicate-name",
          "'" + name + "' is already the name of a " + what,
          "first defined at " + earlier.statement().span().location());
    }
  }

  private static void once(Span earlier, AstNode statement, String what) {
    if (earlier != null) {
      throw Mistake.at(
          statement.span(),
          "given-twice",
          "the scenario already has " + what,
          "first given at " + earlier.location());
    }
  }

  private Scope param(Statement.Param param, Scope scope) {
    Expression chosen = choice.apply(param);
    Scope inner = bind(param.name(), chosen, scope);
    Value value = inner.lookup(param.name().text());
    boolean literal = chosen instanceof Expression.Quantity;
    plan.parameters.put(
        param.name().text(), literal ? Sources.oneLine(chosen) : value.text());
    return inner;
  }

  private Scope bind(Name name, Expression expression, Scope scope) {
    checkFree(name, scope);
    Value value =
        problems
            .attempt(() -> evaluator.evaluateOrWord(expression, scope))
            .orElseGet(Value.Unknown::new);
    return scope.with(name.text(), value, name.span());
  }

  private static void checkFree(Name name, Scope scope) {
    Span earlier = scope.definition(name.text());
    if (earlier != null) {
      throw Mistake.at(
          name.span(),
          "duplicate-name",
          "'" + name + "' is already the name of a variable",
          "first defined at " + earlier.location());
    }
  }

  private void actions(long atNs, List<Statement> actions, Scope scope) {
    for (Statement action : actions) {
      problems.guard(
          () -> {
            if (action instanceof Statement.For loop) {
              rounds(loop, scope, inner -> actions(atNs, loop.body(), inner));
            } else if (action instanceof Statement.LinkState || action instanceof Statement.Set) {
              plan.actions.add(new Plan.Timed(atNs, action, scope));
            } else {
              throw Mistake.at(
                  action.span(),
                  "not-an-action",
                  "expected 'down', 'up' or 'set', found '" + Sources.oneLine(action) + "'");
            }
          });
    }
  }

  private void rounds(Statement.For loop, Scope scope, Consumer<Scope> body) {
    checkFree(loop.variable(), scope);
    for (Value value : values(loop.values(), scope)) {
      if (++rounds > MOST_ROUNDS) {
        throw Mistake.at(
            loop.values().get(0).span(),
            "too-many",
            String.format("the loops run more than %,d times", MOST_ROUNDS));
      }
      body.accept(scope.with(loop.variable().text(), value, loop.variable().span()));
    }
  }

  private ImmutableList<Value> values(List<Expression> values, Scope scope) {
    if (!(values.get(0) instanceof Expression.Range range)) {
      return values.stream()
          .map(item -> evaluator.evaluateOrWord(item, scope))
          .collect(toImmutableList());
    }
    int from = integer(range.from(), scope);
    int to = integer(range.to(), scope);
    if ((long) to - from >= MOST_ROUNDS) {
      throw Mistake.at(
          range.span(),
          "too-many",
          String.format(
              "this loop would run %,d times, expected at most %,d",
              (long) to - from + 1, MOST_ROUNDS));
    }
    return LongStream.rangeClosed(from, to)
        .mapToObj(Value.Quantity::of)
        .collect(toImmutableList());
  }

  private int integer(Expression expression, Scope scope) {
    return evaluator.integer(
        expression, scope, "a bound of a loop", Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
