package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory outside the tree where all that can be made again is kept:
 *
 * <pre>
 * images/KEY/     finished kernel builds, by content: vmlinux, System.map, config, manifest
 * names/NAME      which image a user's name means
 * builds/ID/      shadow tree and object files, kept for the next incremental build
 * trees/KEY/      unpacked tarballs
 * extracted/KEY/  images taken out of the jar
 * </pre>
 *
 * <p>Whatever has its final name is whole: it was made under another name and then renamed.
 */
public record Cache(Path root) {

  /** {@code $LOCKSTEP_CACHE}, else {@code $XDG_CACHE_HOME/lockstep}, else ~/.cache/lockstep. */
  public static Cache standard() {
    return of(System.getenv(), System.getProperty("user.home"));
  }

  static Cache of(Map<String, String> environment, String home) {
    String own = environment.getOrDefault("LOCKSTEP_CACHE", "");
    if (!own.isEmpty()) {
      return new Cache(Path.of(own).toAbsolutePath());
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG base directory specification says that relative paths are to be ignored.
    Path base = Path.of(xdg).isAbsolute() ? Path.of(xdg) : Path.of(home, ".cache");
    return new Cache(base.resolve("lockstep").toAbsolutePath());
  }

  public Path images() {
    return root.resolve("images");
  }

  public Path names() {
    return root.resolve("names");
  }

  public Path extracted() {
    return root.resolve("extracted");
  }

  Path builds() {
    return root.resolve("builds");
  }

  Path trees() {
    return root.resolve("trees");
  }

  Path hashes() {
    return root.resolve("hashes");
  }

  /** Drops the object files that were kept for incremental builds of this name. */
  public void forgetBuilds(String name) throws IOException {
    Pattern directory = Pattern.compile(Pattern.quote(name) + "-[0-9a-f]{16}");
    if (!Files.isDirectory(builds())) {
      return;
    }
    List<Path> all;
    try (Stream<Path> list = Files.list(builds())) {
      all = list.toList();
    }
    for (Path build : all) {
      if (directory.matcher(build.getFileName().toString()).matches()) {
        deleteTree(build);
      }
    }
  }

  /** A new empty directory beside {@code target}, to be filled and then {@link #publish}ed. */
  public static Path stage(Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    return Files.createTempDirectory(parent, ".tmp-");
  }

  /**
   * Gives a finished directory its name. When another process was faster, its directory stays and
   * ours is thrown away: both have the same content, because names are made from content.
   */
  public static void publish(Path staged, Path target) throws IOException {
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      boolean existed = Files.isDirectory(target);
      deleteTree(staged);
      if (!existed) {
        throw e;
      }
    }
  }

  /** Replaces a small file as a whole, never leaving half of it. */
  public static void writeWhole(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path staged = Files.createTempFile(file.toAbsolutePath().getParent(), ".tmp-", "");
    try {
      Files.write(staged, content);
      Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** Deletes a directory with all that is in it; symbolic links are not followed. */
  public static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
