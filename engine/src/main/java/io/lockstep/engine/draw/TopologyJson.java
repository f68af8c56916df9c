package io.lockstep.engine.draw;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.describe.DirectionJson;
import io.lockstep.engine.describe.MacAddress;
import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.LanPort;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;

/** The topology of a scenario as JSON; {@code docs/tools.md} describes it. */
public final class TopologyJson {
  private final JsonWriter json = new JsonWriter();
  private final ScenarioCase scenario;

  private TopologyJson(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  /** The document, with a newline at its end; the same scenario gives the same bytes. */
  public static String of(ScenarioCase scenario) {
    return new TopologyJson(scenario).write();
  }

  private String write() {
    Sketch sketch = TopologySketch.of(scenario);
    json.beginObject();
    json.key("title").value(scenario.title());
    json.key("case").value(scenario.name());
    json.key("nodes").beginArray();
    for (NodeSpec node : scenario.nodes()) {
      Sketch.Box box = sketch.boxes().get(node.index());
      json.beginObject();
      json.key("name").value(node.name());
      json.key("kernel").value(node.kernel());
      json.key("router").value(box.kind() == Sketch.Kind.ROUTER);
      json.key("forwards").value(box.forwards());
      json.key("source").value(node.source().location());
      json.endObject();
    }
    json.endArray();
    json.key("links").beginArray();
    scenario.links().forEach(this::link);
    json.endArray();
    json.key("lans").beginArray();
    scenario.lans().forEach(this::lan);
    json.endArray();
    json.key("activities").beginArray();
    scenario.activities().forEach(this::activity);
    return json.endArray().endObject().toString();
  }

  private void link(LinkSpec link) {
    json.beginObject();
    json.key("name").value(link.name());
    json.key("ends").beginArray();
    end(link.a());
    json.endObject();
    end(link.b());
    json.endObject();
    json.endArray();
    json.key("forward");
    DirectionJson.write(link.forward(), json);
    json.key("backward");
    DirectionJson.write(link.backward(), json);
    json.key("source").value(link.source().location());
    json.endObject();
  }

  private void lan(LanSpec lan) {
    json.beginObject();
    json.key("name").value(lan.name());
    json.key("ports").beginArray();
    for (LanPort port : lan.ports()) {
      end(port.end());
      json.key("up");
      DirectionJson.write(port.up(), json);
      json.key("down");
      DirectionJson.write(port.down(), json);
      json.endObject();
    }
    json.endArray();
    json.key("source").value(lan.source().location());
    json.endObject();
  }

  /** Leaves the object open. */
  private void end(LinkEnd end) {
    json.beginObject();
    json.key("node").value(scenario.nodes().get(end.node()).name());
    json.key("netdev").value(end.netdev());
    json.key("mac").value(MacAddress.text(end.mac()));
    json.key("mtu").value(end.mtu());
    json.key("addresses").strings(end.addresses().stream().map(Object::toString).toList());
  }

  private static String address(ActivitySpec activity) {
    return activity.address() == null ? null : InetAddresses.toAddrString(activity.address());
  }

  private void activity(ActivitySpec activity) {
    json.beginObject();
    json.key("name").value(activity.name());
    json.key("kind").value(ActivityWords.kind(activity));
    json.key("from").value(scenario.nodes().get(activity.from()).name());
    json.key("to").value(activity.to() < 0 ? null : scenario.nodes().get(activity.to()).name());
    json.key("address").value(address(activity));
    json.key("source").value(activity.source().location());
    json.endObject();
  }
}
