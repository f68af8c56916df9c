package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.EchoSpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.LanPort;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.StreamSpec;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.model.Watching;
import io.lockstep.engine.model.When;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds resolved scenarios by hand. */
final class CaseBuilder {
  static final long MS = 1_000_000L;
  static final long S = 1_000_000_000L;
  static final DirectionSpec PERFECT = DirectionSpec.PERFECT;

  private final long seed;
  private final List<NodeSpec> nodes = new ArrayList<>();
  private final List<LinkSpec> links = new ArrayList<>();
  private final List<LanSpec> lans = new ArrayList<>();
  private final List<NetworkItem> network = new ArrayList<>();
  private final List<RouteSpec> routes = new ArrayList<>();
  private final List<ActivitySpec> activities = new ArrayList<>();
  private final List<ActionBlock> timeline = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();
  private final Map<Integer, Integer> devices = new HashMap<>();

  CaseBuilder(long seed) {
    this.seed = seed;
  }

  static Source source(String text) {
    return new Source("test.scn", 1, 1, text);
  }

  static DirectionSpec delay(long ns) {
    return new DirectionSpec(0, ns, 0, 0, 0);
  }

  /** A node; settings as path, value, path, value. */
  int node(String name, String kernel, String... settings) {
    ImmutableList.Builder<Setting> list = ImmutableList.builder();
    for (int i = 0; i < settings.length; i += 2) {
      list.add(new Setting(settings[i], settings[i + 1], source(settings[i])));
    }
    int index = nodes.size();
    nodes.add(new NodeSpec(index, name, kernel, 0, list.build(), source("node " + name)));
    return index;
  }

  int link(int a, String addressA, int b, String addressB, DirectionSpec both) {
    return link(a, addressA, b, addressB, both, both);
  }

  int link(
      int a, String addressA, int b, String addressB, DirectionSpec there, DirectionSpec back) {
    int index = links.size();
    links.add(
        new LinkSpec(
            index,
            nodes.get(a).name() + "--" + nodes.get(b).name() + "#" + index,
            end(a, addressA, index * 2),
            end(b, addressB, index * 2 + 1),
            there,
            back,
            source("link " + index)));
    return index;
  }

  private LinkEnd end(int node, String address, int number) {
    int device = devices.merge(node, 1, Integer::sum) - 1;
    ImmutableList<Prefix> prefixes =
        address.isEmpty() ? ImmutableList.of() : ImmutableList.of(prefix(address));
    return new LinkEnd(
        node, device, "eth" + device, 0x020000000000L + number + 1, 1500, 0, prefixes);
  }

  /** A LAN of nodes with one address each; all directions are alike. */
  int lan(String name, DirectionSpec properties, Object... nodesAndAddresses) {
    ImmutableList.Builder<LanPort> ports = ImmutableList.builder();
    for (int i = 0; i < nodesAndAddresses.length; i += 2) {
      int node = (Integer) nodesAndAddresses[i];
      LinkEnd end = end(node, (String) nodesAndAddresses[i + 1], 1000 + node);
      ports.add(LanPort.of(end, properties));
    }
    int index = lans.size();
    lans.add(new LanSpec(index, name, ports.build(), source("lan " + name)));
    return index;
  }

  void network(NetworkItem item) {
    network.add(item);
  }

  /** Makes an activity begin otherwise. */
  void start(int activity, When when) {
    activities.set(activity, activities.get(activity).withStart(when));
  }

  static When after(long delayNs, Integer... activities) {
    return new When.After(ImmutableSortedSet.copyOf(activities), delayNs);
  }

  /** Once a metric of an activity is above a value. */
  static When once(int activity, MetricName metric, double value) {
    return new When.Once(
        new Condition.Comparison(
            new Operand.Metric(activity, metric),
            Condition.Operator.GT,
            new Operand.Number(value, Unit.NONE)));
  }

  private static Prefix prefix(String text) {
    int slash = text.indexOf('/');
    return new Prefix(
        address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  static InetAddress address(String text) {
    return InetAddresses.forString(text);
  }

  void route(int node, String destination, String gateway, int device) {
    routes.add(
        new RouteSpec(
            node, prefix(destination), gateway == null ? null : address(gateway), device));
  }

  int ping(int from, int to, String target, int count, long interval, int size, long start) {
    int index = activities.size();
    activities.add(
        new ActivitySpec.Ping(
            index, "ping" + index, from, to, address(target), count, interval, size,
            new When.At(start), source("ping"), EchoSpec.PLAIN));
    return index;
  }

  int tcp(int from, int to, String target, int port, long bytes, long start) {
    int index = activities.size();
    activities.add(
        new ActivitySpec.TcpFlow(
            index, "tcp" + index, from, to, address(target), port, bytes, new When.At(start), -1,
            source("flow"), StreamSpec.PLAIN));
    return index;
  }

  int udp(
      int from, int to, String target, int port, long rate, int size, long start, long stop) {
    int index = activities.size();
    activities.add(
        new ActivitySpec.UdpFlow(
            index, "udp" + index, from, to, address(target), port, rate, size, -1,
            new When.At(start), stop, source("flow"), DatagramSpec.PLAIN));
    return index;
  }

  /** A block of the timeline; returns its index. */
  int when(When when, ActionSpec... actions) {
    timeline.add(new ActionBlock(when, ImmutableList.copyOf(actions), source("block")));
    return timeline.size() - 1;
  }

  int at(long ns, ActionSpec... actions) {
    return when(new When.At(ns), actions);
  }

  /** An expectation whose only purpose is to have the listener called. */
  void check(long at) {
    expectations.add(
        new Expectation(
            new Condition.Comparison(
                new Operand.Number(1, Unit.NONE),
                Condition.Operator.EQ,
                new Operand.Number(1, Unit.NONE)),
            at,
            source("expect")));
  }

  ScenarioCase build() {
    return new ScenarioCase(
        "test.scn",
        "test",
        "",
        ImmutableMap.of(),
        seed,
        ImmutableList.copyOf(nodes),
        ImmutableList.copyOf(links),
        ImmutableList.copyOf(lans),
        ImmutableList.copyOf(routes),
        ImmutableList.copyOf(network),
        ImmutableList.copyOf(activities),
        ImmutableList.copyOf(timeline),
        ImmutableList.copyOf(expectations),
        true,
        Watching.DEFAULT);
  }
}
