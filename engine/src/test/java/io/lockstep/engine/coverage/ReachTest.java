package io.lockstep.engine.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachTest {
  @TempDir private Path directory;

  private CoveredTest test(String id, String text) throws IOException {
    Path info = directory.resolve(id + ".info");
    Files.writeString(info, text);
    return new CoveredTest(id, info);
  }

  private List<CoveredTest> tests() throws IOException {
    String boot = "TN:boot\nSF:net/a.c\nFN:1,init\nFNDA:1,init\nDA:1,1\nend_of_record\n";
    return List.of(
        test("first", boot),
        test("second", boot + "TN:run\nSF:net/a.c\nFN:5,f\nFNDA:3,f\nDA:5,3\nDA:6,1\n"),
        test("third", boot + "TN:run\nSF:net/a.c\nFN:5,f\nFNDA:7,f\nDA:5,7\n"));
  }

  private List<String> ids(String place) throws IOException {
    return Reach.parse(place).in(tests()).stream().map(found -> found.test().id()).toList();
  }

  @Test
  void findsTestsWithoutTheirBoot() throws IOException {
    assertThat(ids("net/a.c")).containsExactly("second", "third");
    assertThat(ids("net/a.c:f")).containsExactly("third", "second");
    assertThat(ids("net/a.c:6")).containsExactly("second");
    assertThat(ids("net/a.c:init")).isEmpty();
    assertThat(ids("net/b.c")).isEmpty();
  }

  @Test
  void understandsPlaces() {
    assertThat(Reach.parse("net/a.c").function()).isEmpty();
    assertThat(Reach.parse("net/a.c:12").line()).isEqualTo(12);
    assertThat(Reach.parse("net/a.c:f12").function()).contains("f12");
  }

  @Test
  void saysWhereCoverageIsWrittenIfThereIsNone() {
    assertThatThrownBy(() -> SuiteCoverage.tests(directory))
        .isInstanceOf(CoverageException.class)
        .hasMessageContaining("lockstep test --coverage");
  }
}
