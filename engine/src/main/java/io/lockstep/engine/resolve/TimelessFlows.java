package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.ScenarioCase;
import java.util.stream.Stream;

/**
 * Refuses TCP flows that send as much as fits where nothing takes time: they would send for ever at
 * one moment. Only what is certain is refused; the simulation notices the rest.
 */
final class TimelessFlows {
  private TimelessFlows() {}

  static void check(ScenarioCase scenario, Starts starts, Problems problems) {
    if (starts.greedy().isEmpty() || problems.hasErrors() || takesTime(scenario)) {
      return;
    }
    starts
        .greedy()
        .values()
        .forEach(
            span ->
                problems.error(
                    span,
                    "never-ends",
                    "a tcp flow without 'send' needs a rate on its path, or it sends for ever in"
                        + " no time; expected 'send', or a 'rate' of a link"));
  }

  private static boolean takesTime(ScenarioCase scenario) {
    Stream<DirectionSpec> links =
        scenario.links().stream().flatMap(link -> Stream.of(link.forward(), link.backward()));
    Stream<DirectionSpec> lans =
        scenario.lans().stream()
            .flatMap(lan -> lan.ports().stream())
            .flatMap(port -> Stream.of(port.up(), port.down()));
    boolean wires =
        Stream.concat(links, lans)
            .anyMatch(wire -> wire.rateBitsPerSecond() > 0 || wire.delayNs() > 0);
    boolean queues =
        scenario.network().stream().anyMatch(item -> item instanceof NetworkItem.Queueing);
    boolean changes =
        scenario.timeline().stream()
            .flatMap(block -> block.actions().stream())
            .anyMatch(
                action ->
                    action instanceof ActionSpec.LinkChange
                        || action instanceof ActionSpec.LanChange
                        || action instanceof ActionSpec.NodeChange
                        || action instanceof ActionSpec.Network);
    return wires || queues || changes;
  }
}
