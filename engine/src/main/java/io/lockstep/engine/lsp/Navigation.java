package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds names across files. */
final class Navigation {
  private final Library library;
  private final Function<SourceFile, Program> programs;

  /**
   * @param programs makes a program of a scenario
   */
  Navigation(Library library, Function<SourceFile, Program> programs) {
    this.library = library;
    this.programs = programs;
  }

  /**
   * A place in a file.
   *
   * @param file its name
   */
  record Place(String file, int start, int end) {
    static Place of(Span span) {
      return new Place(span.file(), span.start(), span.end());
    }
  }

  /** Where the name at a place is defined. */
  ImmutableList<Place> definitions(SourceFile file, int offset) {
    Optional<Place> included = include(file, offset);
    if (included.isPresent()) {
      return ImmutableList.of(included.get());
    }
    Set<Place> places = new LinkedHashSet<>();
    for (Program program : around(file)) {
      program
          .symbols()
          .at(file.name(), offset)
          .ifPresent(
              found ->
                  found
                      .symbol()
                      .definitions()
                      .forEach(one -> places.add(Place.of(one.span()))));
    }
    return ImmutableList.copyOf(places);
  }

  /** The file that the text at a place includes. */
  private Optional<Place> include(SourceFile file, int offset) {
    if (file.isYaml()) {
      return Optional.empty();
    }
    List<Token> tokens = file.tokens();
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.STRING
          && token.touches(offset)
          && tokens.get(i - 1).is("include")) {
        return library
            .included(file, token.text().replace("\"", ""))
            .flatMap(library::find)
            .map(found -> new Place(found.name(), 0, 0));
      }
    }
    return Optional.empty();
  }

  /**
   * All places where the same name stands, in all programs that the file belongs to, sorted.
   *
   * @param definitions whether to include those that define it
   */
  ImmutableList<Place> occurrences(SourceFile file, int offset, boolean definitions) {
    Set<Place> places = new LinkedHashSet<>();
    for (Symbol symbol : symbols(file, offset)) {
      for (Occurrence occurrence : symbol.occurrences()) {
        if (definitions || !occurrence.definition()) {
          places.add(Place.of(occurrence.span()));
        }
      }
    }
    return places.stream()
        .sorted(Comparator.comparing(Place::file).thenComparingInt(Place::start))
        .collect(ImmutableList.toImmutableList());
  }

  /** What the name at a place means in each program that the file belongs to. */
  ImmutableList<Symbol> symbols(SourceFile file, int offset) {
    return around(file).stream()
        .map(program -> program.symbols().at(file.name(), offset))
        .flatMap(Optional::stream)
        .map(Occurrence::symbol)
        .collect(ImmutableList.toImmutableList());
  }

  /** The programs that a file belongs to; its own first. */
  ImmutableList<Program> around(SourceFile file) {
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put(file.name(), this.programs.apply(file));
    for (String name : includers(file)) {
      library
          .find(name)
          .ifPresent(found -> programs.put(name, this.programs.apply(found)));
    }
    return ImmutableList.copyOf(programs.values());
  }

  /** The scenarios to check a file in: those that include it and are not included themselves. */
  ImmutableSet<String> roots(SourceFile file) {
    ImmutableSet<String> roots =
        includers(file).stream()
            .filter(
                name ->
                    library.find(name).filter(found -> includers(found).isEmpty()).isPresent())
            .collect(ImmutableSet.toImmutableSet());
    return roots.isEmpty() ? ImmutableSet.of(file.name()) : roots;
  }

  /** The names of the files that include a file, directly or not; not those it includes itself. */
  ImmutableSet<String> includers(SourceFile file) {
    Map<String, List<String>> includedBy = new LinkedHashMap<>();
    for (String name : library.scenarios()) {
      Optional<SourceFile> found = library.find(name);
      if (found.isEmpty()) {
        continue;
      }
      for (String written : found.get().includes()) {
        library
            .included(found.get(), written)
            .ifPresent(
                path -> includedBy.computeIfAbsent(path, key -> new ArrayList<>()).add(name));
      }
    }
    Set<String> seen = new LinkedHashSet<>();
    List<String> next = new ArrayList<>(includedBy.getOrDefault(file.name(), List.of()));
    while (!next.isEmpty()) {
      String name = next.remove(0);
      if (!name.equals(file.name()) && seen.add(name)) {
        next.addAll(includedBy.getOrDefault(name, List.of()));
      }
    }
    return ImmutableSet.copyOf(seen);
  }
}
