package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a condition speaks of. */
public final class Mentions {
  private final Set<Integer> activities = new TreeSet<>();
  private final Set<Integer> nodes = new TreeSet<>();
  private final List<Operand.OverTime> overTime = new ArrayList<>();
  private boolean packets;

  private Mentions() {}

  /** Indices of all activities that a condition mentions. */
  public static ImmutableSortedSet<Integer> activities(Condition condition) {
    return ImmutableSortedSet.copyOf(of(condition).activities);
  }

  /** Indices of all nodes whose kernels' counters or files a condition mentions. */
  public static ImmutableSortedSet<Integer> nodes(Condition condition) {
    return ImmutableSortedSet.copyOf(of(condition).nodes);
  }

  /** Whether a condition mentions packets. */
  public static boolean packets(Condition condition) {
    return of(condition).packets;
  }

  /** Likewise of an operand. */
  public static ImmutableSortedSet<Integer> activities(Operand operand) {
    return ImmutableSortedSet.copyOf(of(operand).activities);
  }

  /** Likewise of an operand. */
  public static ImmutableSortedSet<Integer> nodes(Operand operand) {
    return ImmutableSortedSet.copyOf(of(operand).nodes);
  }

  /** All values over time that a condition asks for, in the order in which they are written. */
  public static ImmutableList<Operand.OverTime> overTime(Condition condition) {
    return ImmutableList.copyOf(of(condition).overTime);
  }

  private static Mentions of(Operand operand) {
    Mentions mentions = new Mentions();
    mentions.visit(operand);
    return mentions;
  }

  private static Mentions of(Condition condition) {
    Mentions mentions = new Mentions();
    mentions.visit(condition);
    return mentions;
  }

  private void visit(Condition condition) {
    if (condition instanceof Condition.Comparison comparison) {
      visit(comparison.left());
      visit(comparison.right());
    } else if (condition instanceof Condition.Completed completed) {
      activities.add(completed.activity());
    } else if (condition instanceof Condition.Running running) {
      activities.add(running.activity());
    } else if (condition instanceof Condition.TextTest test) {
      visit(test.text());
    } else if (condition instanceof Condition.PacketSeen
        || condition instanceof Condition.Sequence) {
      packets = true;
    } else if (condition instanceof Condition.And and) {
      visit(and.left());
      visit(and.right());
    } else if (condition instanceof Condition.Or or) {
      visit(or.left());
      visit(or.right());
    } else if (condition instanceof Condition.Not not) {
      visit(not.operand());
    }
  }

  private void visit(Operand operand) {
    if (operand instanceof Operand.Metric metric) {
      activities.add(metric.activity());
    } else if (operand instanceof Operand.Part part) {
      activities.add(part.activity());
    } else if (operand instanceof Operand.Hop hop) {
      activities.add(hop.activity());
    } else if (operand instanceof Operand.Output output) {
      activities.add(output.activity());
    } else if (operand instanceof Operand.Counter counter) {
      nodes.add(counter.node());
    } else if (operand instanceof Operand.Sysctl sysctl) {
      nodes.add(sysctl.node());
    } else if (operand instanceof Operand.Kernel kernel) {
      nodes.add(kernel.node());
    } else if (operand instanceof Operand.Tcp tcp) {
      activities.add(tcp.activity());
      nodes.add(tcp.node());
    } else if (operand instanceof Operand.OverTime time) {
      overTime.add(time);
      visit(time.operand());
    } else if (operand instanceof Operand.Packets) {
      packets = true;
    } else if (operand instanceof Operand.Aggregate aggregate) {
      aggregate.operands().forEach(this::visit);
    } else if (operand instanceof Operand.Arithmetic arithmetic) {
      visit(arithmetic.left());
      visit(arithmetic.right());
    }
  }
}
