package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.configure.SettingWriter;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Setting;
import io.lockstep.libos.Syscall;

/** Carries out what a scenario changes while it runs. */
final class Actions {
  private final Simulation simulation;
  private final ScenarioCase scenario;
  private final NodeCalls[] calls;
  private final KernelFiles[] files;

  Actions(Simulation simulation, ScenarioCase scenario, SimulationSetup setup) {
    this.simulation = simulation;
    this.scenario = scenario;
    SimulatedNode[] nodes = setup.nodes();
    calls = new NodeCalls[nodes.length];
    files = new KernelFiles[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      calls[i] = new NodeCalls(simulation, nodes[i]);
      files[i] = setup.files(calls[i]);
    }
  }

  /** A node's files, read and written at the present virtual time. */
  KernelFiles files(int node) {
    return files[node];
  }

  /**
   * Does it.
   *
   * @throws ConfigurationException if a kernel refuses a setting
   */
  void perform(ActionBlock block) {
    block.actions().forEach(this::perform);
  }

  private void perform(ActionSpec action) {
    if (simulation.listener() != null) {
      simulation
          .listener()
          .event(simulation.now(), action.source().text(), action.source());
    }
    if (action instanceof ActionSpec.LinkState state) {
      unwire(scenario.links().get(state.link()));
      setLink(scenario.links().get(state.link()), state.up());
    } else if (action instanceof ActionSpec.LinkChange change) {
      unwire(scenario.links().get(change.link()));
      LinkSpec link = scenario.links().get(change.link());
      simulation.direction(change.link(), 0).transmitter.set(change.forward().applyTo(link.forward()));
      simulation.direction(change.link(), 1).transmitter.set(change.backward().applyTo(link.backward()));
    } else if (action instanceof ActionSpec.NodeChange change) {
      SimulatedNode node = simulation.node(change.node());
      SettingWriter writer =
          new SettingWriter(
              node.spec.name(), SimulationSetup.kernelName(node), files[change.node()]);
      for (Setting setting : change.settings()) {
        if (!node.dead) {
          write(writer, setting, node);
        }
      }
    }
  }

  /** A link that changes is simulated step by step from then on. */
  private void unwire(LinkSpec link) {
    for (int which = 0; which < 2; which++) {
      LinkEnd end = link.end(which);
      simulation.node(end.node()).unwire(end.device());
    }
  }

  private static void write(SettingWriter writer, Setting setting, SimulatedNode node) {
    try {
      writer.write(setting);
    } catch (ConfigurationException e) {
      if (!node.dead) {
        throw e;
      }
    }
  }

  /** Both netdevs lose or gain carrier; what is under way in a link that goes down is lost. */
  private void setLink(LinkSpec link, boolean up) {
    if (simulation.direction(link.index(), 0).up == up) {
      return;
    }
    for (int which = 0; which < 2; which++) {
      LinkDirection direction = simulation.direction(link.index(), which);
      direction.up = up;
      if (!up) {
        simulation.loseFrames(direction);
      }
    }
    for (int which = 0; which < 2; which++) {
      LinkEnd end = link.end(which);
      calls[end.node()].call(Syscall.LIBOS_NETDEV_CARRIER, end.device(), up ? 1 : 0);
    }
  }
}
