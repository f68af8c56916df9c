package io.lockstep.grammar;

import java.nio.file.Path;
import java.util.Optional;

/** Lets something else than the disk say what is in a file: the buffers of an editor, a test. */
@FunctionalInterface
public interface SourceReader {
  /** Nothing but the disk. */
  SourceReader DISK = path -> Optional.empty();

  /**
   * The text that counts as a file's content; such a file need not exist.
   *
   * @param path as it was named, not normalised
   * @return empty to look at the disk
   */
  Optional<String> text(Path path);
}
