package io.lockstep.engine.lsp;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
import java.util.Optional;

/** One text, and what can be found out from it alone. Immutable; all is computed when needed. */
final class SourceFile {
  private final String name;
  private final String text;
  private final Supplier<LineMap> lines;
  private final Supplier<ImmutableList<Token>> tokens;
  private final Supplier<Outline.Result> outline;
  private final Supplier<ParseResult> parsed;

  /**
   * @param name as {@link Uris#name} makes it
   */
  SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lines = Suppliers.memoize(() -> new LineMap(text));
    this.tokens = Suppliers.memoize(() -> Scanner.scan(text));
    this.outline = Suppliers.memoize(() -> Outline.of(tokens()));
    this.parsed = Suppliers.memoize(() -> Scenarios.parse(name, text));
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  LineMap lines() {
    return lines.get();
  }

  ImmutableList<Token> tokens() {
    return tokens.get();
  }

  Outline.Result outline() {
    return outline.get();
  }

  ParseResult parsed() {
    return parsed.get();
  }

  /** What could be understood of it. */
  Optional<ScenarioFile> tree() {
    return parsed().ast();
  }

  /** What stands behind {@code include}, in order. */
  ImmutableSet<String> includes() {
    return isYaml() ? yamlIncludes() : outline().includes();
  }

  private ImmutableSet<String> yamlIncludes() {
    return tree().stream()
        .flatMap(tree -> tree.statements().stream())
        .filter(Statement.Include.class::isInstance)
        .flatMap(include -> ((Statement.Include) include).path().constant().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  boolean isYaml() {
    return Scenarios.isYaml(name);
  }
}
