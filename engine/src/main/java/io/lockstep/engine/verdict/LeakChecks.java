package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Implicit;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.sim.ActivityState;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.RunResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether kernels have given back what they took: sockets and memory, if all traffic of a node has
 * come to a good end and it ran no programs, of which nobody here knows what they hold.
 */
final class LeakChecks {
  private static final Pattern USED = Pattern.compile("sockets: used (\\d+)");

  /** Bytes that may stay: routes, neighbours, metrics, and what shares a page with them. */
  private static final long MAY_STAY = 1L << 20;

  /** Bytes that may stay of a connection: TIME-WAIT, and what the kernel remembers of its peer. */
  private static final long MAY_STAY_EACH = 2L << 10;

  private final ScenarioCase scenario;
  private final boolean programs;
  private final long mayStay;
  private final Map<Integer, Long> socketsBefore = new HashMap<>();
  private final Map<Integer, Long> socketsAfter = new HashMap<>();
  private final Map<Integer, Long> freeBefore = new TreeMap<>();
  private final Map<Integer, Long> taken = new HashMap<>();

  LeakChecks(ScenarioCase scenario) {
    this.scenario = scenario;
    this.mayStay = mayStay(scenario);
    this.programs = scenario.activities().stream().anyMatch(LeakChecks::opensSocketsOfItsOwn);
  }

  private static boolean opensSocketsOfItsOwn(ActivitySpec spec) {
    return !(spec instanceof ActivitySpec.TcpFlow
        || spec instanceof ActivitySpec.UdpFlow
        || spec instanceof ActivitySpec.Ping);
  }

  void began(Observations seen) {
    count(seen, socketsBefore);
    for (int node = 0; node < scenario.nodes().size() && !programs; node++) {
      int index = node;
      seen.freeMemory(node, false).ifPresent(free -> freeBefore.put(index, free));
    }
  }

  void ended(Observations seen) {
    count(seen, socketsAfter);
    freeBefore.forEach(
        (node, before) -> {
          long free = seen.freeMemory(node, false).orElse(before);
          if (before - free > mayStay) {
            taken.put(node, before - seen.freeMemory(node, true).orElse(before));
          }
        });
  }

  /** Of all connections: a router remembers those of others, too. */
  private static long mayStay(ScenarioCase scenario) {
    return MAY_STAY
        + MAY_STAY_EACH
            * scenario.activities().stream()
                .mapToLong(
                    spec ->
                        spec instanceof ActivitySpec.TcpFlow flow ? flow.stream().parallel() : 1)
                .sum();
  }

  private void count(Observations seen, Map<Integer, Long> sockets) {
    for (int node = 0; node < scenario.nodes().size() && !programs; node++) {
      int index = node;
      used(seen, node).ifPresent(used -> sockets.put(index, used));
    }
  }

  private static Optional<Long> used(Observations seen, int node) {
    Optional<String> text = seen.query(node, NodeQuery.FILE, List.of("/proc/net/sockstat"));
    Matcher matcher = USED.matcher(text.orElse(""));
    return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }

  /** Adds a verdict for each node that has not given something back. */
  void judge(RunResult result, ImmutableList.Builder<Verdict> failures) {
    for (NodeResult node : result.nodes()) {
      if (!programs && hasEnded(node, result)) {
        sockets(node, result, failures);
        memory(node, result, failures);
      }
    }
  }

  private boolean hasEnded(NodeResult node, RunResult result) {
    return result.activities().stream()
        .filter(
            activity -> {
              ActivitySpec spec = scenario.activities().get(activity.index());
              return spec.from() == node.index() || spec.to() == node.index();
            })
        .allMatch(activity -> activity.state() == ActivityState.COMPLETED);
  }

  private void sockets(
      NodeResult node, RunResult result, ImmutableList.Builder<Verdict> failures) {
    Long before = socketsBefore.get(node.index());
    Long after = socketsAfter.get(node.index());
    if (before != null && after != null && after > before) {
      failures.add(
          failure(
              node,
              result,
              "saw " + after + " sockets of " + name(node) + " in use, " + before + " at the start",
              List.of()));
    }
  }

  private void memory(NodeResult node, RunResult result, ImmutableList.Builder<Verdict> failures) {
    long bytes = taken.getOrDefault(node.index(), 0L);
    if (bytes > mayStay) {
      failures.add(
          failure(
              node,
              result,
              "saw " + (bytes >> 10) + " KiB of " + name(node)
                  + "'s memory in use that were free at the start",
              List.of("up to " + (mayStay >> 10) + " KiB may stay")));
    }
  }

  private String name(NodeResult node) {
    return scenario.nodes().get(node.index()).name();
  }

  private Verdict failure(NodeResult node, RunResult result, String seen, List<String> evidence) {
    return ImplicitChecks.failure(
        Implicit.LEAKS,
        scenario.nodes().get(node.index()).source(),
        result,
        seen,
        evidence);
  }
}
