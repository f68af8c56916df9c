package io.lockstep.engine.sim;

import static io.lockstep.engine.sim.CaseBuilder.MS;
import static io.lockstep.engine.sim.CaseBuilder.S;
import static io.lockstep.engine.sim.CaseBuilder.delay;
import static io.lockstep.engine.sim.CaseBuilder.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.Limits;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Setting;
import org.junit.jupiter.api.Test;

/** Small networks of real kernels. */
class SimulationTest {
  private static final String FORWARD = "/proc/sys/net/ipv4/ip_forward";
  private static final String FORWARD6 = "/proc/sys/net/ipv6/conf/all/forwarding";

  private static DirectionChange to(DirectionSpec spec) {
    return DirectionChange.to(spec);
  }

  private static double metric(RunResult result, int activity, MetricName name) {
    return result.activities().get(activity).metric(name);
  }

  @Test
  void aPingTakesExactlyWhatTheLinkTakes() {
    CaseBuilder b = new CaseBuilder(1);
    int alice = b.node("alice", "");
    int bob = b.node("bob", "");
    // 98 bytes at 10 Mbit/s take 78.4 us, an ARP packet of 42 bytes 33.6 us.
    b.link(alice, "10.0.0.1/24", bob, "10.0.0.2/24",
        new DirectionSpec(10_000_000, 10 * MS, 0, 0, 0));
    b.ping(alice, bob, "10.0.0.2", 3, S, 56, 0);
    b.check(-1);
    TestRun run = new TestRun(b.build());
    assertThat(run.result().activities().get(0).rttsNs())
        .isEqualTo(ImmutableLongArray.of(40_224_000, 20_156_800, 20_156_800));
    assertThat(run.counter(0, 0, "IcmpInEchoReps")).hasValue(3);
    assertThat(run.counter(0, 0, "NoSuchCounter")).isEmpty();
    assertThat(run.counter(0, 1, "IcmpInEchos")).hasValue(3);
    assertThat(run.result().activities().get(0).completedAtNs()).isEqualTo(2_020_156_800L);
    assertThat(run.result().nodes().get(0).log()).contains("[   -1.000000] Linux version");
  }

