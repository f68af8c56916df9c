package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Begins the first build of a tree with the object files of one that is much like it, so that only
 * what differs is compiled. Make goes by times; so every source file that an object file was made
 * from becomes a copy in the new tree: with its old time if its content is the same, and with the
 * present one if it is not.
 */
final class ObjectSeed {
  /** Below this share of equal files, compiling everything costs hardly more. */
  private static final double ALIKE = 0.7;
  private static final String TREE = "tree";
  private static final String OBJECTS = "objects";
  private static final String LIST = "tree.list";
  /** Among the object files: the configuration that was asked for. */
  static final String WISHES = "wishes.config";
  /** What a seed with another configuration is worth, and one that looks into other directories. */
  private static final double OTHER_CONFIG = 0.5;
  private static final double OTHER_SCOPE = 0.9;
  private static final Pattern ADDED = Pattern.compile(".*-[0-9a-f]{16}((?:-[0-9a-f]{8})?)");

  private final Path from;
  private final Path to;
  private final SourceTree source;
  private final SortedMap<String, byte[]> replaced;
  private final Set<String> removed;

  private ObjectSeed(
      Path from,
      Path to,
      SourceTree source,
      SortedMap<String, byte[]> replaced,
      Set<String> removed) {
    this.from = from;
    this.to = to;
    this.source = source;
    this.replaced = replaced;
    this.removed = removed;
  }

  /**
   * An earlier build, finished or not, perhaps still going on.
   *
   * @param kin whether it has the same configuration
   * @param worth about how many of its object files will do
   */
  private record Candidate(Path build, boolean kin, double worth) {}

  /**
   * Copies object files into a directory that has few or none, if there are some that are of use. If
   * they are still being made, waits; but only if there are none here. So nobody waits for
   * somebody who waits.
   *
   * @param wishes the configuration that is asked for
   * @param replaced files that stand in for those of the source
   * @param removed files of the source that are not to be there
   * @return the copies of source files that are in the new tree now, for the shadow tree
   */
  static Set<String> plant(
      Cache cache,
      Path to,
      String wishes,
      SourceTree source,
      SortedMap<String, byte[]> replaced,
      Set<String> removed,
      BuildProgress progress)
      throws IOException {
    Set<Path> tried = new HashSet<>(Set.of(to));
    Set<String> copies = new TreeSet<>();
    long own = objects(to);
    Optional<Candidate> best = best(cache, to, wishes, source, own, tried);
    while (copies.isEmpty() && best.isPresent()) {
      Path build = best.get().build();
      tried.add(build);
      CacheLock.Body body =
          () -> {
            // Whoever had the lock may have failed, or removed everything.
            if (worth(build, to, wishes, source).filter(now -> now.worth() > own).isPresent()) {
              progress.stage("starting from the object files of " + build.getFileName());
              copies.addAll(new ObjectSeed(build, to, source, replaced, removed).plant());
              progress.end();
            }
          };
      Path lock = build.resolve("lock");
      if (own == 0 && best.get().kin()) {
        Runnable wait =
            () -> progress.note("Waiting for the object files of " + build.getFileName() + ".");
        CacheLock.holding(lock, wait, body);
      } else {
        CacheLock.unlessHeld(lock, body);
      }
      best = best(cache, to, wishes, source, own, tried);
    }
    return copies;
  }

