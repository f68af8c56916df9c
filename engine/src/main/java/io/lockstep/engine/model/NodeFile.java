package io.lockstep.engine.model;

/**
 * A file that the programs of a node see, and nobody else.
 *
 * @param path absolute, not of a file system that is the kernel's
 */
public record NodeFile(String path, FileContent content, Source source) {
  /** Whether a path is one of the kernel's own files: below {@code /proc} and {@code /sys}. */
  public static boolean isKernels(String path) {
    return path.startsWith("/proc/") || path.startsWith("/sys/");
  }
}
