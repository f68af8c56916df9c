package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Statement;
import java.util.List;
import java.util.Optional;

/**
 * One value of a parameter.
 *
 * @param written what it comes from
 */
record ParameterValue(Value value, Expression written) {
  /** As written if it is a literal, else as computed: for names of cases. */
  String text() {
    return written instanceof Expression.Quantity ? Sources.oneLine(written) : value.text();
  }

  /** The values of a parameter that the user wants. */
  static List<ParameterValue> of(
      Statement.Param param, Evaluator evaluator, Scope scope, Library library) {
    List<ParameterValue> all = all(param, evaluator, scope, library);
    Optional<String> chosen = library.chosen(param.name().text());
    if (chosen.isEmpty()) {
      return all;
    }
    for (ParameterValue value : all) {
      if (value.text().equals(chosen.get()) || value.value.text().equals(chosen.get())) {
        return ImmutableList.of(value);
      }
    }
    List<String> texts = all.stream().map(ParameterValue::text).toList();
    throw Mistake.at(
        param.span(),
        "unknown-parameter",
        "the parameter '" + param.name() + "' has no value '" + chosen.get() + "', expected one of "
            + String.join(", ", texts) + Suggestions.didYouMean(chosen.get(), texts));
  }

  /** All values, with ranges and lists taken apart; those that never change are kept. */
  private static List<ParameterValue> all(
      Statement.Param param, Evaluator evaluator, Scope scope, Library library) {
    boolean constant = param.values().stream().allMatch(ParameterValue::isConstant);
    return constant
        ? library.kept(param, () -> computed(param, evaluator, scope))
        : computed(param, evaluator, scope);
  }

  private static boolean isConstant(Expression expression) {
    if (expression instanceof Expression.Range range) {
      return isConstant(range.from())
          && isConstant(range.to())
          && range.step().map(ParameterValue::isConstant).orElse(true);
    }
    return expression instanceof Expression.Quantity;
  }

  private static List<ParameterValue> computed(
      Statement.Param param, Evaluator evaluator, Scope scope) {
    ImmutableList.Builder<ParameterValue> all = ImmutableList.builder();
    for (Expression written : param.values()) {
      evaluator
          .elements(ImmutableList.of(written), scope, "a bound of a range")
          .forEach(value -> all.add(new ParameterValue(value, written)));
    }
    ImmutableList<ParameterValue> values = all.build();
    if (values.isEmpty()) {
      throw Mistake.at(
          param.span(), "no-value", "the parameter '" + param.name() + "' has no value");
    }
    return values;
  }
}
