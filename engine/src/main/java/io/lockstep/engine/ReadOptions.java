package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How to read a scenario.
 *
 * @param seed replaces the scenario's
 * @param parameters the value, as text, that a parameter is to have instead of all of its values
 * @param searchPath directories in which included files are looked for, after the directory of the
 *     file that includes them
 */
public record ReadOptions(
    OptionalLong seed, ImmutableMap<String, String> parameters, ImmutableList<Path> searchPath) {
  /** Everything as the scenario says. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(OptionalLong.empty(), ImmutableMap.of(), ImmutableList.of());

  /** The same with another seed. */
  public ReadOptions withSeed(OptionalLong value) {
    return new ReadOptions(value, parameters, searchPath);
  }
}
