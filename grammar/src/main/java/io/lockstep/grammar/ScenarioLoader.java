package io.lockstep.grammar;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.internal.Diagnostics;
import io.lockstep.grammar.internal.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a scenario and the files it includes. */
final class ScenarioLoader {
  private static final int MOST_FILES = 1000;
  private static final int DEEPEST = 50;

  private final List<Path> searchPath;
  private final SourceReader reader;
  private final Map<Path, Loaded> files = new LinkedHashMap<>();
  private final Map<Statement.Include, ScenarioFile> includes = new LinkedHashMap<>();
  private final List<Path> chain = new ArrayList<>();

  ScenarioLoader(List<Path> searchPath, SourceReader reader) {
    this.searchPath = searchPath;
    this.reader = reader;
  }

  /** A file that has been read, and what is wrong with it. */
  private record Loaded(Optional<ScenarioFile> tree, List<Diagnostic> diagnostics) {}

  LoadResult load(Path main) {
    Loaded loaded = read(main);
    return new LoadResult(loaded.tree, ImmutableMap.copyOf(includes), diagnostics());
  }

  private ImmutableList<Diagnostic> diagnostics() {
    List<Diagnostic> all = new ArrayList<>();
    for (Loaded file : files.values()) {
      file.diagnostics.stream()
          .sorted(Comparator.comparingInt(diagnostic -> diagnostic.span().start()))
          .forEach(all::add);
    }
    return Diagnostics.limited(all);
  }

  private Loaded read(Path path) {
    ParseResult parsed =
        reader
            .text(path)
            .map(text -> Scenarios.parse(path.toString(), text))
            .orElseGet(() -> Scenarios.parse(path));
    Loaded loaded = new Loaded(parsed.ast(), new ArrayList<>(parsed.diagnostics()));
    files.put(identity(path), loaded);
    chain.add(path);
    for (Statement statement : statements(parsed)) {
      if (statement instanceof Statement.Include include) {
        include(include, path, loaded);
      } else if (chain.size() > 1) {
        checkIncluded(statement, loaded);
      }
    }
    chain.remove(chain.size() - 1);
    return loaded;
  }

  private static List<Statement> statements(ParseResult parsed) {
    return parsed.ast().isPresent() ? parsed.ast().get().statements() : List.of();
  }

  private static void checkIncluded(Statement statement, Loaded file) {
    String word =
        statement instanceof Statement.Title
            ? "scenario"
            : statement instanceof Statement.Seed
                ? "seed"
                : statement instanceof Statement.Capture
                    ? "capture"
                    : statement instanceof Statement.Implicit ? "implicit" : null;
    if (word != null) {
      file.diagnostics.add(
          Diagnostic.error(
              "not-in-include",
              statement.span(),
              "'" + word + "' can only stand in the main file, this one is included"));
    }
  }

  private void include(Statement.Include include, Path from, Loaded file) {
    String written = include.path().constant().orElse("");
    Optional<Path> found = find(written, from);
    if (found.isEmpty()) {
      Diagnostic problem = notFound(include, written, from);
      if (file.diagnostics.stream().noneMatch(d -> d.span().equals(problem.span()))) {
        file.diagnostics.add(problem);
      }
      return;
    }
    Path identity = identity(found.get());
    List<Path> circle = circle(identity);
    if (!circle.isEmpty()) {
      error(file, include, "cyclic-include", "this file includes itself: " + arrows(circle));
    } else if (files.containsKey(identity)) {
      files.get(identity).tree.ifPresent(tree -> includes.put(include, tree));
    } else if (chain.size() > DEEPEST) {
      error(file, include, "too-deep", "files include each other more than " + DEEPEST + " deep");
    } else if (files.size() > MOST_FILES) {
      error(file, include, "too-many", String.format(Locale.ROOT, "more than %,d files are included", MOST_FILES));
    } else {
      include(include, found.get());
    }
  }

  /** The tree is put down before those that it includes itself. */
  private void include(Statement.Include include, Path path) {
    int place = includes.size();
    Loaded loaded = read(path);
    if (loaded.tree.isPresent()) {
      List<Map.Entry<Statement.Include, ScenarioFile>> later =
          includes.entrySet().stream().skip(place).map(Map.Entry::copyOf).toList();
      later.forEach(entry -> includes.remove(entry.getKey()));
      includes.put(include, loaded.tree.get());
      later.forEach(entry -> includes.put(entry.getKey(), entry.getValue()));
    }
  }

  private static void error(
      Loaded file, Statement.Include include, String code, String message) {
    file.diagnostics.add(Diagnostic.error(code, include.path().span(), message));
  }

  /** The files from the given one to the present one and back; empty if it is none of these. */
  private List<Path> circle(Path identity) {
    for (int i = 0; i < chain.size(); i++) {
      if (identity(chain.get(i)).equals(identity)) {
        List<Path> circle = new ArrayList<>(chain.subList(i, chain.size()));
        circle.add(chain.get(i));
        return circle;
      }
    }
    return List.of();
  }

  private static String arrows(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(" -> "));
  }

  /** The directories in which a file that is included is looked for, in order. */
  private List<Path> directories(Path from) {
    List<Path> directories = new ArrayList<>();
    directories.add(from.getParent() == null ? Path.of("") : from.getParent());
    directories.addAll(searchPath);
    return directories;
  }

  private Optional<Path> find(String written, Path from) {
    if (written.isBlank()) {
      return Optional.empty();
    }
    for (Path directory : directories(from)) {
      try {
        Path path = directory.resolve(written).normalize();
        if (reader.text(path).isPresent() || Files.isRegularFile(path)) {
          return Optional.of(path);
        }
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Diagnostic notFound(Statement.Include include, String written, Path from) {
    if (written.isBlank()) {
      return Diagnostic.error(
          "no-such-file",
          include.path().span(),
          "expected the path of a file, such as \"topologies/dumbbell.scn\"");
    }
    if (directories(from).stream().anyMatch(at -> Files.isDirectory(at.resolve(written)))) {
      return Diagnostic.error(
          "no-such-file",
          include.path().span(),
          "'" + Shown.text(written) + "' is a directory; expected a scenario file");
    }
    List<String> searched =
        directories(from).stream()
            .map(directory -> directory.toString().isEmpty() ? "." : directory.toString())
            .distinct()
            .toList();
    return Diagnostic.error(
        "no-such-file",
        include.path().span(),
        "there is no file '" + Shown.text(written) + "'"
            + Suggestions.didYouMean(written, neighbours(written, from)),
        "searched in " + String.join(", ", searched));
  }

  /** The scenarios that could have been meant, written as the user would. */
  private List<String> neighbours(String written, Path from) {
    int slash = written.lastIndexOf('/') + 1;
    String prefix = written.substring(0, slash);
    List<String> names = new ArrayList<>();
    for (Path directory : directories(from)) {
      try (Stream<Path> list = Files.list(directory.resolve(prefix))) {
        list.map(path -> path.getFileName().toString())
            .filter(name -> name.contains(".scn"))
            .sorted()
            .map(name -> prefix + name)
            .forEach(names::add);
      } catch (IOException | UncheckedIOException | InvalidPathException e) {
        // There are no suggestions from a directory that can't be read.
      }
    }
    return names;
  }

  /** What is the same for all the names of a file. */
  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
