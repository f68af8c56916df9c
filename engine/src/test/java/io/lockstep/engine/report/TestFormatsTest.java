package io.lockstep.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.Cases;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TestFormatsTest {
  private static List<FileOutcome> files() {
    ScenarioCase scenario =
        Cases.withLan(
            new ActionBlock(new When.OnDemand(), ImmutableList.of(), Cases.source(9, "when x")));
    RunResult result =
        new RunResult(
            1_000, 7, ImmutableList.of(), ImmutableList.of(), ImmutableList.of(),
            ImmutableList.of(), false);
    CaseOutcome outcome =
        new CaseOutcome(
            scenario,
            result,
            ImmutableList.of(
                new Verdict(
                    0, Cases.source(3, "expect a < 1"), Status.MET, 5, "saw 0", ImmutableList.of()),
                new Verdict(
                    1, Cases.source(4, "expect \"b\" #2"), Status.FAILED, 5, "saw <c>",
                    ImmutableList.of("p failed & died"))),
            ImmutableMap.of(), "", Path.of("out"), false, ImmutableList.of());
    return List.of(
        new FileOutcome("some/dir/two.scn", ImmutableList.of(outcome), null),
        new FileOutcome("bad.scn", ImmutableList.of(), "bad.scn:1:1: error: no"));
  }

  @Test
  void ktap() {
    String run = TestLines.name(files().get(0).cases().get(0));
    assertThat(Ktap.of(files()))
        .isEqualTo(
            """
            KTAP version 1
            1..2
              KTAP version 1
              # Subtest: RUN
              1..3
              ok 1 expect a < 1 (line 3)
              # saw <c>
              # some/dir/two.scn:4:1
              # p failed & died
              not ok 2 expect "b" \\#2 (line 4)
              ok 3 no kernel crashes
            not ok 1 RUN
            # bad.scn:1:1: error: no
            not ok 2 bad.scn
            """
                .replace("RUN", run));
  }

  @Test
  void junit() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    JUnitXml.of(files()).getBytes(StandardCharsets.UTF_8)));
    Element root = xml.getDocumentElement();
    assertThat(root.getAttribute("tests")).isEqualTo("4");
    assertThat(root.getAttribute("failures")).isEqualTo("2");
    Element second = (Element) xml.getElementsByTagName("testcase").item(1);
    assertThat(second.getAttribute("name")).isEqualTo("expect \"b\" #2 (line 4)");
    assertThat(second.getAttribute("line")).isEqualTo("4");
    Element failure = (Element) second.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("saw <c>");
    assertThat(failure.getTextContent()).contains("two.scn:4:1", "p failed & died");
  }
}
