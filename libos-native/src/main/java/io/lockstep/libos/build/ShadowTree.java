package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tree that looks to kbuild like the user's, plus overlay and patches: real directories holding
 * symbolic links to the user's files, and copies of just those that differ. The directories are
 * real because {@code #include "../x.h"} through a linked directory would leave the shadow.
 *
 * <p>Make compares times. A file whose time went backwards, or that was patched once, is therefore
 * kept as a copy from then on, so that its time says when its content changed here.
 */
final class ShadowTree {
  private static final String SOURCE = ".source";
  /** Parts that no build of ours compiles; each is one link. */
  private static final Set<String> WHOLE = Set.of("Documentation", "samples", "tools", "rust");

  private static final String COPY = "copy";

  private final Path directory;
  private final Path listFile;

  ShadowTree(Path directory) {
    this.directory = directory;
    this.listFile = directory.resolveSibling(directory.getFileName() + ".list");
  }

  Path directory() {
    return directory;
  }

  /**
   * Makes the shadow follow the tree.
   *
   * @param replaced files that stand in for, or come on top of, the tree's
   * @param removed files of the tree that a patch deletes
   */
  void sync(SourceTree tree, SortedMap<String, byte[]> replaced, Set<String> removed)
      throws IOException {
    Map<String, String> before = readList();
    long lastSync = before.isEmpty() ? 0 : Files.getLastModifiedTime(listFile).toMillis();
    if (before.isEmpty()) {
      Cache.deleteTree(directory);
    }
    Files.createDirectories(directory);
    // From here until the new list is written, a kill means: start again from nothing.
    Files.deleteIfExists(listFile);
    relink(directory.resolve(SOURCE), tree.root());

    Set<String> apart = new TreeSet<>(replaced.keySet());
    // Where copies were left, the directory cannot be a link.
    before.forEach((name, state) -> addIf(apart, name, COPY.equals(state)));
    TreeSet<String> wanted = wanted(tree, apart, replaced.keySet(), removed);
    for (String name : before.keySet()) {
      if (!wanted.contains(name) && !replaced.containsKey(name)) {
        Files.deleteIfExists(directory.resolve(name));
      }
    }
    Map<String, String> after = new TreeMap<>();
    for (String name : wanted) {
      after.put(name, place(tree, name, before.get(name), lastSync));
    }
    for (var file : replaced.entrySet()) {
      copy(
          directory.resolve(file.getKey()),
          file.getValue(),
          Files.isExecutable(tree.root().resolve(file.getKey())));
      after.put(file.getKey(), COPY);
    }
    writeList(after);
  }

  private static void addIf(Set<String> names, String name, boolean wanted) {
    if (wanted) {
      names.add(name);
    }
  }

  private static TreeSet<String> wanted(
      SourceTree tree, Set<String> apart, Set<String> replaced, Set<String> removed) {
    Set<String> inReplacedParts = new TreeSet<>();
    apart.forEach(name -> inReplacedParts.add(part(name)));
    removed.forEach(name -> inReplacedParts.add(part(name)));
    TreeSet<String> wanted = new TreeSet<>();
    for (String name : tree.files()) {
      String part = part(name);
      if (part.equals("arch/libos")) {
        continue;
      }
      boolean whole = !part.isEmpty() && !inReplacedParts.contains(part);
      if (whole) {
        wanted.add(part);
      } else if (!replaced.contains(name) && !removed.contains(name)) {
        wanted.add(name);
      }
    }
    return wanted;
  }

  /** The directory that can be linked as a whole and holds this file, or "". */
  private static String part(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return "";
    }
    String top = name.substring(0, slash);
    if (top.equals("arch")) {
      int second = name.indexOf('/', slash + 1);
      return second < 0 ? "" : name.substring(0, second);
    }
    return WHOLE.contains(top) ? top : "";
  }

  private String place(SourceTree tree, String name, String before, long lastSync)
      throws IOException {
    Path original = tree.root().resolve(name);
    Path here = directory.resolve(name);
    BasicFileAttributes attributes =
        Files.readAttributes(original, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      if (before == null) {
        link(here, name);
      }
      return "link";
    }
    long time = attributes.lastModifiedTime().toMillis();
    String signature = time + " " + attributes.size();
    if (signature.equals(before)) {
      return signature;
    }
    boolean wentBack = before != null && time <= lastSync;
    if (wentBack || COPY.equals(before)) {
      copy(here, Files.readAllBytes(original), Files.isExecutable(original));
      return COPY;
    }
    if (before == null) {
      link(here, name);
    }
    return signature;
  }

  private void link(Path here, String name) throws IOException {
    Files.createDirectories(here.getParent());
    // Short relative targets fit into the inode.
    String up = "../".repeat(Path.of(name).getNameCount() - 1);
    relink(here, Path.of(up + SOURCE + "/" + name));
  }

  private static void relink(Path here, Path target) throws IOException {
    if (Files.isSymbolicLink(here) && Files.readSymbolicLink(here).equals(target)) {
      return;
    }
    Files.deleteIfExists(here);
    Files.createSymbolicLink(here, target);
  }

  private static void copy(Path here, byte[] content, boolean executable) throws IOException {
    if (Files.isRegularFile(here, LinkOption.NOFOLLOW_LINKS)
        && Arrays.equals(Files.readAllBytes(here), content)) {
      return;
    }
    Files.createDirectories(here.getParent());
    Files.deleteIfExists(here);
    Files.write(here, content);
    if (executable && !here.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + here + " executable");
    }
  }

  /** Whether an earlier sync was completed, so that this one goes on from there. */
  boolean isWhole() {
    return Files.exists(listFile) && Files.isDirectory(directory);
  }

  /** Says that copies of these files are there already, from which the next sync goes on. */
  void adopt(Set<String> copies) throws IOException {
    Map<String, String> list = new TreeMap<>();
    copies.forEach(name -> list.put(name, COPY));
    writeList(list);
  }

  private Map<String, String> readList() throws IOException {
    Map<String, String> list = new HashMap<>();
    if (Files.exists(listFile) && Files.isDirectory(directory)) {
      for (String line : Files.readAllLines(listFile, StandardCharsets.UTF_8)) {
        int tab = line.indexOf('\t');
        list.put(line.substring(tab + 1), line.substring(0, tab));
      }
    }
    return list;
  }

  private void writeList(Map<String, String> list) throws IOException {
    List<String> lines = new ArrayList<>(list.size());
    list.forEach((name, state) -> lines.add(state + "\t" + name));
    Cache.writeWhole(listFile, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
