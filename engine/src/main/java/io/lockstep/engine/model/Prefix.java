package io.lockstep.engine.model;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address with its prefix length.
 *
 * @param address IPv4 or IPv6; host bits may be set
 * @param length 0 to 32, or to 128
 */
public record Prefix(InetAddress address, int length) {
  /** Refuses lengths that the address family does not have. */
  public Prefix {
    int bits = address.getAddress().length * 8;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException("prefix length " + length + " not within 0.." + bits);
    }
  }

  public boolean isIpv6() {
    return address.getAddress().length == 16;
  }

  /** Whether it holds one address only. */
  public boolean isHost() {
    return length == 8 * address.getAddress().length;
  }

  /** The same network with all host bits zero. */
  public Prefix network() {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.max(0, Math.min(8, length - 8 * i));
      bytes[i] &= (byte) (0xff00 >> kept);
    }
    try {
      return new Prefix(InetAddress.getByAddress(bytes), length);
    } catch (UnknownHostException e) {
      throw new AssertionError("only thrown for odd lengths", e);
    }
  }

  /** Whether an address of the same family lies within this network. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int i = 0; 8 * i < length; i++) {
      int mask = 0xff00 >> Math.min(8, length - 8 * i) & 0xff;
      if (((mine[i] ^ theirs[i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether any address lies in both. */
  public boolean overlaps(Prefix other) {
    return length <= other.length ? contains(other.address) : other.contains(address);
  }

  /** The network's first address as an unsigned number. */
  public BigInteger first() {
    return new BigInteger(1, network().address().getAddress());
  }

  @Override
  public String toString() {
    return InetAddresses.toAddrString(address) + "/" + length;
  }
}
