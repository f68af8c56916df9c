package io.lockstep.libos.build;

import io.lockstep.libos.LibosException;

/** A kernel could not be built; the message says why and, where that is known, what to do. */
public final class KernelBuildException extends LibosException {
  private final boolean usersMistake;
  private final boolean thisVersion;

  private KernelBuildException(
      String message, Throwable cause, boolean usersMistake, boolean thisVersion) {
    super(message, cause);
    this.usersMistake = usersMistake;
    this.thisVersion = thisVersion;
  }

  /** What was asked for cannot be done: a wrong path, a patch that does not apply. */
  static KernelBuildException badRequest(String message) {
    return new KernelBuildException(message, null, true, false);
  }

  /** A patch does not apply to this tree; to another version of it, it may. */
  static KernelBuildException doesNotApply(String message) {
    return new KernelBuildException(message, null, true, true);
  }

  /** The build itself failed. */
  static KernelBuildException failed(String message) {
    return new KernelBuildException(message, null, false, true);
  }

  /** The build failed on an input/output error, such as a full disk. */
  static KernelBuildException failed(String message, Throwable cause) {
    String detail = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new KernelBuildException(message + ": " + detail, cause, false, true);
  }

  /** Whether another version of the same tree may be built by the same request. */
  public boolean isOfThisVersion() {
    return thisVersion;
  }

  /** Whether the request was at fault, not the build. */
  public boolean usersMistake() {
    return usersMistake;
  }
}
