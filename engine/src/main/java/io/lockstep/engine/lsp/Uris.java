package io.lockstep.engine.lsp;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Names of files: an absolute path for what is on disk, the URI itself for all else. */
final class Uris {
  private Uris() {}

  static String name(String uri) {
    try {
      URI parsed = URI.create(uri);
      if ("file".equals(parsed.getScheme())) {
        return normal(Path.of(parsed.getPath()));
      }
    } catch (IllegalArgumentException e) {
      // No path; then the URI is its own name.
    }
    return uri;
  }

  static String normal(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  static String uri(String name) {
    return path(name).map(path -> path.toUri().toString()).orElse(name);
  }

  /** Empty for what is not on disk. */
  static Optional<Path> path(String name) {
    try {
      return name.startsWith("/") ? Optional.of(Path.of(name)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
