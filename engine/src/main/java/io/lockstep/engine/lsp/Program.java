package io.lockstep.engine.lsp;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.grammar.ast.ScenarioFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scenario with all files that it includes. */
final class Program {
  private final ImmutableMap<String, SourceFile> files;
  private final Supplier<Symbols> symbols;

  private Program(Map<String, SourceFile> files) {
    this.files = ImmutableMap.copyOf(files);
    this.symbols = Suppliers.memoize(this::findSymbols);
  }

  /** Files that cannot be read are left out. */
  static Program of(SourceFile main, Library library) {
    Map<String, SourceFile> files = new LinkedHashMap<>();
    add(main, library, files);
    return new Program(files);
  }

  private static void add(SourceFile file, Library library, Map<String, SourceFile> files) {
    if (files.putIfAbsent(file.name(), file) != null) {
      return;
    }
    for (String written : file.includes()) {
      library
          .included(file, written)
          .flatMap(library::find)
          .ifPresent(found -> add(found, library, files));
    }
  }

  SourceFile main() {
    return files.values().asList().get(0);
  }

  /** The scenario itself first. */
  ImmutableList<SourceFile> files() {
    return files.values().asList();
  }

  Optional<SourceFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  boolean holds(String name) {
    return files.containsKey(name);
  }

  Symbols symbols() {
    return symbols.get();
  }

  private Symbols findSymbols() {
    List<ScenarioFile> trees =
        files.values().stream()
            .map(SourceFile::tree)
            .flatMap(Optional::stream)
            .collect(ImmutableList.toImmutableList());
    return Symbols.of(trees);
  }
}
