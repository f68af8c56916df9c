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

  /** {@code flow.received[2]}: of one connection, or of one member of a group, from 1. */
  record Part(int activity, MetricName name, int number) implements Operand {
    @Override
    public Unit unit() {
      return name.unit();
    }
  }

  /**
   * {@code way.hop[2]}: who answered to that TTL, a text.
   *
   * @param address whether as an address, and not as the name of a node
   */
  record Hop(int activity, int number, boolean address) implements Operand {
    @Override
    public Unit unit() {
      return Unit.NONE;
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

  /**
   * {@code node.routes}, {@code node.qdisc("eth0", "dropped")}.
   *
   * @param lines how many lines a text has, instead of the text
   */
  record Kernel(
      int node, NodeQuery query, ImmutableList<String> arguments, boolean lines, Unit unit)
      implements Operand {
    /** Whether it is a text. */
    public boolean isText() {
      return query.isText() && !lines;
    }
  }

  /**
   * {@code flow.cwnd}: a field of {@code tcp_info} of the flow's socket that sends.
   *
   * @param node where that socket is
   */
  record Tcp(int activity, int node, TcpField field) implements Operand {
    @Override
    public Unit unit() {
      return field.unit();
    }
  }

  /**
   * {@code mean(flow.cwnd, 1s, 2s)}: what came of a value over a time. It is looked at whenever it
   * may have changed; each value counts for as long as it lasted.
   *
   * @param percent of a percentile, else 0
   * @param fromNs virtual nanoseconds
   * @param untilNs virtual nanoseconds, or -1 for the end of the run
   */
  record OverTime(Kind kind, double percent, Operand operand, long fromNs, long untilNs)
      implements Operand {
    /** What is made of the values. */
    public enum Kind {
      MEAN("mean"),
      PERCENTILE("percentile"),
      LOWEST("lowest"),
      HIGHEST("highest");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      /** As a scenario writes it. */
      public String word() {
        return word;
      }
    }

    @Override
    public Unit unit() {
      return operand.unit();
    }
  }

  /** {@code show.stdout}: what a program has written so far, a text. */
  record Output(int activity, OutputStreams streams) implements Operand {
    @Override
    public Unit unit() {
      return Unit.NONE;
    }
  }

  /** {@code count(packet on wire where …)}, and the time of the first or the last of these. */
  record Packets(Measure measure, Condition.PacketSeen packets) implements Operand {
    /** What is asked of them. */
    public enum Measure {
      COUNT,
      FIRST,
      LAST
    }

    @Override
    public Unit unit() {
      return measure == Measure.COUNT ? Unit.NONE : Unit.TIME;
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
