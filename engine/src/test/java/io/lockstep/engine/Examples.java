package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.resolve.Resolution;
import io.lockstep.engine.resolve.ResolveOptions;
import io.lockstep.engine.resolve.Resolver;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scenarios in {@code examples}, expanded; named without their directory. */
public final class Examples {
  private static final Path DIRECTORY = Path.of("..", "examples");

  private Examples() {}

  /** All cases. */
  public static List<ScenarioCase> cases(String name) {
    try {
      return cases(name, Files.readString(DIRECTORY.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All cases of a text. */
  public static List<ScenarioCase> cases(String name, String text) {
    ParseResult parsed = Scenarios.parse(name, text);
    assertThat(parsed.diagnostics()).isEmpty();
    Resolution resolution =
        Resolver.resolve(parsed.ast().orElseThrow(), ResolveOptions.defaults());
    assertThat(resolution.cases()).as("%s", resolution.diagnostics()).isNotEmpty();
    return resolution.cases();
  }

  /** The first case. */
  public static ScenarioCase first(String name) {
    return cases(name).get(0);
  }

  /** The first case of a text. */
  public static ScenarioCase first(String name, String text) {
    return cases(name, text).get(0);
  }
}
