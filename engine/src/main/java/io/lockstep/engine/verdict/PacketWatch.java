package io.lockstep.engine.verdict;

import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketMatcher;
import io.lockstep.engine.packet.PacketMemory;
import io.lockstep.engine.packet.PacketSummary;
import io.lockstep.engine.packet.PacketView;
import java.util.ArrayList;
import java.util.List;

/** Counts the packets that one {@link Condition.PacketSeen} asks for, as they are sent. */
final class PacketWatch {
  private static final int KEPT = 3;

  private final Condition.PacketSeen condition;
  private final ScenarioCase scenario;
  private final Wires wires;
  private final PacketMatcher matcher;
  private final PacketMemory memory;
  private final List<String> first = new ArrayList<>();
  private long frames;
  private long fromNs;
  private long matches;
  private String tooLate;

  private long firstNs = -1;
  private long lastNs = -1;

  PacketWatch(
      Condition.PacketSeen condition, ScenarioCase scenario, Wires wires, PacketMemory memory) {
    this.condition = condition;
    this.scenario = scenario;
    this.wires = wires;
    this.memory = memory;
    this.matcher = PacketMatcher.compile(condition.filter(), memory);
  }

  void see(long timeNs, int wire, int direction, PacketView packet) {
    if (timeNs < fromNs
        || condition.direction() >= 0 && condition.direction() != direction) {
      return;
    }
    boolean late = condition.byNs() >= 0 && timeNs > condition.byNs();
    if (late && tooLate != null) {
      return;
    }
    if (!late) {
      frames++;
    }
    if (!matcher.matches(packet)) {
      return;
    }
    if (late) {
      tooLate = describe(timeNs, wire, direction, packet);
      return;
    }
    matches++;
    lastNs = timeNs;
    firstNs = matches == 1 ? timeNs : firstNs;
    if (condition.name() >= 0 && matches == 1) {
      // Other parts of the condition may speak of it.
      memory.keep(condition.name(), packet.bytes());
    }
    if (first.size() < KEPT) {
      first.add(describe(timeNs, wire, direction, packet));
    }
  }

  private String describe(long timeNs, int wire, int direction, PacketView packet) {
    String sender = scenario.nodes().get(wires.end(wire, direction).node()).name();
    return Quantity.time(timeNs) + " from " + sender + ": " + PacketSummary.of(packet);
  }

  private String name() {
    if (condition.medium() instanceof Condition.Medium.Lan lan) {
      return scenario.lans().get(lan.index()).name();
    }
    return scenario.links().get(((Condition.Medium.Link) condition.medium()).index()).name();
  }

  /** How many packets have matched. */
  long matches() {
    return matches;
  }

  /** When the first one was sent, or -1. */
  long firstNs() {
    return firstNs;
  }

  /** When the last one was sent, or -1. */
  long lastNs() {
    return lastNs;
  }

  /** Frames before this time do not count. */
  void from(long timeNs) {
    fromNs = timeNs;
  }

  Status status() {
    return condition.wanted() == (matches > 0) ? Status.MET : Status.FAILED;
  }

  Finding finding() {
    List<String> evidence = new ArrayList<>();
    if (matches > 0) {
      for (String packet : first) {
        evidence.add("packet at " + packet);
      }
      if (matches > first.size()) {
        evidence.add("and " + (matches - first.size()) + " more");
      }
    } else if (tooLate != null && condition.wanted()) {
      evidence.add("too late: packet at " + tooLate);
    }
    return new Finding(
        status(),
        "packets on " + name(),
        matches + " of " + frames + (frames == 1 ? " packet" : " packets"),
        evidence);
  }
}
