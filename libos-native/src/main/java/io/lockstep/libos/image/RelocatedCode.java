package io.lockstep.libos.image;

import io.lockstep.libos.image.ImageProblem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Matches the relocations of the code with its instructions and redirects references to data.
 *
 * <p>Each relocation must lie exactly on a field of an instruction, and agree with what that field
 * says; each rip-relative operand with a target in the data must have a relocation.
 */
final class RelocatedCode implements CodeScan.Visitor {
  /** How far behind or before the data a reference by symbol and offset may point, bytes. */
  static final int SLACK = 64 << 10;

  private final ElfImage image;
  private final Problems problems;
  private final RbxAllowance allowance;
  private final SegmentOf segmentOf;
  private final DynamicRelocations dynamic;
  private final RelocationCounts counts;
  private final Map<Integer, List<ElfRelocation>> bySection = new HashMap<>();
  private ElfSection section;
  private List<ElfRelocation> relocations = List.of();
  private int next;
  private int dataReferences;
  private int textReferences;

  RelocatedCode(
      ElfImage image,
      Problems problems,
      RbxAllowance allowance,
      SegmentOf segmentOf,
      DynamicRelocations dynamic,
      RelocationCounts counts) {
    this.image = image;
    this.problems = problems;
    this.allowance = allowance;
    this.segmentOf = segmentOf;
    this.dynamic = dynamic;
    this.counts = counts;
    for (ElfSection s : image.sections()) {
      if (s.type() == ElfSection.RELA
          && !s.isAllocated()
          && image.sections().get(s.info()).isExecutable()) {
        bySection.computeIfAbsent(s.info(), k -> new ArrayList<>()).addAll(image.relocations(s));
      }
    }
  }

  /** Whether the linker kept relocations for the code. */
  boolean hasRelocations() {
    return !bySection.isEmpty();
  }

  int dataReferences() {
    return dataReferences;
  }

  int textReferences() {
    return textReferences;
  }

  @Override
  public void visit(ElfSection in, long address, int offset, Instruction i) {
    if (in != section) {
      finish();
      section = in;
      relocations = bySection.getOrDefault(in.index(), List.of());
      next = 0;
    }
    if (i.addressesByRbx() && !allowance.covers(address)) {
      problems.add(Kind.RBX_ADDRESS, address, "addresses memory by rbx, which is reserved");
    }
    long end = address + i.length();
    boolean covered = false;
    while (next < relocations.size() && relocations.get(next).place() < end) {
      ElfRelocation r = relocations.get(next++);
      if (r.place() < address) {
        stray(r);
      } else if (r.type() != ElfRelocation.NONE) {
        covered |= relocate(r, address, offset, i);
      }
    }
    if (i.ripRelative() && !covered) {
      withoutRelocation(address, offset, i);
    }
  }

  /** To be called behind the last instruction: no relocation may be left over. */
  void finish() {
    for (; next < relocations.size(); next++) {
      if (relocations.get(next).type() != ElfRelocation.NONE) {
        stray(relocations.get(next));
      }
    }
  }

  /** Handles one relocation; returns whether it was that of the rip-relative operand. */
  private boolean relocate(ElfRelocation r, long address, int offset, Instruction i) {
    long field = r.place() - address;
    if (field == i.dispAt() && i.ripRelative() && i.dispSize() == 4) {
      if (r.isGot() && !i.isLea()) {
        loadFromGot(r, address, offset, i);
      } else if (r.isDistance() && r.type() != ElfRelocation.PC64) {
        operand(r, address, offset, i);
      } else {
        refuse(r, "in a rip-relative operand");
      }
      return true;
    }
    if (field == i.immAt() && i.relative() && r.isDistance()) {
      branch(r, address, offset, i);
    } else if (field == i.immAt() && isNull(r, offset, i)) {
      counts.add(r, "weak symbol nobody defines");
    } else if (field == i.immAt() || field == i.dispAt()) {
      refuse(r, "in an immediate or displacement: an address that moves with its segment");
    } else {
      problems.add(
          Kind.RELOCATION_MISMATCH,
          r.place(),
          r.typeName() + " to " + r.target() + " does not lie on a field of an instruction");
    }
    return false;
  }

  /** Whether the linker replaced the address of a weak symbol that nobody defines by zero. */
  private boolean isNull(ElfRelocation r, int offset, Instruction i) {
    boolean relaxed = r.type() == ElfRelocation.ABS32S || r.type() == ElfRelocation.ABS32;
    return (relaxed || r.isGot())
        && r.symbol().isNowhere()
        && i.immSize() == 4
        && image.file().getInt(offset + i.immAt()) == 0;
  }

