package io.lockstep.grammar;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenarios among the test's resources. */
final class Samples {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private Samples() {}

  /** The acceptance scenarios, by file name. */
  static ImmutableSortedMap<String, String> all() {
    return texts(RESOURCES.resolve("scenarios"));
  }

  /** Files with every construct, one per topic, by file name. */
  static ImmutableSortedMap<String, String> corpus() {
    return texts(RESOURCES.resolve("corpus"));
  }

  /** The examples of the distribution, by file name. */
  static ImmutableSortedMap<String, String> examples() {
    return texts(Path.of("..", "examples"));
  }

  /** Texts with one mistake each, by topic; {@code \\n} in the file stands for a line end. */
  static ImmutableSortedMap<String, ImmutableList<String>> wrong() {
    ImmutableSortedMap.Builder<String, ImmutableList<String>> topics =
        ImmutableSortedMap.naturalOrder();
    files(RESOURCES.resolve("wrong"), ".txt")
        .forEach(
            (name, text) ->
                topics.put(
                    name.replace(".txt", ""),
                    text.lines()
                        .map(line -> line.replace("\\n", "\n"))
                        .collect(ImmutableList.toImmutableList())));
    return topics.build();
  }

  private static ImmutableSortedMap<String, String> texts(Path directory) {
    return files(directory, ".scn");
  }

  private static ImmutableSortedMap<String, String> files(Path directory, String extension) {
    try (Stream<Path> paths = Files.list(directory)) {
      List<Path> files = paths.filter(path -> path.toString().endsWith(extension)).sorted().toList();
      ImmutableSortedMap.Builder<String, String> texts = ImmutableSortedMap.naturalOrder();
      for (Path file : files) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
      return texts.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
