package io.lockstep.grammar;

import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenarios among the test's resources. */
final class Samples {
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "scenarios");

  private Samples() {}

  /** Texts by file name. */
  static ImmutableSortedMap<String, String> all() {
    try (Stream<Path> paths = Files.list(DIRECTORY)) {
      List<Path> files = paths.sorted().toList();
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
