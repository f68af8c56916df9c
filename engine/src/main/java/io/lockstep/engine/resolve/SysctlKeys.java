package io.lockstep.engine.resolve;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Span;
import java.util.List;

/** Names of kernel parameters, written as sysctl(8) takes them. */
final class SysctlKeys {
  private static final ImmutableList<String> ROOTS =
      ImmutableList.of("kernel", "net", "vm", "fs", "user", "dev", "debug");
  private static final String ROOT = "/proc/sys/";

  private SysctlKeys() {}

  /**
   * The file of a key. The separator that comes first decides: with dots first, a slash stands for
   * a dot within a name ({@code net.ipv4.conf.eth0/100.forwarding}); with slashes first, a dot is
   * just a dot.
   */
  static String path(String key, Span span) {
    if (key.isEmpty()) {
      throw Mistake.at(
          span, "bad-sysctl", "expected the name of a sysctl such as net.ipv4.ip_forward");
    }
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    char separator = slashes ? '/' : '.';
    List<String> parts = Splitter.on(separator).splitToList(key);
    String first = parts.get(0);
    if (key.startsWith(ROOT) || key.startsWith(ROOT.substring(1))) {
      String rest = key.substring(key.indexOf("sys/") + 4);
      throw Mistake.at(
          span,
          "bad-sysctl",
          "expected the name of a sysctl without /proc/sys; did you mean '" + rest + "'?");
    }
    if (!ROOTS.contains(first)) {
      String better =
          Suggestions.nearest(first, ROOTS)
              .map(root -> "; did you mean '" + root + key.substring(first.length()) + "'?")
              .orElse("");
      throw Mistake.at(
          span,
          "unknown-sysctl",
          "unknown sysctl '"
              + key
              + "': its first part must be one of "
              + String.join(", ", ROOTS)
              + better);
    }
    for (String part : parts) {
      boolean odd = part.isEmpty() || part.equals("..") || part.chars().anyMatch(SysctlKeys::odd);
      if (odd || parts.size() < 2) {
        throw Mistake.at(
            span,
            "bad-sysctl",
            "'" + key + "' is not the name of a sysctl, expected one such as net.ipv4.ip_forward");
      }
    }
    String path = slashes ? key : key.replace('/', '\0').replace('.', '/').replace('\0', '.');
    return ROOT + path;
  }

  private static boolean odd(int c) {
    return c <= ' ' || c == 0x7f;
  }
}
