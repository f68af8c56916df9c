/**
 * The scenario language: text in, syntax tree and diagnostics out.
 *
 * <p>{@link io.lockstep.grammar.Scenarios} is the entrance. Nothing here throws for a user's
 * mistake; each becomes a {@link io.lockstep.grammar.Diagnostic}.
 */
package io.lockstep.grammar;
