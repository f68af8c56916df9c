package io.lockstep.engine.configure;

import static io.lockstep.engine.configure.NetworkHost.*;
import static io.lockstep.engine.netlink.NetlinkConstants.RTM_GETQDISC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.qdiscs.QdiscEncoders;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes every queueing discipline in real kernels and reads it back. */
class QdiscsTest {
  private static final Map<String, NetworkHost> HOSTS = new HashMap<>();

  private static NetworkHost host(String kernel) {
    return HOSTS.computeIfAbsent(kernel, NetworkHost::new);
  }

  @AfterAll
  static void close() {
    HOSTS.values().forEach(NetworkHost::close);
    HOSTS.clear();
  }

  static String[] kernels() {
    return KERNELS;
  }

  private static OptionValue us(double value) {
    return new OptionValue.Number(value * 1000, Unit.TIME);
  }

  /** Those whose options are attributes one by one. */
  private static final List<NetworkItem.Qdisc> QDISCS =
      List.of(
          qdisc(
              "fq", "limit", number(500), "flow_limit", number(50), "quantum", bytes(3000),
              "initial_quantum", bytes(15_000), "maxrate", mbit(80), "low_rate_threshold",
              mbit(0.8), "pacing", OFF, "refill_delay", ms(30), "buckets", number(256),
              "orphan_mask", number(511), "timer_slack", us(20), "horizon", ms(2000),
              "horizon_drop", OFF, "ce_threshold", ms(4)),
          qdisc(
              "fq_codel", "limit", number(900), "flows", number(64), "target", ms(4), "interval",
              ms(80), "quantum", bytes(300), "ecn", OFF, "ce_threshold", ms(2), "memory_limit",
              bytes(1_000_000), "drop_batch", number(16)),
          qdisc(
              "codel", "limit", number(700), "target", ms(7), "interval", ms(90), "ecn", ON,
              "ce_threshold", ms(3)),
          qdisc(
              "cake", "bandwidth", mbit(20), "rtt", ms(50), "diffserv", text("diffserv4"),
              "isolation", text("dual-srchost"), "nat", ON, "wash", ON, "split_gso", OFF,
              "ingress", ON, "ack_filter", text("aggressive"), "overhead", number(18), "framing",
              text("ptm"), "mpu", bytes(64), "memory_limit", bytes(4_000_000), "fwmark",
              number(0xf0)),
          qdisc("cake", "bandwidth", text("unlimited"), "autorate_ingress", ON),
          qdisc(
              "pie", "limit", number(300), "target", ms(16), "tupdate", ms(32), "alpha",
              number(3), "beta", number(21), "ecn", ON, "bytemode", ON, "dq_rate_estimator",
              ON),
          qdisc(
              "fq_pie", "limit", number(300), "flows", number(128), "target", ms(16), "tupdate",
              ms(32), "alpha", number(3), "beta", number(21), "quantum", bytes(1000),
              "memory_limit", bytes(2_000_000), "ecn_prob", percent(20), "ecn", ON, "bytemode",
              ON, "dq_rate_estimator", ON),
          qdisc(
              "hhf", "limit", number(800), "quantum", bytes(1500), "hh_limit", number(100),
              "reset_timeout", ms(50), "admit_bytes", bytes(65_536), "evict_timeout", ms(900),
              "non_hh_weight", number(3)),
          qdisc("pfifo", "limit", number(17)),
          qdisc("bfifo", "limit", bytes(17_000)),
          qdisc("pfifo_fast"),
          qdisc("noqueue"),
          qdisc("prio", "bands", number(2)),
          qdisc(
              "ets", "strict", number(1), "quanta", several(bytes(4500), bytes(3000)), "priomap",
              several(number(0), number(1), number(2))),
          qdisc("drr"),
          qdisc("qfq"),
          qdisc("hfsc", "default", number(4)));

