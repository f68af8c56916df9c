package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ScenarioCase;
import java.util.ArrayList;
import java.util.List;

/** Carries out what a scenario changes while it runs, and takes it back. */
final class Actions {
  private final Simulation simulation;
  private final ScenarioCase scenario;
  private final LinkActions links;
  private final NodeActions nodes;
  private final Rebooter rebooter;
  private final PacketActions packets;

  /** By block: how to take back what it did, in the order of doing; null if nobody wants to. */
  private final List<List<Runnable>> changes = new ArrayList<>();

  Actions(
      Simulation simulation,
      ScenarioCase scenario,
      LinkActions links,
      NodeActions nodes,
      PacketActions packets,
      Rebooter rebooter) {
    this.simulation = simulation;
    this.scenario = scenario;
    this.links = links;
    this.nodes = nodes;
    this.packets = packets;
    this.rebooter = rebooter;
    scenario.timeline().forEach(block -> changes.add(null));
    for (ActionBlock block : scenario.timeline()) {
      for (ActionSpec action : block.actions()) {
        if (action instanceof ActionSpec.Undo undo) {
          changes.set(undo.block(), new ArrayList<>());
        }
      }
    }
  }

  /**
   * Performs a block.
   *
   * @throws ConfigurationException if a kernel refuses something
   */
  void perform(int block) {
    List<Runnable> undo = changes.get(block);
    for (ActionSpec action : scenario.timeline().get(block).actions()) {
      simulation.announce(action.source().text(), action.source());
      perform(action, undo);
    }
  }

  private void perform(ActionSpec action, List<Runnable> undo) {
    if (action instanceof ActionSpec.LinkState state) {
      links.set(state, undo);
    } else if (action instanceof ActionSpec.LanState state) {
      links.set(state, undo);
    } else if (action instanceof ActionSpec.LinkChange change) {
      links.change(change, undo);
    } else if (action instanceof ActionSpec.LanChange change) {
      links.change(change, undo);
    } else if (action instanceof ActionSpec.NodeChange change) {
      nodes.change(change, undo);
    } else if (action instanceof ActionSpec.Network network) {
      nodes.change(network, undo);
    } else if (action instanceof ActionSpec.Start start) {
      boolean begins = simulation.start(start.activity());
      if (undo != null && begins) {
        undo.add(() -> simulation.stop(start.activity()));
      }
    } else if (action instanceof ActionSpec.Stop stop) {
      simulation.stop(stop.activity());
    } else if (action instanceof ActionSpec.Reboot reboot) {
      simulation.forgetPrograms(reboot.node());
      rebooter.reboot(reboot.node());
      nodes.rebooted(reboot.node());
      simulation.announceLife(reboot.node(), true);
    } else if (action instanceof ActionSpec.Fault fault) {
      packets.add(fault.fault(), undo);
    } else if (action instanceof ActionSpec.Inject inject) {
      packets.inject(inject);
    } else if (action instanceof ActionSpec.Undo taken) {
      takeBack(changes.get(taken.block()));
    }
  }

  private static void takeBack(List<Runnable> done) {
    for (int i = done.size() - 1; i >= 0; i--) {
      done.get(i).run();
    }
    done.clear();
  }
}
