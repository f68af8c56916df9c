package io.lockstep.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.Cases;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.ActivityState;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeakChecksTest {
  private static final long MIB = 1L << 20;

  /** The second node of two, at one time. */
  private record Seen(int sockets, long free, long trimmed) implements Observations {
    @Override
    public long now() {
      return 0;
    }

    @Override
    public double metric(int activity, MetricName name) {
      return 0;
    }

    @Override
    public long completedAt(int activity) {
      return 0;
    }

    @Override
    public OptionalLong counter(int node, String name) {
      return OptionalLong.empty();
    }

    @Override
    public Optional<String> sysctl(int node, String key) {
      return Optional.empty();
    }

    @Override
    public Optional<String> query(int node, NodeQuery query, List<String> arguments) {
      return Optional.of("sockets: used " + (node == 1 ? sockets : 9) + "\nTCP: inuse 0\n");
    }

    @Override
    public OptionalLong freeMemory(int node, boolean trim) {
      return OptionalLong.of(node == 1 ? trim ? trimmed : free : 10 * MIB);
    }

    @Override
    public boolean alive(int node) {
      return true;
    }
  }

  private static ImmutableList<Verdict> judge(Seen before, Seen after, ActivityState state) {
    LeakChecks checks = new LeakChecks(Cases.with());
    checks.began(before);
    checks.ended(after);
    ImmutableList.Builder<ActivityResult> activities = ImmutableList.builder();
    for (int i = 0; i < 2; i++) {
      activities.add(
          new ActivityResult(i, state, "", 5, ImmutableMap.of(), ImmutableLongArray.of()));
    }
    ImmutableList.Builder<Verdict> failures = ImmutableList.builder();
    checks.judge(
        new RunResult(
            9,
            0,
            activities.build(),
            ImmutableList.of(
                new NodeResult(0, "linux-6.12", "6.12", "", null),
                new NodeResult(1, "linux-6.1", "6.1", "", null)),
            ImmutableList.of(),
            ImmutableList.of(),
            false),
        failures);
    return failures.build();
  }

  private static final Seen START = new Seen(9, 10 * MIB, 0);

  @Test
  void whatIsGivenBackIsNoLeak() {
    assertThat(judge(START, new Seen(9, 8 * MIB, 10 * MIB), ActivityState.COMPLETED)).isEmpty();
  }

  @Test
  void tellsHowMuchMemoryStays() {
    List<Verdict> found = judge(START, new Seen(9, 7 * MIB, 8 * MIB), ActivityState.COMPLETED);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).seen())
        .isEqualTo("saw 2048 KiB of h[1]'s memory in use that were free at the start");
    assertThat(found.get(0).evidence())
        .containsExactly(
            "up to 1028 KiB may stay", "'implicit leaks off' switches this expectation off");
  }

  @Test
  void tellsHowManySocketsStay() {
    List<Verdict> found = judge(START, new Seen(11, 10 * MIB, 0), ActivityState.COMPLETED);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).seen()).isEqualTo("saw 11 sockets of h[1] in use, 9 at the start");
  }

  @Test
  void trafficThatHasNotEndedMayHoldWhatItHas() {
    assertThat(judge(START, new Seen(11, MIB, MIB), ActivityState.UNFINISHED)).isEmpty();
  }
}
