package io.lockstep.libos.image;

import static io.lockstep.libos.image.OpcodeMaps.BYTE_LOW;
import static io.lockstep.libos.image.OpcodeMaps.BYTE_REG;
import static io.lockstep.libos.image.OpcodeMaps.BYTE_RM;
import static io.lockstep.libos.image.OpcodeMaps.FORBIDDEN;
import static io.lockstep.libos.image.OpcodeMaps.GROUP;
import static io.lockstep.libos.image.OpcodeMaps.IMM16;
import static io.lockstep.libos.image.OpcodeMaps.IMM8;
import static io.lockstep.libos.image.OpcodeMaps.IMMV;
import static io.lockstep.libos.image.OpcodeMaps.IMMZ;
import static io.lockstep.libos.image.OpcodeMaps.MEMORY;
import static io.lockstep.libos.image.OpcodeMaps.MODRM;
import static io.lockstep.libos.image.OpcodeMaps.REL32;
import static io.lockstep.libos.image.OpcodeMaps.REL8;
import static io.lockstep.libos.image.OpcodeMaps.UNKNOWN;
import static io.lockstep.libos.image.OpcodeMaps.WRITES_LOW;
import static io.lockstep.libos.image.OpcodeMaps.WRITES_REG;
import static io.lockstep.libos.image.OpcodeMaps.WRITES_RM;

/**
 * Decodes x86-64 machine code (64-bit mode) as compilers emit it for a kernel: lengths, fields,
 * memory operands, and whether rbx may change.
 *
 * <p>Whatever is not known for certain is refused with {@link UnknownInstructionException}: EVEX,
 * XOP, 3DNow!, 16-bit branches and undefined opcodes. VEX is understood. The decoder of one thread
 * must not be used by another.
 */
final class InstructionDecoder {
  private static final int MAX_LENGTH = 15;

  private final byte[] code;

  private int start;
  private int limit;
  private int at;
  private int rex;
  private boolean hasRex;
  private boolean operand16;
  private boolean address32;
  private int repeat; // the last F2 or F3 prefix, 0 without one
  private int vexRegister; // VEX.vvvv, -1 without VEX
  private int map;
  private int opcode;
  private int modrmAt;
  private int modrm;
  private int dispAt;
  private int dispSize;
  private int base;
  private int index;
  private String forbidden;

  /** A decoder for {@code code}, which is read anew at each call of {@link #decode}. */
  InstructionDecoder(byte[] code) {
    this.code = code;
  }

  /**
   * Decodes one instruction.
   *
   * @param from offset of its first byte
   * @param end offset behind the last byte that may belong to it
   * @throws UnknownInstructionException when the bytes are not a known instruction
   */
  Instruction decode(int from, int end) throws UnknownInstructionException {
    start = from;
    at = from;
    limit = Math.min(end, from + MAX_LENGTH);
    rex = 0;
    hasRex = false;
    operand16 = false;
    address32 = false;
    repeat = 0;
    modrmAt = -1;
    modrm = -1;
    dispAt = -1;
    dispSize = 0;
    base = Instruction.NO_BASE;
    index = -1;
    forbidden = null;
    vexRegister = -1;
    int first = prefixes();
    if (first == 0xC4 || first == 0xC5) {
      return vex(first);
    }
    if (first == 0x62) {
      throw unknown("EVEX-encoded instruction");
    }
    map = 0;
    opcode = first;
    if (first == 0x0F) {
      map = 1;
      opcode = next();
      if (opcode == 0x38 || opcode == 0x3A) {
        map = opcode == 0x38 ? 2 : 3;
        opcode = next();
      }
    }
    int flags = OpcodeMaps.of(map, opcode);
    if ((flags & UNKNOWN) != 0) {
      throw unknown("unknown opcode");
    }
    if ((flags & MODRM) != 0) {
      modrm();
    }
    if ((flags & GROUP) != 0) {
      flags = resolveGroup(flags);
    }
    if ((flags & MEMORY) != 0 && isRegisterForm()) {
      throw unknown("register operand where memory is needed");
    }
    if ((flags & FORBIDDEN) != 0) {
      forbid("privileged or machine-dependent instruction");
    }
    return finish(flags);
  }

