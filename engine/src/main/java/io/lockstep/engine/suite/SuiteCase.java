package io.lockstep.engine.suite;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.describe.ScenarioNames;
import java.nio.file.Path;

/**
 * One case of a suite: a scenario with parameters, a kernel and a seed.
 *
 * @param scenario how reports call the scenario: its path, as short as it is clear
 * @param file the scenario
 * @param name of the scenario's case, such as {@code cc=bbr}; empty if it has no parameters
 * @param parameters values that the suite fixes
 * @param kernel of nodes that name none, or empty for the default
 * @param seed instead of the scenario's, or -1
 * @param exit the exit code that is expected, see {@link io.lockstep.engine.ExitCode}
 * @param limitSeconds of wall time
 * @param capture whether to record frames
 */
public record SuiteCase(
    String scenario,
    Path file,
    String name,
    ImmutableMap<String, String> parameters,
    String kernel,
    long seed,
    int exit,
    long limitSeconds,
    boolean capture) {
  private static final CharMatcher SAFE =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("._-=,+"));

  /** Scenario, case, kernel and seed, as reports name it; different for all cases of a suite. */
  public String id() {
    return group() + (seed < 0 ? "" : " seed=" + seed);
  }

  /** What is left when the seed is not looked at. */
  public String group() {
    return scenario + (name.isEmpty() ? "" : " " + name)
        + (kernel.isEmpty() ? "" : " kernel=" + kernel);
  }

  /** Where its results go, below the directory of the suite. */
  public String directory() {
    StringBuilder path = new StringBuilder("cases");
    for (String part : ScenarioNames.stem(scenario).split("/")) {
      if (!part.isEmpty() && !part.equals(".")) {
        path.append('/').append(part.equals("..") ? "up" : safe(part));
      }
    }
    path.append(name.isEmpty() ? "" : "/" + safe(name));
    path.append(kernel.isEmpty() ? "" : "/kernel-" + safe(kernel));
    return path.append(seed < 0 ? "" : "/seed-" + seed).toString();
  }

  private static String safe(String name) {
    String text = SAFE.negate().trimAndCollapseFrom(name, '-');
    return text.isEmpty() || text.startsWith(".") ? "_" + text : text;
  }

  /** The same with another seed. */
  SuiteCase withSeed(long other) {
    return new SuiteCase(
        scenario, file, name, parameters, kernel, other, exit, limitSeconds, capture);
  }
}
