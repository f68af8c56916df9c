package io.lockstep.engine.lsp;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.List;
import java.util.Optional;

/**
 * The sysctls and counters that the kernels have, as a run of a node showed them, with
 * documentation of the most used ones.
 */
final class Sysctls {
  private static final ImmutableSortedSet<String> NAMES =
      ImmutableSortedSet.copyOf(Resources.lines("sysctls.txt"));
  private static final ImmutableSortedMap<String, String> DOCS =
      ImmutableSortedMap.copyOf(Resources.table("sysctl-docs.txt"));

  private static final ImmutableList<String> COUNTERS = Resources.lines("counters.txt");

  private Sysctls() {}

  /** As nstat(8) prints them. */
  static ImmutableList<String> counters() {
    return COUNTERS;
  }

  /** Proposes all that begin with the part of a key up to its last dot. */
  static void propose(String typed, Items items) {
    String head = typed.substring(0, typed.lastIndexOf('.') + 1);
    for (String name : NAMES) {
      if (name.startsWith(head)) {
        items.member(name, "sysctl", doc(name).orElse(""));
      }
    }
  }

  /** With dots; where the name of a netdev belongs there is {@code IFACE}. */
  static ImmutableSortedSet<String> names() {
    return NAMES;
  }

  static ImmutableMap<String, String> docs() {
    return DOCS;
  }

  /** The documentation of a key, whatever netdev it names. */
  static Optional<String> doc(String key) {
    return Optional.ofNullable(DOCS.get(general(key)));
  }

  /** The key with {@code IFACE} in the place of a netdev: {@code net.ipv4.conf.IFACE.rp_filter}. */
  static String general(String key) {
    List<String> parts = Splitter.on('.').splitToList(key);
    boolean perNetdev =
        parts.size() > 4 && (parts.get(2).equals("conf") || parts.get(2).equals("neigh"));
    return perNetdev
        ? String.join(
            ".", parts.get(0), parts.get(1), parts.get(2), "IFACE", parts.get(parts.size() - 1))
        : key;
  }
}
