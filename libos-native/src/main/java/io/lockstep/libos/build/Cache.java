package io.lockstep.libos.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory outside the tree where all that can be made again is kept:
 *
 * <pre>
 * images/KEY/     finished kernel builds, by content: vmlinux, System.map, config, manifest
 * names/NAME      which image a user's name means
 * names/.NAME     what the user built it from
 * builds/ID/      shadow tree and object files, kept for the next incremental build
 * trees/KEY/      unpacked tarballs
 * extracted/KEY/  images taken out of the jar
 * bisections/ID/  private checkouts that bisections switch from commit to commit
 * </pre>
 *
 * <p>Whatever has its final name is whole: it was made under another name and then renamed.
 */
public record Cache(Path root) {
  private static final String USERS = "users";
  /** A directory of object files: a name, the source, and what the user added to our config. */
  private static final Pattern NAMED = Pattern.compile("(.+?)-[0-9a-f]{16}(?:-[0-9a-f]{8})?");

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

  /** Private checkouts that bisections switch from commit to commit. */
  public Path bisections() {
    return root.resolve("bisections");
  }

  Path hashes() {
    return root.resolve("hashes");
  }

  /**
   * Where object files of this source and configuration are kept: one directory for all names,
   * since what differs between them is at most a patch, and kbuild compiles just that.
   *
   * @param name of the kernel that is to be built; a new directory is called after it
   * @param what of source and configuration, in hexadecimal digits and hyphens
   */
  Path objects(String name, String what) throws IOException {
    for (Path build : list(builds())) {
      if (build.getFileName().toString().endsWith("-" + what)
          && NAMED.matcher(build.getFileName().toString()).matches()) {
        return build;
      }
    }
    return builds().resolve(name + "-" + what);
  }

  /**
   * Makes a directory of object files, which nobody uses yet. A build that does not come to its end
   * leaves nothing in the list of users; while it goes on, its lock keeps the directory.
   */
  static void createBuild(Path build) throws IOException {
    if (!Files.isDirectory(build)) {
      Files.createDirectories(build);
      writeWhole(build.resolve(USERS), new byte[0]);
    }
  }

  /** Notes that a kernel was built in a directory, so that it is kept as long as the kernel. */
  static void use(Path build, String name) throws IOException {
    Set<String> users = users(build);
    if (users.add(name)) {
      write(build, users);
    }
  }

  private static void write(Path build, Set<String> users) throws IOException {
    String text = users.isEmpty() ? "" : String.join("\n", users) + "\n";
    writeWhole(build.resolve(USERS), text.getBytes(UTF_8));
  }

  private static Set<String> users(Path build) throws IOException {
    Path file = build.resolve(USERS);
    if (Files.exists(file)) {
      return new TreeSet<>(Files.readAllLines(file));
    }
    Matcher named = NAMED.matcher(build.getFileName().toString());
    return named.matches() ? new TreeSet<>(Set.of(named.group(1))) : new TreeSet<>();
  }

  /**
   * Drops the object files that no other kernel than this one was built with, unless another one is
   * being built with them.
   */
  public void forgetBuilds(String name) throws IOException {
    for (Path build : list(builds())) {
      if (unuse(build, name) && users(build).isEmpty()) {
        CacheLock.unlessHeld(build.resolve("lock"), () -> deleteTree(build));
      }
    }
  }

  /** Notes that a kernel is no more; its object files stay until nobody has used them for a while. */
  public void unuse(String name) throws IOException {
    for (Path build : list(builds())) {
      unuse(build, name);
    }
  }

  private static boolean unuse(Path build, String name) throws IOException {
    Set<String> users = users(build);
    boolean used = users.remove(name);
    if (used) {
      write(build, users);
    }
    return used;
  }

  /** What is in a directory, sorted; nothing if there is no such directory. */
  static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(directory)) {
      return list.sorted().toList();
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
