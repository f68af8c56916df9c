package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.configure.NodeConfigurator;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sets freshly booted nodes up as the scenario says. */
final class NodeSetup {
  /** A netdev and what in the scenario asks for it. */
  private record Placed(LinkEnd end, Source source) {}

  private final UserMemory memory;
  private final int scratch;
  private final List<List<Placed>> ends = new ArrayList<>();
  private final List<List<NetworkItem>> network = new ArrayList<>();
  private final List<List<RouteSpec>> routes = new ArrayList<>();

  /**
   * Sorts a scenario by nodes.
   *
   * @param scratch of {@link KernelFiles}
   */
  NodeSetup(ScenarioCase scenario, UserMemory memory, int scratch) {
    this.memory = memory;
    this.scratch = scratch;
    for (int i = 0; i < scenario.nodes().size(); i++) {
      ends.add(new ArrayList<>());
      network.add(new ArrayList<>());
      routes.add(new ArrayList<>());
    }
    for (LinkSpec link : scenario.links()) {
      place(link.a(), link.source());
      place(link.b(), link.source());
    }
    for (LanSpec lan : scenario.lans()) {
      lan.ports().forEach(port -> place(port.end(), lan.source()));
    }
    ends.forEach(list -> list.sort(Comparator.comparingInt(placed -> placed.end().device())));
    scenario.network().forEach(item -> network.get(item.node()).add(item));
    for (RouteSpec route : scenario.routes()) {
      routes.get(route.node()).add(route);
    }
  }

  private void place(LinkEnd end, Source source) {
    ends.get(end.node()).add(new Placed(end, source));
  }

  /**
   * Sets a node up, in its kernel's own time.
   *
   * @throws ConfigurationException if the kernel refuses something or crashes
   */
  void configure(SimulatedNode node) {
    try {
      Task task = new Task(node.kernel, 0);
      List<Placed> placed = ends.get(node.index);
      KernelFiles files = new KernelFiles(task::call, memory, scratch);
      new NodeConfigurator(node.spec, node.kernelName(), task, memory, files)
          .configure(
              placed.stream().map(Placed::end).toList(),
              placed.stream().map(Placed::source).toList(),
              network.get(node.index),
              routes.get(node.index));
    } catch (LibosException e) {
      String what = node.kernel.dead() ? " crashed while it was set up: " : ": ";
      throw new ConfigurationException(
          node.spec.source(), "node " + node.spec.name() + what + e.getMessage());
    }
  }
}
