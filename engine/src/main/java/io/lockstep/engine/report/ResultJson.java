package io.lockstep.engine.report;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.programs.OutputLog;
import io.lockstep.engine.script.CallRecord;
import io.lockstep.engine.series.Series;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.IdleFault;
import io.lockstep.engine.sim.LinkResult;
import io.lockstep.engine.sim.NodeCrash;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.verdict.Verdict;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * {@code result.json}: a function of scenario, seed and kernels alone. Times are in virtual
 * nanoseconds in keys that end in {@code _ns}, rates in bits per second in {@code _bps}; scenario
 * files appear without their directories.
 */
final class ResultJson {
  private final CaseOutcome outcome;
  private final ScenarioCase scenario;
  private final JsonWriter json = new JsonWriter();

  private ResultJson(CaseOutcome outcome) {
    this.outcome = outcome;
    this.scenario = outcome.scenario();
  }

  static String of(CaseOutcome outcome) {
    return new ResultJson(outcome).write();
  }

  /** Where each node's kernel log is, relative to the run's directory. */
  static ImmutableList<String> logNames(ScenarioCase scenario) {
    return FileNames.safe(scenario.nodes().stream().map(node -> node.name()).toList()).stream()
        .map(name -> "log/" + name + ".log")
        .collect(ImmutableList.toImmutableList());
  }

  private String write() {
    json.beginObject();
    json.key("format").value(RunDirectory.FORMAT);
    json.key("scenario").value(ScenarioNames.base(scenario.file()));
    json.key("title").value(scenario.title());
    json.key("case").value(scenario.name());
    json.key("parameters").beginObject();
    scenario.parameters().forEach((name, value) -> json.key(name).value(value));
    json.endObject();
    json.key("seed").value(scenario.seed());
    json.key("conclusion").value(outcome.conclusion().word());
    json.key("end_ns").value(outcome.result().endNs());
    json.key("events").value(outcome.result().events());
    json.key("capture").value(outcome.captured() ? "capture.pcapng" : null);
    expectations();
    KernelsJson.write(json, outcome);
    nodes();
    activities();
    links();
    neverHappened();
    neverStruck();
    series();
    fingerprint();
    return json.endObject().toString();
  }

  private void expectations() {
    verdicts("expectations", outcome.verdicts());
    verdicts("implicit", outcome.implicit());
  }

  private void verdicts(String key, List<Verdict> verdicts) {
    json.key(key).beginArray();
    for (Verdict verdict : verdicts) {
      json.beginObject();
      place(verdict.source());
      json.key("status").value(verdict.status().name().toLowerCase(Locale.ROOT));
      json.key("judged_at_ns");
      optional(verdict.atNs());
      json.key("seen").value(verdict.seen());
      json.key("evidence").strings(verdict.evidence());
      json.endObject();
    }
    json.endArray();
  }

  private void nodes() {
    ImmutableList<String> logs = logNames(scenario);
    json.key("nodes").beginArray();
    for (NodeResult node : outcome.result().nodes()) {
      json.beginObject();
      json.key("name").value(scenario.nodes().get(node.index()).name());
      json.key("kernel").value(outcome.kernelOf(node));
      json.key("release").value(node.kernelRelease());
      json.key("log").value(logs.get(node.index()));
      json.key("crash");
      crash(node.crash());
      json.endObject();
    }
    json.endArray();
  }

  private void crash(NodeCrash crash) {
    if (crash == null) {
      json.value((String) null);
      return;
    }
    json.beginObject();
    json.key("kind").value(crash.kind().toLowerCase(Locale.ROOT));
    json.key("reason").value(crash.reason());
    json.key("time_ns").value(crash.timeNs());
    // Where the watchdog found an endless loop depends on the host; the kernel log has it.
    boolean reproducible = !crash.kind().equals("ENDLESS_LOOP");
    json.key("backtrace").strings(reproducible ? crash.backtrace() : ImmutableList.of());
    json.endObject();
  }

