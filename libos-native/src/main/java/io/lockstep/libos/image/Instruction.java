package io.lockstep.libos.image;

/**
 * One decoded x86-64 instruction: where its fields lie and what matters for sharing the text.
 *
 * <p>All positions are byte offsets from the first byte of the instruction, -1 where the
 * instruction has no such field.
 *
 * @param length bytes, 1 to 15
 * @param map opcode map: 0 one-byte, 1 {@code 0F}, 2 {@code 0F 38}, 3 {@code 0F 3A}
 * @param opcode the opcode byte within its map
 * @param modrmAt position of the ModRM byte
 * @param modrm the ModRM byte, -1 without one
 * @param dispAt position of the displacement of the memory operand
 * @param dispSize bytes of that displacement: 0, 1 or 4
 * @param immAt position of the immediate, or of the relative branch distance
 * @param immSize bytes of the immediate, 0 to 8
 * @param relative the immediate is the distance of a branch from the end of the instruction
 * @param base number of the memory operand's base register (3 is rbx), {@link #NO_BASE} for none,
 *     {@link #RIP} for rip-relative
 * @param baseExtended the prefix bit that extends ModRM.rm is set
 * @param index number of the memory operand's index register, -1 without one
 * @param writesRbx may change rbx or a part of it, explicitly or implicitly
 * @param pure64 a plain 64-bit move or pop, the only accepted way to load rbx
 * @param forbidden why a kernel inside a process must not contain it, or {@code null}
 */
record Instruction(
    int length,
    int map,
    int opcode,
    int modrmAt,
    int modrm,
    int dispAt,
    int dispSize,
    int immAt,
    int immSize,
    boolean relative,
    int base,
    boolean baseExtended,
    int index,
    boolean writesRbx,
    boolean pure64,
    String forbidden) {

  /** {@link #base} of an operand without base register, or of an instruction without memory. */
  static final int NO_BASE = -1;

  /** {@link #base} of a rip-relative operand. */
  static final int RIP = -2;

  /** Number of the register that holds the instance's data bias. */
  static final int RBX = 3;

  /** ModRM bits to keep (the reg field) when the memory operand is replaced. */
  private static final int REG_FIELD = 0x38;

  /** ModRM mod=10 rm=011: {@code [rbx + disp32]}. */
  private static final int RBX_DISP32 = 0x83;

  boolean ripRelative() {
    return base == RIP;
  }

  /** Whether the memory operand uses rbx as base or index. */
  boolean addressesByRbx() {
    return base == RBX || index == RBX;
  }

  /** Whether the memory operand is {@code [rbx + disp32]} without index, what rewriting makes. */
  boolean rbxDisp32() {
    return modrmAt >= 0 && (modrm & 0xC7) == RBX_DISP32 && base == RBX;
  }

  /** The ModRM byte with the memory operand changed to {@code [rbx + disp32]}. */
  byte modrmByRbx() {
    return (byte) (modrm & REG_FIELD | RBX_DISP32);
  }

  boolean isLea() {
    return map == 0 && opcode == 0x8D;
  }
}
