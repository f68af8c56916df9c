package io.lockstep.grammar;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
import java.util.Optional;

/**
 * What came of a scenario with all the files it includes.
 *
 * @param main the tree of the file itself; empty only if it could not be read at all
 * @param includes the tree that each {@code include} statement stands for, in the order of reading.
 *     Several statements may stand for the same tree, which counts once, at the first of them
 * @param diagnostics of all files: those of the main file first, each file's in the order of their
 *     places
 */
public record LoadResult(
    Optional<ScenarioFile> main,
    ImmutableMap<Statement.Include, ScenarioFile> includes,
    ImmutableList<Diagnostic> diagnostics) {
  /** Whether all trees are there and whole. */
  public boolean isValid() {
    return main.isPresent() && diagnostics.stream().noneMatch(d -> d.severity() == Severity.ERROR);
  }

  /** All files that could be read, the main file first, each once. */
  public ImmutableList<ScenarioFile> files() {
    ImmutableSet.Builder<ScenarioFile> files = ImmutableSet.builder();
    main.ifPresent(files::add);
    return files.addAll(includes.values()).build().asList();
  }
}
