package io.lockstep.engine.page;

import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.sim.DropReason;
import io.lockstep.engine.sim.SimulationListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Remembers of a run what its page shows. Costs some dozen nanoseconds per frame. */
public final class Recorder implements SimulationListener {
  /** More events of a run are only counted. */
  static final int MOST_EVENTS = 5000;

  /** Something that happened; the source may be null. */
  record Happening(long timeNs, String what, Source source) {}

  /** Whether a wire or a node works from some time on. */
  record Change(long timeNs, int index, boolean up) {}

  private final PacketLog packets;
  private final List<Happening> events = new ArrayList<>();
  private final List<Change> wires = new ArrayList<>();
  private final List<Change> nodes = new ArrayList<>();
  private long moreEvents;

  public Recorder(ScenarioCase scenario) {
    this.packets = new PacketLog(new Wires(scenario));
  }

  @Override
  public void sent(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    packets.sent(timeNs, wire, direction, memory, offset, length);
  }

  @Override
  public void received(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    packets.received(timeNs, wire, direction, memory, offset, length);
  }

  @Override
  public void dropped(
      long timeNs,
      int wire,
      int direction,
      DropReason reason,
      ByteBuffer memory,
      int offset,
      int length) {
    packets.dropped(timeNs, wire, direction, reason, memory, offset, length);
  }

  @Override
  public void event(long timeNs, String description, Source source) {
    if (events.size() < MOST_EVENTS) {
      events.add(new Happening(timeNs, description, source));
    } else {
      moreEvents++;
    }
  }

  @Override
  public void carrier(long timeNs, int wire, boolean up) {
    wires.add(new Change(timeNs, wire, up));
  }

  @Override
  public void alive(long timeNs, int node, boolean alive) {
    nodes.add(new Change(timeNs, node, alive));
  }

  PacketLog packets() {
    return packets;
  }

  List<Happening> events() {
    return events;
  }

  long moreEvents() {
    return moreEvents;
  }

  List<Change> wires() {
    return wires;
  }

  List<Change> nodes() {
    return nodes;
  }
}
