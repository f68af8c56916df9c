/**
 * The parser behind {@link io.lockstep.grammar.Scenarios}: ANTLR's classes and what surrounds them.
 * Nothing outside this module may use it; {@code ScenarioParser} is its only entrance.
 */
package io.lockstep.grammar.internal;
