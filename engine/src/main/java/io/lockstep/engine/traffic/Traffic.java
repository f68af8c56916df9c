package io.lockstep.engine.traffic;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.ScriptStep;
import io.lockstep.engine.script.Arena;
import io.lockstep.engine.script.ArenaSize;
import io.lockstep.engine.model.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All activities of a scenario and the servers that they share. */
public final class Traffic {
  private record Port(int node, int family, int number, Transport transport) {}

  private record Group(InetAddress address, int port) {}

  private final TrafficContext context;
  private final Pattern pattern;
  private final PathDelays delays;
  private final List<Activity> activities = new ArrayList<>();
  private final Map<Port, StreamServer> servers = new LinkedHashMap<>();
  private final Map<DatagramSink.Place, DatagramSink> places = new LinkedHashMap<>();
  private final Map<Group, LaneTable> groups = new HashMap<>();
  private final List<DatagramSink> sinks = new ArrayList<>();
  private final ScriptBoard board = new ScriptBoard();

  /** Makes the tasks of all activities; servers listen, but nothing has been sent. */
  public Traffic(ScenarioCase scenario, TrafficContext context) {
    this.context = context;
    pattern = new Pattern(context.memory().buffer(), context.memory().allocate(Pattern.BYTES));
    delays = new PathDelays(scenario);
    Map<Integer, Integer> pings = new HashMap<>();
    for (ActivitySpec spec : scenario.activities()) {
      if (spec instanceof ActivitySpec.TcpFlow flow) {
        activities.add(new StreamFlowActivity(context, flow, server(flow), pattern));
      } else if (spec instanceof ActivitySpec.UdpFlow flow) {
        activities.add(datagrams(flow));
      } else if (spec instanceof ActivitySpec.Ping ping) {
        // Counted by node, so that traffic elsewhere changes no packet here.
        int identifier = pings.merge(ping.from(), 1, Integer::sum);
        activities.add(new PingActivity(context, ping, identifier));
      } else if (spec instanceof ActivitySpec.Traceroute traceroute) {
        int identifier = pings.merge(traceroute.from(), 1, Integer::sum);
        activities.add(new TracerouteActivity(context, traceroute, identifier));
      } else if (spec instanceof ActivitySpec.Program program) {
        activities.add(new ProgramActivity(context, program));
      } else if (spec instanceof ActivitySpec.Script script) {
        activities.add(
            new ScriptActivity(
                context, script, board, new Arena(context.memory(), ArenaSize.of(script))));
      }
    }
  }

  private StreamServer server(ActivitySpec.TcpFlow flow) {
    Transport transport = flow.stream().transport();
    int family = SocketAddresses.family(flow.address());
    return servers.computeIfAbsent(
        new Port(flow.to(), family, flow.port(), transport),
        port ->
            new StreamServer(
                context, port.node(), port.family(), port.number(), transport, pattern));
  }

  private DatagramFlowActivity datagrams(ActivitySpec.UdpFlow flow) {
    DatagramSpec spec = flow.datagrams();
    long delay = delays.between(flow.from(), flow.to());
    for (DatagramSpec.Member member : spec.members()) {
      delay = Math.max(delay, delays.between(flow.from(), member.node()));
    }
    DatagramFlowActivity activity = new DatagramFlowActivity(context, flow, delay);
    if (!spec.members().isEmpty()) {
      group(flow, activity);
      return activity;
    }
    if (spec.heading().forward()) {
      DatagramSink sink = sink(flow, flow.to(), flow.address(), spec.toNetdev());
      sink.prepare(spec.sockets().server());
      activity.add(sink, new DatagramLane.Route(flow.from(), flow.address(), true), pattern);
    }
    if (spec.heading().backward()) {
      DatagramSink sink = sink(flow, flow.from(), spec.reverse(), spec.fromNetdev());
      sink.prepare(spec.sockets().client());
      activity.add(sink, new DatagramLane.Route(flow.to(), spec.reverse(), false), pattern);
    }
    return activity;
  }

  private DatagramSink sink(
      ActivitySpec.UdpFlow flow, int node, InetAddress address, String netdev) {
    Transport transport = flow.datagrams().transport();
    int family = address == null ? SocketConstants.AF_PACKET : SocketAddresses.family(address);
    int number = transport.hasPorts() ? flow.port() : flow.datagrams().number();
    return places.computeIfAbsent(
        new DatagramSink.Place(node, transport, family, number, netdev),
        place -> {
          DatagramSink sink = new DatagramSink(context, place);
          sinks.add(sink);
          return sink;
        });
  }

  private void group(ActivitySpec.UdpFlow flow, DatagramFlowActivity activity) {
    DatagramSpec spec = flow.datagrams();
    LaneTable lanes =
        groups.computeIfAbsent(
            new Group(flow.address(), flow.port()), group -> new LaneTable(context.memory()));
    DatagramSink first = null;
    for (int i = 0; i < spec.members().size(); i++) {
      DatagramSpec.Member member = spec.members().get(i);
      DatagramSink.Place place =
          new DatagramSink.Place(
              member.node(), spec.transport(), SocketAddresses.family(flow.address()),
              flow.port(), "");
      DatagramSink sink =
          new DatagramSink(context, place, lanes, member, flow.address(), spec.sources());
      sink.owner(activity, i);
      sink.prepare(spec.sockets().server());
      sinks.add(sink);
      activity.receiver(sink);
      first = first == null ? sink : first;
    }
    activity.add(first, new DatagramLane.Route(flow.from(), flow.address(), true), pattern);
  }

  /** User memory that a scenario's activities take, at most. */
  public static long memoryBytes(ScenarioCase scenario) {
    long bytes = Pattern.BYTES + 4096;
    for (ActivitySpec spec : scenario.activities()) {
      if (spec instanceof ActivitySpec.TcpFlow flow) {
        bytes += StreamFlowActivity.memoryBytes(flow);
      } else if (spec instanceof ActivitySpec.UdpFlow flow) {
        bytes += DatagramFlowActivity.memoryBytes(flow);
      } else if (spec instanceof ActivitySpec.Ping ping) {
        bytes += PingActivity.memoryBytes(ping);
      } else if (spec instanceof ActivitySpec.Script script) {
        bytes += ArenaSize.of(script) + 64;
      } else if (spec instanceof ActivitySpec.Traceroute traceroute) {
        bytes += TracerouteActivity.memoryBytes(traceroute);
      }
    }
    return bytes;
  }

  /**
   * A node has got a new kernel. Activities that have lost a socket of theirs fail, or lose what is
   * sent to it; servers and what has not begun yet get new tasks.
   */
  public void nodeRebooted(int node, String why) {
    for (Activity activity : activities) {
      if (activity.spec().involves(node)) {
        activity.nodeRebooted(node, why);
      }
    }
    servers.values().stream().filter(s -> s.node() == node).forEach(StreamServer::reopen);
    sinks.stream().filter(s -> s.placeNode() == node).forEach(DatagramSink::reopen);
  }

  /** An activity has ended: programs may wait for that. */
  public void ended(int activity) {
    board.happened(new ScriptStep.Event(activity, ""));
  }

  /** In the order of the scenario. */
  public List<Activity> activities() {
    return activities;
  }

  /** The servers begin to wait for others. */
  public void start() {
    servers.values().forEach(StreamServer::start);
    sinks.forEach(DatagramSink::start);
  }
}
