package io.lockstep.engine.sim;

import io.lockstep.engine.traffic.Traffic;
import java.util.ArrayList;
import java.util.List;

/**
 * Reboots nodes: the kernel is switched off at once and a new one switched on in the same place, at
 * the present virtual time. It boots and is set up as at the start of the scenario, in little or no
 * virtual time; what boot leaves to do later (address detection, for one) takes its time. Changes
 * that actions had made are gone with the old kernel, except to links. Frames under way to the node
 * reach the new kernel. Activities of the node lose their tasks ({@link Traffic#nodeRebooted}).
 */
final class Rebooter {
  private final SimulatedNode[] nodes;
  private final SimulationSetup setup;
  private final Clock clock;
  private final Network network;
  private final NodeRunner runner;
  private final LinkActions links;

  Rebooter(
      SimulationSetup setup,
      Clock clock,
      Network network,
      NodeRunner runner,
      LinkActions links) {
    this.setup = setup;
    this.nodes = setup.nodes();
    this.clock = clock;
    this.network = network;
    this.runner = runner;
    this.links = links;
  }

  void reboot(int index) {
    SimulatedNode node = nodes[index];
    List<LinkDirection> wired = new ArrayList<>();
    for (LinkDirection direction : network.directions()) {
      if (direction.wired && (direction.source.node() == node || direction.target == node)) {
        wired.add(direction);
        direction.source.node().unwire(direction.source.device());
      }
    }
    node.switchOff();
    node.switchOn(setup.starter().boot(node.spec, node.reboots(), clock.now));
    setup.nodeSetup().configure(node);
    wired.forEach(
        direction -> direction.source.node().wire(direction.source.device(), direction));
    setup.traffic().nodeRebooted(index, "node " + node.spec.name() + " was rebooted");
    runner.enter(node);
    for (LinkDirection direction : network.directions()) {
      if (direction.source.node() == node && !direction.up) {
        links.carrier(direction);
      }
    }
  }
}
