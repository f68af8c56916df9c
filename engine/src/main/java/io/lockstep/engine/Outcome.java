package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.grammar.Diagnostic;
import java.nio.file.Path;

/**
 * What came of a scenario.
 *
 * @param diagnostics errors and warnings about the scenario; with errors, nothing was run
 * @param cases the runs that were completed, in order
 * @param directory where the results are, or null if nothing was run
 * @param exitCode the worst of all
 */
public record Outcome(
    ImmutableList<Diagnostic> diagnostics,
    ImmutableList<CaseOutcome> cases,
    Path directory,
    ExitCode exitCode) {}
