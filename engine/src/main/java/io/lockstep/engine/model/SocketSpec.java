package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import java.net.InetAddress;

/**
 * What is done to an activity's sockets before they are used.
 *
 * @param client options of the sockets that begin, in order
 * @param server options of those that wait, in order
 * @param source the address that the client binds to, or null
 * @param sourcePort likewise, or 0; each further connection takes the next one
 */
public record SocketSpec(
    ImmutableList<SocketSetting> client,
    ImmutableList<SocketSetting> server,
    InetAddress source,
    int sourcePort) {
  /** Nothing. */
  public static final SocketSpec PLAIN =
      new SocketSpec(ImmutableList.of(), ImmutableList.of(), null, 0);
}
