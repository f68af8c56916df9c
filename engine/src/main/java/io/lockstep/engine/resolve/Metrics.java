package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Heading;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.OutputStreams;
import io.lockstep.engine.model.StreamSpec;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which metrics each kind of activity has, and what they measure. */
final class Metrics {
  static final String COMPLETED = "completed";
  static final String RUNNING = "running";

  /** Of a traceroute, with a TTL in brackets. */
  static final String HOP = "hop";

  /** What may have brackets behind it. */
  static final ImmutableSet<String> PARTS =
      ImmutableSet.of("sent", "received", "goodput", HOP);

  private static final ImmutableSet<MetricName> TCP =
      ImmutableSet.of(
          MetricName.SENT,
          MetricName.RECEIVED,
          MetricName.GOODPUT,
          MetricName.DURATION,
          MetricName.FINISHED);
  private static final ImmutableSet<MetricName> BOTH_WAYS =
      ImmutableSet.of(
          MetricName.FORWARD_RECEIVED,
          MetricName.BACKWARD_RECEIVED,
          MetricName.FORWARD_GOODPUT,
          MetricName.BACKWARD_GOODPUT);
  private static final ImmutableSet<MetricName> DIALOGUE =
      ImmutableSet.of(
          MetricName.RESPONSES,
          MetricName.LATENCY_MIN,
          MetricName.LATENCY_AVG,
          MetricName.LATENCY_MAX,
          MetricName.LATENCY_P50,
          MetricName.LATENCY_P95,
          MetricName.LATENCY_P99);
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
          MetricName.DELAY_MAX,
          MetricName.DELAY_P50,
          MetricName.DELAY_P95,
          MetricName.DELAY_P99);
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
          MetricName.RTT_MAX,
          MetricName.RTT_P50,
          MetricName.RTT_P95,
          MetricName.RTT_P99);
  private static final ImmutableSet<MetricName> TRACEROUTE =
      ImmutableSet.of(
          MetricName.HOPS,
          MetricName.DURATION,
          MetricName.FINISHED,
          MetricName.RTT_MIN,
          MetricName.RTT_AVG,
          MetricName.RTT_MAX);
  private static final ImmutableSet<MetricName> OF_PARTS =
      ImmutableSet.of(MetricName.SENT, MetricName.RECEIVED, MetricName.GOODPUT);
  private static final ImmutableSet<MetricName> PROGRAM =
      ImmutableSet.of(
          MetricName.EXIT,
          MetricName.SIGNAL,
          MetricName.STDOUT_LINES,
          MetricName.STDERR_LINES,
          MetricName.OUTPUT_LINES,
          MetricName.DURATION,
          MetricName.FINISHED);
  private static final ImmutableSet<MetricName> SCRIPT =
      ImmutableSet.of(MetricName.DURATION, MetricName.FINISHED);
  private static final ImmutableSet<MetricName> BYTES_IN_TCP =
      ImmutableSet.of(
          MetricName.SENT,
          MetricName.RECEIVED,
          MetricName.FORWARD_RECEIVED,
          MetricName.BACKWARD_RECEIVED);

  private Metrics() {}

  /** The metric that {@code subject} asks of an activity. */
  static MetricName find(ActivitySpec activity, Subject subject) {
    ImmutableSet<MetricName> known = of(activity);
    boolean program = activity instanceof ActivitySpec.Program;
    for (MetricName metric : known) {
      if (metric.written().equals(subject.member())) {
        return metric;
      }
    }
    ImmutableList<String> words =
        Stream.concat(
                known.stream().map(MetricName::written),
                program
                    ? Arrays.stream(OutputStreams.values()).map(OutputStreams::word)
                    : Stream.empty())
            .collect(toImmutableList());
    boolean elsewhere =
        Arrays.stream(MetricName.values()).anyMatch(m -> m.written().equals(subject.member()))
            || !program && streams(subject.member()).isPresent();
    List<String> candidates = new ArrayList<>(words);
    candidates.add(COMPLETED);
    if (program) {
      candidates.add(RUNNING);
    }
    throw Mistake.at(
        subject.memberSpan(),
        "unknown-metric",
        (elsewhere ? kind(activity) + " has no '" : "unknown metric '")
            + subject.member()
            + "', expected one of "
            + String.join(", ", words)
            + (elsewhere ? "" : Suggestions.didYouMean(subject.member(), candidates)));
  }

  /** Which output of a program a word asks for. */
  static Optional<OutputStreams> streams(String member) {
    return Arrays.stream(OutputStreams.values())
        .filter(streams -> streams.word().equals(member))
        .findFirst();
  }

  /** For messages: something that can be asked of an activity. */
  static String example(Names.Kind kind) {
    return switch (kind) {
      case PROGRAM -> ".exit";
      case SCRIPT -> ".duration";
      default -> ".received";
    };
  }

  static Dimension dimension(ActivitySpec activity, MetricName metric) {
    return activity instanceof ActivitySpec.TcpFlow && BYTES_IN_TCP.contains(metric)
        ? Dimension.SIZE
        : Quantities.dimension(metric.unit());
  }

  private static ImmutableSet<MetricName> of(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.TcpFlow flow) {
      StreamSpec spec = flow.stream();
      ImmutableSet.Builder<MetricName> all = ImmutableSet.builder();
      all.addAll(TCP);
      if (spec.parallel() > 1) {
        all.add(MetricName.CONNECTIONS, MetricName.FAIRNESS);
      }
      if (spec.heading().backward() || spec.dialogue() != null) {
        all.addAll(BOTH_WAYS);
      }
      return spec.dialogue() == null ? all.build() : all.addAll(DIALOGUE).build();
    } else if (activity instanceof ActivitySpec.UdpFlow flow) {
      ImmutableSet.Builder<MetricName> all = ImmutableSet.builder();
      all.addAll(UDP);
      if (flow.datagrams().parallel() > 1) {
        all.add(MetricName.FAIRNESS);
      }
      return flow.datagrams().heading().backward() ? all.addAll(BOTH_WAYS).build() : all.build();
    } else if (activity instanceof ActivitySpec.Program) {
      return PROGRAM;
    } else if (activity instanceof ActivitySpec.Script) {
      return SCRIPT;
    }
    return activity instanceof ActivitySpec.Traceroute ? TRACEROUTE : PING;
  }

  /** How many parts a metric has: connections, or receivers of a group; 0 if none. */
  static int parts(ActivitySpec activity, MetricName metric) {
    if (!OF_PARTS.contains(metric)) {
      return 0;
    } else if (activity instanceof ActivitySpec.TcpFlow flow) {
      return flow.stream().parallel();
    } else if (activity instanceof ActivitySpec.UdpFlow flow) {
      int members = flow.datagrams().members().size();
      if (members > 0) {
        return metric == MetricName.RECEIVED ? members : 0;
      }
      return flow.datagrams().parallel() * (flow.datagrams().heading() == Heading.BOTH ? 2 : 1);
    }
    return 0;
  }

  private static String kind(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.TcpFlow flow) {
      return "a " + flow.stream().transport().word() + " flow";
    } else if (activity instanceof ActivitySpec.UdpFlow flow) {
      return "a " + flow.datagrams().transport().word() + " flow";
    } else if (activity instanceof ActivitySpec.Program) {
      return "a program";
    } else if (activity instanceof ActivitySpec.Script) {
      return "a program made of system calls";
    }
    return activity instanceof ActivitySpec.Traceroute ? "a traceroute" : "a ping";
  }
}
