package io.lockstep.libos.image;

/**
 * A relocation with addend.
 *
 * @param place link address of the field
 * @param type {@code R_X86_64_*}
 * @param symbol its symbol
 * @param addend bytes
 */
record ElfRelocation(long place, int type, ElfSymbol symbol, long addend) {
  static final int NONE = 0;
  static final int ABS64 = 1;
  static final int PC32 = 2;
  static final int PLT32 = 4;
  static final int RELATIVE = 8;
  static final int GOTPCREL = 9;
  static final int ABS32 = 10;
  static final int ABS32S = 11;
  static final int ABS16 = 12;
  static final int PC16 = 13;
  static final int ABS8 = 14;
  static final int PC8 = 15;
  static final int PC64 = 24;
  static final int GOTPCRELX = 41;
  static final int REX_GOTPCRELX = 42;

  /** Bytes of an entry. */
  static final int ENTRY_SIZE = 24;

  boolean isGot() {
    return type == GOTPCREL || type == GOTPCRELX || type == REX_GOTPCRELX;
  }

  /** Whether the field holds a distance between two places. */
  boolean isDistance() {
    return switch (type) {
      case PC32, PLT32, PC16, PC8, PC64 -> true;
      default -> isGot();
    };
  }

  String typeName() {
    return switch (type) {
      case NONE -> "R_X86_64_NONE";
      case ABS64 -> "R_X86_64_64";
      case PC32 -> "R_X86_64_PC32";
      case PLT32 -> "R_X86_64_PLT32";
      case RELATIVE -> "R_X86_64_RELATIVE";
      case GOTPCREL -> "R_X86_64_GOTPCREL";
      case ABS32 -> "R_X86_64_32";
      case ABS32S -> "R_X86_64_32S";
      case ABS16 -> "R_X86_64_16";
      case PC16 -> "R_X86_64_PC16";
      case ABS8 -> "R_X86_64_8";
      case PC8 -> "R_X86_64_PC8";
      case PC64 -> "R_X86_64_PC64";
      case GOTPCRELX -> "R_X86_64_GOTPCRELX";
      case REX_GOTPCRELX -> "R_X86_64_REX_GOTPCRELX";
      default -> "relocation type " + type;
    };
  }

  /** The symbol with its addend, as {@code name+0x10}. */
  String target() {
    String offset = addend == 0 ? "" : (addend < 0 ? "-" : "+") + "0x" + Long.toHexString(
        Math.abs(addend));
    return symbol.name() + offset;
  }
}
