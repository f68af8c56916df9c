package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Span;
import java.net.InetAddress;

/**
 * Who talks to whom.
 *
 * @param from the node that begins
 * @param to the other node; the sender itself where no node has the address
 * @param address null for frames, which go from netdev to netdev
 * @param sourcePort 0 if none is given
 * @param fromNetdev as written, or empty
 * @param toNetdev likewise
 * @param span of the target
 */
record Peers(
    int from,
    int to,
    InetAddress address,
    int sourcePort,
    String fromNetdev,
    String toNetdev,
    Span span) {
  boolean isIpv6() {
    return address != null && address.getAddress().length == 16;
  }

  boolean isGroup() {
    return address != null && address.isMulticastAddress();
  }
}
