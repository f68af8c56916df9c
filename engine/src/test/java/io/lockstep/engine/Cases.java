package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.EchoSpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.LanPort;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.StreamSpec;
import io.lockstep.engine.model.Watching;
import io.lockstep.engine.model.When;

/** Two nodes, one link, a ping (0) and a TCP flow (1), for tests without a scenario file. */
public final class Cases {
  private Cases() {}

  /** The case with these conditions as its expectations, judged at the end. */
  public static ScenarioCase with(Condition... conditions) {
    ImmutableList.Builder<Expectation> expectations = ImmutableList.builder();
    for (int i = 0; i < conditions.length; i++) {
      expectations.add(new Expectation(conditions[i], -1, source(10 + i, "expect number " + i)));
    }
    DirectionSpec direction = new DirectionSpec(0, 10_000_000, 0, 0, 0);
    Source here = source(1, "node alice, bob");
    return new ScenarioCase(
        "some/dir/two.scn",
        "two nodes",
        "",
        ImmutableMap.of(),
        7,
        ImmutableList.of(
            new NodeSpec(0, "alice", "", 0, ImmutableList.of(), here),
            new NodeSpec(1, "h[1]", "linux-6.1", 0, ImmutableList.of(), here)),
        ImmutableList.of(
            new LinkSpec(
                0,
                "wire",
                new LinkEnd(0, 0, "eth0", 0x020000000001L, 1500, 0, ImmutableList.of()),
                new LinkEnd(1, 0, "eth0", 0x020000000002L, 1500, 0, ImmutableList.of()),
                direction,
                direction,
                here)),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(
            new ActivitySpec.Ping(
                0, "hello", 0, 1, InetAddresses.forString("10.0.0.2"), 3, 1_000_000_000L, 56,
                new When.At(0), here, EchoSpec.PLAIN),
            new ActivitySpec.TcpFlow(
                1, "bulk", 0, 1, InetAddresses.forString("10.0.0.2"), 80, 10_000_000,
                new When.At(0), -1, here, StreamSpec.PLAIN)),
        ImmutableList.of(),
        expectations.build(),
        true,
        Watching.DEFAULT);
  }

  /** Both nodes also in a LAN, by their eth1. */
  public static ScenarioCase withLan(ActionBlock... timeline) {
    ScenarioCase c = with();
    ImmutableList<LanPort> ports =
        ImmutableList.of(
            LanPort.of(
                new LinkEnd(0, 1, "eth1", 0x020000000011L, 1500, 0, ImmutableList.of()),
                DirectionSpec.PERFECT),
            LanPort.of(
                new LinkEnd(1, 1, "eth1", 0x020000000012L, 1500, 0, ImmutableList.of()),
                DirectionSpec.PERFECT));
    LanSpec lan = new LanSpec(0, "office", ports, source(3, "lan office"));
    return new ScenarioCase(
        c.file(), c.title(), c.name(), c.parameters(), c.seed(), c.nodes(), c.links(),
        ImmutableList.of(lan), c.routes(), c.network(), c.activities(),
        ImmutableList.copyOf(timeline), c.expectations(), true, c.watching());
  }

  /** A place in the scenario. */
  public static Source source(int line, String text) {
    return new Source("some/dir/two.scn", line, 1, text);
  }
}
