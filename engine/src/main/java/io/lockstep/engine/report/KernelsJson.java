package io.lockstep.engine.report;

import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.libos.build.Manifest;
import io.lockstep.libos.build.Provenance;
import java.util.List;
import java.util.TreeSet;

/**
 * What the kernels of a run are made of. Where on this machine the source was is left out, as it
 * does not decide about the result.
 */
final class KernelsJson {
  private KernelsJson() {}

  static void write(JsonWriter json, CaseOutcome outcome) {
    TreeSet<String> names = new TreeSet<>();
    for (NodeResult node : outcome.result().nodes()) {
      names.add(outcome.kernelOf(node));
    }
    names.retainAll(outcome.kernels().keySet());
    if (names.isEmpty()) {
      return;
    }
    json.key("kernels").beginArray();
    for (String name : names) {
      Manifest manifest = outcome.kernels().get(name);
      Provenance made = manifest.made();
      json.beginObject();
      json.key("name").value(name);
      json.key("release").value(manifest.release());
      json.key("git").value(made.describe().isEmpty() ? null : made.describe());
      json.key("source").value(manifest.source());
      json.key("port").value(manifest.overlay());
      json.key("config").value(manifest.config());
      parts(json, "patches", made.patches());
      parts(json, "fragments", made.fragments());
      json.endObject();
    }
    json.endArray();
  }

  private static void parts(JsonWriter json, String key, List<Provenance.Part> parts) {
    json.key(key).beginArray();
    for (Provenance.Part part : parts) {
      json.beginObject();
      json.key("name").value(part.name());
      json.key("sha256").value(part.sha256());
      json.endObject();
    }
    json.endArray();
  }
}