  private int prefixes() throws UnknownInstructionException {
    while (true) {
      int b = next();
      switch (b) {
        case 0x66 -> operand16 = true;
        case 0x67 -> address32 = true;
        case 0xF2, 0xF3 -> repeat = b;
        case 0x64, 0x65 -> forbid("fs or gs segment override");
        case 0x26, 0x2E, 0x36, 0x3E, 0xF0 -> { }
        default -> {
          if ((b & 0xF0) != 0x40) {
            return b;
          }
          rex = b & 0xF;
          hasRex = true;
          b = next();
          if ((b & 0xF0) == 0x40 || isLegacyPrefix(b)) {
            throw unknown("REX prefix that is not the last prefix");
          }
          return b;
        }
      }
    }
  }

  private static boolean isLegacyPrefix(int b) {
    return switch (b) {
      case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x66, 0x67, 0xF0, 0xF2, 0xF3 -> true;
      default -> false;
    };
  }

  private void modrm() throws UnknownInstructionException {
    modrmAt = at - start;
    modrm = next();
    int mod = modrm >> 6;
    int rm = modrm & 7;
    if (mod == 3) {
      return;
    }
    boolean noBase = false;
    if (rm == 4) {
      int sib = next();
      int sibIndex = (sib >> 3 & 7) | rexX();
      index = sibIndex == 4 ? -1 : sibIndex;
      base = (sib & 7) | rexB();
      noBase = mod == 0 && (sib & 7) == 5;
      if (noBase) {
        base = Instruction.NO_BASE;
      }
    } else if (mod == 0 && rm == 5) {
      base = Instruction.RIP;
      noBase = true;
    } else {
      base = rm | rexB();
    }
    dispSize = mod == 1 ? 1 : mod == 2 || noBase ? 4 : 0;
    if (dispSize > 0) {
      dispAt = at - start;
      skip(dispSize);
    }
    if (base == Instruction.RIP && address32) {
      throw unknown("eip-relative operand");
    }
  }

  /** Replaces what the table left open: opcodes whose meaning depends on ModRM.reg or a prefix. */
  private int resolveGroup(int flags) throws UnknownInstructionException {
    int reg = modrm >> 3 & 7;
    boolean register = isRegisterForm();
    return switch (map << 8 | opcode) {
      case 0x80, 0x81, 0x83 -> reg == 7 ? flags : flags | WRITES_RM;
      case 0x8F -> {
        requireReg(reg, 0);
        yield flags | WRITES_RM;
      }
      case 0xC6, 0xC7 -> {
        requireReg(reg, 0);
        yield flags | WRITES_RM;
      }
      case 0xF6, 0xF7 -> {
        int imm = opcode == 0xF6 ? IMM8 : IMMZ;
        yield reg < 2 ? flags | imm : reg < 4 ? flags | WRITES_RM : flags;
      }
      case 0xFE -> {
        requireReg(reg, 1);
        yield flags | WRITES_RM;
      }
      case 0xFF -> group5(flags, reg);
      case 0x11E -> register && repeat == 0xF3 && reg == 1 ? flags | FORBIDDEN | WRITES_RM : flags;
      case 0x12C, 0x12D -> repeat != 0 ? flags | WRITES_REG : flags;
      case 0x17E -> repeat == 0xF3 ? flags : flags | WRITES_RM;
      case 0x1A2 -> flags;
      case 0x1AE -> group15(flags, reg, register);
      case 0x1B8 -> {
        if (repeat != 0xF3) {
          throw unknown("0F B8 without F3");
        }
        yield flags | WRITES_REG;
      }
      case 0x1BA -> {
        if (reg < 4) {
          throw unknown("undefined member of group 8");
        }
        yield reg == 4 ? flags : flags | WRITES_RM;
      }
      case 0x1C7 -> {
        if (!register && reg == 1) {
          yield flags;
        }
        yield flags | FORBIDDEN | WRITES_RM;
      }
      case 0x2F0, 0x2F1 -> repeat == 0xF2 ? flags | WRITES_REG : moveBigEndian(flags, register);
      case 0x2F6 -> {
        if (!operand16 && repeat != 0xF3) {
          throw unknown("0F 38 F6 without 66 or F3");
        }
        yield flags | WRITES_REG;
      }
      default -> throw unknown("unknown opcode group");
    };
  }

