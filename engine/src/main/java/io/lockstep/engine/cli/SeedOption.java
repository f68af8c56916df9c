package io.lockstep.engine.cli;

import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** {@code --seed} of the commands that run scenarios. */
final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "The seed of all randomness, instead of the scenario's.")
  private Long seed;

  /**
   * The seed; empty for the scenario's.
   *
   * @throws Refusal if it is negative
   */
  OptionalLong value() {
    if (seed != null && seed < 0) {
      throw new Refusal("expected a whole number of at least 0 for --seed, found " + seed);
    }
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }
}
