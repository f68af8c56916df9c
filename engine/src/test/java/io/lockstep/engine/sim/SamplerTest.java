package io.lockstep.engine.sim;

import static io.lockstep.engine.sim.CaseBuilder.MS;
import static io.lockstep.engine.sim.CaseBuilder.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.inspect.TcpSocket;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.TcpField;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking at sockets of real kernels. */
class SamplerTest {
  private static ScenarioCase transfer() {
    CaseBuilder b = new CaseBuilder(1);
    int alice = b.node("alice", "");
    int bob = b.node("bob", "");
    b.link(alice, "10.0.0.1/24", bob, "10.0.0.2/24",
        new DirectionSpec(10_000_000, 10 * MS, 0, 20, 0));
    b.tcp(alice, bob, "10.0.0.2", 80, 2_000_000, 0);
    b.tcp(bob, alice, "10.0.0.1", 81, 200_000, S);
    b.check(-1);
    return b.build();
  }

  @Test
  void lookingChangesNothing() {
    assertThat(TestRun.sampled(transfer()).behaviour())
        .isEqualTo(new TestRun(transfer()).behaviour());
  }

  @Test
  void lookingChangesNothingWhereMuchHappensAtOnce() {
    assertThat(TestRun.sampled(symmetric()).behaviour())
        .isEqualTo(new TestRun(symmetric()).behaviour());
  }

  /** Several flows on equal paths: timers and frames of different kernels fall together. */
  private static ScenarioCase symmetric() {
    CaseBuilder b = new CaseBuilder(1);
    for (int i = 0; i < 3; i++) {
      int left = b.node("left" + i, "");
      int right = b.node("right" + i, "");
      String net = "10.0." + i + ".";
      b.link(left, net + "1/24", right, net + "2/24",
          new DirectionSpec(0, 5 * MS, 0, 0, 0));
      b.tcp(left, right, net + "2", 80, 300_000, 10 * MS);
      b.ping(right, left, net + "1", 50, 4 * MS, 56, 0);
    }
    b.check(-1);
    return b.build();
  }

  @Test
  void theWindowOfATransferGrowsAndShrinks() {
    List<TcpSocket> clients =
        TestRun.sampled(transfer())
            .sockets().stream().filter(socket -> socket.remotePort() == 80).toList();
    assertThat(clients).hasSizeGreaterThan(300);
    assertThat(clients.get(0).value(TcpField.CWND)).isEqualTo(10);
    assertThat(clients.get(0).value(TcpField.SSTHRESH)).isNaN();
    assertThat(clients.stream().mapToDouble(one -> one.value(TcpField.CWND)).max().orElseThrow())
        .isGreaterThan(20);
    // Only two propagation delays and the serialisation of a SYN: 66 and 74 bytes at 10 Mbit/s.
    assertThat(clients.stream().mapToDouble(one -> one.value(TcpField.MINRTT)).filter(rtt -> rtt > 0).min().orElseThrow())
        .isGreaterThanOrEqualTo(20_100_000);
    assertThat(clients.get(clients.size() - 1).value(TcpField.BYTES_ACKED))
        .isBetween(1_900_000.0, 2_000_002.0);
    assertThat(clients.get(0).remote().getHostAddress()).isEqualTo("10.0.0.2");
  }
}
