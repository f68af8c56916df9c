package io.lockstep.engine.describe;

import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LossModel;

/** The properties of one direction of a link as a JSON object; {@code docs/tools.md} has it. */
public final class DirectionJson {
  private DirectionJson() {}

  /** Writes the object. */
  public static void write(DirectionSpec spec, JsonWriter json) {
    json.beginObject();
    json.key("rate_bps").value(spec.rateBitsPerSecond());
    json.key("delay_ns").value(spec.delayNs());
    json.key("jitter_ns").value(spec.jitterNs());
    json.key("queue_packets").value(spec.queuePackets());
    json.key("queue_bytes").value(spec.queueBytes());
    json.key("loss").beginObject();
    if (spec.loss() instanceof LossModel.Independent independent) {
      json.key("model").value("independent");
      json.key("probability").value(independent.probability());
    } else if (spec.loss() instanceof LossModel.GilbertElliott bursts) {
      json.key("model").value("gilbert");
      json.key("to_bad").value(bursts.toBad());
      json.key("to_good").value(bursts.toGood());
      json.key("loss_bad").value(bursts.lossBad());
      json.key("loss_good").value(bursts.lossGood());
    }
    json.endObject();
    json.key("duplicate").value(spec.duplicate());
    json.key("reorder").value(spec.reorder());
    json.key("corrupt").value(spec.corrupt());
    json.endObject();
  }
}
