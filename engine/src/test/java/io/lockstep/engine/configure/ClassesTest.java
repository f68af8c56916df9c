package io.lockstep.engine.configure;

import static io.lockstep.engine.configure.NetworkHost.*;
import static io.lockstep.engine.netlink.NetlinkConstants.RTM_GETQDISC;
import static io.lockstep.engine.netlink.NetlinkConstants.RTM_GETTCLASS;
import static io.lockstep.engine.netlink.NetlinkConstants.RTM_GETTFILTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.AttributeReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes and the matches that lead to them. */
class ClassesTest {
  static String[] kernels() {
    return KERNELS;
  }

  private static NetworkItem.Qdisc with(
      NetworkItem.Qdisc qdisc, NetworkItem.QdiscClass... classes) {
    return new NetworkItem.Qdisc(
        qdisc.kind(), qdisc.options(), ImmutableList.copyOf(classes), Optional.empty(), SOURCE);
  }

  private static NetworkItem.QdiscClass plain(int minor, Object... options) {
    return trafficClass(minor, 0, options(options), null, List.of());
  }

  private static List<String> places(NetworkHost host, int type) {
    return host.traffic("eth0", type, 0).stream().map(Traffic::place).toList();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void htb(String kernel) {
    try (NetworkHost host = new NetworkHost(kernel)) {
      NetworkItem.Qdisc tree =
          with(
              qdisc("htb", "default", number(20), "direct_qlen", number(9)),
              plain(1, "rate", mbit(10)),
              trafficClass(
                  10,
                  1,
                  options(
                      "rate", mbit(4), "ceil", mbit(8), "prio", number(2), "burst", bytes(4000),
                      "cburst", bytes(3000), "quantum", bytes(1500)),
                  qdisc("fq_codel"),
                  List.of(
                      options("dst", network("10.0.0.0/8"), "proto", text("tcp"), "dport",
                          number(80)))),
              trafficClass(
                  20, 1, options("rate", mbit(40_000)), qdisc("pfifo", "limit", number(3)),
                  List.of()));
      host.writer.add(queueing("eth0", tree));
      assertThat(places(host, RTM_GETQDISC))
          .containsExactlyInAnyOrder("htb 1:0 root", "fq_codel 2:0 1:10", "pfifo 3:0 1:20");
      assertThat(places(host, RTM_GETTCLASS))
          .contains("htb 1:1 root", "htb 1:10 1:1", "htb 1:20 1:1");
      for (Traffic each : host.traffic("eth0", RTM_GETTCLASS, 0)) {
        Traffic parms =
            new Traffic("", 0, 0, 0, each.attributes(0).bytes(1).orElse(new byte[44]));
        if (each.handle() == (1 << 16 | 10)) {
          assertThat(parms.word(8)).as("rate").isEqualTo(500_000);
          assertThat(parms.word(20)).as("ceil").isEqualTo(1_000_000);
          // 4000 bytes at 500 kB/s are 8 ms.
          assertThat(parms.word(24)).as("buffer").isEqualTo(125_000);
          assertThat(parms.word(28)).as("cbuffer").isEqualTo(46_875);
          assertThat(parms.word(32)).as("quantum").isEqualTo(1500);
          assertThat(parms.word(40)).as("prio").isEqualTo(2);
        } else if (each.handle() == (1 << 16 | 20)) {
          assertThat(each.attributes(0).number(6)).as("rate64").isEqualTo(5_000_000_000L);
        }
      }
      Traffic root =
          host.traffic("eth0", RTM_GETQDISC, 0).stream()
              .filter(each -> each.parent() == -1)
              .findFirst()
              .orElseThrow();
      Traffic init = new Traffic("", 0, 0, 0, root.attributes(0).bytes(2).orElseThrow());
      assertThat(init.word(8)).as("default").isEqualTo(20);
      // Once more: it takes the place of the first.
      host.writer.add(queueing("eth0", tree));
      host.writer.remove(queueing("eth0", tree));
      assertThat(places(host, RTM_GETTCLASS)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void otherKinds(String kernel) {
    try (NetworkHost host = new NetworkHost(kernel)) {
      host.writer.add(
          queueing(
              "eth0",
              with(
                  qdisc("hfsc", "default", number(2)),
                  plain(1, "linkshare", mbit(10), "upperlimit", mbit(10)),
                  trafficClass(
                      2, 1,
                      options(
                          "realtime", mbit(1), "realtime_start", mbit(2), "realtime_time", ms(10),
                          "linkshare", mbit(5)),
                      qdisc("codel"), List.of()))));
      assertThat(places(host, RTM_GETTCLASS)).contains("hfsc 1:1 1:0", "hfsc 1:2 1:1");
      Traffic second =
          host.traffic("eth0", RTM_GETTCLASS, 0).stream()
              .filter(each -> each.handle() == (1 << 16 | 2))
              .findFirst()
              .orElseThrow();
      Traffic curve = new Traffic("", 0, 0, 0, second.attributes(0).bytes(1).orElseThrow());
      assertThat(List.of(curve.word(0), curve.word(4), curve.word(8)))
          .containsExactly(250_000L, 10_000L, 125_000L);
      assertThat(places(host, RTM_GETQDISC)).contains("codel 2:0 1:2");

      host.writer.add(
          queueing(
              "eth0",
              with(
                  qdisc("prio"),
                  trafficClass(
                      1, 0, options(), qdisc("pfifo"),
                      List.of(options("dscp", text("ef")), options("fwmark", number(7)))),
                  trafficClass(3, 0, options(), qdisc("bfifo"), List.of()))));
      assertThat(places(host, RTM_GETQDISC))
          .contains("prio 1:0 root", "pfifo 2:0 1:1", "bfifo 3:0 1:3");

      host.writer.add(
          queueing(
              "eth0",
              with(
                  qdisc("drr"), plain(1, "quantum", bytes(700)),
                  trafficClass(9, 0, options(), qdisc("fq"), List.of(options("vlan", number(5)))))));
      assertThat(places(host, RTM_GETTCLASS)).contains("drr 1:1 root", "drr 1:9 root");
      host.writer.add(
          queueing(
              "eth0", with(qdisc("qfq"), plain(1, "weight", number(3), "maxpkt", bytes(1600)))));
      assertThat(places(host, RTM_GETTCLASS)).contains("qfq 1:1 root");
      host.writer.add(
          queueing(
              "eth0",
              with(
                  qdisc("ets", "strict", number(1), "quanta", several(bytes(3000))),
                  trafficClass(2, 0, options(), qdisc("pfifo"), List.of()))));
      assertThat(places(host, RTM_GETQDISC)).contains("ets 1:0 root", "pfifo 2:0 1:2");
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void matches(String kernel) {
    try (NetworkHost host = new NetworkHost(kernel)) {
      List<ImmutableMap<String, OptionValue>> matches =
          List.of(
              options(
                  "src", network("10.1.2.3/24"), "dst", address("10.9.9.9"), "proto", text("udp"),
                  "sport", number(1000), "dport", number(2000), "dscp", text("af21"), "ttl",
                  number(63), "ecn", text("ce"), "fragment", text("no")),
              options(
                  "dst", network("2001:db8::/32"), "proto", text("icmpv6"), "icmp_type",
                  number(128), "icmp_code", number(0)),
              options("proto", text("tcp"), "tcp_flags", number(2)),
              options(
                  "vlan", number(100), "vlan_priority", number(3), "ethertype", text("ipv4"),
                  "src_mac", new OptionValue.Mac(0x020000000001L), "dst_mac",
                  new OptionValue.Mac(0x020000000002L)),
              options("fwmark", number(42)));
      host.writer.add(
          queueing(
              "eth0",
              with(
                  qdisc("prio"), trafficClass(2, 0, options(), null, matches))));
      List<Traffic> filters =
          host.traffic("eth0", RTM_GETTFILTER, 1 << 16).stream()
              .filter(each -> each.handle() != 0)
              .toList();
      // Kind, priority and ethertype of each.
      assertThat(
              filters.stream()
                  .map(
                      each ->
                          each.kind() + " " + (each.info() >>> 16) + " "
                              + Integer.toHexString(
                                  Short.toUnsignedInt(Short.reverseBytes((short) each.info())))))
          .containsExactlyInAnyOrder(
              "flower 1 800", "flower 2 86dd", "flower 3 800", "flower 4 86dd", "flower 5 8100",
              "fw 6 3");
      AttributeReader first = filters.get(0).attributes(0);
      assertThat(first.number(1)).as("class").isEqualTo(1 << 16 | 2);
      assertThat(hex(first, 10)).as("source").isEqualTo("0A010200");
      assertThat(hex(first, 11)).isEqualTo("FFFFFF00");
      assertThat(hex(first, 12)).as("destination").isEqualTo("0A090909");
      assertThat(hex(first, 20)).as("sport").isEqualTo("03E8");
      assertThat(hex(first, 21)).as("dport").isEqualTo("07D0");
      assertThat(hex(first, 73) + hex(first, 74)).as("tos").isEqualTo("4B" + "FF");
      assertThat(hex(first, 75)).as("ttl").isEqualTo("3F");
      AttributeReader second = filters.get(1).attributes(0);
      assertThat(hex(second, 55)).as("icmp type").isEqualTo("80");
    }
  }

  private static String hex(AttributeReader reader, int attribute) {
    return reader.bytes(attribute).map(BaseEncoding.base16()::encode).orElse("none");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void refusals(String kernel) {
    try (NetworkHost host = new NetworkHost(kernel)) {
      String node = "node r (" + kernel + ")";
      refused(
          host, with(qdisc("fq"), plain(1)), node + ": qdisc fq has no classes");
      refused(
          host, with(qdisc("htb"), plain(1)),
          node + ": class 1 of qdisc htb on eth0: option rate is missing,"
              + " expected a rate such as 10mbit");
      refused(
          host, with(qdisc("prio"), plain(1, "rate", mbit(1))),
          node + ": the classes of qdisc prio have no options");
      refused(
          host,
          with(
              qdisc("prio"),
              trafficClass(1, 0, options(), null, List.of(options("sport", number(1))))),
          node + ": match on eth0: sport needs proto tcp, udp or sctp");
      refused(
          host,
          with(
              qdisc("prio"),
              trafficClass(
                  1, 0, options(), null,
                  List.of(options("src", network("::/0"), "dst", address("10.0.0.1"))))),
          node + ": match on eth0: src and dst belong to different IP versions");
      refused(
          host,
          with(qdisc("htb"), trafficClass(5, 4, options("rate", mbit(1)), null, List.of())),
          node + ": class 5 of qdisc htb lies in class 4, which does not exist");
      refused(
          host, with(qdisc("prio", "bands", number(2)), plain(3)),
          node + ": qdisc prio has 2 bands, found class 3");
      refused(
          host, with(qdisc("drr"), plain(1), plain(1)),
          node + " refuses class 1 of qdisc drr on eth0: EEXIST");
    }
  }

  private static void refused(NetworkHost host, NetworkItem.Qdisc qdisc, String sentence) {
    assertThatThrownBy(() -> host.writer.add(queueing("eth0", qdisc)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }
}