  private void activities() {
    Map<Integer, String> programNames = ProgramFiles.names(scenario);
    json.key("activities").beginArray();
    for (ActivityResult result : outcome.result().activities()) {
      ActivitySpec spec = scenario.activities().get(result.index());
      json.beginObject();
      json.key("name").value(spec.name());
      json.key("kind").value(kind(spec));
      json.key("from").value(scenario.nodes().get(spec.from()).name());
      json.key("to").value(scenario.nodes().get(spec.to()).name());
      json.key("address").value(spec.address() == null ? null : spec.address().getHostAddress());
      json.key("state").value(result.state().name().toLowerCase(Locale.ROOT));
      json.key("reason").value(result.reason().isEmpty() ? null : result.reason());
      json.key("completed_at_ns");
      optional(result.completedAtNs());
      json.key("metrics").beginObject();
      for (Map.Entry<MetricName, Double> metric : result.metrics().entrySet()) {
        json.key(key(metric.getKey())).value(metric.getValue());
      }
      json.endObject();
      if (spec instanceof ActivitySpec.Program program && result.program() != null) {
        ProgramJson.write(json, program, result.program(), programNames.get(spec.index()));
      }
      if (result.script() != null) {
        ScriptJson.write(json, result.script());
      }
      if (!result.parts().isEmpty()) {
        parts(spec, result);
      }
      if (spec instanceof ActivitySpec.Traceroute way) {
        hops(way, result);
      }
      if (spec instanceof ActivitySpec.Ping) {
        json.key("rtts_ns").beginArray();
        LongStream rtts = result.rttsNs().stream();
        rtts.forEach(this::optional);
        json.endArray();
      }
      json.endObject();
    }
    json.endArray();
  }

  /** What each connection or member has sent and received. */
  private void parts(ActivitySpec spec, ActivityResult result) {
    boolean group =
        spec instanceof ActivitySpec.UdpFlow flow && !flow.datagrams().members().isEmpty();
    json.key(group ? "receivers" : "connections").beginArray();
    for (int i = 0; i < result.parts().size(); i++) {
      json.beginObject();
      if (group) {
        int node = ((ActivitySpec.UdpFlow) spec).datagrams().members().get(i).node();
        json.key("node").value(scenario.nodes().get(node).name());
      }
      for (Map.Entry<MetricName, Double> metric : result.parts().get(i).entrySet()) {
        json.key(key(metric.getKey())).value(metric.getValue());
      }
      json.endObject();
    }
    json.endArray();
  }

  /** Who answered to which TTL. */
  private void hops(ActivitySpec.Traceroute way, ActivityResult result) {
    json.key("route").beginArray();
    for (InetAddress address : result.hops()) {
      boolean unknown = address.isAnyLocalAddress();
      Integer node = way.owners().get(address);
      json.beginObject();
      json.key("address").value(unknown ? null : address.getHostAddress());
      json.key("node").value(node == null ? null : scenario.nodes().get(node).name());
      json.endObject();
    }
    json.endArray();
  }

  private static String kind(ActivitySpec spec) {
    return ActivityWords.kind(spec);
  }

  private static String key(MetricName name) {
    String suffix = name.unit() == Unit.TIME ? "_ns" : name.unit() == Unit.RATE ? "_bps" : "";
    return name.written().replace('.', '_') + suffix;
  }

  private void optional(long value) {
    if (value < 0) {
      json.value((String) null);
    } else {
      json.value(value);
    }
  }

  private void links() {
    json.key("links").beginArray();
    for (LinkSpec link : scenario.links()) {
      json.beginObject();
      json.key("name").value(link.name());
      json.key("a").value(end(link.a()));
      json.key("b").value(end(link.b()));
      directions(link.index(), "a_to_b", "b_to_a");
      json.endObject();
    }
    json.endArray();
    if (!scenario.lans().isEmpty()) {
      lans();
    }
  }

