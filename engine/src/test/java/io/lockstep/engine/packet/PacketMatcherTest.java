package io.lockstep.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.engine.Frames;
import io.lockstep.engine.model.Condition.Operator;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.PacketValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketMatcherTest {
  private static PacketView view(String name) {
    String hex =
        switch (name) {
          case "tcp" -> Frames.TCP_SYN;
          case "udp" -> Frames.UDP_IN_VLAN;
          case "nd" -> Frames.NEIGHBOUR_SOLICITATION;
          case "ext" -> Frames.EXTENSION_HEADERS;
          case "arp" -> Frames.ARP_REQUEST;
          default -> throw new IllegalArgumentException(name);
        };
    return new PacketView().wrap(Frames.memory(hex), 8, Frames.length(hex));
  }

  private static boolean compare(String frame, String field, Operator operator, String value) {
    return PacketMatcher.compile(new PacketFilter.Compare(field, operator, value))
        .matches(view(frame));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp,eth.src,02:00:00:00:00:01",
    "tcp,eth.type,0x800",
    "tcp,frame.len,56",
    "tcp,ip.src,10.0.0.1",
    "tcp,ip.dst,10.0.0.0/8",
    "tcp,ip.addr,10.0.0.2",
    "tcp,ip.ttl,64",
    "tcp,ip.proto,6",
    "tcp,ip.len,40",
    "tcp,ip.tos,184",
    "tcp,ip.dscp,46",
    "tcp,ip.ecn,0",
    "tcp,ip.df,1",
    "tcp,ip.mf,0",
    "tcp,tcp.srcport,1234",
    "tcp,tcp.dstport,80",
    "tcp,tcp.port,80",
    "tcp,tcp.seq,4294967294",
    "tcp,tcp.acknum,0",
    "tcp,tcp.len,0",
    "tcp,tcp.window,65535",
    "tcp,tcp.syn,1",
    "tcp,tcp.flags.ack,false",
    "tcp,udp,0",
    "udp,vlan.id,5",
    "udp,vlan.priority,3",
    "udp,eth.type,2048",
    "udp,udp.srcport,1000",
    "udp,udp.dstport,9",
    "udp,udp.len,12",
    "nd,ip6.src,2001:db8::1",
    "nd,ip6.src,2001:db8:0:0:0:0:0:1",
    "nd,ipv6.dst,ff00::/8",
    "nd,ip6.hlim,255",
    "nd,ip6.tclass,186",
    "nd,ip6.dscp,46",
    "nd,ip6.ecn,2",
    "nd,ip6.flow,74565",
    "nd,icmp6.type,135",
    "nd,icmpv6.code,0",
    "nd,icmp6.nd.target,2001:db8::2",
    "ext,ip6.nxt,0",
    "ext,ip6.proto,17",
    "ext,ip6.hopopts,1",
    "ext,ip6.routing.type,4",
    "ext,ip6.routing.segleft,1",
    "ext,ip6.fraghdr,1",
    "ext,ip6.dstopts,1",
    "ext,udp.dstport,9",
    "arp,arp.op,1",
    "arp,arp.src,10.0.0.1",
    "arp,arp.dst,10.0.0.2",
  })
  void readsFields(String frame, String field, String value) {
    assertThat(compare(frame, field, Operator.EQ, value)).isTrue();
    assertThat(compare(frame, field, Operator.NE, value)).isFalse();
  }

  @Test
  void comparesInOrder() {
    assertThat(compare("tcp", "ip.ttl", Operator.LT, "65")).isTrue();
    assertThat(compare("tcp", "ip.ttl", Operator.LE, "63")).isFalse();
    assertThat(compare("tcp", "ip.ttl", Operator.GT, "63")).isTrue();
    assertThat(compare("tcp", "ip.ttl", Operator.GE, "65")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp.dstport", "icmp6.type", "ip6.hlim", "arp.op", "vlan.id"})
  void anAbsentFieldNeverCompares(String field) {
    String frame = field.startsWith("tcp") ? "udp" : "tcp";
    for (Operator operator : Operator.values()) {
      assertThat(compare(frame, field, operator, "0")).as(operator.symbol()).isFalse();
    }
  }

  @Test
  void flagsAreTrueOnlyIfSet() {
    assertThat(PacketMatcher.compile(new PacketFilter.Has("tcp.syn")).matches(view("tcp")))
        .isTrue();
    assertThat(PacketMatcher.compile(new PacketFilter.Has("tcp.ack")).matches(view("tcp")))
        .isFalse();
    assertThat(PacketMatcher.compile(new PacketFilter.Has("tcp.window")).matches(view("tcp")))
        .isTrue();
    assertThat(PacketMatcher.compile(new PacketFilter.Has("tcp")).matches(view("udp"))).isFalse();
  }

  @Test
  void combines() {
    PacketFilter tcp = new PacketFilter.Has("tcp");
    PacketFilter udp = new PacketFilter.Has("udp");
    assertThat(PacketMatcher.compile(new PacketFilter.And(tcp, udp)).matches(view("tcp")))
        .isFalse();
    assertThat(PacketMatcher.compile(new PacketFilter.Or(tcp, udp)).matches(view("tcp"))).isTrue();
    assertThat(PacketMatcher.compile(new PacketFilter.Not(udp)).matches(view("tcp"))).isTrue();
    assertThat(PacketMatcher.compile(null).matches(view("arp"))).isTrue();
  }

  @Test
  void everyTruncationIsHarmless() {
    for (String hex :
        new String[] {
          Frames.TCP_SYN, Frames.UDP_IN_VLAN, Frames.NEIGHBOUR_SOLICITATION,
          Frames.EXTENSION_HEADERS, Frames.ARP_REQUEST
        }) {
      for (int length = 0; length <= Frames.length(hex); length++) {
        PacketView packet = new PacketView();
        String cut = hex.replace(" ", "").substring(0, 2 * length);
        packet.wrap(java.nio.ByteBuffer.wrap(java.util.HexFormat.of().parseHex(cut)), 0, length);
        assertThat(packet.payload()).isLessThanOrEqualTo(length);
        assertThat(packet.end()).isLessThanOrEqualTo(length);
        PacketSummary.of(packet);
        for (String name : Fields.known()) {
          PacketMatcher.compile(new PacketFilter.Has(name)).matches(packet);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ip.src,EQ,10.0.0,ip.src is an IPv4 address or prefix; '10.0.0' is none.",
    "ip.src,EQ,::1,ip.src is an IPv4 address or prefix; '::1' is none.",
    "ip.src,LT,10.0.0.1,ip.src is an IPv4 address or prefix: only == and != apply.",
    "eth.src,EQ,alice,eth.src is a MAC address; 'alice' is none.",
    "ip.ttl,EQ,many,ip.ttl is a number; 'many' is none.",
    "ip.ttl,EQ,1.5,ip.ttl is a whole number; it never compares with 1.5.",
    "tcp.syn,EQ,7,tcp.syn is a flag: 0 or 1; '7' is none.",
    "ip.tttl,EQ,7,There is no packet field 'ip.tttl'.",
  })
  void refusesWhatCannotBe(String field, Operator operator, String value, String message) {
    assertThat(Fields.problem(field, operator, value)).hasValue(message);
    assertThatThrownBy(
            () -> PacketMatcher.compile(new PacketFilter.Compare(field, operator, value)))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "tcp|TCP 10.0.0.1:1234 > 10.0.0.2:80 [SYN] seq 4294967294 payload 0, 56 bytes",
    "udp|UDP 10.0.0.1:1000 > 10.0.0.2:9 payload 4, 50 bytes",
    "nd|ICMPv6 2001:db8::1 > ff02::1:ff00:2 type 135 code 0, 78 bytes",
    "ext|UDP [2001:db8::1]:1000 > [2001:db8::2]:9 payload 4, 114 bytes",
    "arp|ARP who has 10.0.0.2, tell 10.0.0.1, 42 bytes",
  })
  void summarises(String frame, String line) {
    assertThat(PacketSummary.of(view(frame))).isEqualTo(line);
  }

  private static PacketFilter bytes(String left, Operator operator, String right) {
    return new PacketFilter.Relation(
        new PacketValue.Field(left, -1, ""), operator, new PacketValue.Field(right, -1, ""));
  }

  @Test
  void comparesBytesWithBytes() {
    PacketView datagram = view("udp");
    assertThat(PacketMatcher.compile(bytes("payload", Operator.EQ, "payload")).matches(datagram))
        .isTrue();
    assertThat(PacketMatcher.compile(bytes("payload", Operator.NE, "payload")).matches(datagram))
        .isFalse();
    assertThat(
            PacketMatcher.compile(bytes("payload", Operator.NE, "inner.payload")).matches(datagram))
        .isFalse();
    assertThatThrownBy(
            () -> PacketMatcher.compile(bytes("payload", Operator.LT, "payload")))
        .hasMessage("payload is a run of bytes: only == and != with another one apply.");
    assertThatThrownBy(
            () -> PacketMatcher.compile(bytes("payload", Operator.EQ, "udp.len")))
        .hasMessage("payload is a run of bytes: only == and != with another one apply.");
  }
}
