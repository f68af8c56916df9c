package io.lockstep.engine.model;

import com.google.common.collect.ImmutableMap;

/**
 * A system call of a program.
 *
 * @param name such as {@code connect}
 * @param arguments by the names of its parameters; those left out have their defaults
 */
public record ScriptCall(String name, ImmutableMap<String, ScriptExpression> arguments) {}
