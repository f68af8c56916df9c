package io.lockstep.engine.configure;

/** The two ways to write a sysctl's name. */
public final class SysctlName {
  private static final String PREFIX = "/proc/sys/";

  private SysctlName() {}

  /**
   * The file below {@code /proc/sys}.
   *
   * @param key {@code net.ipv4.ip_forward}, {@code net/ipv4/ip_forward} or the path itself
   */
  public static String path(String key) {
    if (key.startsWith("/")) {
      return key;
    }
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    boolean dotted = dot >= 0 && (slash < 0 || dot < slash);
    if (!dotted) {
      return PREFIX + key;
    }
    // As sysctl(8): in dotted names a slash stands for a dot (a VLAN such as eth0/100).
    StringBuilder path = new StringBuilder(PREFIX);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }

  /** {@code sysctl net.ipv4.ip_forward}, or {@code file PATH} if it is no sysctl. */
  public static String describe(String path) {
    return path.startsWith(PREFIX)
        ? "sysctl " + key(path)
        : "file " + path;
  }

  /** The dotted name of a file below {@code /proc/sys}. */
  static String key(String path) {
    StringBuilder key = new StringBuilder();
    for (int i = PREFIX.length(); i < path.length(); i++) {
      char c = path.charAt(i);
      key.append(c == '/' ? '.' : c == '.' ? '/' : c);
    }
    return key.toString();
  }
}
