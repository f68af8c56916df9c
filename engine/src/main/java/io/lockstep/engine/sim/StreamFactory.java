package io.lockstep.engine.sim;

/**
 * Makes the random streams of one direction of a link or of a LAN's port. They depend on the
 * scenario's seed, on what the direction is called and on what they are for, and on nothing else.
 *
 * @param seed of the scenario
 * @param purpose {@code "link"} or {@code "lan"}
 * @param name of the link; of a LAN with the member's node and netdev
 * @param direction 0 or 1
 */
record StreamFactory(long seed, String purpose, String name, int direction) {
  /** The stream of random loss. */
  RandomStream loss() {
    return new RandomStream(RandomStream.derive(seed, purpose, name, direction));
  }

  /** The stream of another impairment. */
  RandomStream of(String impairment) {
    return new RandomStream(
        RandomStream.derive(seed, purpose + " " + impairment, name, direction));
  }
}
