package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.Engine;
import io.lockstep.engine.Expansion;
import io.lockstep.engine.ReadOptions;
import io.lockstep.engine.model.ScenarioCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large networks are short to write and quick to look at. That they run, ExamplesTest shows. */
class ScaleTest {
  private static final Path EXAMPLES = Program.property("lockstep.examples", "../examples");

  /** Far more than is needed, on a machine that does much else at the time. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "fat-tree.scn, 208, 384, 16",
    "ring.scn, 100, 100, 3",
    "dumbbell.scn, 202, 201, 100",
  })
  void areShort(String example, int nodes, int links, int traffic) throws IOException {
    Path file = EXAMPLES.resolve(example);
    assertThat(Files.readAllLines(file)).hasSizeLessThan(40);
    ScenarioCase one = Engine.standard().expand(file, ReadOptions.DEFAULT).cases().get(0);
    assertThat(one.nodes()).hasSize(nodes);
    assertThat(one.links()).hasSize(links);
    assertThat(one.activities()).hasSize(traffic);
  }

  @Test
  void fiveHundredNodesAreCheckedExplainedAndDrawn() {
    Lab.write(
        directory,
        "large.scn",
        """
        let n = 20
        node core { sysctl net.ipv4.ip_forward = 1 }
        node r[1..n] { sysctl net.ipv4.ip_forward = 1 }
        node h[1..n][1..24]
        for i in 1..n {
          link core -- r[i] { rate 1gbit; delay 1ms }
          for j in 1..24 { link r[i] -- h[i][j] { rate 100mbit; delay 10us } }
          ping p[i] = h[i][1] -> h[mod(i, n) + 1][24]
        }
        routes auto
        """);
    Program program = Program.in(directory);
    Program.Finished check = program.run("check", "large.scn");
    assertThat(check).isEqualTo(new Program.Finished(0, "1 file: no errors\n", ""));
    assertThat(program.run("explain", "--format=json", "-o", "large.json", "large.scn").exitCode())
        .isZero();
    JsonNode explained = Lab.json(directory.resolve("large.json"));
    assertThat(explained.get("nodes")).hasSize(501);
    assertThat(explained.get("routes").size()).isGreaterThan(500);
    for (String format : new String[] {"svg", "dot", "json"}) {
      Path drawn = directory.resolve("large." + format);
      Program.Finished graph = program.run("graph", "-o", drawn.toString(), "large.scn");
      assertThat(graph).isEqualTo(new Program.Finished(0, "", ""));
      assertThat(drawn).isNotEmptyFile();
    }
  }

  @Test
  void tenThousandLinesAreChecked() {
    String nodes =
        IntStream.range(0, 2500)
            .mapToObj(
                i ->
                    """
                    node n%1$d
                    link l%1$d = n%1$d -- n%2$d { delay 1ms }
                    ping p%1$d = n%1$d -> n%2$d { count 1 }
                    expect p%1$d.received == 1
                    """
                        .formatted(i, (i + 1) % 2500))
            .collect(Collectors.joining());
    Path file = Lab.write(directory, "long.scn", nodes);
    long start = System.nanoTime();
    Expansion expansion = Engine.standard().expand(file, ReadOptions.DEFAULT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    assertThat(expansion.diagnostics()).isEmpty();
    assertThat(expansion.cases().get(0).links()).hasSize(2500);
  }
}
