package io.lockstep.engine.sim;

import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers that depends on nothing but the scenario's seed and a name, so that
 * adding a node or a link changes no other stream. The generator is SplitMix64 (Steele, Lea, Flood:
 * "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /** Creates the stream that begins at {@code seed}. */
  public RandomStream(long seed) {
    state = seed;
  }

  /**
   * A seed for one purpose.
   *
   * @param seed of the scenario
   * @param purpose {@code "link"}, {@code "node"}
   * @param name of the link or node
   * @param number tells streams of the same name apart, such as a direction
   */
  public static long derive(long seed, String purpose, String name, int number) {
    long hash = mix(seed + GOLDEN_GAMMA);
    hash = absorb(hash, purpose);
    hash = absorb(hash, name);
    return mix(hash + (number + 1) * GOLDEN_GAMMA);
  }

  /** The next 64 random bits. */
  public long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** True with a probability of {@code threshold / 2^53}; takes one number. */
  boolean chance(long threshold) {
    return next() >>> 11 < threshold;
  }

  private static long absorb(long hash, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      hash = mix((hash ^ (b & 0xff)) + GOLDEN_GAMMA);
    }
    return mix(hash ^ bytes.length);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
