package io.lockstep.engine.model;

/**
 * How echo requests are sent, beyond how many of what size.
 *
 * @param pattern bytes that fill the payload, as hexadecimal digits; empty to count up from 0
 */
public record EchoSpec(SocketSpec sockets, String pattern) {
  /** As ping(8) without options. */
  public static final EchoSpec PLAIN = new EchoSpec(SocketSpec.PLAIN, "");
}
