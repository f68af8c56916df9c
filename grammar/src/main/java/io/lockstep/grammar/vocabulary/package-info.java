/**
 * What the kernels can make and how it is called in a scenario: device kinds, queueing disciplines
 * and their options. The checker, editors and the engine's netlink encoder all go by these tables.
 */
package io.lockstep.grammar.vocabulary;
