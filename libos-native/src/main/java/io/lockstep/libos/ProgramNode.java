package io.lockstep.libos;

import java.nio.file.Path;
import java.util.List;

/**
 * What surrounds the programs of a node.
 *
 * @param number chosen by the caller; names it in {@link Programs}
 * @param layer an existing directory for what they write, or null to keep nothing
 * @param paths of the host that they may reach, at the same place
 * @param callCost virtual CPU time of a system call, ns
 */
public record ProgramNode(
    int number, String hostName, Path layer, List<HostPath> paths, long callCost) {
  /** A path of the host. */
  public record HostPath(Path path, boolean writable) {}

  public ProgramNode {
    paths = List.copyOf(paths);
  }
}
