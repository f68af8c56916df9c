package io.lockstep.libos.image;

import io.lockstep.libos.image.ImageProblem.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A kernel image: an ELF64 x86-64 shared object with one executable and one writable segment.
 *
 * <p>Source: System V ABI, chapters 4 and 5, and its AMD64 supplement.
 */
final class ElfImage {
  /** Byte of {@code e_ident} that says whether the text was made shareable. */
  static final int ABI_VERSION = 8;

  /** Value of {@link #ABI_VERSION} in a rewritten image. */
  static final byte SHARED_TEXT = 1;

  static final int PAGE = 4096;

  private static final int ELF_HEADER_SIZE = 64;
  private static final int SHARED_OBJECT = 3;
  private static final int X86_64 = 62;

  private final Problems problems;
  private final byte[] bytes;
  private final ByteBuffer file;
  private final List<ElfSegment> segments = new ArrayList<>();
  private final List<ElfSection> sections = new ArrayList<>();
  private List<ElfSymbol> symbols = List.of();
  private ElfSegment text;
  private ElfSegment data;

  private ElfImage(byte[] bytes, Problems problems) {
    this.bytes = bytes;
    this.problems = problems;
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads an image.
   *
   * @throws ImageRefusedException when it is not of the expected form
   */
  static ElfImage read(Path path, Problems problems) throws IOException, ImageRefusedException {
    ElfImage image = new ElfImage(Files.readAllBytes(path), problems);
    try {
      image.parse();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw problems.fatal(Kind.FORMAT, "truncated or damaged ELF file");
    }
    return image;
  }

  private void parse() throws ImageRefusedException {
    if (bytes.length < ELF_HEADER_SIZE
        || file.getInt(0) != 0x464C457F
        || bytes[4] != 2
        || bytes[5] != 1) {
      throw problems.fatal(Kind.FORMAT, "not a little-endian ELF64 file");
    }
    if (file.getShort(16) != SHARED_OBJECT || file.getShort(18) != X86_64) {
      throw problems.fatal(Kind.FORMAT, "not an x86-64 shared object (ET_DYN)");
    }
    readSegments();
    readSections();
    for (ElfSection s : sections) {
      if (s.type() == ElfSection.SYMTAB) {
        symbols = readSymbols(s);
      }
    }
    problems.nameBy(new SymbolIndex(symbols));
  }

  private void readSegments() throws ImageRefusedException {
    int at = Math.toIntExact(file.getLong(32));
    int count = file.getShort(56) & 0xFFFF;
    for (int i = 0; i < count; i++, at += ElfSegment.HEADER_SIZE) {
      ElfSegment s =
          new ElfSegment(
              i, file.getInt(at), file.getInt(at + 4), file.getLong(at + 8), file.getLong(at + 16),
              file.getLong(at + 32), file.getLong(at + 40), file.getLong(at + 48));
      segments.add(s);
      if (s.type() == ElfSegment.TLS || s.type() == ElfSegment.INTERP) {
        throw problems.fatal(Kind.FORMAT, "a segment for thread-local data or an interpreter");
      }
      if (s.type() == ElfSegment.LOAD) {
        addLoad(s);
      }
    }
    if (text == null || data == null) {
      throw problems.fatal(Kind.FORMAT, "expected one executable and one writable PT_LOAD");
    }
    if (text.address() >= data.address() || pageUp(text.end()) > data.address()) {
      throw problems.fatal(
          Kind.FORMAT, "the text must lie below the data, and they must not share a page");
    }
    if (text.fileSize() != text.memorySize() || pageUp(data.end()) > Integer.MAX_VALUE) {
      throw problems.fatal(
          Kind.FORMAT, "expected a text without unfilled memory and an image below 2 GiB");
    }
    if (text.address() % PAGE != text.offset() % PAGE
        || data.address() % PAGE != data.offset() % PAGE) {
      throw problems.fatal(Kind.FORMAT, "file offset and address differ within the page");
    }
    if (text.offset() + text.fileSize() > bytes.length
        || data.offset() + data.fileSize() > bytes.length
        || data.fileSize() > data.memorySize()) {
      throw problems.fatal(Kind.FORMAT, "a segment reaches behind the end of the file");
    }
  }

  private void addLoad(ElfSegment s) throws ImageRefusedException {
    boolean executable = (s.flags() & ElfSegment.EXECUTE) != 0;
    boolean writable = (s.flags() & ElfSegment.WRITE) != 0;
    if (executable == writable || (executable ? text : data) != null) {
      throw problems.fatal(
          Kind.FORMAT, "expected exactly two PT_LOAD: one executable, one writable");
    }
    if (executable) {
      text = s;
    } else {
      data = s;
    }
  }

  private void readSections() throws ImageRefusedException {
    int table = Math.toIntExact(file.getLong(40));
    int count = file.getShort(60) & 0xFFFF;
    int names = file.getShort(62) & 0xFFFF;
    if (table == 0 || count == 0) {
      throw problems.fatal(Kind.FORMAT, "no section headers, which tell code from other text");
    }
    long nameTable = file.getLong(table + names * ElfSection.HEADER_SIZE + 24);
    for (int i = 0; i < count; i++) {
      int at = table + i * ElfSection.HEADER_SIZE;
      ElfSection s =
          new ElfSection(
              i, string(nameTable + file.getInt(at)), file.getInt(at + 4), file.getLong(at + 8),
              file.getLong(at + 16), file.getLong(at + 24), file.getLong(at + 32),
              file.getInt(at + 40), file.getInt(at + 44), file.getLong(at + 48),
              file.getLong(at + 56));
      sections.add(s);
      boolean inFile = s.type() != ElfSection.NOBITS && s.type() != ElfSection.NULL;
      if (s.offset() < 0
          || s.size() < 0
          || inFile && (s.offset() > bytes.length || s.size() > bytes.length - s.offset())) {
        throw problems.fatal(
            Kind.FORMAT, "section " + s.name() + " reaches behind the end of the file");
      }
      if (s.isExecutable() && (s.address() < text.address() || s.end() > text.end())) {
        throw problems.fatal(
            Kind.FORMAT, "section " + s.name() + " holds code outside of the executable segment");
      }
      if (s.isAllocated() && (s.flags() & ElfSection.TLS) != 0) {
        throw problems.fatal(Kind.FORMAT, "section " + s.name() + " is thread-local");
      }
    }
  }

  private List<ElfSymbol> readSymbols(ElfSection table) {
    ElfSection names = sections.get(table.link());
    int count = Math.toIntExact(table.size() / ElfSymbol.ENTRY_SIZE);
    List<ElfSymbol> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = Math.toIntExact(table.offset()) + i * ElfSymbol.ENTRY_SIZE;
      int section = file.getShort(at + 6) & 0xFFFF;
      int info = file.get(at + 4) & 0xFF;
      String name = string(names.offset() + file.getInt(at));
      if ((info & 15) == 3 && section < sections.size()) {
        name = sections.get(section).name();
      }
      list.add(
          new ElfSymbol(name, info, section, file.getLong(at + 8), file.getLong(at + 16)));
    }
    return list;
  }

