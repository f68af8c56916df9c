package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;

/**
 * Something that happens to certain packets of a link.
 *
 * @param holdNs for {@link Verb#HOLD}: how much later they arrive
 * @param behind for {@link Verb#REORDER}: how many packets overtake them
 * @param every strikes every so many of the packets that match; 0 if numbers tell
 * @param numbers of the packets among those that match, from 1; empty for all
 * @param directions where it looks at packets, as 2 · wire + direction of {@link Wires}
 * @param filter null if all packets match
 * @param changes for {@link Verb#CHANGE}
 */
public record FaultSpec(
    Verb verb,
    long holdNs,
    int behind,
    long every,
    ImmutableSortedSet<Long> numbers,
    ImmutableList<Integer> directions,
    PacketFilter filter,
    ImmutableList<PacketPart> changes,
    Source source) {
  /** What happens. */
  public enum Verb {
    DROP,
    HOLD,
    DUPLICATE,
    REORDER,
    CHANGE
  }

  /** Whether it strikes the n-th packet that matches, counted from 1. */
  public boolean strikes(long number) {
    if (every > 0) {
      return number % every == 0;
    }
    return numbers.isEmpty() || numbers.contains(number);
  }
}
