package io.lockstep.engine.model;

import java.net.InetAddress;

/** An address with its prefix length. */
public record Prefix(InetAddress address, int length) {
  public boolean isIpv6() {
    return address.getAddress().length == 16;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
