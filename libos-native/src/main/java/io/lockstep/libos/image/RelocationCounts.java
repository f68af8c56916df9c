package io.lockstep.libos.image;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts relocations by type and use. */
final class RelocationCounts {
  private final TreeMap<String, Integer> counts = new TreeMap<>();

  void add(ElfRelocation relocation, String use) {
    add(relocation.typeName() + " " + use);
  }

  void add(String use) {
    counts.merge(use, 1, Integer::sum);
  }

  SortedMap<String, Integer> view() {
    return Collections.unmodifiableSortedMap(counts);
  }
}
