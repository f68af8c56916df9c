package io.lockstep.engine.script;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.syscall.Constant;
import io.lockstep.engine.syscall.Constants;
import io.lockstep.grammar.AddressText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values as reports show them. */
public final class Shown {
  private static final int LONGEST = 48;
  private static final int SHOWN_FIELDS = 6;

  private Shown() {}

  /** As a scenario would write it. */
  public static String value(ScriptValue value) {
    if (value instanceof ScriptValue.Number number) {
      return number.symbol().isEmpty() ? Long.toString(number.value()) : number.symbol();
    } else if (value instanceof ScriptValue.Time time) {
      return Quantity.time(time.ns());
    } else if (value instanceof ScriptValue.Truth truth) {
      return Boolean.toString(truth.holds());
    } else if (value instanceof ScriptValue.Bytes bytes) {
      return bytes(bytes.bytes());
    } else if (value instanceof ScriptValue.Ip ip) {
      return AddressText.of(ip.address());
    } else if (value instanceof ScriptValue.Mac mac) {
      return mac(mac.bits());
    } else if (value instanceof ScriptValue.Socket socket) {
      String host = AddressText.of(socket.address());
      return (host.indexOf(':') < 0 ? host : "[" + host + "]")
          + (socket.scope() == 0 ? "" : "%" + socket.scope())
          + ":" + socket.port();
    } else if (value instanceof ScriptValue.Struct struct) {
      return struct.fields().entrySet().stream()
          .limit(SHOWN_FIELDS)
          .map(field -> field.getKey() + "=" + value(field.getValue()))
          .collect(Collectors.joining(", ", "{", struct.fields().size() > SHOWN_FIELDS ? ", …}" : "}"));
    }
    return ((ScriptValue.Sequence) value)
        .items().stream().map(Shown::value).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Likewise, with a name of the constants among which another value stands. */
  static String value(ScriptValue value, ScriptValue beside) {
    if (value instanceof ScriptValue.Number number
        && number.symbol().isEmpty()
        && beside instanceof ScriptValue.Number other
        && !other.symbol().isEmpty()) {
      Optional<Constant> constant = Constants.find(other.symbol().split(" ")[0]);
      if (constant.isPresent() && constant.get().isFlag()) {
        return flags(number.value(), constant.get().family());
      } else if (constant.isPresent()) {
        return Constants.name(constant.get().family(), number.value())
            .map(name -> name + " (" + number.value() + ")")
            .orElse(Long.toString(number.value()));
      }
    }
    return value(value);
  }

  private static String flags(long value, String family) {
    List<String> names = new ArrayList<>();
    long left = value;
    for (Constant flag : Constants.all().values()) {
      if (flag.family().equals(family)
          && flag.value() != 0
          && (left & flag.value()) == flag.value()) {
        names.add(flag.name());
        left &= ~flag.value();
      }
    }
    if (left != 0 || names.isEmpty()) {
      names.add("0x" + Long.toHexString(left));
    }
    return String.join(" | ", names);
  }

  /** What a value is, with an article. */
  static String kind(ScriptValue value) {
    if (value instanceof ScriptValue.Number) {
      return "a number";
    } else if (value instanceof ScriptValue.Time) {
      return "a time";
    } else if (value instanceof ScriptValue.Truth) {
      return "a truth value";
    } else if (value instanceof ScriptValue.Bytes) {
      return "bytes";
    } else if (value instanceof ScriptValue.Ip) {
      return "an address";
    } else if (value instanceof ScriptValue.Mac) {
      return "a MAC address";
    } else if (value instanceof ScriptValue.Socket) {
      return "an address with a port";
    }
    return value instanceof ScriptValue.Struct struct ? "a struct " + struct.type() : "a list";
  }

  /** {@code a number (5)}. */
  public static String found(ScriptValue value) {
    return kind(value) + " (" + value(value) + ")";
  }

  private static String mac(long bits) {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(String.format("%02x", bits >> shift & 0xff)).append(shift > 0 ? ":" : "");
    }
    return text.toString();
  }

  private static String bytes(byte[] bytes) {
    int shown = Math.min(bytes.length, LONGEST);
    for (int i = 0; i < shown; i++) {
      boolean text = bytes[i] >= 32 && bytes[i] < 127 || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t';
      if (!text) {
        return hex(bytes, Math.min(bytes.length, 32));
      }
    }
    String text =
        new String(bytes, 0, shown, StandardCharsets.ISO_8859_1)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return "\"" + text + "\"" + (shown < bytes.length ? "… (" + bytes.length + " bytes)" : "");
  }

  private static String hex(byte[] bytes, int shown) {
    StringBuilder text = new StringBuilder("bytes(\"");
    for (int i = 0; i < shown; i++) {
      text.append(i > 0 && i % 4 == 0 ? " " : "").append(String.format("%02x", bytes[i]));
    }
    return text + "\")" + (shown < bytes.length ? "… (" + bytes.length + " bytes)" : "");
  }
}