  private void lans() {
    Wires wires = new Wires(scenario);
    json.key("lans").beginArray();
    for (LanSpec lan : scenario.lans()) {
      json.beginObject();
      json.key("name").value(lan.name());
      json.key("ports").beginArray();
      for (int port = 0; port < lan.ports().size(); port++) {
        json.beginObject();
        json.key("member").value(end(lan.ports().get(port).end()));
        directions(wires.ofPort(lan.index(), port), "from_member", "to_member");
        json.endObject();
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
  }

  private void directions(int wire, String there, String back) {
    LinkResult result = outcome.result().links().get(wire);
    direction(there, result.directions().get(0));
    direction(back, result.directions().get(1));
  }

  private String end(LinkEnd end) {
    return scenario.nodes().get(end.node()).name() + "." + end.netdev();
  }

  private void direction(String key, LinkResult.Direction direction) {
    json.key(key).beginObject();
    json.key("sent").value(direction.sent());
    json.key("delivered").value(direction.delivered());
    json.key("delivered_bytes").value(direction.deliveredBytes());
    json.key("dropped_queue_full").value(direction.droppedQueueFull());
    json.key("dropped_loss").value(direction.droppedLoss());
    json.key("dropped_link_down").value(direction.droppedLinkDown());
    json.key("dropped_node_dead").value(direction.droppedNodeDead());
    if (direction.duplicated() > 0) {
      json.key("duplicated").value(direction.duplicated());
    }
    if (direction.corrupted() > 0) {
      json.key("corrupted").value(direction.corrupted());
    }
    json.endObject();
  }

  /** Blocks of the timeline; left out if all have happened. */
  private void neverHappened() {
    ImmutableList<Integer> blocks = outcome.result().neverHappened();
    if (blocks.isEmpty()) {
      return;
    }
    json.key("never_happened").beginArray();
    for (int block : blocks) {
      json.beginObject();
      place(scenario.timeline().get(block).source());
      json.endObject();
    }
    json.endArray();
  }

  /** Faults; left out if all have struck. */
  private void neverStruck() {
    ImmutableList<IdleFault> faults = outcome.result().neverStruck();
    if (faults.isEmpty()) {
      return;
    }
    json.key("never_struck").beginArray();
    for (IdleFault fault : faults) {
      json.beginObject();
      place(fault.source());
      json.key("matched").value(fault.matched());
      json.endObject();
    }
    json.endArray();
  }

  /** An index of {@code series.json}. */
  private void series() {
    json.key("series").value(outcome.series().isEmpty() ? null : RunDirectory.SERIES);
    json.key("series_index").strings(outcome.series().stream().map(Series::id).toList());
  }

  private void place(Source source) {
    json.key("file").value(ScenarioNames.base(source.file()));
    json.key("line").value(source.line());
    json.key("column").value(source.column());
    json.key("text").value(source.text());
  }

  /** Times, outputs and ends of all programs. */
  private String programs() {
    StreamHash hash = new StreamHash();
    for (ActivityResult result : outcome.result().activities()) {
      if (result.program() != null) {
        hash.add(result.program().startNs());
        hash.add(result.program().endNs());
        hash.add(result.program().exit());
        hash.add(result.program().signal());
        for (OutputLog.Piece piece : result.program().output().pieces()) {
          hash.add(piece.timeNs());
          hash.add(piece.stream() == null ? -1 : piece.stream().ordinal());
          hash.add(ByteBuffer.wrap(piece.bytes()), 0, piece.bytes().length);
        }
      }
    }
    return hash.toString();
  }

  private void fingerprint() {
    StreamHash results = new StreamHash();
    for (ActivityResult activity : outcome.result().activities()) {
      results.add(activity.state().ordinal());
      results.add(activity.reason());
      results.add(activity.completedAtNs());
      activity
          .metrics()
          .forEach(
              (name, value) -> {
                results.add(name.ordinal());
                results.add(Double.doubleToLongBits(value));
              });
      activity.rttsNs().forEach(results::add);
      if (activity.script() != null) {
        for (CallRecord call : activity.script().calls()) {
          results.add(call.call());
          results.add(call.beginNs());
          results.add(call.endNs());
          results.add(call.result());
        }
      }
      activity.parts().forEach(part -> part.values().forEach(v -> results.add(Double.doubleToLongBits(v))));
      activity.hops().forEach(hop -> results.add(hop.getHostAddress()));
    }
    for (Verdict verdict : outcome.verdicts()) {
      results.add(verdict.status().ordinal());
      results.add(verdict.seen());
    }
    json.key("fingerprint").beginObject();
    outcome.fingerprint().forEach((name, hash) -> json.key(name).value(hash));
    if (outcome.result().activities().stream().anyMatch(result -> result.program() != null)) {
      json.key("programs").value(programs());
    }
    json.key("results").value(results.toString());
    json.endObject();
  }
}
