package io.lockstep.libos;

import java.nio.file.Path;
import java.util.List;

/**
 * What the programs of a node find there.
 *
 * @param name the node's host name
 * @param shared paths of the host that they reach as they are
 * @param callCostNs virtual time of each system call
 */
public record NodeFiles(String name, List<Shared> shared, long callCostNs) {
  /** A path of the host. */
  public record Shared(Path path, boolean writable) {}
}
