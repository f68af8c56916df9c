/**
 * Writes trees as text. Not for use from outside this artifact: {@link
 * io.lockstep.grammar.Scenarios} is the way in.
 */
package io.lockstep.grammar.format;
