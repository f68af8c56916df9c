package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketMemory;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.SimulationListener;
import io.lockstep.engine.sim.Watched;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
  private final PacketMemory memory = new PacketMemory();
  private final Verdict[] verdicts;
  private final List<Watched> watched = new ArrayList<>();

  /** By index in {@link #watched}: the expectations first, then values over time. */
  private final List<ExpectationWatch> expectationWatches = new ArrayList<>();

  private final List<OverTimeWatch> overTimeWatches = new ArrayList<>();
  private final Operands operands;

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
    Map<Operand.OverTime, OverTimeWatch> overTime = new LinkedHashMap<>();
    for (int i = 0; i < scenario.expectations().size(); i++) {
      Expectation expectation = scenario.expectations().get(i);
      if (expectation.isWatched()) {
        expectationWatches.add(new ExpectationWatch(i, expectation));
        Condition condition = expectation.condition();
        watched.add(
            new Watched(
                Mentions.activities(condition),
                Mentions.nodes(condition),
                Mentions.packets(condition),
                expectation.fromNs(),
                expectation.untilNs()));
      }
      for (Operand.OverTime wanted : Mentions.overTime(expectation.condition())) {
        overTime.computeIfAbsent(wanted, OverTimeWatch::new);
      }
    }
    scenario.timeline().forEach(block -> overTime(block.when(), overTime));
    scenario.activities().forEach(activity -> overTime(activity.start(), overTime));
    for (OverTimeWatch watch : overTime.values()) {
      overTimeWatches.add(watch);
      watched.add(
          new Watched(
              Mentions.activities(watch.operand()),
              Mentions.nodes(watch.operand()),
              false,
              watch.wanted().fromNs(),
              watch.wanted().untilNs()));
    }
    this.operands = new Operands(scenario, overTime, watches);
    this.conditions = new Conditions(scenario, watches, operands);
  }

  private static void overTime(When when, Map<Operand.OverTime, OverTimeWatch> all) {
    if (when instanceof When.Once once) {
      for (Operand.OverTime wanted : Mentions.overTime(once.condition())) {
        all.computeIfAbsent(wanted, OverTimeWatch::new);
      }
    }
  }

  @Override
  public List<Watched> watched() {
    return watched;
  }

  @Override
  public boolean look(long timeNs, int index, Observations observations) {
    if (index >= expectationWatches.size()) {
      OverTimeWatch watch = overTimeWatches.get(index - expectationWatches.size());
      Value value = Operands.number(operands.evaluate(watch.operand(), observations));
      watch.see(timeNs, value instanceof Value.Num number ? number.value() : Double.NaN);
      return true;
    }
    ExpectationWatch watch = expectationWatches.get(index);
    Condition condition = watch.expectation.condition();
    Status status = conditions.status(condition, observations);
    if (status != Status.MET
        && watch.expectation.mode() == Expectation.Mode.ALWAYS
        && conditions.isMissing(condition, observations)) {
      return true;
    }
    if (!watch.see(status)) {
      return true;
    }
    Finding finding = conditions.evaluate(condition, observations);
    boolean wanted = watch.expectation.mode() == Expectation.Mode.EVENTUALLY;
    String at = " at " + Quantity.time(timeNs);
    verdicts[watch.index] =
        new Verdict(
            watch.index,
            watch.expectation.source(),
            wanted ? Status.MET : Status.FAILED,
            timeNs,
            "saw " + finding.seen() + (finding.seen().contains(" at ") ? "" : at),
            wanted ? ImmutableList.of() : evidence(condition, finding, observations));
    return false;
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
      if (watches.containsKey(packet)) {
        return;
      }
      PacketWatch watch = new PacketWatch(packet, scenario, wires, memory);
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
    } else if (condition instanceof Condition.Comparison comparison) {
      watch(comparison.left(), watches, byWire);
      watch(comparison.right(), watches, byWire);
    }
  }

  private void watch(
      Operand operand,
      Map<Condition.PacketSeen, PacketWatch> watches,
      List<List<PacketWatch>> byWire) {
    if (operand instanceof Operand.Packets packets) {
      watch(packets.packets(), watches, byWire);
    } else if (operand instanceof Operand.Arithmetic arithmetic) {
      watch(arithmetic.left(), watches, byWire);
      watch(arithmetic.right(), watches, byWire);
    } else if (operand instanceof Operand.Aggregate aggregate) {
      aggregate.operands().forEach(one -> watch(one, watches, byWire));
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
    if (expectation.isWatched()) {
      conclude(timeNs, index, observations);
      return;
    }
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

  /** The time of an expectation that has been watched is over. */
  private void conclude(long timeNs, int index, Observations observations) {
    if (verdicts[index] != null) {
      return;
    }
    Expectation expectation = scenario.expectations().get(index);
    ExpectationWatch watch =
        expectationWatches.stream().filter(one -> one.index == index).findFirst().orElseThrow();
    long end =
        expectation.untilNs() < 0 ? timeNs : Math.min(timeNs, expectation.untilNs());
    Finding finding = conditions.evaluate(expectation.condition(), observations);
    boolean never = expectation.mode() == Expectation.Mode.NEVER;
    Status status;
    String seen;
    if (expectation.mode() == Expectation.Mode.EVENTUALLY) {
      status = Status.FAILED;
      seen = "never held until " + Quantity.time(end) + "; saw " + finding.seen();
    } else if (watch.looks == 0 && !never) {
      status = Status.UNDECIDED;
      seen = "saw nothing that it could have been about";
    } else {
      status = Status.MET;
      String times = watch.looks == 1 ? "one look" : watch.looks + " looks";
      seen = (never ? "never held" : "held") + " until " + Quantity.time(end) + ", " + times;
    }
    verdicts[index] =
        new Verdict(
            index,
            expectation.source(),
            status,
            end,
            seen,
            status == Status.MET
                ? ImmutableList.of()
                : evidence(expectation.condition(), finding, observations));
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