  @Test
  void sysctlsAreWrittenAndReadBack() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "",
        "/proc/sys/net/ipv4/tcp_congestion_control", "bbr",
        "/proc/sys/net/ipv4/conf/eth0/rp_filter", "2");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(MS));
    b.at(S, new ActionSpec.NodeChange(z,
        ImmutableList.of(new Setting("/proc/sys/net/ipv4/tcp_sack", "0", source("x"))),
        source("set z")));
    b.check(500 * MS);
    b.check(-1);
    TestRun run = new TestRun(b.build());
    assertThat(run.sysctl(0, a, "net.ipv4.tcp_congestion_control")).hasValue("bbr");
    assertThat(run.sysctl(0, a, "net.ipv4.conf.eth0.rp_filter")).hasValue("2");
    assertThat(run.sysctl(0, z, "net.ipv4.tcp_sack")).hasValue("1");
    assertThat(run.sysctl(1, z, "net.ipv4.tcp_sack")).hasValue("0");
    assertThat(run.sysctl(1, z, "net.ipv4.tcp_rmem")).hasValue("4096 131072 6291456");
    assertThat(run.sysctl(1, z, "net.ipv4.nothing")).isEmpty();
  }

  @Test
  void settingsThatAKernelRefusesAreExplained() {
    CaseBuilder unknown = new CaseBuilder(1);
    unknown.node("a", "", "/proc/sys/net/ipv4/tcp_sakc", "1");
    assertThatThrownBy(() -> new TestRun(unknown.build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("unknown sysctl net.ipv4.tcp_sakc on node a")
        .hasMessageContaining("did you mean net.ipv4.tcp_sack?");
    CaseBuilder wrong = new CaseBuilder(1);
    wrong.node("a", "", "/proc/sys/net/ipv4/ip_forward", "yes");
    assertThatThrownBy(() -> new TestRun(wrong.build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("does not accept the value \"yes\" (EINVAL)");
  }

  @Test
  void aRouteThatAKernelRefusesIsExplained() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(MS));
    b.route(a, "0.0.0.0/0", "10.9.9.9", 0);
    assertThatThrownBy(() -> new TestRun(b.build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("node a")
        .hasMessageContaining("route default via 10.9.9.9 dev eth0: ENETUNREACH")
        .hasMessageContaining("invalid gateway");
  }

  @Test
  void ipv6OverThreeHops() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int r1 = b.node("r1", "", FORWARD6, "1");
    int r2 = b.node("r2", "", FORWARD6, "1");
    int z = b.node("b", "");
    b.link(a, "2001:db8:1::1/64", r1, "2001:db8:1::fe/64", delay(MS));
    b.link(r1, "2001:db8:2::1/64", r2, "2001:db8:2::2/64", delay(5 * MS));
    b.link(r2, "2001:db8:3::fe/64", z, "2001:db8:3::1/64", delay(MS));
    b.route(a, "::/0", "2001:db8:1::fe", 0);
    b.route(z, "::/0", "2001:db8:3::fe", 0);
    b.route(r1, "2001:db8:3::/64", "2001:db8:2::2", 1);
    b.route(r2, "2001:db8:1::/64", "2001:db8:2::1", 0);
    // After the neighbour entries of the early ones have failed: 3 probes, 1 s apart.
    int ping = b.ping(a, z, "2001:db8:3::1", 5, 200 * MS, 1000, 5 * S);
    int early = b.ping(a, z, "2001:db8:3::1", 2, MS, 56, 0);
    b.check(-1);
    TestRun run = new TestRun(b.build());
    assertThat(metric(run.result(), ping, MetricName.RECEIVED)).isEqualTo(5);
    assertThat(metric(run.result(), ping, MetricName.RTT_MIN)).isEqualTo(14 * MS);
    assertThat(run.counter(0, a, "Icmp6InEchoReplies")).hasValue(5);
    // Duplicate address detection has not ended at time 0.
    assertThat(metric(run.result(), early, MetricName.LOST)).isEqualTo(2);
    assertThat(run.result().activities().get(early).state()).isEqualTo(ActivityState.FAILED);
  }

  @Test
  void tcpThroughALossyRouterDeliversEveryByte() {
    CaseBuilder b = new CaseBuilder(7);
    int client = b.node("client", "");
    int server = b.node("server", "");
    int router = b.node("router", "", FORWARD, "1");
    b.link(client, "10.0.1.1/24", router, "10.0.1.254/24",
        new DirectionSpec(100_000_000, 2 * MS, 0, 0, 0));
    b.link(router, "10.0.2.254/24", server, "10.0.2.1/24",
        new DirectionSpec(10_000_000, 20 * MS, 0.01, 100, 0),
        new DirectionSpec(10_000_000, 20 * MS, 0, 100, 0));
    b.route(client, "0.0.0.0/0", "10.0.1.254", 0);
    b.route(server, "0.0.0.0/0", "10.0.2.254", 0);
    int bulk = b.tcp(client, server, "10.0.2.1", 5001, 2_000_000, S);
    b.check(-1);
    TestRun run = new TestRun(b.build());
    ActivityResult flow = run.result().activities().get(bulk);
    assertThat(flow.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(flow.metric(MetricName.RECEIVED)).isEqualTo(2_000_000);
    assertThat(flow.metric(MetricName.GOODPUT)).isBetween(500_000.0, 10_000_000.0);
    assertThat(run.counter(0, client, "TcpRetransSegs").getAsLong()).isPositive();
    LinkResult.Direction lossy = run.result().links().get(1).directions().get(0);
    assertThat(lossy.droppedLoss()).isPositive();
    assertThat(lossy.sent())
        .isEqualTo(lossy.delivered() + lossy.droppedLoss() + lossy.droppedQueueFull());
    assertThat(new TestRun(b.build()).fingerprint()).isEqualTo(run.fingerprint());
  }

  @Test
  void anotherSeedLosesOtherFrames() {
    assertThat(lossyPing(1)).isEqualTo(lossyPing(1)).isNotEqualTo(lossyPing(2));
  }

  private static ImmutableLongArray lossyPing(long seed) {
    CaseBuilder b = new CaseBuilder(seed);
    int a = b.node("a", "");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", new DirectionSpec(0, MS, 0.3, 0, 0));
    b.ping(a, z, "10.0.0.2", 40, 10 * MS, 56, 0);
    return new TestRun(b.build()).result().activities().get(0).rttsNs();
  }

  @Test
  void manyFlowsShareOnePort() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    int c = b.node("c", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", new DirectionSpec(1_000_000_000, MS, 0, 0, 0));
    b.link(c, "10.0.1.1/24", z, "10.0.1.2/24", delay(0));
    for (int i = 0; i < 5; i++) {
      b.tcp(a, z, "10.0.0.2", 80, 100_000 + i, 0);
      b.tcp(c, z, "10.0.1.2", 80, 50_000 + i, 0);
    }
    b.tcp(z, z, "10.0.1.2", 80, 70_000, 0);
    b.tcp(a, z, "10.0.0.2", 80, 0, 0);
    RunResult result = new TestRun(b.build()).result();
    for (ActivityResult flow : result.activities()) {
      assertThat(flow.state()).as(flow.toString()).isEqualTo(ActivityState.COMPLETED);
    }
    assertThat(metric(result, 8, MetricName.RECEIVED)).isEqualTo(100_004);
    assertThat(metric(result, 10, MetricName.RECEIVED)).isEqualTo(70_000);
  }

  @Test
  void udpKeepsItsRateAndCountsWhatIsLost() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    int link = b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(5 * MS));
    b.udp(a, z, "10.0.0.2", 4000, 64_000, 160, 0, 10 * S);
    b.udp(a, z, "10.0.0.2", 4000, 3_000_000, 100, S, 2 * S);
    DirectionSpec hole = new DirectionSpec(0, 5 * MS, 1, 0, 0);
    b.at(4 * S, new ActionSpec.LinkChange(link, to(hole), to(delay(5 * MS)), source("set")));
    DirectionChange plain = to(delay(5 * MS));
    b.at(6 * S, new ActionSpec.LinkChange(link, plain, plain, source("set")));
    RunResult result = new TestRun(b.build()).result();
    assertThat(metric(result, 0, MetricName.SENT)).isEqualTo(500);
    assertThat(metric(result, 0, MetricName.LOST)).isEqualTo(100);
    assertThat(metric(result, 0, MetricName.DELAY_MIN)).isEqualTo(5 * MS);
    assertThat(metric(result, 1, MetricName.SENT)).isEqualTo(3750);
    assertThat(metric(result, 1, MetricName.LOST)).isEqualTo(0);
    assertThat(metric(result, 1, MetricName.DELAY_MAX)).isEqualTo(5 * MS);
  }

  @Test
  void aLoneFrameMayPassThroughNodesWithoutAStopAndNothingDiffers() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int r = b.node("r", "", FORWARD, "1");
    int q = b.node("q", "", FORWARD, "1");
    int z = b.node("z", "");
    b.link(a, "10.0.1.1/24", r, "10.0.1.2/24", delay(MS));
    int middle = b.link(r, "10.0.2.1/24", q, "10.0.2.2/24", delay(2 * MS));
    b.link(q, "10.0.3.1/24", z, "10.0.3.2/24", delay(MS));
    b.route(a, "0.0.0.0/0", "10.0.1.2", 0);
    b.route(r, "10.0.3.0/24", "10.0.2.2", 1);
    b.route(q, "10.0.1.0/24", "10.0.2.1", 0);
    b.route(z, "0.0.0.0/0", "10.0.3.1", 0);
    b.udp(a, z, "10.0.3.2", 4000, 64_000, 160, 0, 10 * S);
    b.ping(z, a, "10.0.1.1", 40, 137 * MS, 56, 3 * MS);
    b.tcp(a, z, "10.0.3.2", 80, 300_000, 5 * S);
    b.at(3 * S, new ActionSpec.LinkChange(middle, to(delay(MS)), to(delay(5 * MS)), source("set")));
    b.at(7 * S, new ActionSpec.LinkState(middle, false, source("down")));
    b.at(8 * S, new ActionSpec.LinkState(middle, true, source("up")));
    b.check(-1);
    TestRun run = new TestRun(b.build());
    assertThat(metric(run.result(), 0, MetricName.RECEIVED)).isGreaterThan(300);
    assertThat(TestRun.stepwise(b.build()).fingerprint()).isEqualTo(run.fingerprint());
  }

  @Test
  void dataOverLoopbackTakesNoTimeAndThatIsSaid() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    b.tcp(a, a, "127.0.0.1", 80, Long.MAX_VALUE, 0);
    assertThatThrownBy(() -> new TestRun(b.build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("virtual time stands still at 0 ns");
  }

  @Test
  void aLinkThatIsDownLosesWhatIsUnderWayAndTheCarrier() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    int link = b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(500 * MS));
    b.ping(a, z, "10.0.0.2", 10, S, 56, 0);
    b.at(3200 * MS, new ActionSpec.LinkState(link, false, source("down")));
    b.at(6 * S, new ActionSpec.LinkState(link, true, source("up")));
    b.check(5 * S);
    b.check(-1);
    TestRun run = new TestRun(b.build());
    ImmutableLongArray rtts = run.result().activities().get(0).rttsNs();
    assertThat(rtts.get(0)).isEqualTo(2 * S);
    assertThat(rtts.get(1)).isEqualTo(S);
    assertThat(rtts.get(2)).isEqualTo(S);
    assertThat(rtts.get(3)).isEqualTo(-1);
    assertThat(rtts.get(9)).isEqualTo(S);
    assertThat(run.sysctl(0, a, "/sys/class/net/eth0/carrier")).hasValue("0");
    assertThat(run.sysctl(1, a, "/sys/class/net/eth0/carrier")).hasValue("1");
    assertThat(run.result().links().get(0).directions().get(0).droppedLinkDown()).isPositive();
  }

  @Test
  void aRefusedOrHopelessConnectionFails() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(MS));
    int unreachable = b.tcp(a, z, "192.0.2.1", 80, 1000, 0);
    int nobody = b.ping(a, z, "10.0.0.77", 1, S, 56, 0);
    RunResult result = new TestRun(b.build()).result();
    assertThat(result.activities().get(unreachable).state()).isEqualTo(ActivityState.FAILED);
    assertThat(result.activities().get(unreachable).reason()).isEqualTo("connect: ENETUNREACH");
    assertThat(result.activities().get(nobody).reason()).isEqualTo("no reply");
  }

  @Test
  void aCrashEndsOneNodeOnly() {
    CaseBuilder b = new CaseBuilder(1);
    int alice = b.node("alice", "");
    int bob = b.node("bob", "");
    int carol = b.node("carol", "");
    int dave = b.node("dave", "");
    b.link(alice, "10.0.0.1/24", bob, "10.0.0.2/24", delay(MS));
    b.link(carol, "10.0.1.1/24", dave, "10.0.1.2/24", delay(MS));
    int doomed = b.ping(alice, bob, "10.0.0.2", 10, S, 56, 0);
    int fine = b.ping(carol, dave, "10.0.1.2", 10, S, 56, 0);
    int flow = b.tcp(alice, bob, "10.0.0.2", 80, 1L << 40, 4 * S);
    b.at(4500 * MS, new ActionSpec.NodeChange(bob,
        ImmutableList.of(new Setting("/proc/sysrq-trigger", "c", source("x"))),
        source("set bob")));
    b.check(-1);
    TestRun run = new TestRun(b.build());
    RunResult result = run.result();
    assertThat(metric(result, fine, MetricName.RECEIVED)).isEqualTo(10);
    assertThat(metric(result, doomed, MetricName.RECEIVED)).isEqualTo(5);
    assertThat(metric(result, doomed, MetricName.SENT)).isEqualTo(10);
    assertThat(result.activities().get(doomed).reason()).isEqualTo("node bob crashed");
    assertThat(result.activities().get(flow).reason()).isEqualTo("node bob crashed");
    NodeCrash crash = result.nodes().get(bob).crash();
    assertThat(crash.timeNs()).isEqualTo(4500 * MS);
    assertThat(crash.reason()).contains("sysrq triggered crash");
    assertThat(crash.backtrace()).anyMatch(line -> line.contains("sysrq_handle_crash"));
    assertThat(result.nodes().get(alice).crash()).isNull();
    assertThat(run.counter(0, bob, "IpInReceives")).isEmpty();
  }

  @Test
  void anInterruptedRunEndsSoon() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(MS));
    b.ping(a, z, "10.0.0.2", 1_000_000, S, 56, 0);
    Simulation simulation =
        new Simulation(b.build(), TestRun::image, null, new Limits(50 * S));
    RunResult limited = simulation.run();
    assertThat(limited.endNs()).isEqualTo(50 * S);
    assertThat(limited.activities().get(0).state()).isEqualTo(ActivityState.UNFINISHED);
    Simulation second = new Simulation(b.build(), TestRun::image, null, Limits.DEFAULT);
    second.interrupt();
    assertThat(second.run().interrupted()).isTrue();
  }
}
