package io.lockstep.libos.image;

import io.lockstep.libos.image.ImageProblem.Kind;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * What the loader has to do for an instance: the relocations of {@code PT_DYNAMIC}.
 *
 * <p>All must be {@code R_X86_64_RELATIVE} with a place in the data. The loader adds the text's
 * bias where the addend lies below the link address of the data segment, else the data's bias.
 */
final class DynamicRelocations {
  private static final int ENTRY = 16;
  private static final int NEEDED = 1;
  private static final int PLT_SIZE = 2;
  private static final int RELA = 7;
  private static final int RELA_SIZE = 8;
  private static final int RELA_ENTRY = 9;
  private static final int REL = 17;
  private static final int TEXT_REL = 22;
  private static final int INIT = 12;
  private static final int FINI = 13;
  private static final int INIT_ARRAY = 25;
  private static final int FINI_ARRAY = 26;
  private static final int FLAGS = 30;
  private static final int FLAG_TEXT_REL = 4;
  private static final int RELR = 36;

  private final ElfImage image;
  private final Problems problems;
  private final Map<Long, Long> addends = new HashMap<>();
  private int toText;
  private int toData;

  private DynamicRelocations(ElfImage image, Problems problems) {
    this.image = image;
    this.problems = problems;
  }

  /** Reads and checks them. */
  static DynamicRelocations read(ElfImage image, Problems problems) {
    DynamicRelocations d = new DynamicRelocations(image, problems);
    for (ElfSegment s : image.segments()) {
      if (s.type() == ElfSegment.DYNAMIC) {
        try {
          d.readDynamic(s);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
          problems.add(Kind.DYNAMIC, "damaged dynamic section");
        }
        return d;
      }
    }
    problems.add(Kind.DYNAMIC, "no dynamic section");
    return d;
  }

  /** The addend of the relocation at a place, {@code null} without one. */
  Long addendAt(long place) {
    return addends.get(place);
  }

  int toText() {
    return toText;
  }

  int toData() {
    return toData;
  }

  private void readDynamic(ElfSegment dynamic) {
    ByteBuffer file = image.file();
    long table = 0;
    long size = 0;
    int from = Math.toIntExact(dynamic.offset());
    for (int at = from; at < from + dynamic.fileSize(); at += ENTRY) {
      long value = file.getLong(at + 8);
      long tag = file.getLong(at);
      if (tag == 0) {
        break;
      }
      if (tag > RELR) {
        continue;
      }
      switch ((int) tag) {
        case RELA -> table = value;
        case RELA_SIZE -> size = value;
        case RELA_ENTRY -> expect(value == ElfRelocation.ENTRY_SIZE, "unusual size of relocations");
        case NEEDED -> expect(false, "needs another shared object");
        case REL, RELR -> expect(false, "relocations without addend");
        case PLT_SIZE -> expect(value == 0, "a procedure linkage table");
        case INIT, FINI, INIT_ARRAY, FINI_ARRAY -> expect(false, "constructors or destructors");
        case TEXT_REL -> expect(false, "relocations in the text");
        case FLAGS -> expect((value & FLAG_TEXT_REL) == 0, "relocations in the text");
        default -> { }
      }
    }
    if (size > 0) {
      readTable(image.offsetOf(table), size / ElfRelocation.ENTRY_SIZE);
    }
  }

  private void readTable(int from, long count) {
    ByteBuffer file = image.file();
    for (int i = 0; i < count; i++) {
      int at = from + i * ElfRelocation.ENTRY_SIZE;
      long place = file.getLong(at);
      long info = file.getLong(at + 8);
      long addend = file.getLong(at + 16);
      if (info != ElfRelocation.RELATIVE) {
        problems.add(
            Kind.DYNAMIC,
            place,
            "dynamic relocation of type " + (int) info + " where only R_X86_64_RELATIVE is done");
        continue;
      }
      check(place, addend);
      addends.put(place, addend);
      if (isTextAddend(addend)) {
        toText++;
      } else {
        toData++;
      }
    }
  }

  /** Which bias the loader adds: the text's, or else the data's. */
  boolean isTextAddend(long addend) {
    return addend < image.data().address();
  }

  private void check(long place, long addend) {
    ElfSegment data = image.data();
    if (place < data.address() || place + 8 > data.end()) {
      problems.add(
          Kind.DYNAMIC, place, "relocation outside of the data, to 0x" + Long.toHexString(addend));
    }
    boolean inText = addend >= 0 && addend <= ElfImage.pageUp(image.text().end());
    boolean inData = addend >= data.address() && addend <= ElfImage.pageUp(data.end());
    if (!inText && !inData) {
      problems.add(
          Kind.DYNAMIC,
          place,
          "relocated to 0x" + Long.toHexString(addend) + ", which is neither text nor data");
    }
  }

  private void expect(boolean condition, String detail) {
    if (!condition) {
      problems.add(Kind.DYNAMIC, detail);
    }
  }
}