  /** The relocations kept by the linker in {@code table}, by place. */
  List<ElfRelocation> relocations(ElfSection table) {
    int count = Math.toIntExact(table.size() / ElfRelocation.ENTRY_SIZE);
    List<ElfRelocation> list = new ArrayList<>(count);
    int at = Math.toIntExact(table.offset());
    for (int i = 0; i < count; i++, at += ElfRelocation.ENTRY_SIZE) {
      long info = file.getLong(at + 8);
      ElfSymbol symbol = symbols.get(Math.toIntExact(info >>> 32));
      list.add(new ElfRelocation(file.getLong(at), (int) info, symbol, file.getLong(at + 16)));
    }
    list.sort(Comparator.comparingLong(ElfRelocation::place));
    return list;
  }

  /** The zero-terminated string at a file offset. */
  String string(long offset) {
    int from = Math.toIntExact(offset);
    int to = from;
    while (bytes[to] != 0) {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** File offset of a link address that is in the file, -1 otherwise. */
  int offsetOf(long address) {
    for (ElfSegment s : List.of(text, data)) {
      if (address >= s.address() && address < s.address() + s.fileSize()) {
        return Math.toIntExact(address - s.address() + s.offset());
      }
    }
    return -1;
  }

  /**
   * Whether a section belongs to the text. Empty sections at the border belong to where they stand
   * in the section header table.
   */
  boolean isText(ElfSection section) {
    if (section.address() != data.address()) {
      return section.address() < data.address();
    }
    for (ElfSection s : sections) {
      if (s.isAllocated() && s.address() >= data.address() && s.size() > 0) {
        return section.index() < s.index();
      }
    }
    return false;
  }

  boolean isRewritten() {
    return bytes[ABI_VERSION] == SHARED_TEXT;
  }

  /** The file's content; changes go into the written image. */
  byte[] bytes() {
    return bytes;
  }

  /** The file's content, little-endian. */
  ByteBuffer file() {
    return file;
  }

  List<ElfSegment> segments() {
    return segments;
  }

  List<ElfSection> sections() {
    return sections;
  }

  List<ElfSymbol> symbols() {
    return symbols;
  }

  ElfSegment text() {
    return text;
  }

  ElfSegment data() {
    return data;
  }

  static long pageUp(long address) {
    return (address + PAGE - 1) & -PAGE;
  }
}
