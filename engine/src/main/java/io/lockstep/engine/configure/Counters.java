package io.lockstep.engine.configure;

import java.util.OptionalLong;

/** The protocol counters of a kernel under the names that {@code nstat} gives them. */
public final class Counters {
  private final KernelFiles files;

  /** Counters of the kernel whose files these are. */
  public Counters(KernelFiles files) {
    this.files = files;
  }

  /** Reads a counter; empty if there is none of that name. */
  public OptionalLong read(String name) {
    OptionalLong value = inTable(files.read("/proc/net/snmp"), name);
    if (value.isEmpty()) {
      value = inTable(files.read("/proc/net/netstat"), name);
    }
    if (value.isEmpty()) {
      value = inList(files.read("/proc/net/snmp6"), name);
    }
    return value;
  }

  /** Pairs of lines: {@code Tcp: InSegs OutSegs}, then {@code Tcp: 10 12}. */
  static OptionalLong inTable(String text, String name) {
    if (text == null) {
      return OptionalLong.empty();
    }
    String[] lines = text.split("\n");
    for (int i = 0; i + 1 < lines.length; i += 2) {
      int colon = lines[i].indexOf(':');
      if (colon < 0 || !name.startsWith(lines[i].substring(0, colon))) {
        continue;
      }
      String field = name.substring(colon);
      String[] names = lines[i].substring(colon + 1).trim().split(" +");
      String[] values = lines[i + 1].substring(colon + 1).trim().split(" +");
      for (int k = 0; k < Math.min(names.length, values.length); k++) {
        if (names[k].equals(field)) {
          return OptionalLong.of(Long.parseLong(values[k]));
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Lines of a name and a value. */
  static OptionalLong inList(String text, String name) {
    if (text == null) {
      return OptionalLong.empty();
    }
    for (String line : text.split("\n")) {
      String[] words = line.trim().split("\\s+");
      if (words.length == 2 && words[0].equals(name)) {
        return OptionalLong.of(Long.parseLong(words[1]));
      }
    }
    return OptionalLong.empty();
  }
}
