package io.lockstep.engine.script;

import io.lockstep.engine.model.ScriptValue;
import java.net.InetAddress;

/** The fields of a structure that a program has built. */
final class Fields {
  private final ScriptValue.Struct struct;

  Fields(ScriptValue.Struct struct) {
    this.struct = struct;
  }

  boolean has(String name) {
    return struct.fields().containsKey(name);
  }

  ScriptValue get(String name) {
    ScriptValue value = struct.fields().get(name);
    if (value == null) {
      throw new ScriptException("a struct " + struct.type() + " needs '" + name + "'");
    }
    return value;
  }

  long number(String name, long otherwise) {
    return has(name) ? Evaluation.number(get(name), "'" + name + "'") : otherwise;
  }

  byte[] bytes(String name) {
    if (get(name) instanceof ScriptValue.Bytes bytes) {
      return bytes.bytes();
    }
    throw wrong(name, "a text");
  }

  InetAddress address(String name) {
    if (get(name) instanceof ScriptValue.Ip ip) {
      return ip.address();
    } else if (get(name) instanceof ScriptValue.Socket socket) {
      return socket.address();
    }
    throw wrong(name, "an address such as 10.0.0.1");
  }

  byte[] mac(String name) {
    if (get(name) instanceof ScriptValue.Mac mac) {
      byte[] bytes = new byte[6];
      for (int i = 0; i < 6; i++) {
        bytes[i] = (byte) (mac.bits() >> 40 - 8 * i);
      }
      return bytes;
    }
    throw wrong(name, "a MAC address such as 02:00:00:00:00:01");
  }

  private ScriptException wrong(String name, String expected) {
    return new ScriptException(
        "expected " + expected + " for '" + name + "' of a struct " + struct.type() + ", found "
            + Shown.found(get(name)));
  }
}