  private static Optional<Candidate> best(
      Cache cache, Path to, String wishes, SourceTree source, long own, Set<Path> tried)
      throws IOException {
    Candidate best = null;
    for (Path build : Cache.list(cache.builds())) {
      if (!tried.contains(build)) {
        Candidate one = worth(build, to, wishes, source).orElse(null);
        if (one != null && one.worth() > (best == null ? own : best.worth())) {
          best = one;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** What a build has to offer; nothing if its source is too different. */
  private static Optional<Candidate> worth(Path build, Path to, String wishes, SourceTree source)
      throws IOException {
    double alike = alike(build, source);
    if (alike <= ALIKE) {
      return Optional.empty();
    }
    Path asked = build.resolve(OBJECTS).resolve(WISHES);
    // Instruments without a configuration of their own add nothing but an empty line.
    boolean kin = Files.isRegularFile(asked) && Files.readString(asked).strip().equals(wishes.strip());
    double worth = alike * objects(build);
    worth *= kin ? 1 : OTHER_CONFIG;
    worth *= added(build).equals(added(to)) ? 1 : OTHER_SCOPE;
    return Optional.of(new Candidate(build, kin, worth));
  }

  private static String added(Path build) {
    Matcher matcher = ADDED.matcher(build.getFileName().toString());
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** The number of object files that were compiled to the end. */
  private static long objects(Path build) throws IOException {
    if (!Files.isDirectory(build.resolve(OBJECTS))) {
      return 0;
    }
    // While somebody compiles, files come and go.
    long[] count = {0};
    Files.walkFileTree(
        build.resolve(OBJECTS),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            count[0] += file.getFileName().toString().endsWith(".o.cmd") ? 1 : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return count[0];
  }

  /** The share of C files and headers of networking, kernel and library that have equal sizes. */
  private static double alike(Path build, SourceTree source) throws IOException {
    Map<String, String> sizes = new HashMap<>();
    for (String line : lines(build.resolve(LIST))) {
      int tab = line.indexOf('\t');
      String state = line.substring(0, tab);
      String name = line.substring(tab + 1);
      int space = state.indexOf(' ');
      // Of a copy there is no size in the list.
      String size =
          space < 0
              ? Long.toString(size(build.resolve(TREE).resolve(name)))
              : state.substring(space + 1);
      sizes.put(name, size);
    }
    int all = 0;
    int same = 0;
    for (String name : source.files()) {
      if (name.matches("(net|include/linux|kernel|lib)/.*\\.[ch]")) {
        all++;
        same += Long.toString(size(source.root().resolve(name))).equals(sizes.get(name)) ? 1 : 0;
      }
    }
    return all == 0 ? 0 : (double) same / all;
  }

  /** None while the tree is being made. */
  private static List<String> lines(Path list) throws IOException {
    try {
      return Files.readAllLines(list);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  private Set<String> plant() throws IOException {
    Path staged = Cache.stage(to.resolve(OBJECTS));
    try {
      Set<String> sources = new TreeSet<>();
      copyObjects(from.resolve(OBJECTS), staged, sources);
      Set<String> copies = new TreeSet<>();
      Cache.deleteTree(to.resolve(TREE));
      Files.deleteIfExists(to.resolve(LIST));
      for (String name : sources) {
        if (copySource(name)) {
          copies.add(name);
        }
      }
      Cache.deleteTree(to.resolve(OBJECTS));
      Files.move(staged, to.resolve(OBJECTS));
      return copies;
    } finally {
      Cache.deleteTree(staged);
    }
  }

  private boolean copySource(String name) throws IOException {
    byte[] now = now(name);
    if (now == null) {
      return false;
    }
    Path old = from.resolve(TREE).resolve(name);
    Path copy = to.resolve(TREE).resolve(name);
    Files.createDirectories(copy.getParent());
    Files.write(copy, now);
    boolean executable =
        Files.isExecutable(old) || Files.isExecutable(source.root().resolve(name));
    if (executable && !copy.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + copy + " executable");
    }
    if (Files.isRegularFile(old) && Arrays.equals(Files.readAllBytes(old), now)) {
      Files.setLastModifiedTime(copy, Files.getLastModifiedTime(old));
    }
    return true;
  }

  private byte[] now(String name) throws IOException {
    if (replaced.containsKey(name)) {
      return replaced.get(name);
    }
    Path file = source.root().resolve(name);
    boolean there =
        !removed.contains(name)
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !name.startsWith("arch/libos/");
    return there ? Files.readAllBytes(file) : null;
  }

  /** Copies with times, and puts the new directories in the place of the old ones. */
  private void copyObjects(Path old, Path staged, Set<String> sources) throws IOException {
    String oldTree = from.resolve(TREE).toString();
    // Seen from the object files, the tree is beside them; some builds call it so.
    Pattern used =
        Pattern.compile("(?:" + Pattern.quote(oldTree) + "|(?<![\\w.])\\.\\./tree)/([\\w/.,+-]+)");
    List<Path> directories = new ArrayList<>();
    Files.walkFileTree(
        old,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a)
              throws IOException {
            Path copy = staged.resolve(old.relativize(directory));
            Files.createDirectories(copy);
            directories.add(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = staged.resolve(old.relativize(file));
            if (attributes.isSymbolicLink()) {
              String target = Files.readSymbolicLink(file).toString();
              Files.createSymbolicLink(copy, Path.of(moved(target)));
            } else if (mayNamePaths(file)) {
              String text = Files.readString(file, StandardCharsets.ISO_8859_1);
              Matcher matcher = used.matcher(text);
              while (matcher.find()) {
                sources.add(Path.of(matcher.group(1)).normalize().toString());
              }
              Files.writeString(copy, moved(text), StandardCharsets.ISO_8859_1);
              keep(file, copy, attributes);
            } else {
              Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    for (Path directory : directories) {
      FileTime time = Files.getLastModifiedTime(directory);
      Files.setLastModifiedTime(staged.resolve(old.relativize(directory)), time);
    }
  }

  private static boolean mayNamePaths(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".cmd") || name.endsWith(".d") || name.equals("Makefile");
  }

  private static void keep(Path file, Path copy, BasicFileAttributes attributes)
      throws IOException {
    Files.setLastModifiedTime(copy, attributes.lastModifiedTime());
    if (Files.isExecutable(file) && !copy.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + copy + " executable");
    }
  }

  private String moved(String text) {
    return text.replace(from + "/", to + "/");
  }
}
