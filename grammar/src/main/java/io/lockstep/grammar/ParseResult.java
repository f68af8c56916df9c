package io.lockstep.grammar;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.ScenarioFile;
import java.util.Optional;

/**
 * What came of a file.
 *
 * @param ast the tree of what could be understood; empty only if the file could not be read at all.
 *     With errors among the diagnostics, parts are missing and the tree must not be run
 * @param diagnostics in the order of their places
 */
public record ParseResult(Optional<ScenarioFile> ast, ImmutableList<Diagnostic> diagnostics) {
  /** Whether the tree is there and whole. */
  public boolean isValid() {
    return ast.isPresent()
        && diagnostics.stream().noneMatch(d -> d.severity() == Severity.ERROR);
  }
}
