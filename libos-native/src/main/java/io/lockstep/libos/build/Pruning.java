package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Finds and removes what the cache holds and nobody has used for a while. */
public final class Pruning {
  /** Files that a build touches whenever it uses a directory. */
  private static final List<String> SIGNS = List.of("", "build.log", "tree.list", "users");

  /**
   * Something that can be removed.
   *
   * @param what in words, such as "unpacked source"
   * @param bytes that it takes on the disk
   */
  public record Item(Path path, String what, long bytes) {}

  private final Cache cache;
  private final long before;

  /**
   * @param days things used within so many days stay
   * @param nowMs the time, in milliseconds since 1970
   */
  public Pruning(Cache cache, int days, long nowMs) {
    this.cache = cache;
    this.before = nowMs - TimeUnit.DAYS.toMillis(days);
  }

  /**
   * What can go: images without a name, object files, unpacked sources, checkouts of bisections,
   * and what killed processes have left. Images that have a name stay, whatever their age.
   *
   * @throws KernelBuildException if the cache cannot be read
   */
  public List<Item> find() {
    try {
      List<Item> items = new ArrayList<>();
      Set<String> named = new HashSet<>();
      for (Path name : Cache.list(cache.names())) {
        if (!name.getFileName().toString().startsWith(".")) {
          named.add(Files.readString(name).strip());
        }
      }
      for (Path image : Cache.list(cache.images())) {
        if (Files.isDirectory(image) && !named.contains(image.getFileName().toString())) {
          add(items, image, "image without a name");
        }
      }
      each(items, cache.extracted(), "image taken out of a jar");
      each(items, cache.builds(), "object files");
      each(items, cache.trees(), "unpacked source");
      each(items, cache.bisections(), "checkout of a bisection");
      return items;
    } catch (IOException e) {
      throw KernelBuildException.failed("The cache " + cache.root() + " cannot be read", e);
    }
  }

  /**
   * Removes one of them, unless somebody is working in it.
   *
   * @return whether it is gone
   */
  public boolean remove(Item item) {
    try {
      Path lock = item.path().resolve("lock");
      if (Files.exists(lock)) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
            FileLock held = channel.tryLock()) {
          if (held == null) {
            return false;
          }
          Cache.deleteTree(item.path());
        }
      } else {
        Cache.deleteTree(item.path());
      }
      Path parent = item.path().getParent();
      String name = item.path().getFileName().toString();
      Files.deleteIfExists(parent.resolve(name + ".packaged"));
      Files.deleteIfExists(parent.resolve(name + ".lock"));
      return true;
    } catch (IOException e) {
      throw KernelBuildException.failed(item.path() + " cannot be removed", e);
    }
  }

  private void each(List<Item> items, Path directory, String what) throws IOException {
    for (Path path : Cache.list(directory)) {
      if (Files.isDirectory(path)) {
        add(items, path, what);
      }
    }
  }

  private void add(List<Item> items, Path path, String what) throws IOException {
    long used = 0;
    for (String sign : SIGNS) {
      used = Math.max(used, time(sign.isEmpty() ? path : path.resolve(sign)));
    }
    String name = path.getFileName().toString();
    used = Math.max(used, time(path.resolveSibling(name + ".packaged")));
    if (used <= before) {
      boolean left = name.startsWith(".tmp-");
      items.add(new Item(path, left ? "left by a killed process" : what, size(path)));
    }
  }

  private static long time(Path path) throws IOException {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Says that something in the cache is in use now; without write permission nothing happens. */
  public static void touch(Path path, long nowMs) {
    try {
      Files.setLastModifiedTime(path, FileTime.fromMillis(nowMs));
    } catch (IOException e) {
      // It only decides about when it may be removed.
    }
  }

  private static long size(Path directory) throws IOException {
    long[] bytes = {0};
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // Small files and links take a block.
            bytes[0] += attributes.isRegularFile() ? (attributes.size() + 4095) / 4096 * 4096 : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes[0];
  }
}
