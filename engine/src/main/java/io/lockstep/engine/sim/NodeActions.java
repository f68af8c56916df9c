package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.configure.NetworkWriter;
import io.lockstep.engine.configure.SettingWriter;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Setting;
import io.lockstep.libos.UserMemory;
import java.util.List;

/**
 * Changes the configuration of nodes; those whose kernel is dead are left alone. What takes a
 * change back is added to a list, unless that is null; after a reboot there is nothing to take
 * back.
 */
final class NodeActions {
  private final SimulatedNode[] nodes;
  private final KernelFiles[] files;
  private final NodeCalls[] calls;
  private final UserMemory memory;
  private final NetworkInverse inverse;

  NodeActions(
      ScenarioCase scenario,
      SimulatedNode[] nodes,
      NodeCalls[] calls,
      KernelFiles[] files,
      UserMemory memory) {
    this.nodes = nodes;
    this.calls = calls;
    this.files = files;
    this.memory = memory;
    this.inverse = new NetworkInverse(scenario, files);
  }

  void change(ActionSpec.NodeChange change, List<Runnable> undo) {
    SimulatedNode node = nodes[change.node()];
    for (Setting setting : change.settings()) {
      if (undo != null && !node.dead) {
        String before = files[node.index].read(setting.path());
        if (before != null && !before.isEmpty()) {
          // As it was read, with its newline: without, an empty value would be no write at all.
          Setting back = new Setting(setting.path(), before, setting.source());
          undo.add(unlessRebooted(node, () -> write(node, back)));
        }
      }
      write(node, setting);
    }
  }

  private void write(SimulatedNode node, Setting setting) {
    guarded(
        node,
        () ->
            new SettingWriter(node.spec.name(), node.kernelName(), files[node.index])
                .write(setting));
  }

  void change(ActionSpec.Network change, List<Runnable> undo) {
    SimulatedNode node = nodes[change.item().node()];
    if (node.dead) {
      return;
    }
    if (undo != null) {
      inverse
          .of(change.item(), change.remove())
          .ifPresent(
              back ->
                  undo.add(
                      unlessRebooted(node, () -> write(node, back.item(), back.remove()))));
    }
    write(node, change.item(), change.remove());
  }

  private void write(SimulatedNode node, NetworkItem item, boolean remove) {
    guarded(
        node,
        () -> {
          NetworkWriter writer =
              new NetworkWriter(node.spec, node.kernelName(), calls[node.index], memory);
          if (remove) {
            writer.remove(item);
          } else {
            writer.add(item);
          }
          inverse.done(item, remove);
        });
  }

  /** A node has been rebooted: what actions had changed is gone. */
  void rebooted(int node) {
    inverse.rebooted(node);
  }

  private static Runnable unlessRebooted(SimulatedNode node, Runnable change) {
    int reboots = node.reboots();
    return () -> {
      if (node.reboots() == reboots) {
        change.run();
      }
    };
  }

  private static void guarded(SimulatedNode node, Runnable change) {
    if (node.dead) {
      return;
    }
    try {
      change.run();
    } catch (ConfigurationException e) {
      if (!node.dead) {
        throw e;
      }
    }
  }
}
