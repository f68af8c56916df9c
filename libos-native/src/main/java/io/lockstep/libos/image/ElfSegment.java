package io.lockstep.libos.image;

/**
 * A program header of an ELF64 file.
 *
 * @param index position in the program header table
 * @param type {@code PT_*}
 * @param flags {@code PF_*}
 * @param offset position in the file, bytes
 * @param address link address
 * @param fileSize bytes in the file
 * @param memorySize bytes in memory, at least {@code fileSize}
 * @param align alignment, bytes
 */
record ElfSegment(
    int index,
    int type,
    int flags,
    long offset,
    long address,
    long fileSize,
    long memorySize,
    long align) {
  static final int LOAD = 1;
  static final int DYNAMIC = 2;
  static final int INTERP = 3;
  static final int TLS = 7;

  static final int EXECUTE = 1;
  static final int WRITE = 2;

  /** Bytes of a program header. */
  static final int HEADER_SIZE = 56;

  long end() {
    return address + memorySize;
  }

  boolean contains(long place) {
    return place >= address && place < end();
  }
}
