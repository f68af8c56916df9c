package io.lockstep.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.Cases;
import io.lockstep.engine.Frames;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Condition.Operator;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.sim.Observations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Condition.Medium WIRE = new Condition.Medium.Link(0);
  private static final long SECOND = 1_000_000_000L;

  /** What the simulation would say. */
  private static final class Fake implements Observations {
    private final Map<String, Double> metrics = new HashMap<>();
    private final Map<String, Long> counters = new HashMap<>();
    private final Map<String, String> sysctls = new HashMap<>();
    private long completed = -1;
    private boolean alive = true;

    @Override
    public long now() {
      return 60 * SECOND;
    }

    @Override
    public double metric(int activity, MetricName name) {
      return metrics.getOrDefault(activity + name.written(), Double.NaN);
    }

    @Override
    public long completedAt(int activity) {
      return completed;
    }

    @Override
    public OptionalLong counter(int node, String name) {
      Long value = counters.get(name);
      return value == null || !alive ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public Optional<String> sysctl(int node, String key) {
      return Optional.ofNullable(sysctls.get(key));
    }

    @Override
    public boolean alive(int node) {
      return alive;
    }
  }

  private final Fake fake = new Fake();

  private Verdict judge(Condition condition) {
    Judge judge = new Judge(Cases.with(condition));
    judge.check(60 * SECOND, 0, fake);
    assertThat(judge.holds(60 * SECOND, condition, fake))
        .isEqualTo(judge.verdicts().get(0).status() == Status.MET);
    return judge.verdicts().get(0);
  }

  private static Operand ping(MetricName name) {
    return new Operand.Metric(0, name);
  }

  private static Condition compare(Operand left, Operator operator, double value, Unit unit) {
    return new Condition.Comparison(left, operator, new Operand.Number(value, unit));
  }

  @Test
  void timesCompareToTheNanosecond() {
    fake.metrics.put("0rtt.min", 20_000_000.0);
    Condition exact = compare(ping(MetricName.RTT_MIN), Operator.EQ, 20e6, Unit.TIME);
    assertThat(judge(exact).status()).isEqualTo(Status.MET);
    assertThat(judge(exact).seen()).isEqualTo("saw 20 ms");
    fake.metrics.put("0rtt.min", 20_000_448.0);
    assertThat(judge(exact).status()).isEqualTo(Status.FAILED);
    assertThat(judge(exact).seen()).isEqualTo("saw 20.000448 ms");
  }

  @Test
  void aDifferenceIsNeverRoundedAway() {
    fake.metrics.put("0rtt.avg", 20_000_000.0001);
    Verdict verdict = judge(compare(ping(MetricName.RTT_AVG), Operator.EQ, 20e6, Unit.TIME));
    assertThat(verdict.status()).isEqualTo(Status.FAILED);
    assertThat(verdict.seen()).isEqualTo("saw 20.0000000001 ms");
  }

  @Test
  void noReplyIsAFailure() {
    Verdict verdict = judge(compare(ping(MetricName.RTT_MIN), Operator.LE, 20e6, Unit.TIME));
    assertThat(verdict.status()).isEqualTo(Status.FAILED);
    assertThat(verdict.seen()).isEqualTo("saw nothing: no reply came");
  }

  @Test
  void tcpFlowsCountBytes() {
    fake.metrics.put("1received", 10_000_001.0);
    Operand received = new Operand.Metric(1, MetricName.RECEIVED);
    assertThat(judge(compare(received, Operator.EQ, 1e7, Unit.SIZE)).seen())
        .isEqualTo("saw 10.000001 MB");
  }

  @Test
  void countersAndTheirAbsence() {
    fake.counters.put("TcpRetransSegs", 4L);
    Operand counter = new Operand.Counter(1, "TcpRetransSegs");
    assertThat(judge(compare(counter, Operator.GT, 3, Unit.NONE)).status()).isEqualTo(Status.MET);
    Verdict none = judge(compare(new Operand.Counter(1, "X"), Operator.GT, 0, Unit.NONE));
    assertThat(none.status()).isEqualTo(Status.UNDECIDED);
    assertThat(none.seen()).isEqualTo("saw nothing: h[1] has no counter X");
    fake.alive = false;
    Verdict dead = judge(compare(counter, Operator.GT, 3, Unit.NONE));
    assertThat(dead.status()).isEqualTo(Status.UNDECIDED);
    assertThat(dead.seen()).isEqualTo("saw nothing: the kernel of h[1] is dead");
  }

  @Test
  void sysctlsCompareAsTextOrNumber() {
    fake.sysctls.put("cc", "cubic");
    fake.sysctls.put("forward", "1");
    Operand cc = new Operand.Sysctl(0, "cc");
    Condition text = new Condition.Comparison(cc, Operator.EQ, new Operand.Text("bbr"));
    assertThat(judge(text).status()).isEqualTo(Status.FAILED);
    assertThat(judge(text).seen()).isEqualTo("saw \"cubic\"");
    Operand forward = new Operand.Sysctl(0, "forward");
    assertThat(judge(compare(forward, Operator.EQ, 1, Unit.NONE)).status()).isEqualTo(Status.MET);
    assertThat(judge(compare(cc, Operator.EQ, 1, Unit.NONE)).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void aggregatesNameTheirExtremes() {
    fake.metrics.put("0received", 2.0);
    fake.metrics.put("1received", 3.0);
    Operand sum =
        new Operand.Aggregate(
            Operand.Aggregate.Function.SUM,
            ImmutableList.of(ping(MetricName.RECEIVED), new Operand.Metric(1, MetricName.SENT),
                new Operand.Metric(0, MetricName.RECEIVED)),
            Unit.NONE);
    fake.metrics.put("1sent", 5.0);
    Verdict verdict = judge(compare(sum, Operator.EQ, 10, Unit.NONE));
    assertThat(verdict.status()).isEqualTo(Status.FAILED);
    assertThat(verdict.evidence())
        .containsExactly("smallest: hello.received = 2", "largest: bulk.sent = 5 B");
  }

  @Test
  void completion() {
    Condition byForty = new Condition.Completed(1, 40 * SECOND);
    fake.metrics.put("1received", 3_200_000.0);
    Verdict never = judge(byForty);
    assertThat(never.status()).isEqualTo(Status.FAILED);
    assertThat(never.seen()).isEqualTo("saw no end until 60 s");
    assertThat(never.evidence()).containsExactly("bulk: 3.2 MB received of 10 MB");
    fake.completed = 41 * SECOND;
    assertThat(judge(byForty).seen()).isEqualTo("saw it at 41 s");
    assertThat(judge(byForty).status()).isEqualTo(Status.FAILED);
    assertThat(judge(new Condition.Or(byForty, byForty)).seen())
        .isEqualTo("saw bulk.completed at 41 s");
    fake.completed = 40 * SECOND;
    assertThat(judge(byForty).status()).isEqualTo(Status.MET);
  }

  @Test
  void packets() {
    PacketFilter syn = new PacketFilter.Has("tcp.syn");
    ScenarioCase scenario =
        Cases.with(
            new Condition.PacketSeen(true, WIRE, syn, -1),
            new Condition.PacketSeen(false, WIRE, syn, -1),
            new Condition.PacketSeen(true, WIRE, syn, SECOND),
            new Condition.PacketSeen(true, WIRE, new PacketFilter.Has("tcp.rst"), -1));
    Judge judge = new Judge(scenario);
    for (int i = 0; i < 4; i++) {
      judge.sent(
          (2 + i) * SECOND, 0, 0, Frames.memory(Frames.TCP_SYN), 8,
          Frames.length(Frames.TCP_SYN));
    }
    for (int i = 0; i < 4; i++) {
      judge.check(60 * SECOND, i, fake);
    }
    ImmutableList<Verdict> verdicts = judge.verdicts();
    assertThat(verdicts).extracting(Verdict::status)
        .containsExactly(Status.MET, Status.FAILED, Status.FAILED, Status.FAILED);
    String line = "TCP 10.0.0.1:1234 > 10.0.0.2:80 [SYN] seq 4294967294 payload 0, 56 bytes";
    assertThat(verdicts.get(1).seen()).isEqualTo("saw 4 of 4 packets");
    assertThat(verdicts.get(1).evidence())
        .hasSize(4)
        .startsWith("packet at 2 s from alice: " + line)
        .endsWith("and 1 more");
    assertThat(verdicts.get(2).evidence())
        .containsExactly("too late: packet at 2 s from alice: " + line);
    assertThat(verdicts.get(3).seen()).isEqualTo("saw 0 of 4 packets");
  }

  @Test
  void logic() {
    fake.metrics.put("0received", 2.0);
    Condition yes = compare(ping(MetricName.RECEIVED), Operator.EQ, 2, Unit.NONE);
    Condition no = new Condition.Not(yes);
    Condition unknown = compare(new Operand.Counter(0, "X"), Operator.EQ, 2, Unit.NONE);
    assertThat(judge(new Condition.And(yes, no)).status()).isEqualTo(Status.FAILED);
    assertThat(judge(new Condition.And(yes, unknown)).status()).isEqualTo(Status.UNDECIDED);
    assertThat(judge(new Condition.And(no, unknown)).status()).isEqualTo(Status.FAILED);
    assertThat(judge(new Condition.Or(yes, unknown)).status()).isEqualTo(Status.MET);
    assertThat(judge(new Condition.Or(no, unknown)).status()).isEqualTo(Status.UNDECIDED);
  }

  @Test
  void whatWasNeverJudgedIsUndecided() {
    Judge judge = new Judge(Cases.with(new Condition.Completed(1, -1)));
    assertThat(judge.verdicts().get(0).status()).isEqualTo(Status.UNDECIDED);
  }
}
