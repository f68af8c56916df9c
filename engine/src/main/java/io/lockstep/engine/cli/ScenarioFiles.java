package io.lockstep.engine.cli;

import io.lockstep.grammar.Scenarios;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds and rewrites files with scenarios. */
final class ScenarioFiles {
  private ScenarioFiles() {}

  /** The files given, and those in the directories given, in the order of their names. */
  static List<Path> find(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.walk(path)) {
          inside
              .filter(file -> isScenario(file) && Files.isRegularFile(file))
              .sorted()
              .forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static boolean isScenario(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".scn") || Scenarios.isYaml(name) && name.contains(".scn.");
  }

  /**
   * Puts a text into a file at once: there is the old content or the new one, whatever happens. An
   * existing file keeps its permissions, a symbolic link keeps its target.
   */
  static void write(Path file, String text) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid();
    Path temporary = Files.createFile(target.resolveSibling(name));
    try {
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      if (Files.exists(target)) {
        keepPermissions(target, temporary);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (Files.getFileAttributeView(from, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(
          to, Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
    }
  }

  /** A sentence for what went wrong with a file. */
  static String failure(Path file, IOException e) {
    String reason =
        e instanceof AccessDeniedException
            ? "permission denied"
            : e instanceof NoSuchFileException
                ? "there is no such directory"
                : String.valueOf(e.getMessage());
    return "Cannot write " + file + ": " + reason + ".";
  }
}
