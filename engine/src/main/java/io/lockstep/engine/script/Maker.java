package io.lockstep.engine.script;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScriptValue;
import java.nio.charset.StandardCharsets;

/** Builds structures and data. */
final class Maker {
  private Maker() {}

  static ScriptValue make(String function, ImmutableMap<String, ScriptValue> fields) {
    return function.equals("bytes")
        ? bytes(fields.get("hex"))
        : new ScriptValue.Struct(function, fields);
  }

  private static ScriptValue bytes(ScriptValue hex) {
    if (!(hex instanceof ScriptValue.Bytes text)) {
      throw new ScriptException("expected hexadecimal digits in quotes for bytes()");
    }
    String digits = new String(text.bytes(), StandardCharsets.ISO_8859_1).replaceAll("[\\s:]", "");
    if (!digits.matches("([0-9a-fA-F]{2})*")) {
      throw new ScriptException(
          "expected pairs of hexadecimal digits for bytes(), found \"" + digits + "\"");
    }
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    return new ScriptValue.Bytes(bytes);
  }
}
