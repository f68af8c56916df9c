package io.lockstep.engine.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.resolve.ResolveOptions;
import io.lockstep.engine.resolve.Resolver;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkerTest {
  @TempDir Path directory;

  /** Fails if the text has certain words, whatever a kernel would say. */
  private static String shrink(String text, Set<String> kept, Predicate<String> fails) {
    Shrinker.Oracle oracle =
        new Shrinker.Oracle() {
          @Override
          public List<Diagnostic> check(String candidate) {
            ParseResult parsed = Scenarios.parse("x.scn", candidate);
            List<Diagnostic> all = new ArrayList<>(parsed.diagnostics());
            if (parsed.isValid()) {
              all.addAll(
                  Resolver.resolve(parsed.ast().orElseThrow(), ResolveOptions.defaults())
                      .diagnostics());
            }
            return all;
          }

          @Override
          public boolean failsTheSame(String candidate) {
            return fails.test(candidate);
          }
        };
    return new Shrinker(text, kept, oracle).shrink();
  }

  @Test
  void whatDependsOnSomethingGoesWithIt() {
    String text =
        """
        node a, b, c, d
        lan x = a, b, c, d { rate 10mbit; delay 1ms }
        flow f = udp c -> d:7 { rate 1mbit }
        ping p = a -> b { count 100; every 500ms }
        at 3s { stop f }
        expect f.lost == 0
        expect p.lost == 0
        """;
    assertThat(shrink(text, Set.of("expect p.lost == 0"), s -> s.contains("p.lost")))
        .isEqualTo(
            """
            node a, b
            lan x = a, b
            ping p = a -> b
            expect p.lost == 0
            """);
  }

  @Test
  void numbersBecomeSmallButThoseOfTheExpectationStay() {
    String text =
        """
        node a, b
        link a -- b { delay 40ms }
        ping p = a -> b { count 100 }
        expect p.received == 7
        """;
    Predicate<String> fails =
        s -> s.contains("p.received == 7") && s.matches("(?s).*count ([3-9]|\\d\\d+).*");
    assertThat(shrink(text, Set.of("expect p.received == 7"), fails))
        .contains("count 3", "== 7")
        .doesNotContain("delay");
  }

  @Test
  void branchesAndLoopsAreTakenApart() {
    String text =
        """
        let n = 3
        node h[1..3]
        if n > 2 {
          for i in 2..3 { link h[i] -- h[1] { delay 5ms } }
        } else {
          link h[1] -- h[2]
        }
        ping p = h[1] -> h[3]
        expect p.lost == 0
        """;
    String small = shrink(text, Set.of("expect p.lost == 0"), s -> s.contains("p.lost"));
    assertThat(small).doesNotContain("if", "for", "let", "else").contains("ping p = h[1] -> h[");
  }

  @Test
  void parametersAndSeedAreWrittenIntoAScenario() throws Exception {
    Path file = directory.resolve("x.scn");
    Files.writeString(
        file, "scenario \"x\"\nparam n = 1..4\nparam s = \"a b\", c\nnode a, b\nlink a -- b\n");
    assertThat(FixedScenario.of(file, Map.of("n", "3"), 9))
        .contains("param n = 3\n")
        .contains("seed 9\n");
  }

  @Test
  void failuresAreComparedWithoutNumbers() {
    String json =
        """
        {"expectations": [{"text": "expect  x == 5", "status": "failed", "seen": "saw %s"}],
         "nodes": [{"crash": null}],
         "activities": [{"name": "f", "state": "%s", "reason": null}]}
        """;
    Failure failure = Failure.of(json.formatted("3", "completed"));
    assertThat(failure.fails()).isTrue();
    assertThat(failure.sameAs(Failure.of(json.formatted("47", "completed")))).isTrue();
    assertThat(failure.sameAs(Failure.of(json.formatted("0", "completed")))).isFalse();
    assertThat(failure.sameAs(Failure.of(json.formatted("3", "failed")))).isFalse();
    assertThat(failure.unmet()).containsOnlyKeys("expect x == 5");
  }
}
