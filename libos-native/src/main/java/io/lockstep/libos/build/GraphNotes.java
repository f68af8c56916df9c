package io.lockstep.libos.build;

import io.lockstep.libos.coverage.FunctionNotes;
import io.lockstep.libos.coverage.NotesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The compiler's notes about what its counters count ({@code .gcno} files), which belong to an image
 * with coverage.
 */
final class GraphNotes {
  private static final String ENDING = ".gcno";

  private GraphNotes() {}

  /**
   * Copies the notes of object files that are there, and the sources that they speak of.
   *
   * @param tree that was compiled
   * @param image directory of the build
   */
  static void collect(Path objects, Path tree, Path image) throws IOException {
    Path to = image.resolve(NotesFile.DIRECTORY);
    Set<String> sources = new TreeSet<>();
    List<Path> notes;
    try (Stream<Path> walk = Files.walk(objects)) {
      notes = walk.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
    for (Path note : notes) {
      String name = note.toString();
      Path object = Path.of(name.substring(0, name.length() - ENDING.length()) + ".o");
      if (Files.exists(object)) {
        Path copy = to.resolve(objects.relativize(note));
        Files.createDirectories(copy.getParent());
        Files.copy(note, copy);
        for (FunctionNotes function : NotesFile.read(copy)) {
          sources.add(function.source());
          function.lines().forEach(line -> sources.add(line.file()));
        }
      }
    }
    for (String source : sources) {
      Path file = tree.resolve(source).normalize();
      if (file.startsWith(tree) && Files.isRegularFile(file)) {
        Path copy = image.resolve(NotesFile.SOURCES).resolve(source);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
