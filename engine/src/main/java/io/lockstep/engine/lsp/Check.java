package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.packet.Fields;
import io.lockstep.engine.resolve.Resolution;
import io.lockstep.engine.resolve.ResolveOptions;
import io.lockstep.engine.resolve.Resolver;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.LoadResult;
import io.lockstep.grammar.Scenarios;
import java.nio.file.Path;
import java.util.List;

/**
 * What the checker says about a program.
 *
 * @param diagnostics of all of its files
 * @param cases empty if there is any error
 */
record Check(
    Program program, ImmutableList<Diagnostic> diagnostics, ImmutableList<ScenarioCase> cases) {

  /**
   * @param kernels the builds there are; empty if that is not known
   */
  static Check of(Program program, Library library, List<String> kernels) {
    LoadResult loaded =
        Scenarios.load(
            Path.of(program.main().name()), library.searchPath(), library::text);
    if (!loaded.isValid()) {
      return new Check(program, loaded.diagnostics(), ImmutableList.of());
    }
    ResolveOptions options =
        ResolveOptions.defaults().withFields(Fields.known(), Fields::problem);
    if (!kernels.isEmpty()) {
      options = options.withKernels(kernels);
    }
    Resolution resolution =
        Resolver.resolve(loaded.main().orElseThrow(), loaded.includes(), options);
    return new Check(
        program,
        ImmutableList.<Diagnostic>builder()
            .addAll(loaded.diagnostics())
            .addAll(resolution.diagnostics())
            .build(),
        resolution.cases());
  }
}
