package io.lockstep.libos;

/** What went wrong below the scenario, in a sentence that is fit for users. */
public class LibosException extends RuntimeException {
  public LibosException(String message) {
    super(message);
  }

  public LibosException(String message, Throwable cause) {
    super(message, cause);
  }
}
