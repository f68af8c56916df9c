package io.lockstep.libos.image;

import io.lockstep.libos.image.ImageProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Decodes a rewritten image again and confirms that all instances can share its text. */
public final class ImageCheck {
  private ImageCheck() {}

  /**
   * Checks an image whose functions that load rbx are {@link TextSharing#RBX_WRITERS}.
   *
   * @throws ImageRefusedException when something is wrong with it, with all reasons
   */
  public static SharingReport verify(Path image) throws IOException, ImageRefusedException {
    return verify(image, TextSharing.RBX_WRITERS);
  }

  /**
   * Checks an image: every rip-relative operand and branch stays in the text, every operand by rbx
   * leads to the data, rbx is loaded only where it may be, and the loader's relocations are of the
   * one accepted kind.
   *
   * @param rbxWriters names of the functions that may load rbx
   * @throws ImageRefusedException when something is wrong with it, with all reasons
   */
  public static SharingReport verify(Path path, Set<String> rbxWriters)
      throws IOException, ImageRefusedException {
    Problems problems = new Problems(path);
    ElfImage image = ElfImage.read(path, problems);
    if (!image.isRewritten()) {
      throw problems.fatal(Kind.REWRITTEN, "the text of this image was not made shareable");
    }
    try {
      RbxAllowance allowance = RbxAllowance.byNote(image);
      for (String name : allowance.names()) {
        if (!rbxWriters.contains(name)) {
          problems.add(Kind.RBX_WRITE, "the image lets " + name + " load rbx");
        }
      }
      References references = new References(image, problems, allowance);
      CodeScan scan = new CodeScan(image, problems, allowance);
      scan.run(references);
      DynamicRelocations dynamic = DynamicRelocations.read(image, problems);
      problems.throwIfAny();
      return new SharingReport(
          scan.instructions(), scan.branches(), references.data, references.text, new TreeMap<>(),
          List.of(), allowance.writers(), dynamic.toText(), dynamic.toData(),
          image.bytes().length);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw problems.fatal(Kind.FORMAT, "truncated or damaged ELF file");
    }
  }

  /** Looks at the memory operands. */
  private static final class References implements CodeScan.Visitor {
    private final ElfImage image;
    private final Problems problems;
    private final RbxAllowance allowance;
    private int data;
    private int text;

    References(ElfImage image, Problems problems, RbxAllowance allowance) {
      this.image = image;
      this.problems = problems;
      this.allowance = allowance;
    }

    @Override
    public void visit(ElfSection section, long address, int offset, Instruction i) {
      if (i.ripRelative()) {
        text++;
        long target = address + i.length() + image.file().getInt(offset + i.dispAt());
        if (target < image.text().address() || target > image.text().end()) {
          problems.add(
              Kind.DATA_REFERENCE,
              address,
              "rip-relative reference to 0x" + Long.toHexString(target) + " outside of the text");
        }
      } else if (i.addressesByRbx()) {
        data++;
        allowance.refers(address);
        boolean toData =
            i.rbxDisp32()
                && RelocatedCode.mayBeData(image, image.file().getInt(offset + i.dispAt()));
        if (!toData) {
          problems.add(
              Kind.RBX_ADDRESS, address, "expected [rbx + link address of data] as operand");
        }
      }
    }
  }
}
