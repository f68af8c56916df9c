package io.lockstep.engine.describe;

import io.lockstep.engine.model.Setting;

/** Sysctls and files in words. */
public final class SettingWords {
  private static final String SYSCTLS = "/proc/sys/";

  private SettingWords() {}

  /** {@code net.ipv4.ip_forward = 1}, {@code /proc/sysrq-trigger = c}. */
  public static String of(Setting setting) {
    return name(setting) + " = " + setting.value();
  }

  /** As sysctl(8) names it, or the path of a file that is no sysctl. */
  public static String name(Setting setting) {
    if (!setting.path().startsWith(SYSCTLS)) {
      return setting.path();
    }
    String path = setting.path().substring(SYSCTLS.length());
    return path.contains(".") ? path : path.replace('/', '.');
  }
}
