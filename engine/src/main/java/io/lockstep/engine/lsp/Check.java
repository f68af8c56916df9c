package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.packet.Fields;
import io.lockstep.engine.resolve.Resolution;
import io.lockstep.engine.resolve.ResolveOptions;
import io.lockstep.engine.resolve.Resolver;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;
import java.util.List;

/**
 * What the checker says about a program.
 *
 * @param diagnostics by the name of the file
 * @param cases empty if there is any error
 */
record Check(
    Program program,
    ImmutableListMultimap<String, Diagnostic> diagnostics,
    ImmutableList<ScenarioCase> cases) {

  /**
   * @param kernels the builds there are; empty if that is not known
   */
  static Check of(Program program, List<String> kernels) {
    ImmutableListMultimap.Builder<String, Diagnostic> found = ImmutableListMultimap.builder();
    boolean valid = true;
    for (SourceFile file : program.files()) {
      found.putAll(file.name(), file.parsed().diagnostics());
      valid &= file.parsed().isValid();
    }
    if (!valid) {
      return new Check(program, found.build(), ImmutableList.of());
    }
    ResolveOptions options =
        ResolveOptions.defaults().withFields(Fields.known(), Fields::problem);
    if (!kernels.isEmpty()) {
      options = options.withKernels(kernels);
    }
    Resolution resolution = Resolver.resolve(program.main().tree().orElseThrow(), options);
    for (Diagnostic diagnostic : resolution.diagnostics()) {
      found.put(diagnostic.span().file(), diagnostic);
    }
    return new Check(program, found.build(), resolution.cases());
  }

  boolean hasErrors() {
    return diagnostics.values().stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }
}
