package io.lockstep.libos.image;

/**
 * What each opcode of the legacy maps carries, for 64-bit mode.
 *
 * <p>Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, appendix A
 * (opcode maps) and the instruction reference.
 */
final class OpcodeMaps {
  /** Has a ModRM byte. */
  static final int MODRM = 1;

  /** 8-bit immediate. */
  static final int IMM8 = 1 << 1;

  /** 16-bit immediate. */
  static final int IMM16 = 1 << 2;

  /** 16- or 32-bit immediate, by operand size. */
  static final int IMMZ = 1 << 3;

  /** 16-, 32- or 64-bit immediate, by operand size. */
  static final int IMMV = 1 << 4;

  /** 8-bit branch distance. */
  static final int REL8 = 1 << 5;

  /** 32-bit branch distance. */
  static final int REL32 = 1 << 6;

  /** Writes the general register in ModRM.rm (when it is a register). */
  static final int WRITES_RM = 1 << 7;

  /** Writes the general register in ModRM.reg. */
  static final int WRITES_REG = 1 << 8;

  /** Writes the general register in the low three bits of the opcode. */
  static final int WRITES_LOW = 1 << 9;

  /** A register in ModRM.rm is an 8-bit one. */
  static final int BYTE_RM = 1 << 10;

  /** A register in ModRM.reg is an 8-bit one. */
  static final int BYTE_REG = 1 << 11;

  /** A register in the opcode is an 8-bit one. */
  static final int BYTE_LOW = 1 << 12;

  /** What it does depends on ModRM.reg or a prefix. */
  static final int GROUP = 1 << 13;

  /** ModRM must name memory. */
  static final int MEMORY = 1 << 14;

  /** Not an instruction in 64-bit mode, or one that compiled code does not contain. */
  static final int UNKNOWN = 1 << 15;

  /** Privileged, or its result depends on the machine. */
  static final int FORBIDDEN = 1 << 16;

  private static final int[][] MAPS = {oneByte(), twoByte(), map38(), map3A()};

  private OpcodeMaps() {}

  /** The flags of an opcode; {@code map} as in {@link Instruction#map}. */
  static int of(int map, int opcode) {
    return MAPS[map][opcode];
  }

