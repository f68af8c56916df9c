package io.lockstep.engine.netlink.qdiscs;

import static io.lockstep.engine.netlink.options.Encoders.u32;
import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.IN_STRUCTURE;
import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.whole;
import static io.lockstep.engine.netlink.qdiscs.TcAttributes.*;

import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;
import java.util.Map;

/** The options of tc-tbf(8) and tc-htb(8), encoded as tc(8) does. */
final class TokenBucketEncoders {
  private static final long UINT32_MAX = 0xffffffffL;
  private static final double DEFAULT_LATENCY = 50e-3;
  private static final double NS_PER_SECOND = 1e9;

  private static final int HTB_VERSION = 3;
  private static final int R2Q = 10;
  private static final int HTB_MTU = 1600;

  private TokenBucketEncoders() {}

  static QdiscEncoder tbf() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("rate", IN_STRUCTURE)
            .put("burst", u32(TCA_TBF_BURST))
            .put("limit", IN_STRUCTURE)
            .put("latency", IN_STRUCTURE)
            .put("peakrate", IN_STRUCTURE)
            .put("mtu", u32(TCA_TBF_PBURST)),
        TokenBucketEncoders::encodeTbf);
  }

  private static void encodeTbf(Map<String, OptionValue> values, Attributes to) {
    if (values.containsKey("limit") && values.containsKey("latency")) {
      throw new OptionException("options limit and latency exclude each other");
    }
    if (values.containsKey("peakrate") != values.containsKey("mtu")) {
      throw new OptionException("options peakrate and mtu need each other");
    }
    long rate = Values.bytesPerSecond(values.get("rate"));
    long burst = whole(values, "burst");
    boolean peak = values.containsKey("peakrate");
    long peakRate = peak ? Values.bytesPerSecond(values.get("peakrate")) : 0;
    long mtu = whole(values, "mtu");
    double limit = Values.orElse(values, "limit", 0);
    if (!values.containsKey("limit")) {
      double latency =
          values.containsKey("latency")
              ? Values.number(values.get("latency")) / NS_PER_SECOND
              : DEFAULT_LATENCY;
      limit = rate * latency + burst;
      if (peak) {
        limit = Math.min(limit, peakRate * latency + mtu);
      }
    }
    if (rate > UINT32_MAX) {
      to.u64(TCA_TBF_RATE64, rate);
    }
    if (peakRate > UINT32_MAX) {
      to.u64(TCA_TBF_PRATE64, peakRate);
    }
    to.bytes(
        TCA_TBF_PARMS,
        new Structure(36)
            .rateSpec(rate)
            .rateSpec(peakRate)
            .u32((long) Math.min(limit, UINT32_MAX))
            .u32(Psched.transmissionTicks(rate, burst))
            .u32(peak ? Psched.transmissionTicks(peakRate, mtu) : 0)
            .toBytes());
  }

  static QdiscEncoder htb() {
    return QdiscEncoder.of(
            OptionTable.builder()
                .put("default", IN_STRUCTURE)
                .put("r2q", IN_STRUCTURE)
                .put("direct_qlen", u32(TCA_HTB_DIRECT_QLEN)),
            (values, to) ->
                to.bytes(
                    TCA_HTB_INIT,
                    new Structure(20)
                        .u32(HTB_VERSION)
                        .u32(values.containsKey("r2q") ? whole(values, "r2q") : R2Q)
                        .u32(whole(values, "default"))
                        .toBytes()))
        .classes(
            OptionTable.builder()
                .put("rate", IN_STRUCTURE)
                .put("ceil", IN_STRUCTURE)
                .put("prio", IN_STRUCTURE)
                .put("burst", IN_STRUCTURE)
                .put("cburst", IN_STRUCTURE)
                .put("quantum", IN_STRUCTURE),
            TokenBucketEncoders::encodeHtbClass);
  }

  private static void encodeHtbClass(Map<String, OptionValue> values, Attributes to) {
    long rate = Values.bytesPerSecond(values.get("rate"));
    long ceil = values.containsKey("ceil") ? Values.bytesPerSecond(values.get("ceil")) : rate;
    if (rate > UINT32_MAX) {
      to.u64(TCA_HTB_RATE64, rate);
    }
    if (ceil > UINT32_MAX) {
      to.u64(TCA_HTB_CEIL64, ceil);
    }
    to.bytes(
        TCA_HTB_PARMS,
        new Structure(44)
            .rateSpec(rate)
            .rateSpec(ceil)
            .u32(Psched.transmissionTicks(rate, burst(values, "burst", rate)))
            .u32(Psched.transmissionTicks(ceil, burst(values, "cburst", ceil)))
            .u32(whole(values, "quantum"))
            .u32(0)
            .u32(whole(values, "prio"))
            .toBytes());
  }

  /** Without an own value: what flows in a tick of the clock, and a packet. */
  private static double burst(Map<String, OptionValue> values, String option, long rate) {
    return values.containsKey(option)
        ? whole(values, option)
        : Math.floor(rate / NS_PER_SECOND) + HTB_MTU;
  }
}
