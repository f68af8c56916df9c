package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;

/**
 * The end of a kernel.
 *
 * @param kind {@code PANIC}, {@code OOPS}, {@code STACK_OVERFLOW}, {@code ENDLESS_LOOP}, {@code
 *     HALT}
 * @param reason one line
 * @param timeNs virtual nanoseconds since the start of the scenario
 * @param backtrace symbolised, innermost first; of an {@code ENDLESS_LOOP} it differs from run to
 *     run and must not enter a result
 */
public record NodeCrash(String kind, String reason, long timeNs, ImmutableList<String> backtrace) {}
