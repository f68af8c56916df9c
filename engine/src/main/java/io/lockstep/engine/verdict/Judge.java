package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.SimulationListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Watches one run and judges each expectation at its time. */
public final class Judge implements SimulationListener {
  private final ScenarioCase scenario;
  private final Conditions conditions;
  private final PacketWatch[][] watchesByLink;
  private final PacketView view = new PacketView();
  private final Verdict[] verdicts;

  /**
   * Prepares the packet filters.
   *
   * @throws IllegalArgumentException if one has an unknown field or an impossible value
   */
  public Judge(ScenarioCase scenario) {
    this.scenario = scenario;
    this.verdicts = new Verdict[scenario.expectations().size()];
    Map<Condition.PacketSeen, PacketWatch> watches = new IdentityHashMap<>();
    List<List<PacketWatch>> byLink = new ArrayList<>();
    scenario.links().forEach(link -> byLink.add(new ArrayList<>()));
    for (Expectation expectation : scenario.expectations()) {
      watch(expectation.condition(), watches, byLink);
    }
    this.watchesByLink =
        byLink.stream().map(list -> list.toArray(PacketWatch[]::new)).toArray(PacketWatch[][]::new);
    this.conditions = new Conditions(scenario, watches);
  }

  private void watch(
      Condition condition,
      Map<Condition.PacketSeen, PacketWatch> watches,
      List<List<PacketWatch>> byLink) {
    if (condition instanceof Condition.PacketSeen packet) {
      PacketWatch watch = new PacketWatch(packet, scenario);
      watches.put(packet, watch);
      byLink.get(packet.link()).add(watch);
    } else if (condition instanceof Condition.And and) {
      watch(and.left(), watches, byLink);
      watch(and.right(), watches, byLink);
    } else if (condition instanceof Condition.Or or) {
      watch(or.left(), watches, byLink);
      watch(or.right(), watches, byLink);
    } else if (condition instanceof Condition.Not not) {
      watch(not.operand(), watches, byLink);
    }
  }

  @Override
  public void sent(
      long timeNs, int link, int direction, ByteBuffer memory, int offset, int length) {
    PacketWatch[] watches = watchesByLink[link];
    if (watches.length > 0) {
      view.wrap(memory, offset, length);
      for (PacketWatch watch : watches) {
        watch.see(timeNs, direction, view);
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
            ImmutableList.copyOf(finding.evidence()));
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
