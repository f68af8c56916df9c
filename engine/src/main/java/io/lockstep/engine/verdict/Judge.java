package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Watching;
import io.lockstep.engine.model.When;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketMemory;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.series.Series;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.sim.SimulationListener;
import io.lockstep.engine.sim.Watched;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches one run, judges each expectation at its time, and knows whether conditions hold. */
public final class Judge implements SimulationListener {
  /** Packets around the moment of a failure, with a line for the moment itself. */
  private static final int MOST_AROUND = 10;

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
  private final List<SampleWatch> sampleWatches = new ArrayList<>();
  private final Operands operands;
  private final RecentPackets recent;
  private final KernelEvidence kernelEvidence;
  private final ImplicitChecks implicit;

  /** Whether an expectation may be judged before the end. */
  private boolean midway;

  /** By expectation, the packets around the moment at which it was judged. */
  private final Map<Integer, List<String>> around = new HashMap<>();

  /** Expectations for which packets behind that moment are still wanted. */
  private final List<Integer> following = new ArrayList<>();

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
      Set<Condition.PacketSeen> before = Collections.newSetFromMap(new IdentityHashMap<>());
      before.addAll(watches.keySet());
      watch(expectation.condition(), watches, byWire);
      if (expectation.fromNs() > 0) {
        watches.forEach(
            (packet, watch) -> {
              if (!before.contains(packet)) {
                watch.from(expectation.fromNs());
              }
            });
      }
      midway |= expectation.isWatched() || expectation.atNs() >= 0;
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
    for (Watching.Sample sample : scenario.watching().samples()) {
      sampleWatches.add(new SampleWatch(sample));
      watched.add(
          new Watched(
              Mentions.activities(sample.operand()),
              Mentions.nodes(sample.operand()),
              false,
              0,
              -1));
    }
    this.recent = new RecentPackets(scenario, wires);
    this.kernelEvidence = new KernelEvidence(scenario);
    this.implicit = new ImplicitChecks(scenario);
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
    int sample = index - expectationWatches.size() - overTimeWatches.size();
    if (sample >= 0) {
      SampleWatch watch = sampleWatches.get(sample);
      Value value = Operands.number(operands.evaluate(watch.operand(), observations));
      watch.see(timeNs, value instanceof Value.Num number ? number.value() : Double.NaN);
      return true;
    }
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
    if (!wanted) {
      keepAround(watch.index, timeNs);
    }
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
    if (midway) {
      recent.add(timeNs, wire, direction, memory, offset, length);
      if (!following.isEmpty()) {
        follow();
      }
    }
  }

  private void follow() {
    String last = recent.last();
    for (Iterator<Integer> it = following.iterator(); it.hasNext(); ) {
      List<String> lines = around.get(it.next());
      lines.add(last);
      if (lines.size() >= MOST_AROUND) {
        it.remove();
      }
    }
  }

  @Override
  public void began(Observations observations) {
    kernelEvidence.began(observations);
    implicit.began(observations);
  }

  @Override
  public void ended(long timeNs, Observations observations) {
    implicit.ended(observations);
  }

  /** What was expected without being written, and is not met. */
  public ImmutableList<Verdict> implicit(RunResult result) {
    return implicit.judge(result);
  }

  /** The values that the scenario wants to be sampled. */
  public ImmutableList<Series> samples() {
    return sampleWatches.stream()
        .filter(watch -> !watch.isEmpty())
        .map(SampleWatch::series)
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public void check(long timeNs, int index, Observations observations) {
    Expectation expectation = scenario.expectations().get(index);
    if (expectation.isWatched()) {
      conclude(timeNs, index, observations);
      return;
    }
    Finding finding = conditions.evaluate(expectation.condition(), observations);
    if (finding.status() != Status.MET && expectation.atNs() >= 0) {
      keepAround(index, timeNs);
    }
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

  /** Keeps the packets around this moment, in which an expectation is not met. */
  private void keepAround(int index, long timeNs) {
    List<String> lines = new ArrayList<>(recent.lines());
    lines.add(String.format("%14s", Quantity.time(timeNs)) + "  --- judged here ---");
    around.put(index, lines);
    following.add(index);
  }

  private ImmutableList<String> evidence(
      Condition condition, Finding finding, Observations observations) {
    return finding.status() == Status.MET
        ? ImmutableList.copyOf(finding.evidence())
        : ImmutableList.<String>builder()
            .addAll(finding.evidence())
            .addAll(ProgramEvidence.of(condition, scenario, observations))
            .addAll(kernelEvidence.of(condition, observations))
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
              ? withPackets(i)
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

  private Verdict withPackets(int index) {
    List<String> lines = around.getOrDefault(index, List.of());
    if (lines.isEmpty()) {
      return verdicts[index];
    }
    List<String> evidence = new ArrayList<>();
    evidence.add("packets sent around that moment:");
    lines.forEach(line -> evidence.add("  " + line));
    return verdicts[index].with(evidence);
  }
}
