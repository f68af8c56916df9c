package io.lockstep.libos.image;

/**
 * A symbol of an ELF64 file.
 *
 * @param name symbol name; the section's name for section symbols
 * @param info binding and type
 * @param sectionIndex {@code st_shndx}
 * @param value link address, or a plain number for absolute symbols
 * @param size bytes
 */
record ElfSymbol(String name, int info, int sectionIndex, long value, long size) {
  static final int UNDEFINED = 0;
  static final int ABSOLUTE = 0xFFF1;
  static final int FIRST_RESERVED = 0xFF00;

  private static final int LOCAL = 0;
  private static final int WEAK = 2;
  private static final int SECTION_TYPE = 3;
  private static final int FUNCTION_TYPE = 2;
  private static final int FILE_TYPE = 4;

  /** Bytes of a symbol table entry. */
  static final int ENTRY_SIZE = 24;

  boolean isSection() {
    return (info & 15) == SECTION_TYPE;
  }

  boolean isFile() {
    return (info & 15) == FILE_TYPE;
  }

  boolean isFunction() {
    return (info & 15) == FUNCTION_TYPE;
  }

  boolean isUndefined() {
    return sectionIndex == UNDEFINED;
  }

  /**
   * Whether this is a weak symbol that nobody defines, which is address 0 everywhere. The linker
   * shows hidden ones as local.
   */
  boolean isNowhere() {
    int binding = info >> 4;
    return isUndefined()
        && value == 0
        && !name.isEmpty()
        && (binding == WEAK || binding == LOCAL);
  }

  boolean isAbsolute() {
    return sectionIndex == ABSOLUTE;
  }
}
