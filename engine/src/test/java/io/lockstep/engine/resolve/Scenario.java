package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scenarios as test data: from text to cases or messages. */
final class Scenario {
  private Scenario() {}

  static Resolution resolve(String text) {
    return resolve(text, ResolveOptions.defaults());
  }

  static Resolution resolve(String text, ResolveOptions options) {
    ParseResult parsed = Scenarios.parse("x.scn", text);
    assertThat(parsed.diagnostics()).extracting(Diagnostic::headline).isEmpty();
    return Resolver.resolve(parsed.ast().orElseThrow(), options);
  }

  static ImmutableList<ScenarioCase> cases(String text) {
    Resolution resolution = resolve(text);
    assertThat(resolution.diagnostics())
        .filteredOn(d -> d.severity() == Severity.ERROR)
        .extracting(Diagnostic::headline)
        .isEmpty();
    return resolution.cases();
  }

  static ScenarioCase one(String text) {
    ImmutableList<ScenarioCase> cases = cases(text);
    assertThat(cases).hasSize(1);
    return cases.get(0);
  }

  /** The headlines of all diagnostics, without file name. */
  static List<String> messages(String text) {
    return messages(text, ResolveOptions.defaults());
  }

  static List<String> messages(String text, ResolveOptions options) {
    return resolve(text, options).diagnostics().stream()
        .map(d -> d.headline().replaceFirst("^x\\.scn:", ""))
        .toList();
  }

  static String resource(String name) {
    try {
      return Resources.toString(
          Resources.getResource("scenarios/" + name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
