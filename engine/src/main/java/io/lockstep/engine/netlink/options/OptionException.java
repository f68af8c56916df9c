package io.lockstep.engine.netlink.options;

/** An option has a value that it cannot have. */
public final class OptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates it; the message names the option and says what is expected. */
  public OptionException(String message) {
    super(message);
  }
}
