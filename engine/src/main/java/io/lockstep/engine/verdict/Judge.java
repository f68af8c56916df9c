package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.SimulationListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Watches one run, judges each expectation at its time, and knows whether conditions hold. */
public final class Judge implements SimulationListener {
  private final ScenarioCase scenario;
  private final Wires wires;
  private final Conditions conditions;
  private final PacketWatch[][] watchesByWire;
  private final PacketView view = new PacketView();
  private final Verdict[] verdicts;

  /**
   * Prepares the packet filters.
   *
   * @throws IllegalArgumentException if one has an unknown field or an impossible value
   */
  public Judge(ScenarioCase scenario) {
    this.scenario = scenario;
    this.wires = new Wires(scenario);
    this.verdicts = new Verdict[scenario.expectations().size()];
    Map<Condition.PacketSeen, PacketWatch> watches = new IdentityHashMap<>();
    List<List<PacketWatch>> byWire = new ArrayList<>();
    for (int i = 0; i < wires.count(); i++) {
      byWire.add(new ArrayList<>());
    }
    for (Expectation expectation : scenario.expectations()) {
      watch(expectation.condition(), watches, byWire);
    }
    scenario.timeline().forEach(block -> watch(block.when(), watches, byWire));
    scenario.activities().forEach(activity -> watch(activity.start(), watches, byWire));
    this.watchesByWire =
        byWire.stream().map(list -> list.toArray(PacketWatch[]::new)).toArray(PacketWatch[][]::new);
    this.conditions = new Conditions(scenario, watches);
  }

  private void watch(
      When when, Map<Condition.PacketSeen, PacketWatch> watches, List<List<PacketWatch>> byWire) {
    if (when instanceof When.Once once) {
      watch(once.condition(), watches, byWire);
    }
  }

  private void watch(
      Condition condition,
      Map<Condition.PacketSeen, PacketWatch> watches,
      List<List<PacketWatch>> byWire) {
    if (condition instanceof Condition.PacketSeen packet) {
      PacketWatch watch = new PacketWatch(packet, scenario, wires);
      watches.put(packet, watch);
      if (packet.medium() instanceof Condition.Medium.Lan lan) {
        int ports = scenario.lans().get(lan.index()).ports().size();
        for (int port = 0; port < ports; port++) {
          byWire.get(wires.ofPort(lan.index(), port)).add(watch);
        }
      } else if (packet.medium() instanceof Condition.Medium.Link link) {
        byWire.get(link.index()).add(watch);
      }
    } else if (condition instanceof Condition.And and) {
      watch(and.left(), watches, byWire);
      watch(and.right(), watches, byWire);
    } else if (condition instanceof Condition.Or or) {
      watch(or.left(), watches, byWire);
      watch(or.right(), watches, byWire);
    } else if (condition instanceof Condition.Not not) {
      watch(not.operand(), watches, byWire);
    }
  }

  @Override
  public void sent(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    PacketWatch[] watches = watchesByWire[wire];
    if (watches.length > 0) {
      view.wrap(memory, offset, length);
      for (PacketWatch watch : watches) {
        watch.see(timeNs, wire, direction, view);
      }
    }
  }

  @Override
  public void check(long timeNs, int index, Observations observations) {
    Expectation expectation = scenario.expectations().get(index);
    Finding finding = conditions.evaluate(expectation.condition(), observations);
    verdicts[index] =
        new Verdict(
            index,
            expectation.source(),
            finding.status(),
            timeNs,
            "saw " + finding.seen(),
            evidence(expectation.condition(), finding, observations));
  }

  private ImmutableList<String> evidence(
      Condition condition, Finding finding, Observations observations) {
    return finding.status() == Status.MET
        ? ImmutableList.copyOf(finding.evidence())
        : ImmutableList.<String>builder()
            .addAll(finding.evidence())
            .addAll(ProgramEvidence.of(condition, scenario, observations))
            .build();
  }

  @Override
  public boolean holds(long timeNs, Condition condition, Observations observations) {
    return conditions.status(condition, observations) == Status.MET;
  }

  /** One per expectation, in their order. Those whose time never came are undecided. */
  public ImmutableList<Verdict> verdicts() {
    ImmutableList.Builder<Verdict> all = ImmutableList.builder();
    for (int i = 0; i < verdicts.length; i++) {
      all.add(
          verdicts[i] != null
              ? verdicts[i]
              : new Verdict(
                  i,
                  scenario.expectations().get(i).source(),
                  Status.UNDECIDED,
                  -1,
                  "saw nothing: the run ended before its time",
                  ImmutableList.of()));
    }
    return all.build();
  }
}
