package io.lockstep.engine.sim;

import static io.lockstep.engine.sim.CaseBuilder.MS;
import static io.lockstep.engine.sim.CaseBuilder.S;
import static io.lockstep.engine.sim.CaseBuilder.delay;
import static io.lockstep.engine.sim.CaseBuilder.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traffic through what rtnetlink has configured. */
class DevicesAtWorkTest {
  private static OptionValue number(double value, Unit unit) {
    return new OptionValue.Number(value, unit);
  }

  private static OptionValue text(String value) {
    return new OptionValue.Text(value);
  }

  private static OptionValue ip(String value) {
    return new OptionValue.Address(CaseBuilder.address(value));
  }

  private static NetworkItem device(
      int node, String name, String kind, ImmutableMap<String, OptionValue> options) {
    return new NetworkItem.Device(node, name, kind, options, -1, 0, true, source(name));
  }

  private static NetworkItem address(int node, String netdev, String address, int length) {
    return new NetworkItem.Address(
        node, netdev, new Prefix(CaseBuilder.address(address), length), source("address"));
  }

  private static ScenarioCase with(CaseBuilder builder, List<NetworkItem> network) {
    ScenarioCase plain = builder.build();
    return new ScenarioCase(
        plain.file(),
        plain.title(),
        plain.name(),
        plain.parameters(),
        plain.seed(),
        plain.nodes(),
        plain.links(),
        plain.lans(),
        plain.routes(),
        ImmutableList.copyOf(network),
        plain.activities(),
        plain.timeline(),
        plain.expectations(),
        plain.captureWanted(),
        plain.watching());
  }

