package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reading kernel configurations, and telling which wishes were not granted. */
final class KernelConfig {
  private static final Pattern SET = Pattern.compile("^CONFIG_(\\w+)=(.*)$");
  private static final Pattern UNSET = Pattern.compile("^# CONFIG_(\\w+) is not set$");
  private static final Pattern SYMBOL = Pattern.compile("^\\s*(?:menu)?config\\s+(\\w+)");

  private KernelConfig() {}

  /**
   * A wish that Kconfig did not grant.
   *
   * @param wanted value in the fragments
   * @param got value in the result
   * @param known whether this kernel version has such a symbol at all
   */
  record Miss(String symbol, String wanted, String got, boolean known) {
    @Override
    public String toString() {
      return known
          ? "CONFIG_%s: wanted %s, got %s (something it depends on is not set)"
              .formatted(symbol, wanted, got)
          : "CONFIG_%s: this kernel has no such option".formatted(symbol);
    }
  }

  /** Values by symbol without CONFIG_; later lines win, as in Kconfig; "n" is a value. */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.split("\r?\n")) {
      Matcher set = SET.matcher(line.strip());
      Matcher unset = UNSET.matcher(line.strip());
      if (set.matches()) {
        values.put(set.group(1), set.group(2).strip());
      } else if (unset.matches()) {
        values.put(unset.group(1), "n");
      }
    }
    return values;
  }

  /** Compares wishes with a result; {@code symbols} are those that the tree defines. */
  static List<Miss> misses(String wishes, String result, Set<String> symbols) {
    Map<String, String> values = parse(result);
    List<Miss> misses = new ArrayList<>();
    parse(wishes)
        .forEach(
            (symbol, wanted) -> {
              String got = values.getOrDefault(symbol, "n");
              // Without module support, Kconfig turns "m" into "y".
              boolean granted = got.equals(wanted) || (wanted.equals("m") && got.equals("y"));
              if (!granted) {
                misses.add(new Miss(symbol, wanted, got, symbols.contains(symbol)));
              }
            });
    return misses;
  }

  /** All symbols that a Kconfig file defines. */
  static Set<String> symbols(String text) {
    Set<String> symbols = new HashSet<>();
    text.lines()
        .map(SYMBOL::matcher)
        .filter(Matcher::find)
        .forEach(matcher -> symbols.add(matcher.group(1)));
    return symbols;
  }

  /** All symbols that the Kconfig files of a tree define. */
  static Set<String> symbols(Path tree, List<String> files) throws IOException {
    Set<String> symbols = new HashSet<>();
    for (String name : files) {
      Path file = tree.resolve(name);
      boolean ours = !name.startsWith("arch/") || name.startsWith("arch/libos/");
      if (ours && Path.of(name).getFileName().toString().startsWith("Kconfig")
          && Files.isRegularFile(file)) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
          lines.map(SYMBOL::matcher).filter(Matcher::find).forEach(m -> symbols.add(m.group(1)));
        }
      }
    }
    return symbols;
  }
}
