package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.Diagnostic;

/**
 * A scenario, read and expanded, but not run.
 *
 * @param cases none if there is an error among the diagnostics
 */
public record Expansion(
    ImmutableList<ScenarioCase> cases, ImmutableList<Diagnostic> diagnostics) {}
