package io.lockstep.libos.image;

/**
 * A section header of an ELF64 file.
 *
 * @param index position in the section header table
 * @param name section name
 * @param type {@code SHT_*}
 * @param flags {@code SHF_*}
 * @param address link address
 * @param offset position in the file, bytes
 * @param size bytes
 * @param link index of a related section, by type
 * @param info extra number, by type
 * @param align alignment, bytes
 * @param entrySize bytes of one entry in a table, or 0
 */
record ElfSection(
    int index,
    String name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long align,
    long entrySize) {
  static final int NULL = 0;
  static final int SYMTAB = 2;
  static final int STRTAB = 3;
  static final int RELA = 4;
  static final int NOTE = 7;
  static final int NOBITS = 8;
  static final int REL = 9;

  static final long ALLOC = 2;
  static final long EXECINSTR = 4;
  static final long TLS = 0x400;

  /** Bytes of a section header. */
  static final int HEADER_SIZE = 64;

  boolean isAllocated() {
    return (flags & ALLOC) != 0;
  }

  boolean isExecutable() {
    return isAllocated() && (flags & EXECINSTR) != 0 && type != NOBITS;
  }

  long end() {
    return address + size;
  }

  boolean contains(long place) {
    return place >= address && place < end();
  }
}
