package io.lockstep.grammar.vocabulary;

/**
 * A function of expressions.
 *
 * @param name as written before the parenthesis
 * @param syntax its parameters: {@code host(PREFIX, n)}
 * @param doc a sentence or two
 * @param beforeRun whether its value is known before a run; the others can only stand in {@code
 *     expect} and {@code when}
 */
public record FunctionWord(String name, String syntax, String doc, boolean beforeRun) {}
