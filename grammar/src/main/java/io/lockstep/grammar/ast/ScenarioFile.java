package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;

/**
 * One parsed file.
 *
 * @param statements in the order written
 * @param comments likewise; where they belong follows from the places of both
 */
public record ScenarioFile(
    ImmutableList<Statement> statements, ImmutableList<Comment> comments, Span span)
    implements AstNode {}
