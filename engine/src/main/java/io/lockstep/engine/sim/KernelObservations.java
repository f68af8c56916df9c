package io.lockstep.engine.sim;

import io.lockstep.engine.configure.Counters;
import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.configure.SysctlName;
import io.lockstep.engine.inspect.KernelMemory;
import io.lockstep.engine.inspect.NodeQueries;
import io.lockstep.engine.inspect.TcpSocket;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.model.OutputStreams;
import io.lockstep.engine.model.TcpField;
import io.lockstep.engine.model.SequenceSpec;
import io.lockstep.engine.traffic.Activity;
import io.lockstep.engine.traffic.ProgramActivity;
import io.lockstep.libos.UserMemory;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks into the kernels by their own system calls. */
final class KernelObservations implements Observations {
  private final Clock clock;
  private final SimulatedNode[] nodes;
  private final KernelFiles[] files;
  private final List<Activity> activities;
  private final NodeCalls[] calls;
  private final UserMemory memory;
  private final Sampler sampler;
  private final PacketWatchers packets;

  KernelObservations(
      Clock clock,
      SimulatedNode[] nodes,
      KernelFiles[] files,
      List<Activity> activities,
      NodeCalls[] calls,
      UserMemory memory,
      Sampler sampler,
      PacketWatchers packets) {
    this.calls = calls;
    this.memory = memory;
    this.sampler = sampler;
    this.clock = clock;
    this.nodes = nodes;
    this.files = files;
    this.activities = activities;
    this.packets = packets;
  }

  @Override
  public long now() {
    return clock.scenario();
  }

  @Override
  public double metric(int activity, MetricName name) {
    return activities.get(activity).metric(name);
  }

  @Override
  public double metric(int activity, MetricName name, int number) {
    return activities.get(activity).metric(name, number);
  }

  @Override
  public InetAddress hop(int activity, int ttl) {
    return activities.get(activity).hop(ttl);
  }

  @Override
  public long completedAt(int activity) {
    return activities.get(activity).completedAt();
  }

  @Override
  public String output(int activity, OutputStreams streams) {
    return activities.get(activity) instanceof ProgramActivity program
        ? program.output().text(streams)
        : "";
  }

  @Override
  public List<String> outputLines(int activity) {
    return activities.get(activity) instanceof ProgramActivity program
        ? program.output().timedLines()
        : List.of();
  }

  @Override
  public boolean running(int activity) {
    return activities.get(activity) instanceof ProgramActivity program && program.isAlive();
  }

  @Override
  public SequenceOutcome sequence(SequenceSpec sequence) {
    return packets.outcome(sequence);
  }

  @Override
  public OptionalLong counter(int node, String name) {
    return alive(node) ? new Counters(files[node]).read(name) : OptionalLong.empty();
  }

  @Override
  public Optional<String> sysctl(int node, String key) {
    if (!alive(node)) {
      return Optional.empty();
    }
    String text = files[node].read(SysctlName.path(key));
    return text == null
        ? Optional.empty()
        : Optional.of(text.strip().replaceAll("[ \t]+", " "));
  }

  @Override
  public Optional<String> query(int node, NodeQuery query, List<String> arguments) {
    if (query == NodeQuery.LOG) {
      return Optional.of(KernelLog.shift(nodes[node].log(), clock.base));
    }
    return alive(node)
        ? new NodeQueries(calls[node], memory, files[node]).ask(query, arguments)
        : Optional.empty();
  }

  @Override
  public OptionalLong freeMemory(int node, boolean trimmed) {
    if (!alive(node)) {
      return OptionalLong.empty();
    }
    KernelMemory kernel = new KernelMemory(files[node]);
    if (trimmed) {
      kernel.trim();
    }
    return kernel.free();
  }

  @Override
  public double tcp(int activity, TcpField field) {
    if (!(activities.get(activity).spec() instanceof ActivitySpec.TcpFlow flow)
        || !alive(flow.from())) {
      return Double.NaN;
    }
    int port = activities.get(activity).localPort();
    for (TcpSocket socket : sampler.sockets(nodes[flow.from()])) {
      if (socket.remotePort() == flow.port()
          && socket.remote().equals(flow.address())
          && (port < 0 || port == socket.localPort())) {
        return socket.value(field);
      }
    }
    return Double.NaN;
  }

  @Override
  public boolean alive(int node) {
    return !nodes[node].dead;
  }
}
