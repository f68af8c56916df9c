package io.lockstep.engine.traffic;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.ScriptStep;
import io.lockstep.engine.script.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All activities of a scenario and the servers that they share. */
public final class Traffic {
  private record Port(int node, int family, int number) {}

  private final List<Activity> activities = new ArrayList<>();
  private final Map<Port, TcpServer> tcpServers = new LinkedHashMap<>();
  private final Map<Port, UdpSink> udpSinks = new LinkedHashMap<>();
  private final ScriptBoard board = new ScriptBoard();

  /** Makes the tasks of all activities; servers listen, but nothing has been sent. */
  public Traffic(ScenarioCase scenario, TrafficContext context) {
    Pattern pattern =
        new Pattern(context.memory().buffer(), context.memory().allocate(Pattern.BYTES));
    Map<Integer, Integer> pings = new HashMap<>();
    PathDelays delays = new PathDelays(scenario);
    for (ActivitySpec spec : scenario.activities()) {
      if (spec instanceof ActivitySpec.TcpFlow flow) {
        Port port = port(flow.to(), SocketAddresses.family(flow.address()), flow.port());
        TcpServer server =
            tcpServers.computeIfAbsent(
                port, p -> new TcpServer(context, p.node(), p.family(), p.number()));
        activities.add(new TcpFlowActivity(context, flow, server, pattern));
      } else if (spec instanceof ActivitySpec.UdpFlow flow) {
        Port port = port(flow.to(), SocketAddresses.family(flow.address()), flow.port());
        UdpSink sink =
            udpSinks.computeIfAbsent(
                port, p -> new UdpSink(context, p.node(), p.family(), p.number()));
        long delay = delays.between(flow.from(), flow.to());
        activities.add(new UdpFlowActivity(context, flow, sink, pattern, delay));
      } else if (spec instanceof ActivitySpec.Ping ping) {
        // Counted by node, so that traffic elsewhere changes no packet here.
        int identifier = pings.merge(ping.from(), 1, Integer::sum);
        activities.add(new PingActivity(context, ping, identifier));
      } else if (spec instanceof ActivitySpec.Program program) {
        activities.add(new ProgramActivity(context, program));
      } else if (spec instanceof ActivitySpec.Script script) {
        activities.add(
            new ScriptActivity(
                context, script, board, new Arena(context.memory(), ScriptActivity.arenaBytes(script))));
      }
    }
  }

  private static Port port(int node, int family, int number) {
    return new Port(node, family, number);
  }

  /** User memory that a scenario's activities take, at most. */
  public static long memoryBytes(ScenarioCase scenario) {
    long bytes = Pattern.BYTES + 4096;
    for (ActivitySpec spec : scenario.activities()) {
      if (spec instanceof ActivitySpec.TcpFlow) {
        bytes += TcpFlowActivity.memoryBytes();
      } else if (spec instanceof ActivitySpec.UdpFlow flow) {
        bytes += UdpFlowActivity.memoryBytes(flow) + UdpSink.memoryBytes();
      } else if (spec instanceof ActivitySpec.Ping ping) {
        bytes += PingActivity.memoryBytes(ping);
      } else if (spec instanceof ActivitySpec.Script script) {
        bytes += ScriptActivity.arenaBytes(script) + 64;
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
      if (activity.spec().from() == node || activity.spec().to() == node) {
        activity.nodeRebooted(node, why);
      }
    }
    tcpServers.values().stream().filter(s -> s.node() == node).forEach(TcpServer::reopen);
    udpSinks.values().stream().filter(s -> s.node() == node).forEach(UdpSink::reopen);
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
    tcpServers.values().forEach(TcpServer::start);
    udpSinks.values().forEach(UdpSink::start);
  }
}
