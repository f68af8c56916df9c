package io.lockstep.libos.image;

import io.lockstep.libos.image.ImageProblem.Kind;

/**
 * Checks the relocations of everything but code: full addresses must be relocated by the loader
 * with the bias of the right segment, distances must stay within one segment.
 */
final class RelocatedData {
  private final ElfImage image;
  private final Problems problems;
  private final SegmentOf segmentOf;
  private final DynamicRelocations dynamic;
  private final RelocationCounts counts;

  RelocatedData(
      ElfImage image,
      Problems problems,
      SegmentOf segmentOf,
      DynamicRelocations dynamic,
      RelocationCounts counts) {
    this.image = image;
    this.problems = problems;
    this.segmentOf = segmentOf;
    this.dynamic = dynamic;
    this.counts = counts;
  }

  void check() {
    for (ElfSection table : image.sections()) {
      if (table.type() == ElfSection.RELA && !table.isAllocated()) {
        ElfSection place = image.sections().get(table.info());
        if (place.isAllocated() && !place.isExecutable()) {
          image.relocations(table).forEach(r -> check(place, r));
        }
      }
    }
  }

  private void check(ElfSection in, ElfRelocation r) {
    if (r.type() == ElfRelocation.NONE) {
      return;
    }
    SegmentOf.Side target = segmentOf.symbol(r.symbol());
    if (r.type() == ElfRelocation.ABS64) {
      address(in, r, target);
    } else if (r.isDistance() && !r.isGot()) {
      if (target == segmentOf.section(in)) {
        counts.add(r, "within a segment");
      } else {
        refuse(
            r, "a distance from " + name(segmentOf.section(in)) + " to " + name(target)
                + ", which move apart");
      }
    } else if (r.symbol().isAbsolute() && target == SegmentOf.Side.NEITHER) {
      counts.add(r, "number");
    } else {
      refuse(r, "which holds in a fixed place only");
    }
  }

  private void address(ElfSection in, ElfRelocation r, SegmentOf.Side target) {
    if (segmentOf.section(in) == SegmentOf.Side.TEXT) {
      refuse(r, "in the text, which all instances share");
      return;
    }
    Long addend = dynamic.addendAt(r.place());
    if (target == SegmentOf.Side.NEITHER) {
      if (addend == null && (r.symbol().isAbsolute() || r.symbol().isNowhere())) {
        counts.add(r, "number");
      } else {
        refuse(r, "neither text nor data");
      }
      return;
    }
    long value = r.symbol().value() + r.addend();
    if (addend == null || addend != value) {
      problems.add(
          Kind.RELOCATION_MISMATCH,
          r.place(),
          r.typeName() + " to " + r.target() + " without a dynamic relocation to 0x"
              + Long.toHexString(value));
    } else if (dynamic.isTextAddend(value) != (target == SegmentOf.Side.TEXT)) {
      refuse(r, "belongs to " + name(target) + ", but its address lies in the other segment");
    } else {
      counts.add(r, target == SegmentOf.Side.TEXT ? "data to text" : "data to data");
    }
  }

  private static String name(SegmentOf.Side side) {
    return switch (side) {
      case TEXT -> "text";
      case DATA -> "data";
      case NEITHER -> "nowhere";
    };
  }

  private void refuse(ElfRelocation r, String why) {
    problems.add(
        Kind.RELOCATION_REFUSED, r.place(), r.typeName() + " to " + r.target() + ": " + why);
  }
}
