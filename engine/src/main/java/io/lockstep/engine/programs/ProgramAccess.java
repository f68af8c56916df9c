package io.lockstep.engine.programs;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/**
 * What the programs of a scenario may do on this machine.
 *
 * @param allowed whether any may run
 * @param paths what they reach beside the read-only system
 */
public record ProgramAccess(boolean allowed, ImmutableList<AllowedPath> paths) {
  /** None may run. */
  public static final ProgramAccess NONE = new ProgramAccess(false, ImmutableList.of());

  /** A path of the host, with all below it. */
  public record AllowedPath(Path path, boolean writable) {}
}
