package io.lockstep.libos.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes what a loader needs of an image: the two segments, the headers of allocated sections, and
 * if wanted symbols. The text is filled up to a page, so that every address below the data segment
 * belongs to it.
 */
final class LeanImageWriter {
  private static final byte INT3 = (byte) 0xCC;

  private final ElfImage image;
  private final KeptSymbols kept;
  private final byte[] note;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream names = new ByteArrayOutputStream();
  private final Map<Integer, Integer> sectionIndex = new HashMap<>();
  private int sectionCount;

  LeanImageWriter(ElfImage image, KeptSymbols kept, byte[] note) {
    this.image = image;
    this.kept = kept;
    this.note = note;
  }

  /** Writes the image; {@code path} holds either a whole image or what it held before. */
  long write(Path path) throws IOException {
    byte[] bytes = build();
    Path target = path.toAbsolutePath();
    Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    try {
      Files.write(temporary, bytes);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return bytes.length;
  }

  private byte[] build() {
    ElfSegment text = image.text();
    ElfSegment data = image.data();
    out.write(image.bytes(), 0, Math.toIntExact(text.offset() + text.fileSize()));
    long textSize = ElfImage.pageUp(text.end()) - text.address();
    pad(text.offset() + textSize, INT3);
    long dataOffset = out.size() + data.address() % ElfImage.PAGE;
    pad(dataOffset, (byte) 0);
    out.write(image.bytes(), (int) data.offset(), (int) data.fileSize());
    long dataShift = dataOffset - data.offset();

    section(0, ElfSection.NULL, 0, 0, 0, 0, 0, 0, 0, 0);
    keepAllocated(dataShift);
    append(RbxAllowance.NOTE_SECTION, ElfSection.NOTE, note, 0, 0, 4, 0);
    if (kept != KeptSymbols.NONE) {
      symbols();
    }
    int stringTable = sectionCount;
    int nameOffset = name(".shstrtab");
    byte[] nameBytes = names.toByteArray();
    int nameStart = out.size();
    out.writeBytes(nameBytes);
    section(nameOffset, ElfSection.STRTAB, 0, 0, nameStart, nameBytes.length, 0, 0, 1, 0);
    pad((out.size() + 7) & -8, (byte) 0);
    final int table = out.size();
    out.writeBytes(headers.toByteArray());

    ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ElfImage.ABI_VERSION, ElfImage.SHARED_TEXT);
    file.putLong(40, table);
    file.putShort(60, (short) sectionCount);
    file.putShort(62, (short) stringTable);
    programHeaders(file, textSize, dataShift);
    return file.array();
  }

  private void programHeaders(ByteBuffer file, long textSize, long dataShift) {
    int at = (int) file.getLong(32);
    for (ElfSegment s : image.segments()) {
      if (s == image.text()) {
        file.putLong(at + 32, textSize);
        file.putLong(at + 40, textSize);
      } else if (s.offset() >= image.data().offset()) {
        file.putLong(at + 8, s.offset() + dataShift);
      }
      at += ElfSegment.HEADER_SIZE;
    }
  }

  private void keepAllocated(long dataShift) {
    int index = 1;
    for (ElfSection s : image.sections()) {
      if (s.isAllocated()) {
        sectionIndex.put(s.index(), index++);
      }
    }
    for (ElfSection s : image.sections()) {
      if (s.isAllocated()) {
        long offset = s.offset() + (image.isText(s) ? 0 : dataShift);
        boolean infoIsIndex = s.type() == ElfSection.RELA;
        int info = infoIsIndex ? sectionIndex.getOrDefault(s.info(), 0) : s.info();
        section(
            name(s.name()), s.type(), s.flags(), s.address(), offset, s.size(),
            sectionIndex.getOrDefault(s.link(), 0), info, s.align(), s.entrySize());
      }
    }
  }

  private void symbols() {
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    strings.write(0);
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    table.writeBytes(new byte[ElfSymbol.ENTRY_SIZE]);
    int locals = 1;
    Map<String, Integer> known = new HashMap<>();
    for (ElfSymbol s : image.symbols()) {
      if (!isKept(s)) {
        continue;
      }
      int name =
          known.computeIfAbsent(
              s.name(),
              n -> {
                int at = strings.size();
                strings.writeBytes(n.getBytes(StandardCharsets.UTF_8));
                strings.write(0);
                return at;
              });
      int section = sectionIndex.getOrDefault(s.sectionIndex(), s.sectionIndex());
      table.writeBytes(
          ByteBuffer.allocate(ElfSymbol.ENTRY_SIZE)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(name)
              .put((byte) s.info())
              .put((byte) 0)
              .putShort((short) section)
              .putLong(s.value())
              .putLong(s.size())
              .array());
      if (s.info() >> 4 == 0) {
        locals++;
      }
    }
    append(
        ".symtab", ElfSection.SYMTAB, table.toByteArray(), sectionCount + 1, locals, 8,
        ElfSymbol.ENTRY_SIZE);
    append(".strtab", ElfSection.STRTAB, strings.toByteArray(), 0, 0, 1, 0);
  }

  private boolean isKept(ElfSymbol s) {
    if (s.name().isEmpty() || s.isSection() || s.isFile()) {
      return false;
    }
    if (kept == KeptSymbols.ALL) {
      return s.isAbsolute() || sectionIndex.containsKey(s.sectionIndex());
    }
    return sectionIndex.containsKey(s.sectionIndex())
        && image.sections().get(s.sectionIndex()).isExecutable();
  }

  private void append(
      String name, int type, byte[] content, int link, int info, long align, long entrySize) {
    pad((out.size() + align - 1) & -align, (byte) 0);
    int offset = out.size();
    out.writeBytes(content);
    section(name(name), type, 0, 0, offset, content.length, link, info, align, entrySize);
  }

  private int name(String name) {
    if (names.size() == 0) {
      names.write(0);
    }
    int at = names.size();
    names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    names.write(0);
    return at;
  }

  private void section(
      int name, int type, long flags, long address, long offset, long size, int link, int info,
      long align, long entrySize) {
    headers.writeBytes(
        ByteBuffer.allocate(ElfSection.HEADER_SIZE)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(name)
            .putInt(type)
            .putLong(flags)
            .putLong(address)
            .putLong(offset)
            .putLong(size)
            .putInt(link)
            .putInt(info)
            .putLong(align)
            .putLong(entrySize)
            .array());
    sectionCount++;
  }

  private void pad(long to, byte with) {
    while (out.size() < to) {
      out.write(with);
    }
  }
}
