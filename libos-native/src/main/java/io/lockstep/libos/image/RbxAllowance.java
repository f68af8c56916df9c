package io.lockstep.libos.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The functions that may load rbx: they switch between the host and the kernel, where its value
 * changes on purpose.
 */
final class RbxAllowance {
  /** One such function. */
  record Function(String name, long address, long size) {
    boolean contains(long place) {
      return place >= address && place < address + size;
    }
  }

  /** Name of the section that records them in a rewritten image. */
  static final String NOTE_SECTION = ".note.lockstep";

  private static final byte[] NOTE_OWNER = "Lockstep\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int NOTE_OWNER_LENGTH = 9;
  private static final int NOTE_TYPE = 1;
  private static final int NOTE_HEADER = 12;

  private final List<Function> functions;
  private final Set<Function> writing = new HashSet<>();
  private final Set<Function> referring = new HashSet<>();

  private RbxAllowance(List<Function> functions) {
    this.functions = functions;
  }

  /** The functions of {@code names} that the symbol table has. */
  static RbxAllowance bySymbols(ElfImage image, Set<String> names) {
    SymbolIndex index = new SymbolIndex(image.symbols());
    List<Function> found = new ArrayList<>();
    for (ElfSymbol s : image.symbols()) {
      if (names.contains(s.name())
          && s.sectionIndex() < image.sections().size()
          && image.sections().get(s.sectionIndex()).isExecutable()) {
        long sectionEnd = image.sections().get(s.sectionIndex()).end();
        long size = s.size() > 0 ? s.size() : index.nextAbove(s.value(), sectionEnd) - s.value();
        found.add(new Function(s.name(), s.value(), size));
      }
    }
    found.sort(Comparator.comparingLong(Function::address));
    return new RbxAllowance(found);
  }

  /** The functions recorded in a rewritten image, empty when the record is missing or damaged. */
  static RbxAllowance byNote(ElfImage image) {
    List<Function> found = new ArrayList<>();
    for (ElfSection s : image.sections()) {
      if (s.type() == ElfSection.NOTE && s.name().equals(NOTE_SECTION)) {
        int from = Math.toIntExact(s.offset()) + NOTE_HEADER + NOTE_OWNER.length;
        int length = image.file().getInt(Math.toIntExact(s.offset()) + 4);
        String text = new String(image.bytes(), from, length, StandardCharsets.UTF_8);
        for (String line : text.split("\n")) {
          String[] part = line.split(" ");
          if (part.length == 3) {
            found.add(
                new Function(
                    part[2], Long.parseLong(part[0], 16), Long.parseLong(part[1], 16)));
          }
        }
      }
    }
    return new RbxAllowance(found);
  }

  /** The record for a rewritten image: an ELF note with one line per function. */
  byte[] note() {
    StringBuilder lines = new StringBuilder();
    for (Function f : functions) {
      lines.append(Long.toHexString(f.address())).append(' ');
      lines.append(Long.toHexString(f.size())).append(' ').append(f.name()).append('\n');
    }
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + 3) & -4;
    return ByteBuffer.allocate(NOTE_HEADER + NOTE_OWNER.length + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(NOTE_OWNER_LENGTH)
        .putInt(text.length)
        .putInt(NOTE_TYPE)
        .put(NOTE_OWNER)
        .put(text)
        .array();
  }

  /** Whether the code at {@code address} may load rbx. */
  boolean covers(long address) {
    return at(address) != null;
  }

  /** Notes that the code at {@code address} loads rbx. */
  void writes(long address) {
    writing.add(at(address));
  }

  /** Notes that the code at {@code address} refers to data by rbx. */
  void refers(long address) {
    Function f = at(address);
    if (f != null) {
      referring.add(f);
    }
  }

  /** Refuses functions that both load rbx and use it: before the load it is not ours. */
  void check(Problems problems) {
    for (Function f : functions) {
      if (writing.contains(f) && referring.contains(f)) {
        problems.add(
            ImageProblem.Kind.RBX_WRITE,
            f.address(),
            "loads rbx and refers to data, which needs rbx; move one of them to another function");
      }
    }
  }

  /** Names of the functions that load rbx, sorted. */
  List<String> writers() {
    TreeSet<String> names = new TreeSet<>();
    writing.forEach(f -> names.add(f.name()));
    return List.copyOf(names);
  }

  /** Names of all functions that may load rbx, sorted. */
  Set<String> names() {
    TreeSet<String> names = new TreeSet<>();
    functions.forEach(f -> names.add(f.name()));
    return names;
  }

  private Function at(long address) {
    for (Function f : functions) {
      if (f.contains(address)) {
        return f;
      }
    }
    return null;
  }
}
