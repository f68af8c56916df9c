package io.lockstep.libos.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * An unpacked kernel tree, its list of source files and a hash of their content. Nothing here
 * writes to the tree; even git is told not to refresh its index.
 *
 * @param root the top directory
 * @param key hash of the content
 * @param identity stays the same while the content changes, so that builds can be incremental
 * @param files source files relative to the root, sorted; no generated ones where git knows them
 * @param describe what {@code git describe} calls it, or empty
 */
record SourceTree(Path root, String key, String identity, List<String> files, String describe) {

  SourceTree(Path root, String key, String identity, List<String> files) {
    this(root, key, identity, files, "");
  }

  /** Looks at a developer's tree. */
  static SourceTree ofDirectory(Path directory) throws IOException {
    requireKernel(directory, directory.toString());
    Path root = directory.toRealPath();
    String identity = new ContentHash().add(root.toString()).hex();
    if (isGitTop(root)) {
      return ofGit(root, identity);
    }
    requireClean(root);
    List<String> files = new ArrayList<>();
    ContentHash hash = new ContentHash();
    walk(root, files, hash);
    return new SourceTree(root, hash.hex(), identity, Collections.unmodifiableList(files));
  }

  /** Looks at a tarball that was unpacked into the cache, where nobody changes it. */
  static SourceTree ofUnpacked(Path root, String tarballHash) throws IOException {
    requireKernel(root, "The tarball");
    List<String> files = new ArrayList<>();
    walk(root, files, new ContentHash());
    return new SourceTree(root, tarballHash, tarballHash, Collections.unmodifiableList(files));
  }

  private static void requireKernel(Path root, String name) {
    for (String sign : List.of("Makefile", "Kconfig", "net/ipv4/tcp.c")) {
      if (!Files.isRegularFile(root.resolve(sign))) {
        throw KernelBuildException.badRequest(
            name + " holds no Linux kernel source: there is no " + sign + " in it.");
      }
    }
  }

  private static void requireClean(Path root) {
    for (String sign : List.of("include/config", "include/generated")) {
      if (Files.exists(root.resolve(sign))) {
        throw KernelBuildException.badRequest(
            root + " was built in place (it has " + sign + "), and without git the generated files"
                + " cannot be told from the source. Run \"make mrproper\" there, or give a git"
                + " checkout or a clean copy.");
      }
    }
  }

  private static boolean isGitTop(Path root) throws IOException {
    if (!Command.exists("git") || !Files.exists(root.resolve(".git"))) {
      return false;
    }
    Command.Result top = git(root, "rev-parse", "--show-toplevel");
    return top.ok() && Path.of(top.text().strip()).toRealPath().equals(root);
  }

  private static SourceTree ofGit(Path root, String identity) throws IOException {
    TreeSet<String> files = new TreeSet<>(names(need(root, "ls-files", "-z", "--cached")));
    List<String> untracked =
        names(need(root, "ls-files", "-z", "--others", "--exclude-standard"));
    ContentHash hash = new ContentHash();
    hash.add(need(root, "rev-parse", "HEAD^{tree}"));
    byte[] changes = need(root, "diff", "HEAD", "--binary", "--no-ext-diff", "--no-textconv");
    hash.add(changes);
    for (String name : new TreeSet<>(untracked)) {
      Path file = root.resolve(name);
      if (Files.isRegularFile(file)) {
        hash.add(name).addFile(file);
      }
    }
    files.addAll(untracked);
    files.removeIf(name -> !Files.exists(root.resolve(name)));
    boolean dirty = changes.length > 0 || !untracked.isEmpty();
    return new SourceTree(
        root, hash.hex(), identity, List.copyOf(files), describe(root) + (dirty ? "-dirty" : ""));
  }

  private static String describe(Path root) throws IOException {
    Command.Result result = git(root, "describe", "--always", "--abbrev=12");
    return result.ok() ? result.text().strip() : "unknown";
  }

  private static byte[] need(Path root, String... arguments) throws IOException {
    Command.Result result = git(root, arguments);
    if (!result.ok()) {
      throw new IOException("\"git " + String.join(" ", arguments) + "\" failed in " + root);
    }
    return result.output();
  }

  private static Command.Result git(Path root, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("git", "--no-optional-locks", "-c", "diff.autoRefreshIndex=false", "-C"));
    command.add(root.toString());
    command.addAll(Arrays.asList(arguments));
    return Command.run(root, false, command);
  }

  private static List<String> names(byte[] listing) {
    String text = new String(listing, StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0"));
  }

  /** Lists all files, sorted, and adds their names, sizes and times to the hash. */
  private static void walk(Path root, List<String> files, ContentHash hash) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) {
            boolean git = directory.getFileName().toString().equals(".git");
            return git ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(root.relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }
        });
    files.removeIf(name -> name.equals(".config") || name.equals(".config.old"));
    Collections.sort(files);
    for (String name : files) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(
                root.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        hash.add(name).add(attributes.size()).add(attributes.lastModifiedTime().toMillis());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
