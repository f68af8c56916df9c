package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.InetAddress;
import java.util.Arrays;

/** A value in a program: of a constant, an argument or a result. */
public sealed interface ScriptValue {
  /**
   * A whole number.
   *
   * @param symbol the constant it was written as, or empty
   */
  record Number(long value, String symbol) implements ScriptValue {
    /** One that was computed or read. */
    public Number(long value) {
      this(value, "");
    }
  }

  /**
   * A span of time.
   *
   * @param unitNs what a plain number beside it counts: the unit of the kernel; 0 if it has none
   */
  record Time(long ns, long unitNs) implements ScriptValue {
    /** One that was written or computed. */
    public Time(long ns) {
      this(ns, 0);
    }
  }

  /** True or false. */
  record Truth(boolean holds) implements ScriptValue {}

  /** Data: of a text, or read from a socket. */
  record Bytes(byte[] bytes) implements ScriptValue {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /** An IPv4 or IPv6 address without a port. */
  record Ip(InetAddress address) implements ScriptValue {}

  /**
   * An Ethernet address.
   *
   * @param bits the 48 bits, first byte highest
   */
  record Mac(long bits) implements ScriptValue {}

  /**
   * The address of an Internet socket.
   *
   * @param scope index of the netdev of a link-local address, or 0
   */
  record Socket(InetAddress address, int port, long scope) implements ScriptValue {}

  /**
   * A structure.
   *
   * @param type as the kernel's headers have it, without {@code struct}
   */
  record Struct(String type, ImmutableMap<String, ScriptValue> fields) implements ScriptValue {}

  /** Several values in order. */
  record Sequence(ImmutableList<ScriptValue> items) implements ScriptValue {}
}
