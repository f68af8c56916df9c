package io.lockstep.engine.page;

import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.verdict.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the scripts of a page know about a run, as JSON; columns are named by their numbers. */
final class PageData {
  private final CaseOutcome outcome;
  private final ScenarioCase scenario;
  private final Recorder recorder;
  private final JsonWriter json = new JsonWriter();

  private PageData(CaseOutcome outcome, Recorder recorder) {
    this.outcome = outcome;
    this.scenario = outcome.scenario();
    this.recorder = recorder;
  }

  static String of(CaseOutcome outcome, Recorder recorder, Columns columns) {
    return new PageData(outcome, recorder).write(columns);
  }

  private String write(Columns columns) {
    json.beginObject();
    json.key("end").value(outcome.result().endNs());
    json.key("nodes").strings(scenario.nodes().stream().map(node -> node.name()).toList());
    json.key("lans").strings(scenario.lans().stream().map(lan -> lan.name()).toList());
    wires();
    activities();
    events();
    changes("carrier", recorder.wires());
    changes("alive", recorder.nodes());
    verdicts();
    SeriesColumns.write(outcome.series(), columns, json);
    json.key("packets");
    PacketColumns.write(recorder.packets(), columns, json);
    json.key("columns");
    columns.index(json);
    return json.endObject().toString();
  }

  private void wires() {
    Wires wires = new Wires(scenario);
    json.key("wires").beginArray();
    for (int wire = 0; wire < wires.count(); wire++) {
      boolean link = wires.isLink(wire);
      json.beginObject();
      json.key("name").value(
          link ? scenario.links().get(wire).name() : wires.lan(wire).name());
      json.key("lan").value(link ? -1 : wires.lan(wire).index());
      json.key("ends").beginArray();
      for (int end = 0; end < (link ? 2 : 1); end++) {
        LinkEnd netdev = wires.end(wire, end);
        json.beginObject();
        json.key("node").value(netdev.node());
        json.key("netdev").value(netdev.netdev());
        json.key("addresses")
            .strings(netdev.addresses().stream().map(prefix -> bare(prefix.toString())).toList());
        json.endObject();
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
  }

  private static String bare(String prefix) {
    return prefix.replaceFirst("/.*", "");
  }

  private void activities() {
    Map<String, Long> starts = new HashMap<>();
    Map<String, Long> ends = new HashMap<>();
    for (Recorder.Happening event : recorder.events()) {
      if (event.what().endsWith(" starts")) {
        starts.putIfAbsent(event.what().substring(0, event.what().length() - 7), event.timeNs());
      } else if (event.what().contains(" has failed: ")) {
        int at = event.what().indexOf(" has failed: ");
        ends.putIfAbsent(event.what().substring(0, at), event.timeNs());
      }
    }
    json.key("activities").beginArray();
    for (ActivityResult result : outcome.result().activities()) {
      ActivitySpec spec = scenario.activities().get(result.index());
      json.beginObject();
      json.key("name").value(spec.name());
      json.key("kind").value(ActivityWords.kind(spec));
      json.key("ends").value(ActivityWords.ends(spec, scenario).replace("->", "→"));
      json.key("what").value(ActivityWords.amount(spec));
      json.key("state").value(result.state().name().toLowerCase(Locale.ROOT));
      json.key("reason").value(result.reason());
      json.key("start").value(starts.getOrDefault(spec.name(), -1L));
      long end = result.completedAtNs();
      json.key("end").value(end >= 0 ? end : ends.getOrDefault(spec.name(), -1L));
      json.endObject();
    }
    json.endArray();
  }

  /** All but the starts and ends of activities, which their bars show. */
  private void events() {
    Set<Source> actions = new HashSet<>();
    for (ActionBlock block : scenario.timeline()) {
      for (ActionSpec action : block.actions()) {
        actions.add(action.source());
      }
    }
    List<Recorder.Happening> shown =
        recorder.events().stream().filter(event -> !isOfActivity(event.what())).toList();
    json.key("moreEvents").value(recorder.moreEvents());
    json.key("events").beginArray();
    for (Recorder.Happening event : shown) {
      json.beginObject();
      json.key("time").value(event.timeNs());
      json.key("what").value(event.what());
      json.key("line").value(event.source() == null ? 0 : event.source().line());
      json.key("action").value(event.source() != null && actions.contains(event.source()));
      json.endObject();
    }
    json.endArray();
  }

  private boolean isOfActivity(String what) {
    return what.endsWith(" starts") || what.endsWith(" is completed")
        || what.contains(" has failed: ");
  }

  private void changes(String key, List<Recorder.Change> changes) {
    json.key(key).beginArray();
    for (Recorder.Change change : changes) {
      json.beginObject();
      json.key("time").value(change.timeNs());
      json.key("index").value(change.index());
      json.key("up").value(change.up());
      json.endObject();
    }
    json.endArray();
  }

  private void verdicts() {
    json.key("verdicts").beginArray();
    for (Verdict verdict : outcome.verdicts()) {
      json.beginObject();
      json.key("time").value(verdict.atNs());
      json.key("status").value(verdict.status().name().toLowerCase(Locale.ROOT));
      json.key("text").value(verdict.source().text());
      json.key("line").value(verdict.source().line());
      json.key("seen").value(verdict.seen());
      json.endObject();
    }
    json.endArray();
    json.key("crashes").beginArray();
    for (NodeResult node : outcome.result().nodes()) {
      if (node.crash() != null) {
        json.beginObject();
        json.key("node").value(node.index());
        json.key("time").value(node.crash().timeNs());
        json.endObject();
      }
    }
    json.endArray();
  }
}
