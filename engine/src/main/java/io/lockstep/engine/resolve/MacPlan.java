package io.lockstep.engine.resolve;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Chooses locally administered Ethernet addresses (02:…) from the names of node and netdev. */
final class MacPlan {
  private static final long LOCAL = 0x02L << 40;
  private static final long FREE_BITS = (1L << 40) - 1;

  private final Set<Long> taken;

  /**
   * @param given addresses that were written
   */
  MacPlan(Set<Long> given) {
    taken = new HashSet<>(given);
  }

  /** A 48-bit address that no other netdev of the scenario has. */
  long choose(String node, String netdev) {
    String key = node + '\0' + netdev;
    long hash = Hashing.farmHashFingerprint64().hashString(key, StandardCharsets.UTF_8).asLong();
    long low = hash & FREE_BITS;
    while (!taken.add(LOCAL | low)) {
      low = low + 1 & FREE_BITS;
    }
    return LOCAL | low;
  }
}
