package io.lockstep.engine.sim;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.build.DebugInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stops once for a debugger that this process runs under: right before a kernel is entered, at a
 * virtual time, for a node, or with a frame. Virtual time stands still meanwhile, so nothing in the
 * run notices. Where the instances are is written down before.
 *
 * <p>The property {@link Kernel#DEBUGGER} holds {@code FILE|TIME|NODE|FRAME}: where to write, the
 * scenario's time in nanoseconds, the node's name or nothing, the number of a frame in the capture
 * or 0.
 */
final class DebuggerStop {
  private final Path file;
  private final long time;
  private final String node;
  private final long frame;
  private final Clock clock;
  private SimulatedNode[] nodes;
  private long frames;
  private boolean done;

  private DebuggerStop(String[] parts, Clock clock) {
    this.file = Path.of(parts[0]);
    this.time = Long.parseLong(parts[1]);
    this.node = parts[2];
    this.frame = Long.parseLong(parts[3]);
    this.clock = clock;
  }

  /** Null if no debugger is there. */
  static DebuggerStop of(ScenarioCase scenario, Clock clock) {
    String property = System.getProperty(Kernel.DEBUGGER);
    if (property == null) {
      return null;
    }
    DebuggerStop stop = new DebuggerStop(property.split("\\|", -1), clock);
    boolean known =
        stop.node.isEmpty()
            || scenario.nodes().stream().anyMatch(spec -> spec.name().equals(stop.node));
    if (!known) {
      throw new ConfigurationException(
          scenario.nodes().get(0).source(), "there is no node " + stop.node + " to stop at");
    }
    return stop;
  }

  /** The run begins. */
  void attach(SimulatedNode[] all) {
    nodes = all;
  }

  /** Another frame is in the capture. */
  void frame() {
    frames++;
  }

  /** A kernel is about to be entered. */
  void before(SimulatedNode next) {
    if (!done
        && nodes != null
        && clock.scenario() >= time
        && frames >= frame
        && (node.isEmpty() || next.spec.name().equals(node))) {
      done = true;
      write(next);
      next.kernel.stopForDebugger();
    }
  }

  private void write(SimulatedNode next) {
    JsonObject json = new JsonObject();
    json.addProperty("time", clock.scenario());
    json.addProperty("base_time", clock.base);
    json.addProperty("node", next.spec.name());
    JsonArray all = new JsonArray();
    for (SimulatedNode one : nodes) {
      JsonObject instance = new JsonObject();
      instance.addProperty("node", one.spec.name());
      instance.addProperty("base", one.kernel.base());
      instance.addProperty("text", one.kernel.image().text());
      instance.addProperty(
          "symbols", one.kernel.image().path().resolveSibling(DebugInfo.FILE).toString());
      all.add(instance);
    }
    json.add("instances", all);
    try {
      Files.writeString(file, json.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
