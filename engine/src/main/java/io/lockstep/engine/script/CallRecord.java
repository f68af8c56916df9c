package io.lockstep.engine.script;

import io.lockstep.engine.model.Source;

/**
 * A call that a program has made.
 *
 * @param source the line of the program
 * @param call with its arguments: {@code connect(3, 10.0.0.1:80)}
 * @param beginNs virtual nanoseconds
 * @param endNs virtual nanoseconds, or -1 if it has not returned
 * @param result a value, or the name of an error; empty if it has not returned
 * @param errno the error number, or 0
 */
public record CallRecord(
    Source source, String call, long beginNs, long endNs, String result, int errno) {}
