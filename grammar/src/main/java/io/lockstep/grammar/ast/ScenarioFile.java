package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;

/** One parsed file: its statements in the order written. */
public record ScenarioFile(ImmutableList<Statement> statements, Span span) implements AstNode {}
