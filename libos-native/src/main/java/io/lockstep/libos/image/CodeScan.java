package io.lockstep.libos.image;

import io.lockstep.libos.image.ImageProblem.Kind;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Decodes all executable sections of an image from end to end and checks what holds before and
 * after rewriting: only known and permitted instructions, no function that begins inside of an
 * instruction, branches only to instructions, no change of rbx outside of the allowance.
 */
final class CodeScan {
  /** Receives every instruction in order of address. */
  interface Visitor {
    /**
     * One instruction.
     *
     * @param section the section that holds it
     * @param address its link address
     * @param offset its position in the file
     */
    void visit(ElfSection section, long address, int offset, Instruction instruction);
  }

  private static final byte INT3 = (byte) 0xCC;
  private static final int SHOWN_BYTES = 12;

  private final ElfImage image;
  private final Problems problems;
  private final RbxAllowance allowance;
  private final InstructionDecoder decoder;
  private final BitSet starts;
  private long[] symbolAddresses;
  private long[] branches = new long[1 << 12];
  private int branchCount;
  private int instructions;

  CodeScan(ElfImage image, Problems problems, RbxAllowance allowance) {
    this.image = image;
    this.problems = problems;
    this.allowance = allowance;
    decoder = new InstructionDecoder(image.bytes());
    starts = new BitSet(Math.toIntExact(image.text().memorySize()));
  }

  /** Decodes everything; problems go where the constructor said. */
  void run(Visitor visitor) {
    for (ElfSection s : image.sections()) {
      if (s.isExecutable()) {
        scan(s, visitor);
      }
    }
    for (int i = 0; i < branchCount; i++) {
      checkBranch(branches[2 * i], branches[2 * i + 1]);
    }
    allowance.check(problems);
  }

  /** Number of instructions decoded. */
  int instructions() {
    return instructions;
  }

  /** Number of relative branches and calls among them. */
  int branches() {
    return branchCount;
  }

  private void scan(ElfSection section, Visitor visitor) {
    symbolAddresses =
        image.symbols().stream()
            .filter(s -> s.sectionIndex() == section.index() && !s.isFile() && !s.isSection())
            .mapToLong(ElfSymbol::value)
            .filter(v -> v >= section.address() && v < section.end())
            .sorted()
            .distinct()
            .toArray();
    int delta = Math.toIntExact(section.offset() - section.address());
    long address = section.address();
    int next = 0;
    while (address < section.end()) {
      while (next < symbolAddresses.length && symbolAddresses[next] <= address) {
        next++;
      }
      long border = next < symbolAddresses.length ? symbolAddresses[next] : section.end();
      address = step(section, address, border, delta, visitor);
    }
  }

  /** Handles what stands at {@code address}; returns where to go on. */
  private long step(ElfSection section, long address, long border, int delta, Visitor visitor) {
    int offset = Math.toIntExact(address + delta);
    int end = Math.toIntExact(border + delta);
    if (isZero(offset, end)) {
      Arrays.fill(image.bytes(), offset, end, INT3); // padding; an image without symbols needs it
      return border;
    }
    Instruction i;
    try {
      i = decoder.decode(offset, end);
    } catch (UnknownInstructionException e) {
      problems.add(Kind.UNKNOWN_CODE, address, e.getMessage() + ": " + hex(offset, end));
      return border;
    }
    instructions++;
    starts.set(index(address));
    check(address, i, offset);
    visitor.visit(section, address, offset, i);
    return address + i.length();
  }

  private void check(long address, Instruction i, int offset) {
    if (i.forbidden() != null) {
      problems.add(
          Kind.FORBIDDEN_CODE, address, i.forbidden() + ": " + hex(offset, offset + i.length()));
    }
    if (i.writesRbx()) {
      if (!allowance.covers(address)) {
        problems.add(
            Kind.RBX_WRITE,
            address,
            "changes rbx, which holds the data bias: " + hex(offset, offset + i.length()));
      } else if (!i.pure64()) {
        problems.add(
            Kind.RBX_WRITE,
            address,
            "rbx may be loaded only by a 64-bit mov or pop: " + hex(offset, offset + i.length()));
      } else {
        allowance.writes(address);
      }
    }
    if (i.relative()) {
      if (2 * branchCount == branches.length) {
        branches = Arrays.copyOf(branches, 2 * branches.length);
      }
      branches[2 * branchCount] = address;
      branches[2 * branchCount + 1] = branchTarget(address, offset, i);
      branchCount++;
    }
  }

  private long branchTarget(long address, int offset, Instruction i) {
    int at = offset + i.immAt();
    int distance = i.immSize() == 1 ? image.bytes()[at] : image.file().getInt(at);
    return address + i.length() + distance;
  }

  private void checkBranch(long from, long target) {
    if (!image.text().contains(target) || !starts.get(index(target))) {
      problems.add(
          Kind.BRANCH_TARGET,
          from,
          "branches to 0x" + Long.toHexString(target) + ", where no instruction begins");
    }
  }

  private int index(long address) {
    return (int) (address - image.text().address());
  }

  private boolean isZero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (image.bytes()[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private String hex(int from, int to) {
    StringBuilder s = new StringBuilder();
    for (int i = from; i < Math.min(to, from + SHOWN_BYTES); i++) {
      s.append(i == from ? "" : " ").append(String.format("%02x", image.bytes()[i]));
    }
    return s.toString();
  }
}
