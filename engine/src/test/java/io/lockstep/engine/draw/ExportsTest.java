package io.lockstep.engine.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.engine.Examples;
import io.lockstep.engine.Golden;
import io.lockstep.engine.graph.EventGraphDot;
import io.lockstep.engine.graph.EventGraphJson;
import io.lockstep.engine.model.ScenarioCase;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class ExportsTest {
  private static final String TRIGGERS =
      """
      scenario "Triggers of all kinds"
      node a, b
      link core = a -- b { rate 20mbit; delay 10ms }
      flow bulk = tcp a -> b:80 { send 5MB }
      ping p = a -> b { start after bulk + 1s }
      flow late = tcp b -> a:81 { send 1MB }
      from 2s to 4s { set core { loss 10% } }
      every 1s from 5s to 8s { set core { delay 20ms } }
      when bulk.received > 1MB { set core { delay 5ms } }
      after p { start late }
      expect bulk.completed by 60s
      expect p.received == 5 at 30s
      """;

  @Test
  void topologyAsDot(TestInfo test) {
    Golden.check(test, ".dot", TopologyDot.of(Examples.first("tcp-lossy.scn")));
  }

  @Test
  void topologyAsJson(TestInfo test) throws IOException {
    String json = TopologyJson.of(Examples.first("tcp-lossy.scn"));
    Golden.check(test, ".json", json);
    JsonNode topology = new ObjectMapper().readTree(json);
    assertThat(topology.get("nodes").size()).isEqualTo(3);
    assertThat(topology.get("links").get(1).get("forward").get("loss").get("probability")
        .asDouble()).isEqualTo(0.01);
  }

  @Test
  void eventsAsDot(TestInfo test) {
    Golden.check(test, ".dot", EventGraphDot.of(Examples.first("outage.scn")));
  }

  @Test
  void eventsAsJson(TestInfo test) throws IOException {
    String json = EventGraphJson.of(Examples.first("outage.scn"));
    Golden.check(test, ".json", json);
    JsonNode events = new ObjectMapper().readTree(json);
    Set<String> ids = new HashSet<>();
    events.get("events").forEach(event -> ids.add(event.get("id").asText()));
    for (JsonNode link : events.get("links")) {
      assertThat(ids).contains(link.get("from").asText(), link.get("to").asText());
    }
  }

  @Test
  void eventsAsSvg(TestInfo test) {
    String svg = EventsSvg.of(Examples.first("outage.scn"), Theme.AUTO);
    Golden.check(test, ".svg", svg);
    Xml.parse(svg);
  }

  @Test
  void triggersAsSvg(TestInfo test) {
    String svg = EventsSvg.of(Examples.first("triggers.scn", TRIGGERS), Theme.LIGHT);
    Golden.check(test, ".svg", svg);
    Xml.parse(svg);
  }

  @Test
  void triggersAsJson(TestInfo test) {
    Golden.check(
        test, ".json", EventGraphJson.of(Examples.first("triggers.scn", TRIGGERS)));
  }

  @Test
  void manyActivitiesShareALine() {
    ScenarioCase star = Examples.first("star.scn");
    assertThat(EventRows.of(star)).hasSize(2);
    assertThat(EventRows.of(star).get(0).label()).isEqualTo("p[1] … p[999]");
  }
}
