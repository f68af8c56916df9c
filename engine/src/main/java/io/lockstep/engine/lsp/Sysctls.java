package io.lockstep.engine.lsp;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Iterables;
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

  /**
   * Proposes keys.
   *
   * @param netdevs what is to stand for {@code IFACE}; with none it is left out, as in the block of
   *     an interface
   */
  static void propose(Iterable<String> netdevs, Items items) {
    for (String name : NAMES) {
      String doc = DOCS.getOrDefault(name, "");
      int at = name.indexOf(".IFACE");
      if (at < 0) {
        items.member(name, "sysctl", doc);
        continue;
      }
      String rest = name.substring(at + ".IFACE".length());
      if (Iterables.isEmpty(netdevs)) {
        items.member(name.substring(0, at) + rest, "sysctl", doc);
      }
      for (String netdev : netdevs) {
        items.member(name.substring(0, at) + "." + netdev + rest, "sysctl", doc);
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

  /** The key with {@code IFACE} for a netdev, named or not: {@code net.ipv4.conf.IFACE.mtu}. */
  static String general(String key) {
    List<String> parts = Splitter.on('.').splitToList(key);
    boolean perNetdev =
        parts.size() > 3 && (parts.get(2).equals("conf") || parts.get(2).equals("neigh"));
    return perNetdev
        ? String.join(
            ".", parts.get(0), parts.get(1), parts.get(2), "IFACE", parts.get(parts.size() - 1))
        : key;
  }
}
