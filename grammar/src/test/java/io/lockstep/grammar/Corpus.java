package io.lockstep.grammar;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;

/** Valid texts with every construct of the language, for tests in other packages. */
public final class Corpus {
  private Corpus() {}

  /** By file name. */
  public static ImmutableSortedMap<String, String> texts() {
    return ImmutableSortedMap.copyOf(
        ImmutableMap.<String, String>builder()
            .putAll(Samples.corpus())
            .putAll(Samples.all())
            .buildOrThrow());
  }
}
