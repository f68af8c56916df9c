package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.ExitCode;
import io.lockstep.spec.CaptureFile.Frame;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Round-trip times are what pencil and paper give: delays and serialisation, nothing else. */
class RoundTripTimesTest {
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int IPV6 = 40;
  private static final int ICMP = 8;
  private static final int ARP_FRAME = ETHERNET + 28;

  /** Solicitation and advertisement alike: target address and a link-layer address option. */
  private static final int NEIGHBOUR_FRAME = ETHERNET + IPV6 + 24 + 8;

  @TempDir Path directory;
  private Lab lab;

  @BeforeEach
  void openLab() {
    lab = new Lab(directory);
  }

  @ParameterizedTest
  @CsvSource({
    // bits per second or 0, delay in ns, payload
    "0, 10000000, 56",
    "10000000, 10000000, 56",
    "3000000, 10000000, 57",
    "1000000000, 123457, 1472",
    "9600, 1, 16",
    "100000000000, 1, 0",
  })
  void ipv4(long rate, long delay, int payload) {
    long one = delay + serialisation(ETHERNET + IPV4 + ICMP + payload, rate);
    long resolution = 2 * (delay + serialisation(ARP_FRAME, rate));
    List<Long> expected = new ArrayList<>(List.of(resolution + 2 * one));
    expected.addAll(List.of(2 * one, 2 * one, 2 * one, 2 * one));
    String every = Math.max(1_000_000, 6 * one) + "ns";
    Lab.Run run =
        lab.run(
            """
            node a, b { sysctl net.ipv6.conf.all.disable_ipv6 = 1 }   # keeps the link idle
            link a -- b { %s delay %dns }
            ping p = a -> b { count 5; every %s; size %dB }
            """
                .formatted(rateProperty(rate), delay, every, payload));
    assertThat(roundTrips(run)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10000000, 56",
    "10000000, 10000000, 56",
    "3000000, 333333, 1001",
  })
  void ipv6(long rate, long delay, int payload) {
    long one = delay + serialisation(ETHERNET + IPV6 + ICMP + payload, rate);
    long resolution = 2 * (delay + serialisation(NEIGHBOUR_FRAME, rate));
    Lab.Run run =
        lab.run(
            """
            node a, b
            link a 2001:db8::1/64 -- b 2001:db8::2/64 { %s delay %dns }
            ping p = a -> b { start 5s; count 4; every 100ms; size %dB }
            """
                .formatted(rateProperty(rate), delay, payload));
    assertThat(roundTrips(run))
        .isEqualTo(List.of(resolution + 2 * one, 2 * one, 2 * one, 2 * one));
  }

  @Test
  void fragmentsFollowEachOther() {
    long rate = 10_000_000;
    // 3000 bytes of payload and the ICMP header make three fragments, 1480 bytes in the first two.
    long one =
        2_000_000
            + 2 * serialisation(ETHERNET + IPV4 + 1480, rate)
            + serialisation(ETHERNET + IPV4 + 3008 - 2 * 1480, rate);
    Lab.Run run =
        lab.run(
            """
            node a, b { sysctl net.ipv6.conf.all.disable_ipv6 = 1 }
            link a -- b { rate 10mbit; delay 2ms }
            ping p = a -> b { count 4; every 50ms; size 3000B }
            """);
    assertThat(roundTrips(run).subList(1, 4)).isEqualTo(List.of(2 * one, 2 * one, 2 * one));
  }

  @Test
  void throughRoutersEachLinkAddsItsOwn() {
    int frame = ETHERNET + IPV4 + ICMP + 200;
    long there =
        1_000_000 + serialisation(frame, 10_000_000)
            + 20_000_000 + serialisation(frame, 256_000)
            + 300_000;
    long back =
        1_000_000 + serialisation(frame, 10_000_000)
            + 50_000_000 + serialisation(frame, 2_000_000)
            + 300_000;
    Lab.Run run =
        lab.run(
            """
            profile quiet { sysctl net.ipv6.conf.all.disable_ipv6 = 1 }
            profile forwarder { sysctl net.ipv4.ip_forward = 1 }
            node a, b : quiet
            node r1, r2 : quiet, forwarder
            link a -- r1 { rate 10mbit; delay 1ms }
            link r1 -- r2 {
              toward r2 { rate 256kbit; delay 20ms }
              toward r1 { rate 2mbit; delay 50ms }
            }
            link r2 -- b { delay 300us }
            routes auto
            ping p = a -> b { count 5; every 500ms; size 200B }
            """);
    assertThat(roundTrips(run).subList(1, 5)).containsOnly(there + back);
  }

