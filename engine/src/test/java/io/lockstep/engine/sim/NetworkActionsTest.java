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
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.Prefix;
import org.junit.jupiter.api.Test;

/** Changes through rtnetlink while the scenario runs, and back. */
class NetworkActionsTest {
  private final CaseBuilder b = new CaseBuilder(1);
  private final int a = b.node("a", "");
  private final int z = b.node("z", "");

  NetworkActionsTest() {
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(5 * MS));
  }

  private static ActionSpec add(NetworkItem item) {
    return new ActionSpec.Network(item, false, source("add"));
  }

  private static ActionSpec undo(int block) {
    return new ActionSpec.Undo(block, source("undo"));
  }

  private NetworkItem.Route route(String destination) {
    return new NetworkItem.Route(
        a,
        NetworkItem.RouteType.UNICAST,
        new Prefix(CaseBuilder.address(destination), 32),
        ImmutableList.of(new NetworkItem.Hop(CaseBuilder.address("10.0.0.2"), null, 1)),
        254,
        -1,
        null,
        0,
        source("route"));
  }

  private ImmutableLongArray rtts() {
    TestRun run = new TestRun(b.build());
    assertThat(TestRun.stepwise(b.build()).fingerprint()).isEqualTo(run.fingerprint());
    return run.result().activities().get(0).rttsNs();
  }

  @Test
  void anAddressAndARouteComeAndGo() {
    b.ping(a, z, "192.0.2.9", 30, 100 * MS, 56, 0);
    NetworkItem address =
        new NetworkItem.Address(
            z, "lo", new Prefix(CaseBuilder.address("192.0.2.9"), 32), source("address"));
    int block = b.at(S + 50 * MS, add(address), add(route("192.0.2.9")));
    b.at(2 * S + 50 * MS, undo(block));
    ImmutableLongArray rtts = rtts();
    assertThat(rtts.get(10)).isEqualTo(-1);
    // With address resolution in both directions.
    assertThat(rtts.get(11)).isEqualTo(20 * MS);
    assertThat(rtts.get(20)).isEqualTo(10 * MS);
    assertThat(rtts.get(21)).isEqualTo(-1);
  }

  @Test
  void whatWasRemovedComesBack() {
    b.ping(a, z, "192.0.2.9", 30, 100 * MS, 56, 0);
    b.network(
        new NetworkItem.Address(
            z, "lo", new Prefix(CaseBuilder.address("192.0.2.9"), 32), source("address")));
    b.network(route("192.0.2.9"));
    int block =
        b.at(S + 50 * MS, new ActionSpec.Network(route("192.0.2.9"), true, source("remove")));
    b.at(2 * S + 50 * MS, undo(block));
    ImmutableLongArray rtts = rtts();
    assertThat(rtts.get(10)).isEqualTo(10 * MS);
    assertThat(rtts.get(15)).isEqualTo(-1);
    assertThat(rtts.get(21)).isEqualTo(10 * MS);
  }

  @Test
  void aNetdevThatIsSetDownComesUpAgainWithItsMtu() {
    b.ping(a, z, "10.0.0.2", 30, 100 * MS, 56, 0);
    int block =
        b.at(
            S + 50 * MS,
            add(new NetworkItem.Mtu(a, "eth0", 1300, source("mtu"))),
            add(new NetworkItem.State(a, "eth0", false, source("down"))),
            add(new NetworkItem.State(a, "eth0", false, source("down"))));
    b.at(2 * S + 50 * MS, undo(block));
    ImmutableLongArray rtts = rtts();
    assertThat(rtts.get(10)).isEqualTo(10 * MS);
    assertThat(rtts.get(15)).isEqualTo(-1);
    assertThat(rtts.get(22)).isEqualTo(10 * MS);
  }

  @Test
  void whatAKernelRefusesIsExplained() {
    int block = b.at(S, add(route("10.0.0.77")), add(route("10.0.0.77")));
    assertThat(block).isZero();
    assertThatThrownBy(() -> new TestRun(b.build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("node a")
        .hasMessageContaining("EEXIST");
  }
}
