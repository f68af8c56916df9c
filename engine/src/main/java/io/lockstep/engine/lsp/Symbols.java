package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Span;
import java.util.List;
import java.util.Optional;

/** All names of a program and where they stand. */
final class Symbols {
  /** By the name of the file. */
  private final ImmutableListMultimap<String, Occurrence> occurrences;

  private Symbols(ImmutableListMultimap<String, Occurrence> occurrences) {
    this.occurrences = occurrences;
  }

  /**
   * @param files the scenario and what it includes; trees with gaps will do
   */
  static Symbols of(List<ScenarioFile> files) {
    Scope program = new Scope();
    Definitions definitions = new Definitions();
    files.forEach(file -> definitions.add(file.statements(), program));
    definitions.linkInstances();
    References references = new References(definitions);
    files.forEach(file -> references.visit(file.statements(), program));
    ImmutableListMultimap.Builder<String, Occurrence> byFile = ImmutableListMultimap.builder();
    for (Occurrence occurrence : references.found()) {
      byFile.put(occurrence.span().file(), occurrence);
    }
    return new Symbols(byFile.build());
  }

  ImmutableList<Occurrence> in(String file) {
    return occurrences.get(file);
  }

  /** The name at a place, or that ends there. */
  Optional<Occurrence> at(String file, int offset) {
    Occurrence best = null;
    for (Occurrence occurrence : occurrences.get(file)) {
      Span span = occurrence.span();
      if (span.start() <= offset
          && offset <= span.end()
          && (best == null || span.start() >= best.span().start())) {
        best = occurrence;
      }
    }
    return Optional.ofNullable(best);
  }
}
