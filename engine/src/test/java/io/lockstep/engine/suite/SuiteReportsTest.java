package io.lockstep.engine.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SuiteReportsTest {
  @TempDir Path directory;

  private static SuiteCase one(String scenario, String name, String kernel, long seed) {
    return new SuiteCase(
        scenario, Path.of(scenario), name, ImmutableMap.of(), kernel, seed, 0, 10, true);
  }

  private static SuiteResults results() {
    Map<SuiteCase, CaseResult> cases = new LinkedHashMap<>();
    cases.put(
        one("a/b.scn", "cc=bbr", "linux-6.1", 3),
        new CaseResult(
            CaseStatus.PASSED, 0, 2, 2, 1_500_000_000, ImmutableList.of(),
            ImmutableMap.of("times", "ab")));
    cases.put(
        one("a/b.scn", "cc=bbr", "linux-6.12", 3),
        new CaseResult(
            CaseStatus.FAILED, 1, 1, 2, 2_000_000_000,
            ImmutableList.of("b.scn:7:1  expect x < 3 & y   saw \u00014"), ImmutableMap.of()));
    cases.put(one("#c.scn", "", "", -1), CaseResult.without(CaseStatus.SKIPPED, "needs <more>"));
    cases.put(one("d.scn", "", "", -1), CaseResult.without(CaseStatus.DIED, "signal 9"));
    return new SuiteResults("net & more", cases);
  }

  @Test
  void ktap() {
    assertThat(SuiteKtap.of(results()))
        .isEqualTo(
            """
            KTAP version 1
            1..4
            ok 1 a/b.scn cc=bbr kernel=linux-6.1 seed=3
            # b.scn:7:1  expect x < 3 & y   saw \u00014
            not ok 2 a/b.scn cc=bbr kernel=linux-6.12 seed=3
            ok 3 \\#c.scn # SKIP needs <more>
            # signal 9
            not ok 4 d.scn
            """);
  }

  @Test
  void junitIsXml() throws Exception {
    String xml = SuiteJUnit.of(results());
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("1");
    assertThat(document.getDocumentElement().getAttribute("errors")).isEqualTo("1");
    assertThat(document.getDocumentElement().getAttribute("time")).isEqualTo("3.5");
    assertThat(xml).contains("saw \ufffd4");
  }

  @Test
  void suiteJsonIsReadAgain() throws Exception {
    SuiteResults results = results();
    Files.writeString(directory.resolve("suite.json"), results.toJson());
    Map<String, CaseResult> read = SuiteResults.read(directory);
    results.cases().forEach((one, result) -> assertThat(read.get(one.id())).isEqualTo(result));
  }

  @Test
  void htmlShowsKernelsSideBySideAndEscapes() {
    assertThat(SuiteHtml.of(results(), one -> one.id().contains("6.12")))
        .contains("<title>net &amp; more</title>")
        .contains("<th>linux-6.1<th>linux-6.12")
        .contains("<td class=\"s failed\">0/1")
        .contains("needs &lt;more&gt;")
        .containsOnlyOnce("cases/a/b/cc=bbr/kernel-linux-6.12/seed-3/report.html");
  }

  @Test
  void directoriesAreSafeAndDiffer() {
    assertThat(one("../x y/b.scn.yaml", "r[3]", "net-next", 0).directory())
        .isEqualTo("cases/up/x-y/b/r-3/kernel-net-next/seed-0");
  }

  @Test
  void filters() {
    SuiteCase one = one("tcp/bbr.scn", "n=3", "linux-6.1", 5);
    assertThat(SuitePlan.leavesOut(one, List.of())).isFalse();
    assertThat(SuitePlan.leavesOut(one, List.of("BBR*seed=5"))).isFalse();
    assertThat(SuitePlan.leavesOut(one, List.of("cubic"))).isTrue();
    assertThat(SuitePlan.leavesOut(one, List.of("cubic", "bbr"))).isFalse();
    assertThat(SuitePlan.leavesOut(one, List.of("!6.1"))).isTrue();
    assertThat(SuitePlan.leavesOut(one, List.of("bbr", "!n=4"))).isFalse();
  }

  @Test
  void failingSeedsAreKeptUntilTheyPass() throws Exception {
    SuiteDirectory suite = SuiteDirectory.prepare(directory.resolve("out"));
    FailingSeeds failing = FailingSeeds.read(suite.path());
    failing.note(one("a.scn", "", "", 7), true);
    failing.note(one("a.scn", "", "", 9), true);
    failing.note(one("b.scn", "", "", -1), true);
    failing.write(suite);
    FailingSeeds again = FailingSeeds.read(suite.path());
    assertThat(again.contains(one("a.scn", "", "", 7))).isTrue();
    assertThat(again.contains(one("a.scn", "", "", 8))).isFalse();
    again.note(one("a.scn", "", "", 7), false);
    assertThat(again.groups()).containsOnlyKeys("a.scn", "b.scn");
    assertThat(again.contains(one("a.scn", "", "", 7))).isFalse();
  }

  @Test
  void seeds() {
    assertThat(Seeds.parse("1..3,9, 2")).containsExactly(1L, 2L, 3L, 9L);
  }
}
