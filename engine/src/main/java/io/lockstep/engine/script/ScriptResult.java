package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Source;

/**
 * What a program has done.
 *
 * @param calls in the order in which they were made
 * @param failures in the order in which they were noticed
 * @param waiting what it was waiting for at the end, in words; empty if it has ended
 * @param waitingAt the line where it was, or null
 * @param sinceNs virtual nanoseconds from which on it has waited, or -1
 */
public record ScriptResult(
    ImmutableList<CallRecord> calls,
    ImmutableList<ScriptFailure> failures,
    String waiting,
    Source waitingAt,
    long sinceNs) {}
