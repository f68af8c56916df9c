package io.lockstep.engine.sim;

import static io.lockstep.engine.sim.CaseBuilder.MS;
import static io.lockstep.engine.sim.CaseBuilder.S;
import static io.lockstep.engine.sim.CaseBuilder.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.When;
import org.junit.jupiter.api.Test;

/** Broadcast domains of real kernels. */
class LanTest {
  /** 98 bytes take 7.84 us, an ARP packet of 42 bytes 3.36 us. */
  private static final DirectionSpec FAST = new DirectionSpec(100_000_000, 10_000, 0, 100, 0);

  private static final long ECHO = 7_840;
  private static final long ARP = 3_360;
  private static final long DELAY = 10_000;

  private static CaseBuilder four(DirectionSpec properties) {
    CaseBuilder b = new CaseBuilder(1);
    Object[] members = new Object[8];
    for (int i = 0; i < 4; i++) {
      members[2 * i] = b.node("n" + i, "");
      members[2 * i + 1] = "10.0.0." + (i + 1) + "/24";
    }
    b.lan("office", properties, members);
    return b;
  }

  private static LinkResult.Direction down(RunResult result, int port) {
    return result.links().get(port).directions().get(1);
  }

  @Test
  void aFrameIsSerialisedOnceAndDelayedOnce() {
    CaseBuilder b = four(FAST);
    b.ping(0, 3, "10.0.0.4", 3, S, 56, 5 * S);
    TestRun run = new TestRun(b.build());
    assertThat(run.result().activities().get(0).rttsNs())
        .isEqualTo(
            ImmutableLongArray.of(
                2 * (ARP + DELAY) + 2 * (ECHO + DELAY), 2 * (ECHO + DELAY), 2 * (ECHO + DELAY)));
    assertThat(TestRun.stepwise(b.build()).fingerprint()).isEqualTo(run.fingerprint());
  }

  @Test
  void theUnknownIsFloodedAndTheKnownIsNot() {
    CaseBuilder b = new CaseBuilder(1);
    String silent = "/proc/sys/net/ipv6/conf/all/disable_ipv6";
    Object[] members = new Object[6];
    for (int i = 0; i < 3; i++) {
      members[2 * i] = b.node("n" + i, "", silent, "1");
      members[2 * i + 1] = "10.0.0." + (i + 1) + "/24";
    }
    b.lan("office", FAST, members);
    b.ping(0, 1, "10.0.0.2", 5, S, 56, S);
    RunResult result = new TestRun(b.build()).result();
    // The third sees the broadcast ARP request only; the answer goes to where it came from.
    assertThat(down(result, 2).sent()).isEqualTo(1);
    assertThat(down(result, 2).deliveredBytes()).isEqualTo(42);
    assertThat(down(result, 0).sent()).isGreaterThanOrEqualTo(6);
    LinkResult.Direction up = result.links().get(0).directions().get(0);
    assertThat(up.sent()).isEqualTo(up.delivered());
  }

  @Test
  void twoSendersContendForThePortOfOneReceiver() {
    CaseBuilder b = four(new DirectionSpec(1_000_000, 0, 0, 10, 0));
    // 938 kbit/s each with headers, into a port of 1 Mbit/s; a datagram takes 8.336 ms.
    b.udp(0, 3, "10.0.0.4", 4000, 900_000, 1000, S, 3 * S);
    b.udp(1, 3, "10.0.0.4", 4000, 900_000, 1000, S, 3 * S);
    RunResult result = new TestRun(b.build()).result();
    LinkResult.Direction port = down(result, 3);
    assertThat(port.droppedQueueFull()).isBetween(195L, 215L);
    double received =
        result.activities().get(0).metric(MetricName.RECEIVED)
            + result.activities().get(1).metric(MetricName.RECEIVED);
    assertThat(received).isBetween(240.0, 260.0);
    // Ten in the queue, behind the one being sent, and itself.
    assertThat(result.activities().get(0).metric(MetricName.DELAY_MAX))
        .isBetween(10 * 8_336_000.0, 12 * 8_336_000.0);
  }