  private static ImmutableMap<String, OptionValue> endpoints(
      String local, String remote, String... more) {
    ImmutableMap.Builder<String, OptionValue> options = ImmutableMap.builder();
    options.put("local", ip(local)).put("remote", ip(remote));
    for (String option : more) {
      options.put(option, number(42, Unit.NONE));
    }
    return options.buildOrThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "vxlan, 4, id", "gre, 4, key", "gretap, 4,", "ipip, 4,", "ip6gre, 6, key", "ip6gretap, 6,",
    "ip6tnl, 6,", "vxlan, 6, id"
  })
  void aPingGoesThroughATunnel(String kind, int outer, String option) {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "linux-6.1");
    int z = b.node("z", "linux-6.12");
    String one = outer == 4 ? "10.0.0.1" : "2001:db8::1";
    String two = outer == 4 ? "10.0.0.2" : "2001:db8::2";
    String length = outer == 4 ? "/24" : "/64";
    b.link(a, one + length, z, two + length, delay(5 * MS));
    String[] more = option == null ? new String[0] : new String[] {option};
    List<NetworkItem> network =
        List.of(
            device(a, "t0", kind, endpoints(one, two, more)),
            device(z, "t0", kind, endpoints(two, one, more)),
            address(a, "t0", "192.0.2.1", 24),
            address(z, "t0", "192.0.2.2", 24));
    b.ping(a, z, "192.0.2.2", 3, S, 56, 3 * S);
    TestRun run = new TestRun(with(b, network));
    ImmutableLongArray rtts = run.result().activities().get(0).rttsNs();
    assertThat(rtts.asList()).hasSize(3).allMatch(rtt -> rtt >= 10 * MS);
    assertThat(rtts.get(2)).isEqualTo(10 * MS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void aBridgeForwardsAndAVlanIsTagged(String kernel) {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int sw = b.node("sw", kernel);
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", sw, "", delay(MS));
    b.link(sw, "", z, "10.0.0.2/24", delay(MS));
    OptionValue ports = new OptionValue.Several(ImmutableList.of(text("eth0"), text("eth1")));
    List<NetworkItem> network = new ArrayList<>();
    network.add(
        device(
            sw, "br0", "bridge",
            ImmutableMap.of("ports", ports, "stp", new OptionValue.Flag(false))));
    for (int node : new int[] {a, z}) {
      network.add(
          device(
              node, "eth0.5", "vlan",
              ImmutableMap.of("link", text("eth0"), "id", number(5, Unit.NONE))));
      network.add(address(node, "eth0.5", "192.0.2." + (node + 1), 24));
    }
    b.ping(a, z, "10.0.0.2", 2, S, 56, 3 * S);
    b.ping(a, z, "192.0.2.3", 2, S, 56, 3 * S);
    TestRun run = new TestRun(with(b, network));
    for (int i = 0; i < 2; i++) {
      assertThat(run.result().activities().get(i).rttsNs())
          .isEqualTo(ImmutableLongArray.of(8 * MS, 4 * MS));
    }
  }

  @Test
  void aTokenBucketLimitsTheRate() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(MS));
    int flow = b.tcp(a, z, "10.0.0.2", 5001, 1_000_000, 0);
    NetworkItem.Qdisc tbf =
        new NetworkItem.Qdisc(
            "tbf",
            ImmutableMap.of(
                "rate", number(8e6, Unit.RATE),
                "burst", number(5000, Unit.SIZE),
                "latency", number(50e6, Unit.TIME)),
            ImmutableList.of(),
            Optional.empty(),
            source("qdisc"));
    TestRun run =
        new TestRun(
            with(b, List.of(new NetworkItem.Queueing(a, "eth0", tbf, source("qdisc")))));
    double goodput = run.result().activities().get(flow).metric(MetricName.GOODPUT);
    assertThat(goodput).isBetween(7.0e6, 8.0e6);
  }

  /** A class of 1 mbit for one port, the rest for another. */
  @Test
  void matchesLeadToClasses() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(MS));
    int slow = b.tcp(a, z, "10.0.0.2", 5001, 500_000, 0);
    int fast = b.tcp(a, z, "10.0.0.2", 5002, 500_000, 0);
    NetworkItem.QdiscClass first =
        new NetworkItem.QdiscClass(
            10, 0,
            ImmutableMap.of("rate", number(1e6, Unit.RATE)),
            ImmutableList.of(
                ImmutableMap.of(
                    "proto", text("tcp"), "dport", number(5001, Unit.NONE))),
            Optional.empty(), source("class 10"));
    NetworkItem.QdiscClass second =
        new NetworkItem.QdiscClass(
            20, 0, ImmutableMap.of("rate", number(16e6, Unit.RATE)), ImmutableList.of(),
            Optional.empty(), source("class 20"));
    NetworkItem.Qdisc htb =
        new NetworkItem.Qdisc(
            "htb", ImmutableMap.of("default", number(20, Unit.NONE)),
            ImmutableList.copyOf(Arrays.asList(first, second)), Optional.empty(),
            source("qdisc"));
    TestRun run =
        new TestRun(
            with(b, List.of(new NetworkItem.Queueing(a, "eth0", htb, source("qdisc")))));
    assertThat(run.result().activities().get(slow).metric(MetricName.GOODPUT))
        .isBetween(0.8e6, 1.05e6);
    assertThat(run.result().activities().get(fast).metric(MetricName.GOODPUT))
        .isBetween(10e6, 16e6);
  }

  @Test
  void netemDelaysAndLoses() {
    CaseBuilder b = new CaseBuilder(1);
    int a = b.node("a", "");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", delay(MS));
    b.ping(a, z, "10.0.0.2", 200, 100 * MS, 56, S);
    NetworkItem.Qdisc netem =
        new NetworkItem.Qdisc(
            "netem",
            ImmutableMap.of(
                "delay", number(20e6, Unit.TIME), "loss", number(0.1, Unit.SHARE)),
            ImmutableList.of(),
            Optional.empty(),
            source("qdisc"));
    TestRun run =
        new TestRun(
            with(b, List.of(new NetworkItem.Queueing(a, "eth0", netem, source("qdisc")))));
    List<Long> rtts = run.result().activities().get(0).rttsNs().asList();
    assertThat(rtts.stream().filter(rtt -> rtt == -1).count()).isBetween(8L, 35L);
    assertThat(rtts.subList(1, 200)).allMatch(rtt -> rtt == -1 || rtt == 22 * MS);
  }
}
