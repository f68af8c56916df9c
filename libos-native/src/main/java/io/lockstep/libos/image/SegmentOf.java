package io.lockstep.libos.image;

import java.util.List;
import java.util.TreeSet;

/**
 * Tells in which segment a symbol lies: by its section, because an address at the border of two
 * segments may mean either; by address only for absolute symbols, which are remembered.
 */
final class SegmentOf {
  /** What moves together. */
  enum Side {
    TEXT,
    DATA,
    /** A number, or undefined. */
    NEITHER
  }

  private final ElfImage image;
  private final TreeSet<String> absolute = new TreeSet<>();

  SegmentOf(ElfImage image) {
    this.image = image;
  }

  Side symbol(ElfSymbol symbol) {
    if (symbol.isAbsolute()) {
      Side side = address(symbol.value());
      absolute.add(
          symbol.name() + " = 0x" + Long.toHexString(symbol.value())
              + (side == Side.NEITHER ? "" : " in the " + (side == Side.TEXT ? "text" : "data")));
      return side;
    }
    if (symbol.isUndefined() || symbol.sectionIndex() >= image.sections().size()) {
      return Side.NEITHER;
    }
    ElfSection s = image.sections().get(symbol.sectionIndex());
    return s.isAllocated() ? section(s) : Side.NEITHER;
  }

  Side section(ElfSection section) {
    return image.isText(section) ? Side.TEXT : Side.DATA;
  }

  /** The absolute symbols asked for, sorted by name. */
  List<String> absoluteSymbols() {
    return List.copyOf(absolute);
  }

  private Side address(long address) {
    if (address >= image.text().address() && address < image.text().end()) {
      return Side.TEXT;
    }
    return address >= image.data().address() && address < image.data().end()
        ? Side.DATA
        : Side.NEITHER;
  }
}
