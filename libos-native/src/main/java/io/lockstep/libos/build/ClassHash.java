package io.lockstep.libos.build;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Hash of the code of a package: a changed tool makes other images, so it is part of their key. */
final class ClassHash {
  private ClassHash() {}

  /** Hashes all classes of the package of {@code member}. */
  static String ofPackage(Class<?> member) throws IOException {
    String directory = member.getPackageName().replace('.', '/');
    try {
      URI location = member.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path root = Path.of(location);
      if (Files.isDirectory(root)) {
        return ofDirectory(root.resolve(directory));
      }
      try (FileSystem jar = FileSystems.newFileSystem(root)) {
        return ofDirectory(jar.getPath(directory));
      }
    } catch (URISyntaxException e) {
      throw new IOException("cannot find the classes of " + member.getPackageName(), e);
    }
  }

  private static String ofDirectory(Path directory) throws IOException {
    ContentHash hash = new ContentHash();
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> classes =
          files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
      for (Path file : classes) {
        hash.add(file.getFileName().toString()).add(Files.readAllBytes(file));
      }
    }
    return hash.hex();
  }
}
