package io.lockstep.engine.programs;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/**
 * What the programs of a scenario may do on this machine.
 *
 * @param allowed whether any may run
 * @param paths what they reach beside the read-only system
 * @param layers by node, the directory for what its programs write; empty for temporary ones
 */
public record ProgramAccess(
    boolean allowed, ImmutableList<AllowedPath> paths, ImmutableList<Path> layers) {
  /** None may run. */
  public static final ProgramAccess NONE = new ProgramAccess(false, ImmutableList.of());

  /** A path of the host, with all below it. */
  public record AllowedPath(Path path, boolean writable) {}

  /** With temporary directories for what programs write. */
  public ProgramAccess(boolean allowed, ImmutableList<AllowedPath> paths) {
    this(allowed, paths, ImmutableList.of());
  }

  /** The same with other directories for what programs write. */
  public ProgramAccess withLayers(ImmutableList<Path> directories) {
    return new ProgramAccess(allowed, paths, directories);
  }
}
