package io.lockstep.engine.lsp;

import io.lockstep.grammar.ast.Span;

/**
 * A place where a name stands.
 *
 * @param span the name alone as the user wrote it, without indices and quotes around
 * @param definition whether it is defined there
 */
record Occurrence(Symbol symbol, Span span, boolean definition) {}
