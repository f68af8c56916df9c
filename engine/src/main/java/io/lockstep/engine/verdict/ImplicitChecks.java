package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Implicit;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.ActivityState;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is expected of each run without being written ({@link Implicit}). */
final class ImplicitChecks {
  private static final int LINES = 6;
  private static final Pattern WARNING =
      Pattern.compile(
          "WARNING: |BUG: |kernel BUG at |suspicious RCU usage|refcount_t: |UBSAN: |KASAN: "
              + "|unregister_netdevice: waiting for|list_(?:add|del) corruption"
              + "|possible circular locking");
  private static final Pattern USED = Pattern.compile("sockets: used (\\d+)");

  private final ScenarioCase scenario;
  private final Map<Integer, Long> socketsBefore = new HashMap<>();
  private final Map<Integer, Long> socketsAfter = new HashMap<>();

  ImplicitChecks(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  private boolean wanted(Implicit one) {
    return scenario.watching().implicit().contains(one);
  }

  /** The run begins: what is open now may be open at the end. */
  void began(Observations seen) {
    count(seen, socketsBefore);
  }

  /** The run is over. */
  void ended(Observations seen) {
    count(seen, socketsAfter);
  }

  private void count(Observations seen, Map<Integer, Long> sockets) {
    boolean programs =
        scenario.activities().stream().anyMatch(ImplicitChecks::opensSocketsOfItsOwn);
    if (!wanted(Implicit.LEAKS) || programs) {
      return;
    }
    for (int node = 0; node < scenario.nodes().size(); node++) {
      int index = node;
      used(seen, node).ifPresent(used -> sockets.put(index, used));
    }
  }

  private static boolean opensSocketsOfItsOwn(ActivitySpec spec) {
    return !(spec instanceof ActivitySpec.TcpFlow
        || spec instanceof ActivitySpec.UdpFlow
        || spec instanceof ActivitySpec.Ping);
  }

  private static Optional<Long> used(Observations seen, int node) {
    Optional<String> text = seen.query(node, NodeQuery.FILE, List.of("/proc/net/sockstat"));
    Matcher matcher = USED.matcher(text.orElse(""));
    return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }

  /** A verdict for each that is not met. */
  ImmutableList<Verdict> judge(RunResult result) {
    ImmutableList.Builder<Verdict> failures = ImmutableList.builder();
    if (wanted(Implicit.WARNINGS)) {
      result.nodes().forEach(node -> warnings(node, result, failures));
    }
    if (wanted(Implicit.FLOWS)) {
      result.activities().forEach(activity -> flow(activity, result, failures));
    }
    if (wanted(Implicit.LEAKS)) {
      result.nodes().forEach(node -> leaks(node, result, failures));
    }
    return failures.build();
  }

  private void warnings(
      NodeResult node, RunResult result, ImmutableList.Builder<Verdict> failures) {
    List<String> lines = node.log().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (WARNING.matcher(lines.get(i)).find()) {
        int from = Math.max(0, i - 1);
        failures.add(
            failure(
                Implicit.WARNINGS,
                scenario.nodes().get(node.index()).source(),
                result,
                "saw in the log of " + scenario.nodes().get(node.index()).name() + ": "
                    + lines.get(i).strip(),
                lines.subList(from, Math.min(lines.size(), from + LINES))));
        return;
      }
    }
  }

  private void flow(
      ActivityResult activity, RunResult result, ImmutableList.Builder<Verdict> failures) {
    ActivitySpec spec = scenario.activities().get(activity.index());
    boolean running =
        activity.state() == ActivityState.UNFINISHED
            && activity.reason().startsWith("still running");
    if (running && !spec.isDaemon()) {
      failures.add(
          failure(
              Implicit.FLOWS,
              spec.source(),
              result,
              "saw " + spec.name() + " " + activity.reason(),
              List.of()));
    }
  }

  /** Of nodes whose traffic has come to a good end, and which still have the first kernel. */
  private void leaks(
      NodeResult node, RunResult result, ImmutableList.Builder<Verdict> failures) {
    Long before = socketsBefore.get(node.index());
    Long after = socketsAfter.get(node.index());
    boolean ended =
        result.activities().stream()
            .filter(activity -> concerns(activity, node.index()))
            .allMatch(activity -> activity.state() == ActivityState.COMPLETED);
    if (before != null && after != null && after > before && ended) {
      failures.add(
          failure(
              Implicit.LEAKS,
              scenario.nodes().get(node.index()).source(),
              result,
              "saw " + after + " sockets of " + scenario.nodes().get(node.index()).name()
                  + " in use, " + before + " at the start",
              List.of()));
    }
  }

  private boolean concerns(ActivityResult activity, int node) {
    ActivitySpec spec = scenario.activities().get(activity.index());
    return spec.from() == node || spec.to() == node;
  }

  private static Verdict failure(
      Implicit what, Source source, RunResult result, String seen, List<String> evidence) {
    List<String> lines = new ArrayList<>(evidence);
    lines.add("'implicit " + what.word() + " off' switches this expectation off");
    return new Verdict(
        -1,
        new Source(source.file(), source.line(), source.column(), "expect " + what.expected()),
        Status.FAILED,
        result.endNs(),
        seen,
        ImmutableList.copyOf(lines));
  }
}
