package io.lockstep.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian packages that an example needs: the line {@code # packages: frr iproute2} says which. */
final class Packages {
  private static final String LINE = "# packages: ";

  private Packages() {}

  /** Those that this machine lacks. */
  static List<String> missing(Path scenario) throws IOException {
    List<String> needed = new ArrayList<>();
    for (String line : Files.readAllLines(scenario)) {
      if (line.startsWith(LINE)) {
        needed.addAll(List.of(line.substring(LINE.length()).split(" ")));
      }
    }
    return missing(needed);
  }

  static List<String> missing(List<String> names) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (!installed(name)) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static boolean installed(String name) throws IOException {
    Process query =
        new ProcessBuilder("dpkg-query", "-W", "-f", "${Status}", name)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(query.getInputStream().readAllBytes()).endsWith(" installed");
  }
}