  private static int[] oneByte() {
    int[] t = unknown();
    for (int op = 0; op < 0x40; op += 8) {
      int rm = op == 0x38 ? 0 : WRITES_RM;
      int reg = op == 0x38 ? 0 : WRITES_REG;
      t[op] = MODRM | rm | BYTE_RM | BYTE_REG;
      t[op + 1] = MODRM | rm;
      t[op + 2] = MODRM | reg | BYTE_RM | BYTE_REG;
      t[op + 3] = MODRM | reg;
      t[op + 4] = IMM8;
      t[op + 5] = IMMZ;
    }
    set(t, 0x50, 0x57, 0);
    set(t, 0x58, 0x5F, WRITES_LOW);
    t[0x63] = MODRM | WRITES_REG;
    t[0x68] = IMMZ;
    t[0x69] = MODRM | IMMZ | WRITES_REG;
    t[0x6A] = IMM8;
    t[0x6B] = MODRM | IMM8 | WRITES_REG;
    set(t, 0x6C, 0x6F, FORBIDDEN);
    set(t, 0x70, 0x7F, REL8);
    t[0x80] = MODRM | IMM8 | BYTE_RM | GROUP;
    t[0x81] = MODRM | IMMZ | GROUP;
    t[0x83] = MODRM | IMM8 | GROUP;
    t[0x84] = MODRM | BYTE_RM | BYTE_REG;
    t[0x85] = MODRM;
    t[0x86] = MODRM | WRITES_RM | WRITES_REG | BYTE_RM | BYTE_REG;
    t[0x87] = MODRM | WRITES_RM | WRITES_REG;
    t[0x88] = MODRM | WRITES_RM | BYTE_RM | BYTE_REG;
    t[0x89] = MODRM | WRITES_RM;
    t[0x8A] = MODRM | WRITES_REG | BYTE_RM | BYTE_REG;
    t[0x8B] = MODRM | WRITES_REG;
    t[0x8C] = MODRM | FORBIDDEN | WRITES_RM;
    t[0x8D] = MODRM | WRITES_REG | MEMORY;
    t[0x8E] = MODRM | FORBIDDEN;
    t[0x8F] = MODRM | GROUP;
    set(t, 0x90, 0x97, WRITES_LOW);
    set(t, 0x98, 0x99, 0);
    set(t, 0x9B, 0x9F, 0);
    set(t, 0xA4, 0xA7, 0);
    t[0xA8] = IMM8;
    t[0xA9] = IMMZ;
    set(t, 0xAA, 0xAF, 0);
    set(t, 0xB0, 0xB7, IMM8 | WRITES_LOW | BYTE_LOW);
    set(t, 0xB8, 0xBF, IMMV | WRITES_LOW);
    t[0xC0] = MODRM | IMM8 | WRITES_RM | BYTE_RM;
    t[0xC1] = MODRM | IMM8 | WRITES_RM;
    t[0xC2] = IMM16;
    t[0xC3] = 0;
    t[0xC6] = MODRM | IMM8 | BYTE_RM | GROUP;
    t[0xC7] = MODRM | IMMZ | GROUP;
    t[0xC8] = IMM16 | IMM8;
    t[0xC9] = 0;
    t[0xCA] = IMM16 | FORBIDDEN;
    t[0xCB] = FORBIDDEN;
    t[0xCC] = 0;
    t[0xCD] = IMM8 | FORBIDDEN;
    t[0xCF] = FORBIDDEN;
    t[0xD0] = t[0xD2] = MODRM | WRITES_RM | BYTE_RM;
    t[0xD1] = t[0xD3] = MODRM | WRITES_RM;
    set(t, 0xD8, 0xDF, MODRM);
    set(t, 0xE0, 0xE3, REL8);
    set(t, 0xE4, 0xE7, IMM8 | FORBIDDEN);
    set(t, 0xE8, 0xE9, REL32);
    t[0xEB] = REL8;
    set(t, 0xEC, 0xEF, FORBIDDEN);
    t[0xF1] = FORBIDDEN;
    t[0xF4] = FORBIDDEN;
    t[0xF5] = 0;
    t[0xF6] = MODRM | BYTE_RM | GROUP;
    t[0xF7] = MODRM | GROUP;
    set(t, 0xF8, 0xF9, 0);
    set(t, 0xFA, 0xFB, FORBIDDEN);
    set(t, 0xFC, 0xFD, 0);
    t[0xFE] = MODRM | BYTE_RM | GROUP;
    t[0xFF] = MODRM | GROUP;
    return t;
  }

