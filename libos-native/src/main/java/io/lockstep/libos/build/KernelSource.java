package io.lockstep.libos.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a kernel's source code comes from. */
public sealed interface KernelSource {

  /** An unpacked tree, usually a developer's git checkout. It is only read. */
  record Tree(Path directory) implements KernelSource {
    @Override
    public String origin() {
      return directory.toString();
    }
  }

  /** A compressed tar archive with one top directory. */
  record Tarball(Path file, String origin) implements KernelSource {}

  /**
   * Debian's package {@code linux-source-VERSION}.
   *
   * @param version such as 6.12
   */
  record Debian(String version) implements KernelSource {
    Path tarball() {
      return Path.of("/usr/src", "linux-source-" + version + ".tar.xz");
    }

    String packageName() {
      return "linux-source-" + version;
    }

    @Override
    public String origin() {
      return "debian:" + version;
    }
  }

  /** How the user named it. */
  String origin();

  /**
   * Reads {@code DIR}, {@code TARBALL} or {@code debian:VERSION}.
   *
   * @throws KernelBuildException if it is none of them
   */
  static KernelSource parse(String text) {
    Matcher debian = Pattern.compile("debian:(\\d+\\.\\d+)").matcher(text);
    if (debian.matches()) {
      return new Debian(debian.group(1));
    }
    if (text.startsWith("debian:")) {
      throw KernelBuildException.badRequest(
          "\"" + text + "\" names no Debian kernel; expected a version like debian:6.12.");
    }
    Path path = Path.of(text).toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return new Tree(path);
    }
    if (Files.isRegularFile(path)) {
      if (!path.getFileName().toString().matches(".*\\.(tar\\.(xz|gz|bz2|zst)|tgz|txz|tar)")) {
        throw KernelBuildException.badRequest(
            text + " is neither a directory nor a tarball (.tar.xz, .tar.gz).");
      }
      return new Tarball(path, path.getFileName().toString());
    }
    throw KernelBuildException.badRequest(
        "The kernel source " + text + " does not exist; expected a directory, a tarball"
            + " or debian:VERSION.");
  }
}
