package io.lockstep.engine.suite;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Where everything of a suite goes. */
final class SuiteDirectory {
  static final String SUMMARY = "suite.json";
  /** In {@code suite.json}, so that only directories of ours are cleared. */
  static final String FORMAT = "lockstep-suite-1";

  private static final String CASES = "cases";
  private static final String MARKER = "INCOMPLETE";
  private static final String RESERVE = ".reserve";
  private static final int RESERVED_PER_CASE = 4096;
  private static final int RESERVED = 256 << 10;

  private final Path path;

  private SuiteDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes it ready.
   *
   * @throws SuiteException if it holds something else or cannot be written
   */
  static SuiteDirectory prepare(Path path) {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new SuiteException(
            "The output directory " + path + " is a file; name another one with --out.");
      }
      if (Files.isDirectory(path) && !empty(path) && !ours(path)) {
        throw new SuiteException(
            "The output directory " + path + " exists and holds no results of a suite; remove it or"
                + " name another one with --out.");
      }
      Files.createDirectories(path);
      Files.writeString(
          path.resolve(MARKER), "Lockstep did not finish writing the results of this suite.\n");
      return new SuiteDirectory(path);
    } catch (IOException e) {
      throw new SuiteException("Cannot write to " + path + ": " + e.getMessage() + ".");
    }
  }

  private static boolean empty(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  private static boolean ours(Path path) throws IOException {
    Path summary = path.resolve(SUMMARY);
    return Files.exists(path.resolve(MARKER))
        || Files.isRegularFile(summary) && Files.readString(summary).contains(FORMAT);
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Removes the results of all cases. */
  void clear() throws IOException {
    Path cases = path.resolve(CASES);
    if (Files.isDirectory(cases, LinkOption.NOFOLLOW_LINKS)) {
      MoreFiles.deleteRecursively(cases, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Removes one directory with all that is in it, if it is there. */
  void remove(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Takes room on the disk for what is written last, in case the cases fill it. */
  void reserve(int cases) throws IOException {
    Files.write(path.resolve(RESERVE), new byte[RESERVED + cases * RESERVED_PER_CASE]);
  }

  /** Gives that room back. */
  void release() throws IOException {
    Files.deleteIfExists(path.resolve(RESERVE));
  }

  /** Writes a file wholly or not at all. */
  void write(String name, String text) throws IOException {
    Path part = path.resolve(name + ".part");
    try {
      Files.write(part, text.getBytes(StandardCharsets.UTF_8));
      Files.move(part, path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Says that all is written. */
  void complete() throws IOException {
    Files.deleteIfExists(path.resolve(MARKER));
  }
}
