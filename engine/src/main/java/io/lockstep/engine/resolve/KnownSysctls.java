package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import io.lockstep.grammar.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The sysctls of the kernels that come with the engine. Another kernel may have more, so only a
 * name that is one letter off is surely a mistake.
 */
final class KnownSysctls {
  private static final ImmutableSet<String> NAMES = load();

  private KnownSysctls() {}

  /**
   * What a name was meant to be.
   *
   * @param name with dots, and {@code IFACE} where the name of a netdev belongs
   */
  static Optional<String> correction(String name) {
    if (NAMES.contains(name)) {
      return Optional.empty();
    }
    return NAMES.stream().filter(known -> Suggestions.distance(name, known) == 1).findFirst();
  }

  private static ImmutableSet<String> load() {
    try {
      return Resources.readLines(
              Resources.getResource("io/lockstep/engine/lsp/sysctls.txt"), StandardCharsets.UTF_8)
          .stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(ImmutableSet.toImmutableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
