package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/**
 * A kernel that the cases of a suite run on.
 *
 * @param name of it
 * @param source what to build it from, as for {@code kernel build --source}; empty if it is there
 * @param patches to apply
 * @param fragments of configuration to add
 */
public record KernelWish(
    String name, String source, ImmutableList<Path> patches, ImmutableList<Path> fragments) {

  /** {@code NAME} or {@code NAME=SOURCE}. */
  public static KernelWish parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new KernelWish(text, "", ImmutableList.of(), ImmutableList.of())
        : new KernelWish(
            text.substring(0, equals), text.substring(equals + 1), ImmutableList.of(),
            ImmutableList.of());
  }

}
