package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Tables beside the classes: a line each, {@code #} for comments, a tab behind the key. */
final class Resources {
  private Resources() {}

  static ImmutableList<String> lines(String file) {
    URL url = com.google.common.io.Resources.getResource(Resources.class, file);
    try {
      return com.google.common.io.Resources.readLines(url, StandardCharsets.UTF_8).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImmutableMap<String, String> table(String file) {
    return lines(file).stream()
        .map(line -> line.split("\t", 2))
        .collect(ImmutableMap.toImmutableMap(parts -> parts[0], parts -> parts[1]));
  }
}
