package io.lockstep.engine.verdict;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketSummary;
import io.lockstep.engine.packet.PacketView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The last frames that were sent, for evidence. */
final class RecentPackets {
  private static final int KEPT = 6;
  private static final int BYTES = 2048;

  private final ScenarioCase scenario;
  private final Wires wires;
  private final PacketView view = new PacketView();
  private final ByteBuffer[] frames = new ByteBuffer[KEPT];
  private final long[] times = new long[KEPT];
  private final int[] where = new int[KEPT];
  private final int[] lengths = new int[KEPT];
  private long count;

  RecentPackets(ScenarioCase scenario, Wires wires) {
    this.scenario = scenario;
    this.wires = wires;
    for (int i = 0; i < KEPT; i++) {
      frames[i] = ByteBuffer.allocate(BYTES);
    }
  }

  void add(long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    int at = (int) (count++ % KEPT);
    int kept = Math.min(length, BYTES);
    frames[at].put(0, memory, offset, kept);
    times[at] = timeNs;
    where[at] = 2 * wire + direction;
    lengths[at] = length;
  }

  /** One line each, the oldest first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (long i = Math.max(0, count - KEPT); i < count; i++) {
      lines.add(line((int) (i % KEPT)));
    }
    return lines;
  }

  /** The last one. */
  String last() {
    return line((int) ((count - 1) % KEPT));
  }

  private String line(int at) {
    int kept = Math.min(lengths[at], BYTES);
    int wire = where[at] / 2;
    String from = scenario.nodes().get(wires.end(wire, where[at] % 2).node()).name();
    String text = PacketSummary.of(view.wrap(frames[at], 0, kept));
    String whole =
        kept == lengths[at]
            ? text
            : text.replaceFirst(", " + kept + " bytes$", ", " + lengths[at] + " bytes");
    return String.format("%14s", Quantity.time(times[at])) + "  " + from + " into "
        + wires.describe(wire) + ": " + whole;
  }
}
