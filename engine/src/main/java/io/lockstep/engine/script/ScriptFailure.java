package io.lockstep.engine.script;

import io.lockstep.engine.model.Source;

/**
 * Something that a program did not see as it expects.
 *
 * @param source the line of the program
 * @param atNs virtual nanoseconds
 * @param expected in words
 * @param seen in words
 * @param calls how many calls had returned
 */
public record ScriptFailure(Source source, long atNs, String expected, String seen, int calls) {}
