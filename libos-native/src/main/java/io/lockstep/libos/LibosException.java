package io.lockstep.libos;

/** What went wrong with a kernel image or instance, as a sentence that can be shown to users. */
public class LibosException extends RuntimeException {
  public LibosException(String message) {
    super(message);
  }

  public LibosException(String message, Throwable cause) {
    super(message, cause);
  }
}
