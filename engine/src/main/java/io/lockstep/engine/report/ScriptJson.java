package io.lockstep.engine.report;

import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.script.CallRecord;
import io.lockstep.engine.script.ScriptResult;

/** The calls of a program in {@code result.json}. */
final class ScriptJson {
  private ScriptJson() {}

  static void write(JsonWriter json, ScriptResult result) {
    json.key("calls").beginArray();
    for (CallRecord call : result.calls()) {
      json.beginObject();
      json.key("line").value(call.source().line());
      json.key("column").value(call.source().column());
      json.key("call").value(call.call());
      json.key("begin_ns").value(call.beginNs());
      json.key("end_ns");
      if (call.endNs() < 0) {
        json.value((String) null);
      } else {
        json.value(call.endNs());
      }
      json.key("result").value(call.endNs() < 0 ? null : call.result());
      json.endObject();
    }
    json.endArray();
  }
}
