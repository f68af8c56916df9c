package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which metrics each kind of activity has, and what they measure. */
final class Metrics {
  static final String COMPLETED = "completed";

  private static final ImmutableSet<MetricName> TCP =
      ImmutableSet.of(
          MetricName.SENT,
          MetricName.RECEIVED,
          MetricName.GOODPUT,
          MetricName.DURATION,
          MetricName.FINISHED);
  private static final ImmutableSet<MetricName> UDP =
      ImmutableSet.of(
          MetricName.SENT,
          MetricName.RECEIVED,
          MetricName.LOST,
          MetricName.DUPLICATED,
          MetricName.REORDERED,
          MetricName.GOODPUT,
          MetricName.DURATION,
          MetricName.FINISHED,
          MetricName.DELAY_MIN,
          MetricName.DELAY_AVG,
          MetricName.DELAY_MAX);
  private static final ImmutableSet<MetricName> PING =
      ImmutableSet.of(
          MetricName.SENT,
          MetricName.RECEIVED,
          MetricName.LOST,
          MetricName.DUPLICATED,
          MetricName.REORDERED,
          MetricName.DURATION,
          MetricName.FINISHED,
          MetricName.RTT_MIN,
          MetricName.RTT_AVG,
          MetricName.RTT_MAX);
  private static final ImmutableSet<MetricName> BYTES_IN_TCP =
      ImmutableSet.of(MetricName.SENT, MetricName.RECEIVED);

  private Metrics() {}

  /** The metric that {@code subject} asks of an activity. */
  static MetricName find(ActivitySpec activity, Subject subject) {
    ImmutableSet<MetricName> known = of(activity);
    for (MetricName metric : known) {
      if (metric.written().equals(subject.member())) {
        return metric;
      }
    }
    ImmutableList<String> words =
        known.stream().map(MetricName::written).collect(toImmutableList());
    boolean elsewhere =
        Arrays.stream(MetricName.values()).anyMatch(m -> m.written().equals(subject.member()));
    List<String> candidates = new ArrayList<>(words);
    candidates.add(COMPLETED);
    throw Mistake.at(
        subject.memberSpan(),
        "unknown-metric",
        (elsewhere ? kind(activity) + " has no '" : "unknown metric '")
            + subject.member()
            + "', expected one of "
            + String.join(", ", words)
            + (elsewhere ? "" : Suggestions.didYouMean(subject.member(), candidates)));
  }

  static Dimension dimension(ActivitySpec activity, MetricName metric) {
    return activity instanceof ActivitySpec.TcpFlow && BYTES_IN_TCP.contains(metric)
        ? Dimension.SIZE
        : Quantities.dimension(metric.unit());
  }

  private static ImmutableSet<MetricName> of(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.TcpFlow) {
      return TCP;
    }
    return activity instanceof ActivitySpec.UdpFlow ? UDP : PING;
  }

  private static String kind(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.TcpFlow) {
      return "a tcp flow";
    }
    return activity instanceof ActivitySpec.UdpFlow ? "a udp flow" : "a ping";
  }
}
