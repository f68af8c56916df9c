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
 * @param text as written if it is a literal, else as computed: for names of cases
 */
record ParameterValue(Value value, String text) {
  /** The values of a parameter that the user wants. */
  static List<ParameterValue> of(
      Statement.Param param, Evaluator evaluator, Scope scope, Library library) {
    List<ParameterValue> all = all(param, evaluator, scope);
    Optional<String> chosen = library.chosen(param.name().text());
    if (chosen.isEmpty()) {
      return all;
    }
    for (ParameterValue value : all) {
      if (value.text.equals(chosen.get()) || value.value.text().equals(chosen.get())) {
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

  /** All values of a parameter, with ranges and lists taken apart. */
  private static List<ParameterValue> all(Statement.Param param, Evaluator evaluator, Scope scope) {
    ImmutableList.Builder<ParameterValue> all = ImmutableList.builder();
    for (Expression written : param.values()) {
      boolean literal = written instanceof Expression.Quantity;
      for (Value value :
          evaluator.elements(ImmutableList.of(written), scope, "a bound of a range")) {
        all.add(new ParameterValue(value, literal ? Sources.oneLine(written) : value.text()));
      }
    }
    ImmutableList<ParameterValue> values = all.build();
    if (values.isEmpty()) {
      throw Mistake.at(
          param.span(), "no-value", "the parameter '" + param.name() + "' has no value");
    }
    return values;
  }
}
