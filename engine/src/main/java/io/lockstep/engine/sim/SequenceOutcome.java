package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;

/**
 * What became of a sequence of packets.
 *
 * @param met whether all of it has come as expected
 * @param seen one line about it, without "saw"
 * @param lines what was expected beside what came
 */
public record SequenceOutcome(boolean met, String seen, ImmutableList<String> lines) {
  static final SequenceOutcome UNSEEN = new SequenceOutcome(false, "nothing", ImmutableList.of());
}
