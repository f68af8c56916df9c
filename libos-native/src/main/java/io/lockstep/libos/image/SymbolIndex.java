package io.lockstep.libos.image;

import java.util.Comparator;
import java.util.List;

/** Symbols by address. */
final class SymbolIndex {
  static final SymbolIndex EMPTY = new SymbolIndex(List.of());

  private final ElfSymbol[] sorted;

  SymbolIndex(List<ElfSymbol> symbols) {
    sorted =
        symbols.stream()
            .filter(s -> !s.isSection() && !s.isFile() && !s.isUndefined())
            .filter(s -> s.sectionIndex() < ElfSymbol.FIRST_RESERVED && !s.name().isEmpty())
            .sorted(Comparator.comparingLong(ElfSymbol::value)
                .thenComparing(s -> !s.isFunction())
                .thenComparing(ElfSymbol::name))
            .toArray(ElfSymbol[]::new);
  }

  /** {@code name+0x12} for the nearest symbol at or below, empty without one. */
  String describe(long address) {
    int i = firstAbove(address) - 1;
    if (i < 0) {
      return "";
    }
    while (i > 0 && sorted[i - 1].value() == sorted[i].value()) {
      i--;
    }
    long offset = address - sorted[i].value();
    return sorted[i].name() + (offset == 0 ? "" : "+0x" + Long.toHexString(offset));
  }

  /** The lowest symbol address above {@code address}, or {@code otherwise} when that is lower. */
  long nextAbove(long address, long otherwise) {
    int i = firstAbove(address);
    return i < sorted.length ? Math.min(sorted[i].value(), otherwise) : otherwise;
  }

  private int firstAbove(long address) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle].value() <= address) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
