package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The window of a CUBIC connection follows RFC 9438, and what {@code tcp_info} counts is what the
 * capture shows.
 */
class CubicTest {
  private static final Path SCENARIO =
      Program.property("lockstep.examples", "../examples").resolve("cubic.scn");
  private static final int MSS = 1448;

  /** C and beta of RFC 9438 4.1 and 4.6. */
  private static final double C = 0.4;

  private static final double BETA = 0.7;
  private static final long SECOND = 1_000_000_000L;
  private static final long RTT = 100_632_000;

  /** The SYN leaves at 1 s; it and its answer have 74 bytes. */
  private static final long CONNECTED = 1_100_059_200;

  @TempDir Path directory;

  private Lab.Run run(String kernel) {
    Lab.Run run =
        Lab.runFile(SCENARIO, directory.resolve("out"), options -> options.withKernel(kernel));
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    return run;
  }

  /** A series of the sender: virtual time in ns, and value. */
  private static NavigableMap<Long, Long> series(Lab.Run run, String name) {
    for (JsonNode one : Lab.json(run.directory().resolve("series.json")).get("series")) {
      if (one.get("subject").asText().equals("bulk")
          && one.get("from").asText().equals("a")
          && one.get("name").asText().equals(name)) {
        NavigableMap<Long, Long> values = new TreeMap<>();
        for (int i = 0; i < one.get("times_ns").size(); i++) {
          values.put(one.get("times_ns").get(i).asLong(), one.get("values").get(i).asLong());
        }
        return values;
      }
    }
    throw new IllegalArgumentException("no series " + name);
  }

