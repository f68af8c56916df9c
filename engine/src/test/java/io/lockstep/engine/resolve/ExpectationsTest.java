package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.packet.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;

/** expect: conditions, units, times, packet filters. */
class ExpectationsTest {
  private static final String START =
      """
      param cc = cubic
      node a, b
      link w = a -- b
      for i in 1..2 { ping p[i] = a -> b }
      ping p = a -> b { start 3s }
      flow t = tcp a -> b:80 { send 1MB }
      flow u = udp a -> b:80 { rate 1mbit; size 100B; stop 1s }
      """;

  private static final ResolveOptions FIELDS =
      ResolveOptions.defaults().withFields(Fields.known(), Fields::problem);

  private static Expectation one(String expectation) {
    Resolution resolution = Scenario.resolve(START + expectation, FIELDS);
    assertThat(resolution.diagnostics()).extracting(d -> d.headline()).isEmpty();
    return resolution.cases().get(0).expectations().get(0);
  }

  private static String wrong(String expectation) {
    List<String> messages = Scenario.messages(START + expectation, FIELDS);
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0)).startsWith("8:");
    return messages.get(0).substring(2);
  }

  @Test
  void nodesAreThereAtAnyTime() {
    assertThat(one("expect a.routes contains \"10.0.0.0/8\" at 1ms").atNs()).isEqualTo(1_000_000);
    assertThat(one("expect a.eth0.rx_packets > 0 and a.rules.lines > 2 at 2ms").atNs())
        .isEqualTo(2_000_000);
  }

  @Test
  void comparisons() {
    assertThat(one("expect p.rtt.min * 2 == 20ms at 9s"))
        .isEqualTo(
            new Expectation(
                new Condition.Comparison(
                    new Operand.Arithmetic(
                        '*',
                        new Operand.Metric(2, MetricName.RTT_MIN),
                        new Operand.Number(2, Unit.NONE),
                        Unit.TIME),
                    Condition.Operator.EQ,
                    new Operand.Number(20_000_000, Unit.TIME)),
                9_000_000_000L,
                new Source("x.scn", 8, 1, "expect p.rtt.min * 2 == 20ms at 9s")));
    assertThat(one("expect a.sysctl(\"net.ipv4.x\") == cc").condition())
        .isEqualTo(
            new Condition.Comparison(
                new Operand.Sysctl(0, "net.ipv4.x"),
                Condition.Operator.EQ,
                new Operand.Text("cubic")));
    assertThat(one("expect sum(p[*].received) == 2 * 5").condition())
        .isEqualTo(
            new Condition.Comparison(
                new Operand.Aggregate(
                    Operand.Aggregate.Function.SUM,
                    ImmutableList.of(
                        new Operand.Metric(0, MetricName.RECEIVED),
                        new Operand.Metric(1, MetricName.RECEIVED)),
                    Unit.NONE),
                Condition.Operator.EQ,
                new Operand.Number(10, Unit.NONE)));
  }

  @Test
  void whatFits() {
    for (String fine :
        List.of(
            "t.received == 1MB",
            "u.lost == 3",
            "u.lost >= 3 packets",
            "p.rtt.max > 0",
            "u.lost / u.sent < 5%",
            "t.goodput * 1s > 5KB",
            "t.received / t.duration > 5mbit",
            "a.sysctl(\"net.ipv4.tcp_x\") > 5",
            "a.sysctl(\"net.ipv4.tcp_x\") == reno",
            "a.counter(\"TcpRetransSegs\") + b.counter(\"TcpRetransSegs\") <= 3 at 30s",
            "t.completed and not u.completed by 5s",
            "no packet on w where tcp.dstport == 80 or icmp6.type == 135 by 3s",
            "packet on w where ip.src == 10.0.0.1")) {
      one("expect " + fine);
    }
  }

  @Test
  void packets() {
    assertThat(one("expect no packet on w where 80 < tcp.dstport and tcp.rst by 3s").condition())
        .isEqualTo(
            new Condition.PacketSeen(
                false,
                new Condition.Medium.Link(0),
                new PacketFilter.And(
                    new PacketFilter.Compare("tcp.dstport", Condition.Operator.GT, "80"),
                    new PacketFilter.Has("tcp.rst")),
                3_000_000_000L));
  }

  @Test
  void wrongNames() {
    assertThat(wrong("expect p.recieved == 3"))
        .isEqualTo(
            "10: error: unknown metric 'recieved', expected one of sent, received, lost,"
                + " duplicated, reordered, duration, finished, rtt.min, rtt.avg, rtt.max,"
                + " rtt.p50, rtt.p95, rtt.p99; did you"
                + " mean 'received'?");
    assertThat(wrong("expect u.rtt.min == 20ms"))
        .isEqualTo(
            "10: error: a udp flow has no 'rtt.min', expected one of sent, received, lost,"
                + " duplicated, reordered, goodput, duration, finished, delay.min, delay.avg,"
                + " delay.max, delay.p50, delay.p95,"
                + " delay.p99");
    assertThat(wrong("expect a.received == 1"))
        .isEqualTo(
            "10: error: a node has no 'received', expected a.counter(\"…\") or"
                + " a.sysctl(\"…\")");
    assertThat(wrong("expect a.cuonter(\"X\") == 1"))
        .isEqualTo(
            "10: error: unknown function 'cuonter', expected one of counter, sysctl, file, route,"
                + " lookup, neighbour, netdev, qdisc, softnet, sockets; did you mean"
                + " 'counter'?");
    assertThat(wrong("expect a.counter(\"TcpRetranSegs\") == 0"))
        .isEqualTo(
            "18: error: unknown counter 'TcpRetranSegs'; did you mean 'TcpRetransSegs'?");
    assertThat(wrong("expect summ(p.received) == 3"))
        .isEqualTo(
            "8: error: unknown function 'summ', expected one of sum, min, max, avg, count; did you"
                + " mean 'sum'?");
    assertThat(wrong("expect packet on w where icmp.typ == 8"))
        .isEqualTo("26: error: unknown packet field 'icmp.typ'; did you mean 'icmp.type'?");
    assertThat(wrong("expect no packet on v where tcp"))
        .isEqualTo("21: error: unknown link or LAN 'v'");
  }

  @Test
  void wrongUnits() {
    assertThat(wrong("expect p.rtt.min == 20"))
        .isEqualTo(
            "21: error: 'p.rtt.min' is a time, cannot be compared with a plain number (20); did you"
                + " mean '20ms'?");
    assertThat(wrong("expect t.received == 10"))
        .isEqualTo(
            "22: error: 't.received' is a size, cannot be compared with a plain number (10); did"
                + " you mean '10B'?");
    assertThat(wrong("expect u.lost < 5%"))
        .isEqualTo(
            "17: error: 'u.lost' is a plain number, cannot be compared with a percentage (5%)");
    assertThat(wrong("expect a.sysctl(\"net.ipv4.x\") == 20ms"))
        .isEqualTo(
            "34: error: a sysctl has no unit, expected a text or a plain number, found a time"
                + " (20ms)");
    assertThat(wrong("expect p.rtt.min + u.lost == 1"))
        .isEqualTo("8: error: cannot add a time and a plain number in 'p.rtt.min + u.lost'");
  }

  @Test
  void wrongTimes() {
    assertThat(wrong("expect p.received == 5 at 1s"))
        .isEqualTo("27: error: p starts at 3s, nothing can be expected of it at 1s");
    assertThat(wrong("expect p.completed by 2s"))
        .isEqualTo("23: error: p starts at 3s, it cannot be completed by 2s");
    assertThat(wrong("expect always p.received == 5 at 9s"))
        .isEqualTo(
            "34: error: 'at' names one moment, which does not go with 'always', expected"
                + " 'within FROM..TO' or no time");
    assertThat(wrong("expect p.received == 5 within 9s..4s"))
        .isEqualTo("31: error: this time ends before it begins");
    assertThat(wrong("expect p.received == 5 at 169h"))
        .isEqualTo("27: error: expected a time of at most a week (604800s), found 608400s");
    assertThat(wrong("expect p.received == 5 at -1s"))
        .isEqualTo("27: error: expected a time of at least 0s, found -1s");
  }

  @Test
  void notConditions() {
    assertThat(wrong("expect p"))
        .isEqualTo("8: error: expected a condition such as 'p.received == 3', found 'p'");
    assertThat(wrong("expect p.received"))
        .isEqualTo("8: error: expected a condition such as 'p.received == 3', found 'p.received'");
    assertThat(wrong("expect p[*].received == 1"))
        .isEqualTo(
            "8: error: expected one value, found 2; use sum(p[*].received), min, max, avg or"
                + " count");
    assertThat(wrong("expect p.completed == 1"))
        .isEqualTo(
            "10: error: 'completed' is no number, expected 'expect p.completed' alone or with"
                + " 'by'; the time is called 'finished'");
  }
}
