package io.lockstep.libos.image;

import io.lockstep.libos.image.ImageProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the text of a linked kernel image independent of where its data lies, so that all instances
 * can use one mapping of it.
 *
 * <p>Every rip-relative operand in code whose target is data becomes {@code [rbx + disp32]} with
 * the target's link address as displacement; the instruction keeps its length. While kernel code
 * runs, rbx holds the difference between an instance's data and its link address.
 *
 * <p>The image must be an x86-64 shared object, compiled with {@code -fPIC -ffixed-rbx
 * -fno-jump-tables} and hidden visibility, linked with {@code --emit-relocs}. The work is driven by
 * the relocations and verified by decoding every instruction; anything not understood is refused.
 */
public final class TextSharing {
  /** The functions of the kernel port that load rbx. */
  public static final Set<String> RBX_WRITERS = Set.of("libos_entry", "libos_switch_stack");

  private TextSharing() {}

  /**
   * Rewrites an image with {@link #RBX_WRITERS} and the symbols of functions kept.
   *
   * @param linkedVmlinux what the linker made
   * @param out where the rewritten image goes; replaced as a whole or not at all
   * @throws ImageRefusedException when the text cannot be shared, with all reasons
   */
  public static SharingReport rewrite(Path linkedVmlinux, Path out)
      throws IOException, ImageRefusedException {
    return rewrite(linkedVmlinux, out, RBX_WRITERS, KeptSymbols.FUNCTIONS);
  }

  /**
   * Rewrites an image.
   *
   * @param linkedVmlinux what the linker made
   * @param out where the rewritten image goes; replaced as a whole or not at all
   * @param rbxWriters names of the functions that may load rbx (by a 64-bit mov or pop)
   * @param kept which symbols the image keeps
   * @throws ImageRefusedException when the text cannot be shared, with all reasons
   */
  public static SharingReport rewrite(
      Path linkedVmlinux, Path out, Set<String> rbxWriters, KeptSymbols kept)
      throws IOException, ImageRefusedException {
    Problems problems = new Problems(linkedVmlinux);
    ElfImage image = ElfImage.read(linkedVmlinux, problems);
    if (image.isRewritten()) {
      throw problems.fatal(Kind.REWRITTEN, "the text of this image is shareable already");
    }
    try {
      RbxAllowance allowance = RbxAllowance.bySymbols(image, rbxWriters);
      DynamicRelocations dynamic = DynamicRelocations.read(image, problems);
      SegmentOf segmentOf = new SegmentOf(image);
      RelocationCounts counts = new RelocationCounts();
      RelocatedCode code =
          new RelocatedCode(image, problems, allowance, segmentOf, dynamic, counts);
      if (!code.hasRelocations()) {
        throw problems.fatal(
            Kind.FORMAT, "no relocations for the code; link with --emit-relocs");
      }
      CodeScan scan = new CodeScan(image, problems, allowance);
      scan.run(code);
      code.finish();
      new RelocatedData(image, problems, segmentOf, dynamic, counts).check();
      problems.throwIfAny();
      long size = new LeanImageWriter(image, kept, allowance.note()).write(out);
      return new SharingReport(
          scan.instructions(), scan.branches(), code.dataReferences(), code.textReferences(),
          new TreeMap<>(counts.view()), segmentOf.absoluteSymbols(), allowance.writers(),
          dynamic.toText(), dynamic.toData(), size);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw problems.fatal(Kind.FORMAT, "truncated or damaged ELF file");
    }
  }

  /**
   * Rewrites the image named first to the file named second and checks the result. Further
   * arguments: {@code --symbols=none|functions|all} and {@code --rbx-writers=NAME,...}, which adds
   * to the default.
   */
  public static void main(String[] args) throws IOException {
    Set<String> writers = new TreeSet<>(RBX_WRITERS);
    KeptSymbols kept = KeptSymbols.FUNCTIONS;
    boolean wrong = args.length < 2;
    for (int i = 2; i < args.length; i++) {
      switch (args[i].replaceAll("=.*", "")) {
        case "--rbx-writers" -> writers.addAll(Arrays.asList(value(args[i]).split(",")));
        case "--symbols" -> {
          kept = keptSymbols(value(args[i]));
          wrong |= kept == null;
        }
        default -> wrong = true;
      }
    }
    if (wrong) {
      System.err.println(
          "usage: TextSharing VMLINUX OUT [--symbols=none|functions|all] [--rbx-writers=NAME,...]");
      System.exit(2);
    }
    try {
      System.out.println(rewrite(Path.of(args[0]), Path.of(args[1]), writers, kept));
      ImageCheck.verify(Path.of(args[1]), writers);
    } catch (ImageRefusedException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static KeptSymbols keptSymbols(String name) {
    for (KeptSymbols k : KeptSymbols.values()) {
      if (k.name().toLowerCase(Locale.ROOT).equals(name)) {
        return k;
      }
    }
    return null;
  }

  private static String value(String argument) {
    return argument.substring(argument.indexOf('=') + 1);
  }
}
