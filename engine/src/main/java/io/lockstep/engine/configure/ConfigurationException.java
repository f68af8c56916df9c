package io.lockstep.engine.configure;

import io.lockstep.engine.model.Source;

/** A node cannot be set up as the scenario says. The message is meant for users. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Source source;

  /**
   * Creates it.
   *
   * @param source what stands in the scenario, or null if nothing there is to blame
   */
  public ConfigurationException(Source source, String message) {
    super(message);
    this.source = source;
  }

  /** Where the cause stands in the scenario, or null. */
  public Source source() {
    return source;
  }

  /** {@code file:line:col: error: message}. */
  public String located() {
    return source == null ? getMessage() : source.location() + ": error: " + getMessage();
  }
}
