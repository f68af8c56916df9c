package io.lockstep.libos;

import java.util.List;

/** There is no kernel build of that name, neither in the cache nor inside the jar. */
public final class UnknownKernelException extends LibosException {
  private final String name;
  private final List<String> known;

  public UnknownKernelException(String name, List<String> known) {
    super(message(name, known));
    this.name = name;
    this.known = List.copyOf(known);
  }

  public String name() {
    return name;
  }

  /** The names of all builds that are at hand, so that the caller can suggest one. */
  public List<String> known() {
    return known;
  }

  private static String message(String name, List<String> known) {
    String build = "Build one with: lockstep kernel build --source debian:6.12 --name " + name;
    if (known.isEmpty()) {
      return "There is no kernel \"" + name + "\", and no other one either. " + build;
    }
    return "There is no kernel \"" + name + "\"; known: " + String.join(", ", known) + ". " + build;
  }
}
