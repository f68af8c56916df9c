/**
 * The form of scenarios in YAML. It is read by turning it into a scenario's text, whose places are
 * known in the YAML, and written from the same rows as that text. Not for use from outside this
 * artifact: {@link io.lockstep.grammar.Scenarios} is the way in.
 */
package io.lockstep.grammar.yaml;
