package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Span;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs the loops of one case, and keeps them and all that they make within bounds. */
final class Loops {
  /** Rounds of all loops together. */
  static final int MOST_ROUNDS = 1_000_000;

  /** Statements of all rounds and all instances of topologies together. */
  private static final int MOST_STATEMENTS = 1_000_000;

  private final Evaluator evaluator;
  private int rounds;
  private int statements;

  Loops(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** Hands the scope of each round to the body. */
  void run(Name variable, List<Expression> values, Scope scope, Consumer<Scope> body) {
    checkFree(variable, scope);
    for (Value value : evaluator.elements(values, scope, "a bound of a loop")) {
      round(values.get(0).span());
      body.accept(scope.block().with(variable.text(), value, variable.span()));
    }
  }

  /** Counts a round. */
  private void round(Span place) {
    if (++rounds > MOST_ROUNDS) {
      throw Mistake.at(
          place,
          "too-many",
          String.format(Locale.ROOT, "the loops run more than %,d times", MOST_ROUNDS));
    }
  }

  /** Counts a statement. */
  void statement(Span place) {
    if (++statements > MOST_STATEMENTS) {
      throw Mistake.at(
          place,
          "too-many",
          String.format(
              Locale.ROOT, "the scenario expands to more than %,d statements", MOST_STATEMENTS));
    }
  }

  /** Refuses a name that is taken by a variable of the same block or one around it. */
  static void checkFree(Name name, Scope scope) {
    Span earlier = scope.definition(name.text());
    if (earlier != null) {
      throw Mistake.at(
          name.span(),
          "duplicate-name",
          "'" + name + "' is already the name of a variable",
          "first defined at " + earlier.location());
    }
  }
}
