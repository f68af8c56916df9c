package io.lockstep.engine.report;

import com.google.common.hash.Hashing;
import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.OutputStreams;
import io.lockstep.engine.programs.ProgramResult;

/** A program in {@code result.json}. */
final class ProgramJson {
  private ProgramJson() {}

  /**
   * Writes it.
   *
   * @param name of its files
   */
  static void write(
      JsonWriter json, ActivitySpec.Program program, ProgramResult result, String name) {
    json.key("program").beginObject();
    json.key("command").value(program.command());
    number(json, "start_ns", result.startNs());
    number(json, "end_ns", result.endNs());
    number(json, "exit", result.exit());
    number(json, "signal", result.exit() < 0 ? -1 : result.signal());
    output(json, result, OutputStreams.STDOUT, name);
    output(json, result, OutputStreams.STDERR, name);
    json.key("log").value(result.startNs() < 0 ? null : name + ".log");
    json.endObject();
  }

  private static void output(
      JsonWriter json, ProgramResult result, OutputStreams stream, String name) {
    byte[] bytes = result.output().bytes(stream);
    json.key(stream.word()).beginObject();
    json.key("file").value(result.startNs() < 0 ? null : name + "." + stream.word());
    json.key("bytes").value(result.output().count(stream));
    json.key("sha256").value(Hashing.sha256().hashBytes(bytes).toString());
    json.endObject();
  }

  private static void number(JsonWriter json, String key, long value) {
    json.key(key);
    if (value < 0) {
      json.value((String) null);
    } else {
      json.value(value);
    }
  }
}
