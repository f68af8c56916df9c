package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.NodeSpec;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.LoadResult;
import io.lockstep.grammar.Scenarios;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** include. */
class IncludesTest {
  private static Resolution resolve(Map<String, String> files) {
    LoadResult loaded =
        Scenarios.load(
            Path.of("x.scn"),
            List.of(),
            path -> Optional.ofNullable(files.get(path.toString())));
    assertThat(loaded.diagnostics()).isEmpty();
    return Resolver.resolve(
        loaded.main().orElseThrow(), loaded.includes(), ResolveOptions.defaults());
  }

  @Test
  void whatIsIncludedStandsInPlaceOfTheStatement() {
    Resolution resolution =
        resolve(
            Map.of(
                "x.scn",
                """
                let base = 2
                include "lib/t.scn"
                include "lib/names.scn"
                use t = pair(twice)
                """,
                "lib/t.scn", "include \"names.scn\"\ntopology pair(n) { node a[1..n] : p }\n",
                "lib/names.scn", "let twice = 2 * base\nprofile p { kernel k }\nnode first\n"));
    assertThat(resolution.diagnostics()).isEmpty();
    assertThat(resolution.cases().get(0).nodes())
        .extracting(NodeSpec::name)
        .containsExactly("first", "t.a[1]", "t.a[2]", "t.a[3]", "t.a[4]");
  }

  @Test
  void mistakesAreReportedWhereTheyAre() {
    Resolution resolution =
        resolve(
            Map.of(
                "x.scn", "include \"b.scn\"\nnode a, a\ninclude \"c.scn\"\n",
                "b.scn", "\n\n\n\nlet x = 1/0\nnode b, b\n",
                "c.scn", "let y = 2/0\n"));
    assertThat(resolution.diagnostics())
        .extracting(Diagnostic::headline)
        .containsExactly(
            "x.scn:2:9: error: 'a' is already the name of a node",
            "b.scn:5:9: error: division by zero in '1/0'",
            "b.scn:6:9: error: 'b' is already the name of a node",
            "c.scn:1:9: error: division by zero in '2/0'");
  }
}
