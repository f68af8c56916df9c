package io.lockstep.engine.resolve;

import com.google.common.base.Joiner;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Names of cases, fit for directories. */
final class CaseNames {
  private static final int LONGEST = 180;

  private CaseNames() {}

  /** {@code cc=cubic,n=8}; empty without parameters. A long one is cut and ends in its hash. */
  static String of(Map<String, String> parameters) {
    String name = Joiner.on(',').withKeyValueSeparator('=').join(parameters);
    String safe = name.replaceAll("[^\\p{Alnum}._+=,%@:\\[\\]-]", "_");
    if (safe.length() <= LONGEST) {
      return safe;
    }
    String hash = Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
    return safe.substring(0, LONGEST - 17) + "~" + hash.substring(0, 16);
  }
}
