package io.lockstep.engine.sim;

import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Wires;
import io.lockstep.libos.Syscall;
import java.util.List;

/**
 * Changes links and LANs. One that has changed is simulated step by step from then on. What takes a
 * change back is added to a list, unless that is null.
 */
final class LinkActions {
  private final ScenarioCase scenario;
  private final Wires wires;
  private final Network network;
  private final NodeCalls[] calls;

  LinkActions(ScenarioCase scenario, Network network, NodeCalls[] calls) {
    this.scenario = scenario;
    this.wires = new Wires(scenario);
    this.network = network;
    this.calls = calls;
  }

  void set(ActionSpec.LinkState state, List<Runnable> undo) {
    set(state.link(), state.link() + 1, state.up(), undo);
  }

  void set(ActionSpec.LanState state, List<Runnable> undo) {
    LanSpec lan = scenario.lans().get(state.lan());
    int first = wires.ofPort(lan.index(), 0);
    set(first, first + lan.ports().size(), state.up(), undo);
  }

  /**
   * All netdevs at the ends of some wires lose or gain carrier; what is under way in one that goes
   * down is lost.
   */
  private void set(int first, int end, boolean up, List<Runnable> undo) {
    if (network.direction(first, 0).up == up) {
      return;
    }
    for (int wire = first; wire < end; wire++) {
      network.announceCarrier(wire, up);
      for (int which = 0; which < 2; which++) {
        LinkDirection direction = network.direction(wire, which);
        unwire(direction);
        direction.up = up;
        if (!up) {
          network.loseFrames(direction);
        }
        if (direction.lan != null) {
          direction.lan.forget();
        }
      }
    }
    for (int wire = first; wire < end; wire++) {
      for (int which = 0; which < 2; which++) {
        carrier(network.direction(wire, which));
      }
    }
    if (undo != null) {
      undo.add(() -> set(first, end, !up, null));
    }
  }

  /** Tells the netdev at the beginning of a direction whether it has carrier. */
  void carrier(LinkDirection direction) {
    LinkDirection.Plug from = direction.source;
    if (from != LinkDirection.Plug.NONE) {
      calls[from.node().index].call(
          Syscall.LIBOS_NETDEV_CARRIER, from.device(), direction.up ? 1 : 0);
    }
  }

  void change(ActionSpec.LinkChange change, List<Runnable> undo) {
    change(network.direction(change.link(), 0), change.forward(), undo);
    change(network.direction(change.link(), 1), change.backward(), undo);
  }

  void change(ActionSpec.LanChange change, List<Runnable> undo) {
    int ports = scenario.lans().get(change.lan()).ports().size();
    for (int port = 0; port < ports; port++) {
      int wire = wires.ofPort(change.lan(), port);
      if (change.port() < 0) {
        change(network.direction(wire, 0), change.change().upward(), undo);
      }
      if (change.port() < 0 || change.port() == port) {
        change(network.direction(wire, 1), change.change(), undo);
      }
    }
  }

  private void change(LinkDirection direction, DirectionChange change, List<Runnable> undo) {
    if (change.equals(DirectionChange.NONE)) {
      return;
    }
    if (undo != null) {
      DirectionChange back = change.inverse(direction.spec());
      undo.add(() -> change(direction, back, null));
    }
    unwire(direction);
    direction.set(change.applyTo(direction.spec()));
  }

  static void unwire(LinkDirection direction) {
    if (direction.wired) {
      direction.source.node().unwire(direction.source.device());
    }
  }
}
