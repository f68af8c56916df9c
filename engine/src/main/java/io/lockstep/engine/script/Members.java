package io.lockstep.engine.script;

import io.lockstep.engine.model.ScriptValue;

/** What can be asked of values behind a dot. */
final class Members {
  private Members() {}

  static ScriptValue of(ScriptValue value, String name) {
    if (value instanceof ScriptValue.Struct struct) {
      ScriptValue field = struct.fields().get(name);
      if (field == null && struct.type().equals("tcp_info") && name.startsWith("tcpi_")) {
        field = struct.fields().get(name.substring(5));
      }
      if (field != null) {
        return field;
      }
      throw new ScriptException(
          "struct " + struct.type() + " has no '" + name + "' here; it has "
              + String.join(", ", struct.fields().keySet()));
    } else if (value instanceof ScriptValue.Bytes bytes && name.equals("len")) {
      return new ScriptValue.Number(bytes.bytes().length);
    } else if (value instanceof ScriptValue.Sequence list && name.equals("len")) {
      return new ScriptValue.Number(list.items().size());
    } else if (value instanceof ScriptValue.Socket socket) {
      switch (name) {
        case "port" -> {
          return new ScriptValue.Number(socket.port());
        }
        case "address" -> {
          return new ScriptValue.Ip(socket.address());
        }
        case "scope" -> {
          return new ScriptValue.Number(socket.scope());
        }
        default -> {}
      }
    }
    throw new ScriptException(Shown.found(value) + " has no '" + name + "'");
  }
}
