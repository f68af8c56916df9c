package io.lockstep.engine.describe;

import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Setting;
import java.util.stream.Collectors;

/** Actions of the timeline in words. */
public final class ActionWords {
  private ActionWords() {}

  /** {@code down wire}, {@code set wire { loss 10% }}, {@code h[1]: ip route add …}. */
  public static String of(ActionSpec action, ScenarioCase scenario) {
    if (action instanceof ActionSpec.LinkState state) {
      return (state.up() ? "up " : "down ") + scenario.links().get(state.link()).name();
    } else if (action instanceof ActionSpec.LanState state) {
      return (state.up() ? "up " : "down ") + scenario.lans().get(state.lan()).name();
    } else if (action instanceof ActionSpec.LinkChange change) {
      return linkChange(change, scenario);
    } else if (action instanceof ActionSpec.LanChange change) {
      LanSpec lan = scenario.lans().get(change.lan());
      String toward =
          change.port() < 0
              ? ""
              : " toward " + node(lan.ports().get(change.port()).end().node(), scenario);
      return "set " + lan.name() + toward + " " + block(change.change());
    } else if (action instanceof ActionSpec.NodeChange change) {
      return "set " + node(change.node(), scenario)
          + change.settings().stream()
              .map(SettingWords::of)
              .collect(Collectors.joining("; ", " { ", " }"));
    } else if (action instanceof ActionSpec.Network network) {
      return node(network.item().node(), scenario) + ": "
          + NetworkWords.of(network.item(), network.remove());
    } else if (action instanceof ActionSpec.Start start) {
      return "start " + scenario.activities().get(start.activity()).name();
    } else if (action instanceof ActionSpec.Stop stop) {
      return "stop " + scenario.activities().get(stop.activity()).name();
    } else if (action instanceof ActionSpec.Reboot reboot) {
      return "reboot " + node(reboot.node(), scenario);
    }
    if (action instanceof ActionSpec.Fault || action instanceof ActionSpec.Inject) {
      return action.source().text();
    }
    ActionSpec.Undo undo = (ActionSpec.Undo) action;
    return "undo "
        + scenario.timeline().get(undo.block()).actions().stream()
            .map(undone -> of(undone, scenario))
            .collect(Collectors.joining("; "));
  }

  private static String linkChange(ActionSpec.LinkChange change, ScenarioCase scenario) {
    LinkSpec link = scenario.links().get(change.link());
    if (change.forward().equals(change.backward())) {
      return "set " + link.name() + " " + block(change.forward());
    }
    String towardB = toward(link.b().node(), change.forward(), scenario);
    String towardA = toward(link.a().node(), change.backward(), scenario);
    boolean both = !towardA.isEmpty() && !towardB.isEmpty();
    return "set " + link.name() + towardB + (both ? "," : "") + towardA;
  }

  private static String toward(int node, DirectionChange change, ScenarioCase scenario) {
    return DirectionWords.of(change).isEmpty()
        ? ""
        : " toward " + node(node, scenario) + " " + block(change);
  }

  private static String block(DirectionChange change) {
    return "{ " + String.join("; ", DirectionWords.of(change)) + " }";
  }

  private static String node(int index, ScenarioCase scenario) {
    return scenario.nodes().get(index).name();
  }
}
