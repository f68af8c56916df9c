package io.lockstep.engine.sim;

import static io.lockstep.engine.sim.CaseBuilder.MS;
import static io.lockstep.engine.sim.CaseBuilder.S;
import static io.lockstep.engine.sim.CaseBuilder.after;
import static io.lockstep.engine.sim.CaseBuilder.delay;
import static io.lockstep.engine.sim.CaseBuilder.once;
import static io.lockstep.engine.sim.CaseBuilder.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.model.When;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Blocks and activities that wait, start, stop and are taken back. */
class TimelineTest {
  private static final When ON_DEMAND = new When.OnDemand();
  private static final String SACK = "net.ipv4.tcp_sack";

  private final CaseBuilder b = new CaseBuilder(1);
  private final int a = b.node("a", "");
  private final int z = b.node("z", "");
  private final int link = b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(5 * MS));

  private int ping(int count, long start) {
    return b.ping(a, z, "10.0.0.2", count, 100 * MS, 56, start);
  }

  private static ActionSpec start(int activity) {
    return new ActionSpec.Start(activity, source("start " + activity));
  }

  private static ActionSpec stop(int activity) {
    return new ActionSpec.Stop(activity, source("stop " + activity));
  }

  private ActionSpec sack(String value) {
    return new ActionSpec.NodeChange(
        a,
        ImmutableList.of(new Setting("/proc/sys/net/ipv4/tcp_sack", value, source("sack"))),
        source("set a"));
  }

  private TestRun run() {
    TestRun run = new TestRun(b.build());
    assertThat(TestRun.stepwise(b.build()).fingerprint()).isEqualTo(run.fingerprint());
    return run;
  }

  private static ActivityState state(TestRun run, int activity) {
    return run.result().activities().get(activity).state();
  }

  @Test
  void whatWaitsForOthersBeginsWhenTheLastHasEnded() {
    int first = ping(3, S);
    int second = ping(5, 2 * S);
    int third = ping(1, 0);
    b.start(third, after(500 * MS, first, second));
    b.when(after(MS, third), sack("0"));
    b.check(-1);
    TestRun run = run();
    assertThat(run.events())
        .containsSubsequence(
            "2410000000 ping1 is completed",
            "2910000000 ping2 starts",
            "2920000000 ping2 is completed",
            "2921000000 set a");
    assertThat(run.sysctl(0, a, SACK)).hasValue("0");
  }

  @Test
  void aConditionOnAMetricActsAtTheInstantAtWhichItHolds() {
    int probe = ping(10, S);
    int block = b.when(once(probe, MetricName.RECEIVED, 3), sack("0"));
    TestRun run = run();
    assertThat(block).isZero();
    assertThat(run.events()).contains("1310000000 set a");
    assertThat(run.events()).containsOnlyOnce("1310000000 set a");
  }

  @Test
  void aConditionOnACounterActsWhenTheKernelHasCounted() {
    ping(10, S);
    b.when(
        new When.Once(
            new Condition.Comparison(
                new Operand.Counter(z, "IcmpInEchos"),
                Condition.Operator.GE,
                new Operand.Number(4, Unit.NONE))),
        sack("0"));
    TestRun run = run();
    assertThat(run.events()).contains("1305000000 set a");
  }

  @Test
  void aConditionOnASysctlSeesWhatAnotherBlockHasWritten() {
    ping(5, S);
    b.at(S + MS, sack("0"));
    b.when(
        new When.Once(
            new Condition.Comparison(
                new Operand.Sysctl(a, SACK),
                Condition.Operator.EQ,
                new Operand.Text("0"))),
        sack("1"));
    b.check(-1);
    TestRun run = run();
    assertThat(run.events()).filteredOn("1001000000 set a"::equals).hasSize(2);
    assertThat(run.sysctl(0, a, SACK)).hasValue("1");
  }

  @Test
  void aConditionOnPacketsActsWhenOneIsSent() {
    ping(5, S);
    b.when(
        new When.Once(
            new Condition.PacketSeen(
                true,
                new Condition.Medium.Link(link),
                new PacketFilter.Compare("icmp.type", Condition.Operator.EQ, "0"),
                -1)),
        new ActionSpec.LinkState(link, false, source("down")));
    TestRun run = run();
    assertThat(run.events()).anyMatch(event -> event.matches("10[01]5000000 down"));
    assertThat(run.result().activities().get(0).metric(MetricName.RECEIVED)).isZero();
  }

  @Test
  void whatCannotHappenAnyMoreDoesNotKeepTheRunOpen() {
    int probe = ping(3, S);
    int idle = ping(3, 0);
    b.start(idle, ON_DEMAND);
    int never = b.when(once(probe, MetricName.RECEIVED, 100), start(idle));
    int neither = b.when(after(S, idle), sack("0"));
    TestRun run = run();
    assertThat(run.result().endNs()).isLessThan(6 * S);
    assertThat(run.result().neverHappened()).containsExactly(never, neither);
    assertThat(state(run, idle)).isEqualTo(ActivityState.UNFINISHED);
    assertThat(run.result().activities().get(idle).reason()).isEqualTo("nothing started it");
  }

  @Test
  void whatAConditionStartsKeepsTheRunOpenTogetherWithWhatFollows() {
    int probe = ping(3, S);
    int late = ping(100, 0);
    b.start(late, ON_DEMAND);
    b.when(once(probe, MetricName.RECEIVED, 2), start(late));
    b.when(after(20 * S, late), sack("0"));
    TestRun run = run();
    assertThat(state(run, late)).isEqualTo(ActivityState.COMPLETED);
    assertThat(run.result().neverHappened()).isEmpty();
    assertThat(run.result().endNs()).isGreaterThan(30 * S);
  }

  @Test
  void activitiesAreStartedAndStopped() {
    int tcp = b.tcp(a, z, "10.0.0.2", 80, -1, 0);
    int udp = b.udp(a, z, "10.0.0.2", 4000, 80_000, 100, 0, -1);
    int probe = ping(1000, 0);
    int neverStarted = ping(5, 20 * S);
    for (int activity : new int[] {tcp, udp, probe}) {
      b.start(activity, ON_DEMAND);
    }
    b.at(S, start(tcp), start(udp), start(probe));
    b.at(3 * S, stop(tcp), stop(udp), stop(probe), stop(neverStarted));
    TestRun run = run();
    assertThat(state(run, tcp)).isEqualTo(ActivityState.COMPLETED);
    assertThat(state(run, udp)).isEqualTo(ActivityState.COMPLETED);
    assertThat(state(run, probe)).isEqualTo(ActivityState.COMPLETED);
    assertThat(run.result().activities().get(udp).metric(MetricName.SENT)).isEqualTo(200);
    assertThat(run.result().activities().get(probe).metric(MetricName.SENT)).isBetween(20.0, 21.0);
    assertThat(run.result().activities().get(probe).metric(MetricName.LOST)).isZero();
    assertThat(run.result().activities().get(tcp).metric(MetricName.RECEIVED)).isPositive();
    assertThat(run.result().activities().get(tcp).completedAtNs()).isBetween(3 * S, 4 * S);
    assertThat(run.result().activities().get(neverStarted).reason())
        .isEqualTo("stopped before its start");
  }

  private static DirectionChange onlyDelay(long ns) {
    return new DirectionChange(
        OptionalLong.empty(),
        OptionalLong.of(ns),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static DirectionChange onlyRate(long rate) {
    return new DirectionChange(
        OptionalLong.of(rate),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  @Test
  void aBlockIsTakenBackAndNothingElse() {
    int probe = ping(40, 0);
    int flow = b.udp(a, z, "10.0.0.2", 4000, 80_000, 100, 0, -1);
    b.start(flow, ON_DEMAND);
    int block =
        b.at(
            S + 50 * MS,
            new ActionSpec.LinkChange(
                link, onlyDelay(20 * MS), onlyDelay(20 * MS), source("set link")),
            sack("0"),
            sack("1"),
            sack("0"),
            start(flow));
    // The rate of 98 kbit/s that is set meanwhile stays; an echo takes 8 ms.
    b.at(
        2 * S + 50 * MS,
        new ActionSpec.LinkChange(link, onlyRate(98_000), DirectionChange.NONE, source("rate")));
    b.at(3 * S + 50 * MS, new ActionSpec.Undo(block, source("undo")));
    b.check(2 * S);
    b.check(-1);
    TestRun run = run();
    assertThat(run.sysctl(0, a, SACK)).hasValue("0");
    assertThat(run.sysctl(1, a, SACK)).hasValue("1");
    var rtts = run.result().activities().get(probe).rttsNs();
    assertThat(rtts.get(5)).isEqualTo(10 * MS);
    assertThat(rtts.get(15)).isEqualTo(40 * MS);
    assertThat(rtts.get(39)).isEqualTo(18 * MS);
    assertThat(run.result().activities().get(flow).metric(MetricName.SENT)).isEqualTo(200);
    assertThat(state(run, flow)).isEqualTo(ActivityState.COMPLETED);
  }

  @Test
  void aLinkThatWasDownAlreadyStaysDownWhenABlockIsTakenBack() {
    ping(80, 0);
    int first = b.at(S, new ActionSpec.LinkState(link, false, source("down")));
    int second = b.at(2 * S, new ActionSpec.LinkState(link, false, source("down")));
    b.at(3 * S, new ActionSpec.Undo(second, source("undo second")));
    b.at(4 * S, new ActionSpec.Undo(first, source("undo first")));
    b.check(3500 * MS);
    b.check(4500 * MS);
    TestRun run = run();
    assertThat(run.sysctl(0, a, "/sys/class/net/eth0/carrier")).hasValue("0");
    assertThat(run.sysctl(1, a, "/sys/class/net/eth0/carrier")).hasValue("1");
  }

  @Test
  void aChangeWithoutAQueueMakesOne() {
    DirectionSpec spec = onlyRate(1000).applyTo(delay(MS));
    assertThat(spec).isEqualTo(new DirectionSpec(1000, MS, 0, 1000, 0));
    assertThat(onlyRate(1000).inverse(delay(MS)).applyTo(spec)).isEqualTo(delay(MS));
    assertThat(onlyDelay(5).applyTo(spec)).isEqualTo(new DirectionSpec(1000, 5, 0, 1000, 0));
  }
}
