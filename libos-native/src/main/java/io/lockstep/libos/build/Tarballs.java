package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Tarballs, unpacked once into the cache under the hash of their content. */
final class Tarballs {
  private final Cache cache;

  Tarballs(Cache cache) {
    this.cache = cache;
  }

  /** SHA-256 of the tarball; remembered by name, size and time, as hashing takes half a second. */
  String hash(Path tarball) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(tarball, BasicFileAttributes.class);
    String memory =
        new ContentHash()
            .add(tarball.toRealPath().toString())
            .add(attributes.size())
            .add(attributes.lastModifiedTime().toString())
            .hex();
    Path file = cache.hashes().resolve(memory);
    if (Files.exists(file)) {
      return Files.readString(file);
    }
    String hash = ContentHash.ofFile(tarball);
    Cache.writeWhole(file, hash.getBytes(StandardCharsets.UTF_8));
    return hash;
  }

  /** The unpacked tree; unpacks it if this was not done before. */
  Path unpack(Path tarball, String hash, BuildProgress progress) throws IOException {
    Path tree = cache.trees().resolve(hash);
    if (Files.isDirectory(tree)) {
      Pruning.touch(tree, System.currentTimeMillis());
      return tree;
    }
    String name = tarball.getFileName().toString();
    CacheLock.holding(
        cache.trees().resolve(hash + ".lock"),
        () -> progress.note("Waiting for another process that unpacks " + name + "."),
        () -> {
          if (!Files.isDirectory(tree)) {
            progress.stage("unpacking " + name);
            unpack(tarball, tree);
            progress.end();
          }
        });
    return tree;
  }

  private void unpack(Path tarball, Path tree) throws IOException {
    Path staged = Cache.stage(tree);
    try {
      List<String> command =
          List.of(
              "tar", "-x", "--strip-components=1", "--no-same-owner",
              "-f", tarball.toAbsolutePath().toString());
      Command.Result result = Command.run(staged, true, command);
      if (!result.ok()) {
        throw KernelBuildException.failed(
            tarball + " cannot be unpacked into " + cache.trees() + ": " + result.text().strip());
      }
      Cache.publish(staged, tree);
    } finally {
      Cache.deleteTree(staged);
    }
  }
}
