package io.lockstep.engine.plot;

/** A plot cannot be drawn. The message is one sentence for users. */
public final class PlotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlotException(String message, Throwable cause) {
    super(message, cause);
  }
}
