package io.lockstep.engine.script;

import io.lockstep.engine.model.ScriptValue;
import java.util.function.LongFunction;

/**
 * A call that is ready to be made.
 *
 * @param number of the system call on x86-64
 * @param arguments six of them
 * @param shown as strace(1) would show it, without the result
 * @param reader makes a value of the result, if that is not negative
 */
public record Prepared(
    int number, long[] arguments, String shown, LongFunction<ScriptValue> reader) {}