  private void operand(ElfRelocation r, long address, int offset, Instruction i) {
    long target = targetOf(r, address, i);
    if (!agrees(r, target, operandTarget(address, offset, i))) {
      return;
    }
    switch (segmentOf.symbol(r.symbol())) {
      case TEXT -> {
        textReferences++;
        counts.add(r, "text to text");
      }
      case DATA -> {
        counts.add(r, "text to data");
        redirect(address, offset, i, target);
      }
      case NEITHER -> refuse(r, "to a symbol that is neither text nor data");
    }
  }

  private void branch(ElfRelocation r, long address, int offset, Instruction i) {
    int at = offset + i.immAt();
    int distance = i.immSize() == 1 ? image.bytes()[at] : image.file().getInt(at);
    if (!agrees(r, targetOf(r, address, i), address + i.length() + distance)) {
      return;
    }
    if (segmentOf.symbol(r.symbol()) == SegmentOf.Side.TEXT) {
      counts.add(r, "branch");
    } else {
      refuse(r, "branch to a symbol that is not text");
    }
  }

  /** A load from the global offset table, whose entry the loader relocates as it does all data. */
  private void loadFromGot(ElfRelocation r, long address, int offset, Instruction i) {
    long slot = operandTarget(address, offset, i);
    Long addend = dynamic.addendAt(slot);
    int at = image.offsetOf(slot);
    boolean plain = r.addend() + i.length() - i.dispAt() == 0;
    boolean zero =
        r.symbol().isNowhere() && addend == null && at >= 0 && image.file().getLong(at) == 0;
    boolean relocated =
        addend != null
            && !r.symbol().isUndefined()
            && addend == r.symbol().value()
            && dynamic.isTextAddend(addend)
                == (segmentOf.symbol(r.symbol()) == SegmentOf.Side.TEXT);
    if (plain && image.data().contains(slot) && (zero || relocated)) {
      counts.add(r, "load from the offset table");
      redirect(address, offset, i, slot);
    } else {
      refuse(r, "through the global offset table, whose entry is not that symbol's address");
    }
  }

  private void redirect(long address, int offset, Instruction i, long target) {
    if (i.baseExtended()) {
      problems.add(Kind.DATA_REFERENCE, address, "prefix bit B is set, expected 0");
      return;
    }
    if (!mayBeData(image, target)) {
      problems.add(
          Kind.DATA_REFERENCE,
          address,
          "refers to data at 0x" + Long.toHexString(target) + ", far from the data segment");
      return;
    }
    image.bytes()[offset + i.modrmAt()] = i.modrmByRbx();
    image.file().putInt(offset + i.dispAt(), (int) target);
    allowance.refers(address);
    dataReferences++;
  }

  private void withoutRelocation(long address, int offset, Instruction i) {
    long target = operandTarget(address, offset, i);
    if (section.contains(target)) {
      textReferences++;
      counts.add("reference inside a section");
    } else {
      problems.add(
          Kind.DATA_REFERENCE,
          address,
          "refers to 0x" + Long.toHexString(target) + " outside of its section without relocation");
    }
  }

  private boolean agrees(ElfRelocation r, long byRelocation, long byCode) {
    if (byRelocation == byCode) {
      return true;
    }
    problems.add(
        Kind.RELOCATION_MISMATCH,
        r.place(),
        r.typeName() + " to " + r.target() + " means 0x" + Long.toHexString(byRelocation)
            + ", the instruction means 0x" + Long.toHexString(byCode));
    return false;
  }

  private void refuse(ElfRelocation r, String why) {
    problems.add(
        Kind.RELOCATION_REFUSED, r.place(), r.typeName() + " to " + r.target() + " " + why);
  }

  private void stray(ElfRelocation r) {
    problems.add(
        Kind.RELOCATION_MISMATCH,
        r.place(),
        r.typeName() + " to " + r.target() + " lies outside of all instructions");
  }

  /** Where a distance leads by its relocation: it counts from the end of the instruction. */
  private static long targetOf(ElfRelocation r, long address, Instruction i) {
    return r.symbol().value() + r.addend() + (address + i.length() - r.place());
  }

  private long operandTarget(long address, int offset, Instruction i) {
    return address + i.length() + image.file().getInt(offset + i.dispAt());
  }

  /** Whether a data reference may lead to {@code target}. */
  static boolean mayBeData(ElfImage image, long target) {
    return target >= image.data().address() - SLACK
        && target >= 0
        && target <= image.data().end() + SLACK
        && target <= Integer.MAX_VALUE;
  }
}
