package io.lockstep.engine.programs;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the programs of a scenario may do on this machine.
 *
 * @param allowed whether any may run
 * @param paths what they reach beside the read-only system
 * @param layers by node, the directory for what its programs write; empty for temporary ones
 * @param visitor somebody who wants a shell in a node
 */
public record ProgramAccess(
    boolean allowed,
    ImmutableList<AllowedPath> paths,
    ImmutableList<Path> layers,
    Optional<Visitor> visitor) {
  /** None may run. */
  public static final ProgramAccess NONE = new ProgramAccess(false, ImmutableList.of());

  /** A path of the host, with all below it. */
  public record AllowedPath(Path path, boolean writable) {}

  /** With temporary directories for what programs write. */
  public ProgramAccess(boolean allowed, ImmutableList<AllowedPath> paths) {
    this(allowed, paths, ImmutableList.of(), Optional.empty());
  }

  /** The same with other directories for what programs write. */
  public ProgramAccess withLayers(ImmutableList<Path> directories) {
    return new ProgramAccess(allowed, paths, directories, visitor);
  }

  /** The same with a visitor. */
  public ProgramAccess withVisitor(Visitor who) {
    return new ProgramAccess(allowed, paths, layers, Optional.of(who));
  }
}