  private static int[] twoByte() {
    int[] t = unknown();
    set(t, 0x00, 0x03, MODRM | FORBIDDEN | WRITES_RM | WRITES_REG);
    set(t, 0x05, 0x09, FORBIDDEN);
    t[0x0B] = 0;
    t[0x0D] = MODRM | MEMORY;
    set(t, 0x10, 0x17, MODRM);
    t[0x18] = MODRM | MEMORY;
    set(t, 0x19, 0x1D, MODRM);
    t[0x1E] = MODRM | GROUP;
    t[0x1F] = MODRM;
    set(t, 0x20, 0x23, MODRM | FORBIDDEN | WRITES_RM);
    set(t, 0x28, 0x2B, MODRM);
    set(t, 0x2C, 0x2D, MODRM | GROUP);
    set(t, 0x2E, 0x2F, MODRM);
    set(t, 0x30, 0x35, FORBIDDEN);
    t[0x37] = FORBIDDEN;
    set(t, 0x40, 0x4F, MODRM | WRITES_REG);
    t[0x50] = MODRM | WRITES_REG;
    set(t, 0x51, 0x6F, MODRM);
    set(t, 0x70, 0x73, MODRM | IMM8);
    set(t, 0x74, 0x76, MODRM);
    t[0x77] = 0;
    set(t, 0x7C, 0x7D, MODRM);
    t[0x7E] = MODRM | GROUP;
    t[0x7F] = MODRM;
    set(t, 0x80, 0x8F, REL32);
    set(t, 0x90, 0x9F, MODRM | WRITES_RM | BYTE_RM);
    set(t, 0xA0, 0xA2, FORBIDDEN);
    t[0xA2] = FORBIDDEN | GROUP;
    t[0xA3] = MODRM;
    t[0xA4] = t[0xAC] = MODRM | IMM8 | WRITES_RM;
    t[0xA5] = t[0xAD] = MODRM | WRITES_RM;
    set(t, 0xA8, 0xAA, FORBIDDEN);
    t[0xAB] = t[0xB3] = t[0xBB] = MODRM | WRITES_RM;
    t[0xAE] = MODRM | GROUP;
    t[0xAF] = MODRM | WRITES_REG;
    t[0xB0] = MODRM | WRITES_RM | BYTE_RM | BYTE_REG;
    t[0xB1] = MODRM | WRITES_RM;
    t[0xB2] = t[0xB4] = t[0xB5] = MODRM | FORBIDDEN | WRITES_REG;
    t[0xB6] = t[0xBE] = MODRM | WRITES_REG | BYTE_RM;
    t[0xB7] = t[0xBF] = MODRM | WRITES_REG;
    t[0xB8] = MODRM | GROUP;
    t[0xB9] = t[0xFF] = MODRM;
    t[0xBA] = MODRM | IMM8 | GROUP;
    t[0xBC] = t[0xBD] = MODRM | WRITES_REG;
    t[0xC0] = MODRM | WRITES_RM | WRITES_REG | BYTE_RM | BYTE_REG;
    t[0xC1] = MODRM | WRITES_RM | WRITES_REG;
    t[0xC2] = t[0xC4] = t[0xC6] = MODRM | IMM8;
    t[0xC3] = MODRM | MEMORY;
    t[0xC5] = MODRM | IMM8 | WRITES_REG;
    t[0xC7] = MODRM | GROUP;
    set(t, 0xC8, 0xCF, WRITES_LOW);
    set(t, 0xD0, 0xFE, MODRM);
    t[0xD7] = MODRM | WRITES_REG;
    return t;
  }

  private static int[] map38() {
    int[] t = unknown();
    set(t, 0x00, 0x0B, MODRM);
    t[0x10] = t[0x14] = t[0x15] = t[0x17] = MODRM;
    set(t, 0x1C, 0x1E, MODRM);
    set(t, 0x20, 0x25, MODRM);
    set(t, 0x28, 0x2B, MODRM);
    set(t, 0x30, 0x35, MODRM);
    set(t, 0x37, 0x41, MODRM);
    set(t, 0x80, 0x82, MODRM | FORBIDDEN);
    set(t, 0xC8, 0xCD, MODRM);
    t[0xCF] = MODRM;
    set(t, 0xDB, 0xDF, MODRM);
    set(t, 0xF0, 0xF1, MODRM | GROUP);
    t[0xF6] = MODRM | GROUP;
    return t;
  }

  private static int[] map3A() {
    int[] t = unknown();
    set(t, 0x08, 0x0F, MODRM | IMM8);
    set(t, 0x14, 0x17, MODRM | IMM8 | WRITES_RM);
    set(t, 0x20, 0x22, MODRM | IMM8);
    set(t, 0x40, 0x42, MODRM | IMM8);
    t[0x44] = MODRM | IMM8;
    set(t, 0x60, 0x63, MODRM | IMM8);
    t[0xCC] = t[0xCE] = t[0xCF] = t[0xDF] = MODRM | IMM8;
    return t;
  }

  private static int[] unknown() {
    int[] t = new int[256];
    set(t, 0, 255, UNKNOWN);
    return t;
  }

  private static void set(int[] table, int first, int last, int flags) {
    for (int i = first; i <= last; i++) {
      table[i] = flags;
    }
  }
}
