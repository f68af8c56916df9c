/**
 * The syntax tree of a scenario: immutable records, each with the {@link
 * io.lockstep.grammar.ast.Span} it came from.
 *
 * <p>The tree keeps what was written (numbers with their units, names unresolved, {@code for} loops
 * unexpanded); types, names and arithmetic are the business of whoever resolves it.
 */
package io.lockstep.grammar.ast;
