package io.lockstep.engine.script;

import io.lockstep.engine.model.ScriptValue;

/**
 * A parameter of a system call.
 *
 * @param type what it takes
 * @param optional whether it may be left out
 */
public record Parameter(String name, Type type, boolean optional) {
  /** What an argument may be. */
  public enum Type {
    NUMBER("a number"),
    ADDRESS("an address with its port such as 10.0.0.1:80"),
    DATA("a text, bytes(\"…\") or a size such as 5KB"),
    COUNT("a number of bytes such as 100"),
    OPTION("a socket option such as SO_REUSEADDR"),
    VALUE("a value"),
    LIST("a list in brackets"),
    TIME("a time such as 10ms");

    private final String noun;

    Type(String noun) {
      this.noun = noun;
    }

    /** For messages: {@code a number}. */
    public String noun() {
      return noun;
    }

    /** Whether a value may stand for it. */
    public boolean takes(ScriptValue value) {
      return switch (this) {
        case NUMBER, OPTION -> value instanceof ScriptValue.Number || value instanceof ScriptValue.Truth;
        case COUNT -> value instanceof ScriptValue.Number;
        case ADDRESS ->
            value instanceof ScriptValue.Socket || value instanceof ScriptValue.Struct;
        case DATA -> value instanceof ScriptValue.Bytes || value instanceof ScriptValue.Number;
        case TIME ->
            value instanceof ScriptValue.Time || value instanceof ScriptValue.Number;
        case LIST -> value instanceof ScriptValue.Sequence || value instanceof ScriptValue.Struct;
        case VALUE -> true;
      };
    }
  }
}
