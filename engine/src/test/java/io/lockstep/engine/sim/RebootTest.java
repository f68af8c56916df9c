package io.lockstep.engine.sim;

import static io.lockstep.engine.sim.CaseBuilder.MS;
import static io.lockstep.engine.sim.CaseBuilder.S;
import static io.lockstep.engine.sim.CaseBuilder.delay;
import static io.lockstep.engine.sim.CaseBuilder.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Setting;
import org.junit.jupiter.api.Test;

/** Nodes that get a new kernel while the scenario runs. */
class RebootTest {
  private static final String SACK = "/proc/sys/net/ipv4/tcp_sack";

  private final CaseBuilder b = new CaseBuilder(1);
  private final int a = b.node("a", "");
  private final int z = b.node("z", "", "/proc/sys/net/ipv4/tcp_fin_timeout", "17");
  private final int link = b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(5 * MS));

  private ActionSpec reboot(int node) {
    return new ActionSpec.Reboot(node, source("reboot"));
  }

  private ActionSpec write(int node, String path, String value) {
    return new ActionSpec.NodeChange(
        node, ImmutableList.of(new Setting(path, value, source("set"))), source("set"));
  }

  private TestRun run() {
    TestRun run = new TestRun(b.build());
    assertThat(new TestRun(b.build()).fingerprint()).isEqualTo(run.fingerprint());
    assertThat(TestRun.stepwise(b.build()).fingerprint()).isEqualTo(run.fingerprint());
    return run;
  }

  private static ActivityResult activity(TestRun run, int index) {
    return run.result().activities().get(index);
  }

  @Test
  void aRebootedNodeIsSetUpAsAtTheStartAndAnswersAgain() {
    int probe = b.ping(a, z, "10.0.0.2", 20, S, 56, 0);
    b.at(3500 * MS, write(z, SACK, "0"));
    b.at(5500 * MS, reboot(z));
    b.check(5 * S);
    b.check(-1);
    TestRun run = run();
    assertThat(activity(run, probe).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(activity(run, probe).metric(MetricName.RECEIVED)).isEqualTo(20);
    assertThat(run.sysctl(0, z, "net.ipv4.tcp_sack")).hasValue("0");
    assertThat(run.sysctl(1, z, "net.ipv4.tcp_sack")).hasValue("1");
    // The counters begin anew: echos 6 to 19.
    assertThat(run.counter(1, z, "IcmpInEchos")).hasValue(14);
    String log = run.result().nodes().get(z).log();
    assertThat(log.split("Linux version", -1)).hasSize(3);
    assertThat(run.result().nodes().get(z).crash()).isNull();
  }

  @Test
  void activitiesOfTheNodeLoseTheirSocketsAndLaterOnesFindNewServers() {
    int cut = b.tcp(a, z, "10.0.0.2", 80, 1L << 40, S);
    int back = b.tcp(z, a, "10.0.0.1", 81, 1L << 40, S);
    int udp = b.udp(a, z, "10.0.0.2", 4000, 80_000, 100, S, 9 * S);
    int dead = b.udp(z, a, "10.0.0.1", 4001, 80_000, 100, S, 9 * S);
    int later = b.tcp(a, z, "10.0.0.2", 80, 100_000, 8 * S);
    int fromThere = b.tcp(z, a, "10.0.0.1", 81, 100_000, 8 * S);
    int probe = b.ping(z, a, "10.0.0.1", 3, S, 56, 8 * S);
    b.at(5 * S + MS / 2, reboot(z));
    TestRun run = run();
    assertThat(activity(run, cut).reason()).isEqualTo("node z was rebooted");
    assertThat(activity(run, back).reason()).isEqualTo("node z was rebooted");
    assertThat(activity(run, dead).reason()).isEqualTo("node z was rebooted");
    assertThat(activity(run, dead).metric(MetricName.RECEIVED)).isBetween(395.0, 401.0);
    assertThat(activity(run, udp).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(activity(run, udp).metric(MetricName.RECEIVED)).isGreaterThan(790);
    for (int index : new int[] {later, fromThere, probe}) {
      assertThat(activity(run, index).state())
          .as(activity(run, index).toString())
          .isEqualTo(ActivityState.COMPLETED);
    }
  }

  @Test
  void aCrashedNodeCanBeRebooted() {
    int probe = b.ping(a, z, "10.0.0.2", 20, S, 56, 0);
    int later = b.tcp(a, z, "10.0.0.2", 80, 100_000, 8 * S);
    b.at(2500 * MS, write(z, "/proc/sysrq-trigger", "c"));
    b.at(5500 * MS, reboot(z));
    TestRun run = run();
    assertThat(activity(run, probe).metric(MetricName.RECEIVED)).isEqualTo(17);
    assertThat(activity(run, probe).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(activity(run, later).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(run.result().nodes().get(z).crash().timeNs()).isEqualTo(2500 * MS);
  }

  @Test
  void aLinkThatIsDownStaysDown() {
    b.ping(a, z, "10.0.0.2", 10, S, 56, 0);
    b.at(2500 * MS, new ActionSpec.LinkState(link, false, source("down")));
    b.at(3500 * MS, reboot(z));
    b.check(4 * S);
    b.at(5500 * MS, new ActionSpec.LinkState(link, true, source("up")));
    b.check(9 * S);
    TestRun run = run();
    assertThat(run.sysctl(0, z, "/sys/class/net/eth0/carrier")).hasValue("0");
    assertThat(run.sysctl(1, z, "/sys/class/net/eth0/carrier")).hasValue("1");
    assertThat(activity(run, 0).metric(MetricName.RECEIVED)).isGreaterThanOrEqualTo(6);
  }
}
