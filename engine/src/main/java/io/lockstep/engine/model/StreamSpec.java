package io.lockstep.engine.model;

/**
 * How a stream is used, beyond how much it carries.
 *
 * @param parallel connections
 * @param pace null to send as fast as it goes
 * @param chunk bytes of each write, with a pace
 * @param durationNs how long it sends from its start, or -1
 * @param dialogue null unless it consists of requests and responses
 */
public record StreamSpec(
    Transport transport,
    SocketSpec sockets,
    int parallel,
    Heading heading,
    Pace pace,
    int chunk,
    long durationNs,
    Dialogue dialogue) {
  /** TCP, one connection, as fast as it goes. */
  public static final StreamSpec PLAIN =
      new StreamSpec(Transport.TCP, SocketSpec.PLAIN, 1, Heading.FORWARD, null, 0, -1, null);

  /**
   * Requests and responses.
   *
   * @param requests of each connection
   * @param request bytes
   * @param response bytes
   * @param think nanoseconds between a response and the next request
   */
  public record Dialogue(int requests, Law request, Law response, Law think) {}
}
