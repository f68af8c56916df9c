package io.lockstep.engine.model;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a condition speaks of. */
public final class Mentions {
  private final Set<Integer> activities = new TreeSet<>();
  private final Set<Integer> nodes = new TreeSet<>();
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
    } else if (condition instanceof Condition.PacketSeen) {
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
    } else if (operand instanceof Operand.Output output) {
      activities.add(output.activity());
    } else if (operand instanceof Operand.Counter counter) {
      nodes.add(counter.node());
    } else if (operand instanceof Operand.Sysctl sysctl) {
      nodes.add(sysctl.node());
    } else if (operand instanceof Operand.Aggregate aggregate) {
      aggregate.operands().forEach(this::visit);
    } else if (operand instanceof Operand.Arithmetic arithmetic) {
      visit(arithmetic.left());
      visit(arithmetic.right());
    }
  }
}
