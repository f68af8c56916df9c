package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;

/**
 * What came of a scenario.
 *
 * @param cases one per combination of parameters, the first parameter varying slowest; empty if
 *     there is any error
 * @param diagnostics in the order of their places, at most 20
 */
public record Resolution(
    ImmutableList<ScenarioCase> cases, ImmutableList<Diagnostic> diagnostics) {
  /** Whether the cases can be run. */
  public boolean isValid() {
    return diagnostics.stream().noneMatch(d -> d.severity() == Severity.ERROR);
  }
}
