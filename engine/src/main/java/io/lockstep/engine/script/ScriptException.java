package io.lockstep.engine.script;

/** Something that a program asks for cannot be: the message says what was expected and found. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ScriptException(String message) {
    super(message, null, false, false);
  }
}
