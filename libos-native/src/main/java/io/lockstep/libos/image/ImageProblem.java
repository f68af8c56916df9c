package io.lockstep.libos.image;

/**
 * One reason why a kernel image cannot share its text.
 *
 * @param kind what class of problem it is
 * @param address link address, or -1 when the whole image is meant
 * @param place nearest symbol with offset, or empty
 * @param detail what is wrong and what was expected
 */
public record ImageProblem(Kind kind, long address, String place, String detail) {

  /** Classes of problems. */
  public enum Kind {
    /** The file is not a kernel image of the expected form. */
    FORMAT,
    /** The image went through the rewriter already, or did not when it should have. */
    REWRITTEN,
    /** Bytes in the text that are not a known instruction. */
    UNKNOWN_CODE,
    /** Privileged or machine-dependent instruction. */
    FORBIDDEN_CODE,
    /** rbx, which is reserved, may be changed. */
    RBX_WRITE,
    /** Memory is addressed by rbx where it should not be. */
    RBX_ADDRESS,
    /** A relocation and the instruction it belongs to contradict each other. */
    RELOCATION_MISMATCH,
    /** A relocation that cannot hold when text and data move apart. */
    RELOCATION_REFUSED,
    /** Reference to data relative to the instruction, without relocation or not rewritten. */
    DATA_REFERENCE,
    /** Branch to something that is not an instruction. */
    BRANCH_TARGET,
    /** The dynamic section or its relocations ask for more than the loader does. */
    DYNAMIC
  }

  @Override
  public String toString() {
    String where =
        address < 0 ? "" : "0x" + Long.toHexString(address) + (place.isEmpty() ? "" : " " + place);
    return (where.isEmpty() ? "" : where + ": ") + detail;
  }
}
