package io.lockstep.engine.json;

import io.lockstep.engine.model.Quantity;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes JSON (RFC 8259) with two spaces of indentation; keys come in the order of the calls. */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final Deque<Character> open = new ArrayDeque<>();
  private boolean first = true;
  private boolean afterKey;

  /** Begins an object. */
  public JsonWriter beginObject() {
    return begin('{', '}');
  }

  /** Ends the object. */
  public JsonWriter endObject() {
    return end();
  }

  /** Begins an array. */
  public JsonWriter beginArray() {
    return begin('[', ']');
  }

  /** Ends the array. */
  public JsonWriter endArray() {
    return end();
  }

  /** The key of the next value of the object. */
  public JsonWriter key(String key) {
    separate();
    quote(key);
    out.append(": ");
    afterKey = true;
    return this;
  }

  /** A string, or null. */
  public JsonWriter value(String value) {
    separate();
    if (value == null) {
      out.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /** A whole number. */
  public JsonWriter value(long value) {
    separate();
    out.append(value);
    return this;
  }

  /** The shortest number that means this double; null if it is not finite. */
  public JsonWriter value(double value) {
    separate();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      out.append("null");
    } else {
      out.append(value == 0 ? "0" : Quantity.decimal(value).stripTrailingZeros().toPlainString());
    }
    return this;
  }

  /** True or false. */
  public JsonWriter value(boolean value) {
    separate();
    out.append(value);
    return this;
  }

  /** An array of strings. */
  public JsonWriter strings(Iterable<String> values) {
    beginArray();
    values.forEach(this::value);
    return endArray();
  }

  /** The whole document, with a newline at its end. */
  @Override
  public String toString() {
    return out + "\n";
  }

  private JsonWriter begin(char opening, char closing) {
    separate();
    out.append(opening);
    open.push(closing);
    first = true;
    return this;
  }

  private JsonWriter end() {
    char closing = open.pop();
    if (!first) {
      newLine();
    }
    out.append(closing);
    first = false;
    return this;
  }

  private void separate() {
    if (afterKey) {
      afterKey = false;
    } else if (!open.isEmpty()) {
      if (!first) {
        out.append(',');
      }
      newLine();
    }
    first = false;
  }

  private void newLine() {
    out.append('\n').append("  ".repeat(open.size()));
  }

  private void quote(String text) {
    quote(text, out);
  }

  /** A string as JSON writes it. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    quote(text, out);
    return out.toString();
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
            out.append("\\u").append(Character.forDigit(c >>> 12, 16));
            out.append(Character.forDigit(c >>> 8 & 15, 16));
            out.append(Character.forDigit(c >>> 4 & 15, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
