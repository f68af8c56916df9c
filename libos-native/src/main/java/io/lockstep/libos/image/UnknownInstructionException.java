package io.lockstep.libos.image;

/** Bytes that the decoder does not know as an instruction of compiled kernel code. */
final class UnknownInstructionException extends Exception {
  private static final long serialVersionUID = 1;

  UnknownInstructionException(String reason) {
    super(reason, null, false, false);
  }
}