  @Test
  void anotherMemberChangesNothingForTheOthers() {
    String silent = "/proc/sys/net/ipv6/conf/all/disable_ipv6";
    ImmutableLongArray[] rtts = new ImmutableLongArray[2];
    for (int extra = 0; extra < 2; extra++) {
      CaseBuilder b = new CaseBuilder(5);
      int a = b.node("a", "");
      int z = b.node("z", "");
      int c = b.node("c", "", silent, "1");
      DirectionSpec lossy = new DirectionSpec(0, MS, 0.2, 0, 0);
      if (extra == 0) {
        b.lan("office", lossy, a, "10.0.0.1/24", z, "10.0.0.2/24");
      } else {
        b.lan("office", lossy, c, "10.0.0.3/24", a, "10.0.0.1/24", z, "10.0.0.2/24");
      }
      b.ping(a, z, "10.0.0.2", 50, 100 * MS, 56, 5 * S);
      rtts[extra] = new TestRun(b.build()).result().activities().get(0).rttsNs();
    }
    assertThat(rtts[0].stream().filter(rtt -> rtt < 0).count()).isBetween(5L, 35L);
    assertThat(rtts[1]).isEqualTo(rtts[0]);
  }

  @Test
  void aLanThatIsDownHasNoCarrierAndSetChangesIt() {
    CaseBuilder b = four(FAST);
    b.ping(0, 1, "10.0.0.2", 10, S, 56, 500 * MS);
    b.at(3 * S, new ActionSpec.LanState(0, false, source("down office")));
    b.at(5 * S, new ActionSpec.LanState(0, true, source("up office")));
    DirectionChange slow = DirectionChange.to(new DirectionSpec(100_000_000, MS, 0, 100, 0));
    b.at(7 * S, new ActionSpec.LanChange(0, slow, 1, source("set office")));
    b.at(8 * S, new ActionSpec.LanChange(0, slow, -1, source("set office")));
    b.check(4 * S);
    b.check(6 * S);
    TestRun run = new TestRun(b.build());
    assertThat(run.sysctl(0, 2, "/sys/class/net/eth0/carrier")).hasValue("0");
    assertThat(run.sysctl(1, 2, "/sys/class/net/eth0/carrier")).hasValue("1");
    ImmutableLongArray rtts = run.result().activities().get(0).rttsNs();
    // Kept by the kernel until there is a carrier and a neighbour again.
    assertThat(rtts.get(3)).isGreaterThan(S);
    assertThat(rtts.get(6)).isEqualTo(2 * (ECHO + DELAY));
    assertThat(rtts.get(7)).isEqualTo(2 * ECHO + DELAY + MS);
    assertThat(rtts.get(9)).isEqualTo(2 * (ECHO + MS));
  }

  @Test
  void aPacketOnALanIsSeenOnce() {
    CaseBuilder b = four(FAST);
    b.ping(0, 1, "10.0.0.2", 1, S, 56, 5 * S);
    Condition reply =
        new Condition.PacketSeen(
            true,
            new Condition.Medium.Lan(0),
            new PacketFilter.Compare("icmp.type", Condition.Operator.EQ, "0"),
            -1);
    b.at(9 * S);
    int block = b.when(new When.Once(reply), new ActionSpec.LanState(0, false, source("cut")));
    TestRun run = new TestRun(b.build());
    assertThat(block).isEqualTo(1);
    // The reply is cut off on its way: at the instant at which it is sent, the LAN goes down.
    long sent = 5 * S + 2 * (ARP + DELAY) + ECHO + DELAY;
    assertThat(run.events()).contains(sent + " cut");
    assertThat(run.result().activities().get(0).metric(MetricName.RECEIVED)).isEqualTo(0);
    assertThat(run.result().neverHappened()).isEmpty();
  }
}