  private int moveBigEndian(int flags, boolean register) throws UnknownInstructionException {
    if (repeat != 0 || register) {
      throw unknown("undefined form of movbe");
    }
    return opcode == 0xF0 ? flags | WRITES_REG : flags;
  }

  private int group5(int flags, int reg) throws UnknownInstructionException {
    if ((reg == 2 || reg == 4) && operand16) {
      throw unknown("16-bit indirect branch");
    }
    return switch (reg) {
      case 0, 1 -> flags | WRITES_RM;
      case 2, 4, 6 -> flags;
      case 3, 5 -> flags | FORBIDDEN;
      default -> throw unknown("undefined member of group 5");
    };
  }

  private int group15(int flags, int reg, boolean register) throws UnknownInstructionException {
    if (register) {
      if (repeat == 0 && !operand16 && reg >= 5) {
        return flags; // lfence, mfence, sfence
      }
      return flags | FORBIDDEN | WRITES_RM;
    }
    if (repeat != 0) {
      return flags | FORBIDDEN;
    }
    boolean vectorState = reg < 4 && !operand16;
    boolean cacheLine = reg == 7 || reg == 6 && operand16;
    return vectorState || cacheLine ? flags : flags | FORBIDDEN;
  }

  private void requireReg(int reg, int max) throws UnknownInstructionException {
    if (reg > max) {
      throw unknown("undefined member of an opcode group");
    }
  }

  private Instruction finish(int flags) throws UnknownInstructionException {
    int size = 0;
    boolean relative = false;
    if ((flags & (REL8 | REL32)) != 0) {
      if (operand16) {
        throw unknown("16-bit branch");
      }
      relative = true;
      size = (flags & REL8) != 0 ? 1 : 4;
    }
    size += (flags & IMM8) != 0 ? 1 : 0;
    size += (flags & IMM16) != 0 ? 2 : 0;
    boolean wide = (rex & 8) != 0;
    if ((flags & (IMMZ | IMMV)) != 0) {
      if (wide) {
        size += (flags & IMMV) != 0 ? 8 : 4;
      } else {
        size += operand16 ? 2 : 4;
      }
    }
    int immAt = size > 0 ? at - start : -1;
    skip(size);
    boolean pure =
        map == 0 && (wide && (opcode == 0x89 || opcode == 0x8B) || (opcode & 0xF8) == 0x58);
    return new Instruction(
        at - start, map, opcode, modrmAt, modrm, dispAt, dispSize, immAt, size, relative, base,
        rexB() != 0, index, writesRbx(flags), pure && !operand16, forbidden);
  }

  private boolean writesRbx(int flags) {
    if (map == 1 && opcode == 0xA2) {
      return true; // cpuid
    }
    if ((flags & WRITES_RM) != 0
        && isRegisterForm()
        && general(modrm & 7, rexB(), (flags & BYTE_RM) != 0) == Instruction.RBX) {
      return true;
    }
    if ((flags & WRITES_REG) != 0
        && general(modrm >> 3 & 7, rexR(), (flags & BYTE_REG) != 0) == Instruction.RBX) {
      return true;
    }
    return (flags & WRITES_LOW) != 0
        && general(opcode & 7, rexB(), (flags & BYTE_LOW) != 0) == Instruction.RBX;
  }

