package io.lockstep.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.Cases;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import io.lockstep.engine.sim.LinkResult;
import io.lockstep.engine.sim.RunResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static CaseOutcome outcome() {
    ActionBlock block =
        new ActionBlock(new When.OnDemand(), ImmutableList.of(), Cases.source(9, "when never"));
    ScenarioCase scenario = Cases.withLan(block);
    LinkResult.Direction plain = new LinkResult.Direction(5, 5, 500, 0, 0, 0, 0, 0, 0);
    LinkResult.Direction impaired = new LinkResult.Direction(5, 6, 600, 0, 0, 0, 0, 1, 2);
    RunResult result =
        new RunResult(
            1_000,
            7,
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(
                new LinkResult(0, ImmutableList.of(plain, plain)),
                new LinkResult(1, ImmutableList.of(plain, impaired)),
                new LinkResult(2, ImmutableList.of(plain, plain))),
            ImmutableList.of(0),
            false);
    return new CaseOutcome(
        scenario, result, ImmutableList.of(), ImmutableMap.of(), "", Path.of("out"), false,
        ImmutableList.of());
  }

  @Test
  void saysWhichBlocksNeverHappened() {
    assertThat(ConsoleReport.of(outcome()))
        .contains("never happened  some/dir/two.scn:9:1  when never\n");
    assertThat(compact()).contains("\"never_happened\":[{\"file\":\"two.scn\",\"line\":9,");
  }

  @Test
  void countsTheFramesOfEachPortOfALan() {
    assertThat(compact())
        .contains(
            "\"lans\":[{\"name\":\"office\",\"ports\":[{\"member\":\"alice.eth1\",\"from_member\":")
        .contains("\"dropped_node_dead\":0,\"duplicated\":1,\"corrupted\":2}")
        .containsOnlyOnce("duplicated");
  }

  private static String compact() {
    return ResultJson.of(outcome()).replaceAll("\\s", "");
  }
}
