package io.lockstep.engine.series;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.inspect.TcpSocket;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.sim.DropReason;
import io.lockstep.engine.sim.SimulationListener;
import java.nio.ByteBuffer;
import java.util.List;

/** Makes series of what a simulation shows. */
public final class Sampling implements SimulationListener {
  private final ScenarioCase scenario;
  private final Wires wires;
  private final ConnectionSeries connections;
  private final Buckets[] directions;

  public Sampling(ScenarioCase scenario) {
    this.scenario = scenario;
    this.wires = new Wires(scenario);
    this.connections = new ConnectionSeries(scenario);
    this.directions = new Buckets[2 * wires.count()];
    for (int i = 0; i < directions.length; i++) {
      directions[i] = new Buckets();
    }
  }

  @Override
  public void sent(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    if (!wires.isLink(wire)) {
      directions[2 * wire].carried(timeNs, length);
    }
  }

  @Override
  public void received(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    directions[2 * wire + direction].carried(timeNs, length);
  }

  @Override
  public void dropped(
      long timeNs,
      int wire,
      int direction,
      DropReason reason,
      ByteBuffer memory,
      int offset,
      int length) {
    directions[2 * wire + direction].dropped(timeNs);
  }

  @Override
  public void queued(long timeNs, int wire, int direction, int packets, long bytes) {
    directions[2 * wire + direction].queued(timeNs, packets, bytes);
  }

  @Override
  public void sockets(long timeNs, int node, List<TcpSocket> sockets) {
    connections.add(timeNs, node, sockets);
  }

  /** Connections in order of appearance, then links and LANs in order of definition. */
  public ImmutableList<Series> series() {
    ImmutableList.Builder<Series> all = ImmutableList.builder();
    connections.addTo(all);
    for (LinkSpec link : scenario.links()) {
      String a = node(link.a().node());
      String b = node(link.b().node());
      add(all, link.index(), 0, link.name(), a, b);
      add(all, link.index(), 1, link.name(), b, a);
    }
    for (LanSpec lan : scenario.lans()) {
      for (int port = 0; port < lan.ports().size(); port++) {
        String member = node(lan.ports().get(port).end().node());
        add(all, wires.ofPort(lan.index(), port), 0, lan.name(), member, lan.name());
        add(all, wires.ofPort(lan.index(), port), 1, lan.name(), lan.name(), member);
      }
    }
    return all.build();
  }

  private void add(
      ImmutableList.Builder<Series> all,
      int wire,
      int direction,
      String subject,
      String from,
      String to) {
    Buckets buckets = directions[2 * wire + direction];
    if (!buckets.isEmpty()) {
      all.add(buckets.throughput(subject, from, to));
      all.add(buckets.queue(subject, from, to));
      all.add(buckets.queueBytes(subject, from, to));
      all.add(buckets.drops(subject, from, to));
    }
  }

  private String node(int index) {
    return scenario.nodes().get(index).name();
  }
}
