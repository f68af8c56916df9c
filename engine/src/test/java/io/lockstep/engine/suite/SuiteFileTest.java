package io.lockstep.engine.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteFileTest {
  @TempDir Path directory;

  @BeforeEach
  void makeScenarios() throws Exception {
    for (String name : new String[] {"b.scn", "a.scn", "sub/c.scn", "sub/d.scn.yaml", "notes.txt"}) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private SuiteSpec read(String text) throws Exception {
    Path file = directory.resolve("suite.yaml");
    Files.writeString(file, text);
    return SuiteFile.read(file);
  }

  @Test
  void laterEntriesSayMoreAboutEarlierOnes() throws Exception {
    SuiteSpec suite =
        read(
            """
            name: everything
            seeds: 1..3
            time_limit: 90s
            kernels:
              - linux-6.12
              - {name: mine, source: ../tree, patches: [fix.patch]}
            parameters: {n: 4}
            scenarios:
              - "**/*.scn"
              - {path: a.scn, exit: 3, seeds: [7, 9], kernels: [mine], capture: false}
            """);
    assertThat(suite.name()).isEqualTo("everything");
    assertThat(suite.entries()).extracting(SuiteSpec.Entry::label)
        .containsExactly("a.scn", "b.scn", "sub/c.scn");
    SuiteSpec.Entry a = suite.entries().get(0);
    assertThat(a.exit()).isEqualTo(3);
    assertThat(a.seeds()).containsExactly(7L, 9L);
    assertThat(a.kernels()).containsExactly("mine");
    assertThat(a.capture()).isFalse();
    SuiteSpec.Entry b = suite.entries().get(1);
    assertThat(b)
        .isEqualTo(
            new SuiteSpec.Entry(
                "b.scn", directory.resolve("b.scn"), ImmutableList.of(),
                ImmutableList.of(1L, 2L, 3L), ImmutableMap.of("n", "4"), 0, 90, true));
    assertThat(suite.kernels().get(1).source()).isEqualTo(directory.resolve("../tree").toString());
    assertThat(suite.kernels().get(1).patches()).containsExactly(directory.resolve("fix.patch"));
  }

  @Test
  void directoriesAndExclusions() throws Exception {
    assertThat(read("{scenarios: [sub, a.scn], exclude: ['sub/*.yaml']}").entries())
        .extracting(SuiteSpec.Entry::label)
        .containsExactly("sub/c.scn", "a.scn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{scenario: [a.scn]} | 1:2 | a suite has no key \"scenario\"; did you mean \"scenarios\"?",
        "{name: x} | 1:1 | there is no key \"scenarios\"; expected a list of paths",
        "{scenarios: [x.scn]} | 1:14 | there is no scenario x.scn in",
        "{scenarios: [a.scn], seeds: 5..1} | 1:29 | expected a range of 1 to",
        "{scenarios: [a.scn], time_limit: 5} | 1:34 | expected a time such as 90s or 5min, found \"5\"",
        "{scenarios: [{path: a.scn, exit: 9}]} | 1:34 | expected an exit code: 0 (met)",
        "{scenarios: [{path: a.scn, kernels: x}]} | 1:37 | the suite has no kernel \"x\"",
        "{kernels: [{name: x, patches: y}], scenarios: a.scn} | 1:12 | there is no key \"source\"",
        "{scenarios: [a.scn | 1:19 | this is not YAML",
      })
  void mistakesAreShownWhereTheyAre(String text, String place, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("suite.yaml:" + place + ": error: ")
        .hasMessageContaining(message);
  }
}
