package io.lockstep.engine.netlink.options;

import io.lockstep.engine.model.OptionValue;

/** Turns the value of an option into attributes. */
@FunctionalInterface
public interface OptionEncoder {
  /**
   * Encodes.
   *
   * @param value of the type and in the range that the vocabulary tells
   * @throws OptionException if the kernel could not represent it
   */
  void encode(OptionValue value, Encoding to);
}