  /** The general register that an encoded number means; ah..bh belong to rax..rbx. */
  private int general(int low, int extension, boolean eightBit) {
    return eightBit && !hasRex && low >= 4 ? low - 4 : low | extension;
  }

  private Instruction vex(int first) throws UnknownInstructionException {
    if (hasRex || operand16 || repeat != 0) {
      throw unknown("VEX prefix behind another prefix");
    }
    int b = next();
    int bits = (~b >> 5 & 4); // VEX.R, inverted, as REX.R
    map = 1;
    if (first == 0xC4) {
      map = b & 0x1F;
      bits |= ~b >> 5 & 3; // VEX.X and VEX.B
      b = next();
      bits |= b >> 4 & 8;
    }
    rex = bits;
    hasRex = true;
    vexRegister = ~b >> 3 & 15;
    opcode = next();
    boolean noModrm = map == 1 && opcode == 0x77;
    boolean vectorMap1 =
        opcode >= 0x10 && opcode <= 0x17
            || opcode >= 0x28 && opcode <= 0x2F
            || opcode >= 0x41 && opcode <= 0x7F
            || opcode >= 0x90 && opcode <= 0x99
            || opcode == 0xAE
            || opcode == 0xC2
            || opcode >= 0xC4 && opcode <= 0xC6
            || opcode >= 0xD0 && opcode <= 0xFE;
    if (map < 1 || map > 3 || map == 1 && !vectorMap1) {
      throw unknown("unknown VEX opcode");
    }
    if (!noModrm) {
      modrm();
    }
    boolean imm8 =
        map == 3
            || map == 1
                && (opcode >= 0x70 && opcode <= 0x73
                    || opcode == 0xC2
                    || opcode >= 0xC4 && opcode <= 0xC6);
    return vexFinish(imm8);
  }

  private Instruction vexFinish(boolean imm8) throws UnknownInstructionException {
    int immAt = imm8 ? at - start : -1;
    skip(imm8 ? 1 : 0);
    boolean rbx =
        modrm >= 0
            && switch (map << 8 | opcode) {
              case 0x12C, 0x12D, 0x150, 0x193, 0x1C5, 0x1D7, 0x2F2, 0x2F5, 0x2F7, 0x3F0 ->
                  vexReg();
              case 0x17E, 0x314, 0x315, 0x316, 0x317 -> vexRm();
              case 0x2F3 -> vexRegister == Instruction.RBX; // blsr, blsmsk, blsi
              case 0x2F6 -> vexReg() || vexRegister == Instruction.RBX; // mulx
              default -> false;
            };
    return new Instruction(
        at - start, map, opcode, modrmAt, modrm, dispAt, dispSize, immAt, imm8 ? 1 : 0, false, base,
        rexB() != 0, index, rbx, false, forbidden);
  }

  private boolean vexReg() {
    return (modrm >> 3 & 7 | rexR()) == Instruction.RBX;
  }

  private boolean vexRm() {
    return isRegisterForm() && (modrm & 7 | rexB()) == Instruction.RBX;
  }

  private boolean isRegisterForm() {
    return modrm >= 0 && modrm >> 6 == 3;
  }

  private int rexR() {
    return (rex & 4) << 1;
  }

  private int rexX() {
    return (rex & 2) << 2;
  }

  private int rexB() {
    return (rex & 1) << 3;
  }

  private int next() throws UnknownInstructionException {
    if (at >= limit) {
      throw unknown("instruction runs over its end");
    }
    return code[at++] & 0xFF;
  }

  private void skip(int bytes) throws UnknownInstructionException {
    at += bytes;
    if (at > limit) {
      throw unknown("instruction runs over its end");
    }
  }

  private void forbid(String reason) {
    forbidden = reason;
  }

  private static UnknownInstructionException unknown(String reason) {
    return new UnknownInstructionException(reason);
  }
}
