package io.lockstep.engine.verdict;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.sim.Observations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What kernels counted and printed until an expectation was not met. */
final class KernelEvidence {
  private static final int MOST_NODES = 64;
  private static final int COUNTERS = 10;
  private static final int LOG_LINES = 4;
  private static final Pattern TELLING =
      Pattern.compile(
          "Retrans|Drop|Err|Fail|Timeout|Lost|Loss|Overflow|Discard|Reset|Rst|Unreach|NoRoute|Prune"
              + "|Abort|Invalid|Frag|Reasm|Csum|NoPorts|Spurious|DSACK|Exceed|TooBig");

  private final ScenarioCase scenario;

  /** Counters by node, at the start. */
  private final Map<Integer, Map<String, Long>> before = new TreeMap<>();

  KernelEvidence(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  /** The run begins. */
  void began(Observations seen) {
    Set<Integer> nodes = new TreeSet<>();
    for (Expectation expectation : scenario.expectations()) {
      nodes.addAll(nodes(expectation.condition()));
    }
    nodes.stream().limit(MOST_NODES).forEach(node -> before.put(node, counters(node, seen)));
  }

  private Set<Integer> nodes(Condition condition) {
    Set<Integer> nodes = new TreeSet<>(Mentions.nodes(condition));
    for (int activity : Mentions.activities(condition)) {
      ActivitySpec spec = scenario.activities().get(activity);
      nodes.add(spec.from());
      nodes.add(spec.to());
    }
    return nodes;
  }

  /** Lines about the nodes that a condition is about. */
  List<String> of(Condition condition, Observations seen) {
    List<String> lines = new ArrayList<>();
    for (int node : nodes(condition)) {
      if (before.containsKey(node) && seen.alive(node)) {
        counted(node, seen, lines);
      }
      if (before.containsKey(node)) {
        printed(node, seen, lines);
      }
    }
    return lines;
  }

  private void counted(int node, Observations seen, List<String> lines) {
    Map<String, Long> start = before.get(node);
    List<String> telling = new ArrayList<>();
    for (Map.Entry<String, Long> counter : counters(node, seen).entrySet()) {
      long change = counter.getValue() - start.getOrDefault(counter.getKey(), 0L);
      if (change != 0 && TELLING.matcher(counter.getKey()).find()) {
        telling.add(counter.getKey() + (change > 0 ? " +" : " ") + change);
      }
    }
    if (!telling.isEmpty()) {
      int more = telling.size() - COUNTERS;
      lines.add(
          "counters of " + scenario.nodes().get(node).name() + " since the start: "
              + String.join(", ", telling.subList(0, Math.min(COUNTERS, telling.size())))
              + (more > 0 ? ", and " + more + " more" : ""));
    }
  }

  private void printed(int node, Observations seen, List<String> lines) {
    List<String> log =
        seen.query(node, NodeQuery.LOG, List.of()).orElse("").lines()
            .filter(line -> !line.startsWith("[   -") && !line.startsWith("[    -"))
            .toList();
    log.stream()
        .skip(Math.max(0, log.size() - LOG_LINES))
        .forEach(line -> lines.add("log of " + scenario.nodes().get(node).name() + ": " + line));
  }

  /** All protocol counters, by the names that nstat gives them. */
  static Map<String, Long> counters(int node, Observations seen) {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (String file : List.of("/proc/net/snmp", "/proc/net/netstat")) {
      String text = seen.query(node, NodeQuery.FILE, List.of(file)).orElse("");
      String[] lines = text.split("\n");
      for (int i = 0; i + 1 < lines.length; i += 2) {
        String[] names = lines[i].split(" +");
        String[] values = lines[i + 1].split(" +");
        String prefix = names[0].replace(":", "");
        for (int k = 1; k < Math.min(names.length, values.length); k++) {
          counters.put(prefix + names[k], Long.parseLong(values[k]));
        }
      }
    }
    for (String line :
        seen.query(node, NodeQuery.FILE, List.of("/proc/net/snmp6")).orElse("").split("\n")) {
      String[] words = line.trim().split("\\s+");
      if (words.length == 2) {
        counters.put(words[0], Long.parseLong(words[1]));
      }
    }
    return counters;
  }
}
