package io.lockstep.engine.resolve;

/**
 * Where names are defined and looked for: the top level, or an instance of a topology.
 *
 * @param prefix of the full names in here: empty at the top level, {@code d[1].} in an instance
 * @param outer what encloses this; null at the top level
 */
record Space(String prefix, Space outer) {
  static final Space TOP = new Space("", null);

  /** The space of an instance that is defined in here. */
  Space of(Names.Full instance) {
    return new Space(instance + ".", this);
  }
}
