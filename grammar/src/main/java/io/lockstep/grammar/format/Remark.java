package io.lockstep.grammar.format;

/**
 * A comment on a line of its own.
 *
 * @param text from {@code #} on
 * @param apart whether an empty line stands before it
 */
public record Remark(String text, boolean apart) {}