  @Test
  void theCaptureHoldsTheSameTimes() {
    Lab.Run run =
        lab.run(
            """
            node a, b { sysctl net.ipv6.conf.all.disable_ipv6 = 1 }
            link a -- b { rate 1mbit; delay 10ms }
            ping p = a -> b { count 3; every 200ms }
            """);
    List<Long> sent =
        run.capture().sentBy("a.eth0").filter(f -> echo(f, 8)).map(Frame::timeNs).toList();
    List<Long> answered =
        run.capture().receivedBy("a.eth0").filter(f -> echo(f, 0)).map(Frame::timeNs).toList();
    List<Long> rtts = roundTrips(run);
    assertThat(sent).hasSize(3);
    // The first request waited in the kernel for ARP, which the capture does not show as its own.
    long resolution = 2 * (10_000_000 + serialisation(ARP_FRAME, 1_000_000));
    assertThat(answered.get(0) - sent.get(0)).isEqualTo(rtts.get(0) - resolution);
    assertThat(answered.get(1) - sent.get(1)).isEqualTo(rtts.get(1));
    assertThat(answered.get(2) - sent.get(2)).isEqualTo(rtts.get(2));
  }

  private static boolean echo(Frame frame, int type) {
    return frame.isIpv4() && frame.u8(23) == 1 && frame.u8(34) == type;
  }

  @Test
  void ipv6NodesProbeForDuplicatesAndDiscoverTheirNeighbour() {
    Lab.Run run =
        lab.run(
            """
            node a, b
            link a 2001:db8::1/64 -- b 2001:db8::2/64 { delay 1ms }
            ping p = a -> b { start 5s; count 2 }
            """);
    for (String netdev : List.of("a.eth0", "b.eth0")) {
      assertThat(run.capture().sentBy(netdev).filter(RoundTripTimesTest::probesForDuplicates))
          .as("one for the link-local and one for the configured address of %s", netdev)
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(frame -> frame.timeNs() < 5_000_000_000L);
    }
    Frame solicitation =
        run.capture()
            .sentBy("a.eth0")
            .filter(f -> f.icmp6Type() == 135 && f.timeNs() >= 5_000_000_000L)
            .findFirst()
            .orElseThrow();
    assertThat(solicitation.timeNs()).isEqualTo(5_000_000_000L);
    assertThat(solicitation.u8(38)).as("to a multicast group").isEqualTo(0xff);
    assertThat(solicitation.bytes()).hasSize(NEIGHBOUR_FRAME);
    Frame advertisement =
        run.capture().receivedBy("a.eth0").filter(f -> f.icmp6Type() == 136).findFirst()
            .orElseThrow();
    assertThat(advertisement.timeNs()).isEqualTo(5_002_000_000L);
  }

  /** A solicitation from the unspecified address. */
  private static boolean probesForDuplicates(Frame frame) {
    return frame.icmp6Type() == 135
        && Arrays.equals(frame.bytes(), 22, 38, new byte[16], 0, 16);
  }

  private static List<Long> roundTrips(Lab.Run run) {
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    List<Long> times = new ArrayList<>();
    for (JsonNode time : run.activity("p").get("rtts_ns")) {
      times.add(time.isNull() ? -1 : time.asLong());
    }
    return times;
  }

  private static String rateProperty(long rate) {
    return rate == 0 ? "" : "rate " + rate + "bit;";
  }

  /** Bits divided by rate, rounded up to whole nanoseconds. */
  private static long serialisation(int bytes, long rate) {
    if (rate == 0) {
      return 0;
    }
    BigInteger dividend = BigInteger.valueOf(8_000_000_000L).multiply(BigInteger.valueOf(bytes));
    BigInteger divisor = BigInteger.valueOf(rate);
    return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor).longValueExact();
  }
}
