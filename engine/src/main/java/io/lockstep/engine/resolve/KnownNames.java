package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import io.lockstep.grammar.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names of the kernels that come with the engine. Another kernel may have more, so only a name
 * that is one letter off is surely a mistake.
 */
enum KnownNames {
  /** Sysctls, with dots, and {@code IFACE} where the name of a netdev belongs. */
  SYSCTLS("sysctls.txt"),

  /** Counters as nstat(8) names them. */
  COUNTERS("counters.txt");

  private final ImmutableSet<String> names;

  KnownNames(String file) {
    this.names = load(file);
  }

  /** What a name was meant to be. */
  Optional<String> correction(String name) {
    if (names.contains(name)) {
      return Optional.empty();
    }
    return names.stream().filter(known -> Suggestions.distance(name, known) == 1).findFirst();
  }

  private static ImmutableSet<String> load(String file) {
    try {
      return Resources.readLines(
              Resources.getResource("io/lockstep/engine/lsp/" + file), StandardCharsets.UTF_8)
          .stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(ImmutableSet.toImmutableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