  private static long at(NavigableMap<Long, Long> series, long ns) {
    return series.floorEntry(ns).getValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void windowFollowsTheRfc(String kernel) {
    Lab.Run run = run(kernel);
    NavigableMap<Long, Long> cwnd = series(run, "cwnd");
    NavigableMap<Long, Long> ssthresh = series(run, "ssthresh");
    long lossNs = series(run, "total_retrans").higherKey(2 * SECOND);

    // Slow start: ten segments, and twice as many each round trip (RFC 5681 3.1, RFC 6928).
    for (int round = 0; round < 4; round++) {
      long end = CONNECTED + (round + 1) * RTT - 10_000_000;
      assertThat(at(cwnd, end)).as("round " + round).isEqualTo(10L << round);
    }

    // HyStart sets the threshold to the window while nothing is lost yet (RFC 9438 4.10).
    long exitNs = ssthresh.firstKey();
    assertThat(exitNs).isLessThan(lossNs);
    assertThat((double) at(cwnd, exitNs)).isCloseTo(at(ssthresh, exitNs), within(2.0));
    long aBitLater = at(cwnd, exitNs + RTT);
    assertThat(aBitLater).isLessThan(at(ssthresh, exitNs) * 5 / 4);

    // A loss: beta times the window is left (4.6).
    double most = at(cwnd, lossNs - 1);
    double least = at(ssthresh, lossNs);
    assertThat(least / most).isCloseTo(BETA, within(0.01));

    // Then W(t) = C (t - K)^3 + W_max (4.2): the target is that of a round trip later, which is how
    // long it takes to get there (4.4).
    NavigableMap<Long, Long> state = series(run, "ca_state");
    long epochNs = state.ceilingKey(lossNs + 1);
    assertThat(at(state, epochNs)).isZero();
    double k = Math.cbrt((most - least) / C);
    assertThat(k).isBetween(5.0, 7.0);
    for (double t = 0.5; t < 12; t += 0.1) {
      double curve = C * Math.pow(t - k, 3) + most;
      double seen = at(cwnd, epochNs + Math.round(t * 1e9));
      assertThat(seen).as("%.1f s behind the loss", t).isCloseTo(curve, within(0.02 * most));
    }

    // Concave up to K, convex behind it (4.3): the slope falls, then it rises.
    assertThat(growth(cwnd, epochNs, 0.5)).isGreaterThan(growth(cwnd, epochNs, 2.5));
    assertThat(growth(cwnd, epochNs, 2.5)).isGreaterThan(growth(cwnd, epochNs, 4.5));
    assertThat(growth(cwnd, epochNs, k - 0.5)).isLessThanOrEqualTo(1);
    assertThat(growth(cwnd, epochNs, 8.5)).isLessThan(growth(cwnd, epochNs, 10.5));
    assertThat((double) at(cwnd, epochNs + Math.round(k * 1e9))).isCloseTo(most, within(2.0));
  }

  /** By how much the window grows in a second from then on. */
  private static long growth(NavigableMap<Long, Long> cwnd, long epochNs, double from) {
    long start = epochNs + Math.round(from * 1e9);
    return at(cwnd, start + SECOND) - at(cwnd, start);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void countersAreThoseOfTheCapture(String kernel) {
    Lab.Run run = run(kernel);
    Map<String, NavigableMap<Long, Long>> counted = new TreeMap<>();
    for (String name :
        new String[] {"bytes_sent", "bytes_retrans", "bytes_acked", "segs_out", "delivered"}) {
      counted.put(name, series(run, name));
    }
    NavigableMap<Long, Long> sacked = series(run, "sacked");
    NavigableMap<Long, Long> cwnd = series(run, "cwnd");
    long lastNs = cwnd.lastKey();
    // While segments are missing, two more than the window may be under way (RFC 3042).
    long lossNs = series(run, "total_retrans").higherKey(2 * SECOND);
    long recoveredNs = series(run, "ca_state").ceilingKey(lossNs + 1);
    TreeSet<Long> times = new TreeSet<>();
    counted.values().forEach(values -> times.addAll(values.keySet()));
    SentSegments sent = new SentSegments();
    long compared = 0;
    for (CaptureFile.Frame frame : run.capture().frames()) {
      if (!frame.netdev().equals("a.eth0")) {
        continue;
      }
      long now = frame.timeNs();
      if (now > lastNs) {
        break;  // the connection is closed: nobody can be asked any more
      }
      while (!times.isEmpty() && times.first() < now) {
        long asked = times.pollFirst();
        compared += compare(counted, asked, sent, at(sacked, asked));
      }
      if (now > SECOND && (now < lossNs - 2 * RTT || now > recoveredNs)) {
        assertThat(sent.outstandingBytes() / MSS)
            .as("segments under way at " + now)
            .isLessThanOrEqualTo(Math.max(at(cwnd, now), cwnd.ceilingEntry(now).getValue()));
      }
      sent.look(frame);
    }
    assertThat(compared).isGreaterThan(2000);
    assertThat(sent.repeatedBytes()).isEqualTo(MSS);
    assertThat(at(series(run, "minrtt"), lastNs)).isEqualTo(sent.smallestRttNs() / 1000 * 1000);
  }

  /** Compares what was asked for at one time with the capture up to then; returns how much that was. */
  private static int compare(
      Map<String, NavigableMap<Long, Long>> counted, long now, SentSegments sent, long sacked) {
    int compared = 0;
    for (Map.Entry<String, NavigableMap<Long, Long>> one : counted.entrySet()) {
      Long value = one.getValue().get(now);
      if (value == null) {
        continue;
      }
      long right = switch (one.getKey()) {
        case "bytes_sent" -> sent.bytes();
        case "bytes_retrans" -> sent.repeatedBytes();
        case "bytes_acked" -> sent.acknowledgedBytes();
        case "segs_out" -> sent.segments();
        // the SYN, what was acknowledged, and what was acknowledged out of order
        default -> (sent.acknowledgedBytes() + MSS - 1) / MSS + sacked;
      };
      assertThat(value).as(one.getKey() + " at " + now).isEqualTo(right);
      compared++;
    }
    return compared;
  }
}