  static Stream<Arguments> qdiscs() {
    List<Arguments> all = new ArrayList<>();
    for (String kernel : KERNELS) {
      QDISCS.forEach(qdisc -> all.add(Arguments.of(kernel, qdisc.kind(), qdisc)));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("qdiscs")
  void options(String kernel, String kind, NetworkItem.Qdisc qdisc) {
    NetworkHost host = host(kernel);
    host.writer.add(queueing("eth0", qdisc));
    Traffic root = root(host);
    assertThat(root.kind()).isEqualTo(kind);
    byte[] asked =
        QdiscEncoders.all()
            .get(kind)
            .encode(Vocabulary.qdisc(kind).orElseThrow(), qdisc.options())
            .toBytes();
    if (List.of("pfifo", "bfifo", "prio", "hfsc").contains(kind)) {
      assertThat(hex(root.options())).startsWith(hex(asked).substring(0, 4));
    } else {
      AttributeReader expected = new AttributeReader(asked, 0);
      AttributeReader actual = root.attributes(0);
      for (int attribute = 1; attribute < 32; attribute++) {
        if (!kind.equals("ets") && expected.bytes(attribute).isPresent()) {
          // Kernels keep some times in units of 1.024 us.
          assertThat(actual.number(attribute))
              .as("attribute " + attribute)
              .isBetween(expected.number(attribute) - 1, expected.number(attribute));
        }
      }
    }
    NetworkItem.Queueing item = queueing("eth0", qdisc);
    host.writer.remove(item);
  }

  private static Traffic root(NetworkHost host) {
    return host.traffic("eth0", RTM_GETQDISC, 0).stream()
        .filter(each -> each.parent() == -1)
        .findFirst()
        .orElseThrow();
  }

  private static String hex(byte[] bytes) {
    return BaseEncoding.base16().encode(bytes);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void ticksAreThoseOfTheKernel(String kernel) {
    NetworkHost host = host(kernel);
    host.run(1_000_000_000);
    assertThat(host.files.read("/proc/net/psched"))
        .startsWith("000003e8 00000040 000f4240 3b9aca00");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void netem(String kernel) {
    NetworkHost host = host(kernel);
    NetworkItem.Qdisc inner = qdisc("pfifo", "limit", number(5));
    NetworkItem.Qdisc plain =
        qdisc(
            "netem", "delay", ms(20), "jitter", ms(3), "delay_correlation", percent(25), "loss",
            percent(1), "loss_correlation", percent(10), "duplicate", percent(2), "corrupt",
            percent(3), "reorder", percent(50), "reorder_correlation", percent(5), "rate",
            mbit(8), "packet_overhead", number(-14), "cell_size", number(48), "cell_overhead",
            number(5), "limit", number(77), "ecn", ON);
    host.writer.add(queueing("eth0", withChild(plain, inner)));
    Traffic netem = root(host);
    assertThat(netem.place()).isEqualTo("netem 1:0 root");
    assertThat(netem.word(0)).as("latency").isEqualTo(20_000_000 / 64);
    assertThat(netem.word(4)).as("limit").isEqualTo(77);
    assertThat(netem.word(8)).as("loss").isEqualTo(42_949_673);
    assertThat(netem.word(12)).as("gap").isEqualTo(1);
    assertThat(netem.word(16)).as("duplicate").isEqualTo(85_899_346);
    AttributeReader more = netem.attributes(24);
    assertThat(more.number(10)).as("latency64").isEqualTo(20_000_000);
    assertThat(more.number(11)).as("jitter64").isEqualTo(3_000_000);
    assertThat(hex(more.bytes(1).orElseThrow())).isEqualTo("00000040" + "9A999919" + "00000000");
    assertThat(hex(more.bytes(3).orElseThrow())).isEqualTo("00000080" + "CDCCCC0C");
    assertThat(hex(more.bytes(4).orElseThrow())).isEqualTo("7B14AE07" + "00000000");
    assertThat(hex(more.bytes(6).orElseThrow()))
        .isEqualTo("40420F00" + "F2FFFFFF" + "30000000" + "05000000");
    assertThat(more.number(7)).as("ecn").isEqualTo(1);
    assertThat(places(host)).contains("pfifo 2:0 1:1");

    host.writer.add(queueing("eth0", qdisc("netem", "rate", mbit(80_000))));
    assertThat(root(host).attributes(24).number(8)).isEqualTo(10_000_000_000L);
    host.writer.remove(queueing("eth0", plain));
  }

  private static NetworkItem.Qdisc withChild(NetworkItem.Qdisc qdisc, NetworkItem.Qdisc child) {
    return new NetworkItem.Qdisc(
        qdisc.kind(), qdisc.options(), qdisc.classes(), Optional.of(child), SOURCE);
  }

  private static List<String> places(NetworkHost host) {
    return host.traffic("eth0", RTM_GETQDISC, 0).stream().map(Traffic::place).toList();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void tbf(String kernel) {
    NetworkHost host = host(kernel);
    NetworkItem.Qdisc tbf =
        qdisc("tbf", "rate", mbit(10), "burst", bytes(5000), "latency", ms(70));
    host.writer.add(queueing("eth0", withChild(tbf, qdisc("fq_codel"))));
    byte[] parms = root(host).attributes(0).bytes(1).orElseThrow();
    Traffic read = new Traffic("", 0, 0, 0, parms);
    assertThat(read.word(8)).as("rate").isEqualTo(1_250_000);
    assertThat(read.word(24)).as("limit").isEqualTo(1_250_000 * 7 / 100 + 5000);
    assertThat(read.word(28)).as("buffer").isEqualTo(62_500);
    assertThat(places(host)).contains("tbf 1:0 root", "fq_codel 2:0 1:1");

    host.writer.add(
        queueing(
            "eth0",
            qdisc(
                "tbf", "rate", mbit(10), "burst", bytes(5000), "limit", bytes(30_000), "peakrate",
                mbit(20), "mtu", bytes(2000))));
    read = new Traffic("", 0, 0, 0, root(host).attributes(0).bytes(1).orElseThrow());
    assertThat(read.word(20)).as("peakrate").isEqualTo(2_500_000);
    assertThat(read.word(24)).as("limit").isEqualTo(30_000);
    assertThat(read.word(32)).as("mtu").isEqualTo(12_500);
    host.writer.remove(queueing("eth0", tbf));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void redAndChoke(String kernel) {
    NetworkHost host = host(kernel);
    host.writer.add(
        queueing(
            "eth0",
            qdisc(
                "red", "limit", bytes(60_000), "min", bytes(5000), "max", bytes(15_000), "avpkt",
                bytes(1000), "burst", number(9), "probability", percent(10), "bandwidth",
                mbit(10), "ecn", ON, "harddrop", ON, "adaptive", ON, "nodrop", OFF)));
    Traffic red = new Traffic("", 0, 0, 0, root(host).attributes(0).bytes(1).orElseThrow());
    assertThat(red.word(0)).isEqualTo(60_000);
    assertThat(red.word(4)).isEqualTo(5000);
    assertThat(red.word(8)).isEqualTo(15_000);
    // Wlog, Plog, Scell_log, flags, as tc(8) prints them with these options.
    assertThat(red.word(12) & 0xff).as("Wlog").isEqualTo(3);
    assertThat(red.word(12) >> 8 & 0xff).as("Plog").isEqualTo(17);
    assertThat(red.word(12) >> 24).as("flags").isEqualTo(7);
    assertThat(root(host).attributes(0).number(3)).as("max_P").isEqualTo(429_496_729);

    NetworkItem.Qdisc usual = qdisc("red", "limit", bytes(120_000), "ecn", ON, "nodrop", ON);
    host.writer.add(queueing("eth0", usual));
    red = new Traffic("", 0, 0, 0, root(host).attributes(0).bytes(1).orElseThrow());
    assertThat(red.word(4)).isEqualTo(10_000);
    assertThat(root(host).attributes(0).number(4)).as("flags").isEqualTo(9 | 15L << 32);
    assertThat(red.word(8)).isEqualTo(30_000);

    NetworkItem.Qdisc choke =
        qdisc(
            "choke", "limit", number(1000), "min", number(83), "max", number(250), "burst",
            number(200), "ecn", ON);
    host.writer.add(queueing("eth0", choke));
    Traffic read = new Traffic("", 0, 0, 0, root(host).attributes(0).bytes(1).orElseThrow());
    assertThat(read.word(0)).isEqualTo(1000);
    assertThat(read.word(4)).isEqualTo(83);
    assertThat(read.word(8)).isEqualTo(250);
    host.writer.remove(queueing("eth0", choke));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sfq(String kernel) {
    NetworkHost host = host(kernel);
    NetworkItem.Qdisc sfq =
        qdisc(
            "sfq", "limit", number(100), "quantum", bytes(1514), "perturb", ms(10_000), "divisor",
            number(512), "flows", number(60), "depth", number(20), "headdrop", ON);
    host.writer.add(queueing("eth0", sfq));
    Traffic read = root(host);
    assertThat(List.of(read.word(0), read.word(4), read.word(8), read.word(12), read.word(16)))
        .containsExactly(1514L, 10L, 100L, 512L, 60L);
    assertThat(read.word(20)).as("depth").isEqualTo(20);
    assertThat(read.word(24)).as("headdrop").isEqualTo(1);
    host.writer.remove(queueing("eth0", sfq));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void refusals(String kernel) {
    NetworkHost host = host(kernel);
    String node = "node r (" + kernel + ")";
    refused(host, qdisc("fq_codle"), "there is no qdisc fq_codle; did you mean 'fq_codel'?");
    refused(
        host, qdisc("tbf", "rate", mbit(1)),
        node + ": qdisc tbf on eth0: option burst is missing, expected a size such as 1500B");
    refused(
        host, qdisc("netem", "jitter", ms(1)),
        node + ": qdisc netem on eth0: option jitter needs option delay");
    refused(
        host, qdisc("netem", "loss", percent(101)),
        node + ": qdisc netem on eth0: option loss is 101%, expected a value from 0% to 100%");
    refused(
        host, withChild(qdisc("fq"), qdisc("pfifo")),
        node + ": qdisc fq takes no other queueing discipline");
    refused(
        host, qdisc("fq", "buckets", number(100)),
        node + ": qdisc fq on eth0: option buckets is 100, expected a power of two");
    refused(
        host,
        qdisc("fq_codel", "target", ms(5), "flows", number(65_536), "quantum", ms(1)),
        node + ": qdisc fq_codel on eth0: option quantum is 1 ms, expected a size such as 1500B");
    refused(
        host, qdisc("ets", "strict", number(3), "bands", number(2)),
        node + " refuses qdisc ets on eth0: EINVAL (sch_ets: Invalid number of strict bands)");
  }

  private static void refused(NetworkHost host, NetworkItem.Qdisc qdisc, String sentence) {
    assertThatThrownBy(() -> host.writer.add(queueing("eth0", qdisc)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }
}
