package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/** One side of a comparison: a constant, something observed, or a computation of these. */
public sealed interface Operand {
  Unit unit();

  record Number(double value, Unit unit) implements Operand {}

  record Text(String value) implements Operand {
    @Override
    public Unit unit() {
      return Unit.NONE;
    }
  }

  /** {@code ping.rtt.min}, {@code flow.goodput}. */
  record Metric(int activity, MetricName name) implements Operand {
    @Override
    public Unit unit() {
      return name.unit();
    }
  }

  /**
   * {@code node.counter("TcpRetransSegs")}: a name as {@code nstat} prints it, from {@code
   * /proc/net/snmp}, {@code snmp6} or {@code netstat}.
   */
  record Counter(int node, String name) implements Operand {
    @Override
    public Unit unit() {
      return Unit.NONE;
    }
  }

  /** {@code node.sysctl("net.ipv4.ip_forward")}: text, trimmed, tabs as one space. */
  record Sysctl(int node, String path) implements Operand {
    @Override
    public Unit unit() {
      return Unit.NONE;
    }
  }

  /** {@code show.stdout}: what a program has written so far, a text. */
  record Output(int activity, OutputStreams streams) implements Operand {
    @Override
    public Unit unit() {
      return Unit.NONE;
    }
  }

  /** {@code sum(p[*].received)} and {@code min}, {@code max}, {@code avg}, {@code count}. */
  record Aggregate(Function function, ImmutableList<Operand> operands, Unit unit)
      implements Operand {
    /** How many operands become one number. */
    public enum Function {
      SUM,
      MIN,
      MAX,
      AVG,
      COUNT
    }
  }

  /** Arithmetic that involves something observed. */
  record Arithmetic(char operator, Operand left, Operand right, Unit unit) implements Operand {}
}
