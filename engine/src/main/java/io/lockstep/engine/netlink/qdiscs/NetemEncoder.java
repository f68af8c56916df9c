package io.lockstep.engine.netlink.qdiscs;

import static io.lockstep.engine.netlink.options.Encoders.flag32;
import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.IN_STRUCTURE;
import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.whole;
import static io.lockstep.engine.netlink.qdiscs.TcAttributes.*;

import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;
import java.util.Map;

/** The options of tc-netem(8), encoded as tc(8) does. */
final class NetemEncoder {
  private static final int LIMIT = 1000;

  private NetemEncoder() {}

  static QdiscEncoder create() {
    OptionTable.Builder options = OptionTable.builder().put("ecn", flag32(TCA_NETEM_ECN));
    for (String option :
        new String[] {
          "delay", "jitter", "delay_correlation", "loss", "loss_correlation", "duplicate",
          "duplicate_correlation", "corrupt", "corrupt_correlation", "reorder",
          "reorder_correlation", "gap", "rate", "packet_overhead", "cell_size",
          "cell_overhead", "limit"
        }) {
      options.put(option, IN_STRUCTURE);
    }
    return QdiscEncoder.of(options, NetemEncoder::encode);
  }

  /** {@code struct tc_netem_qopt} and the attributes of the other structures. */
  private static void encode(Map<String, OptionValue> values, Attributes to) {
    long delay = whole(values, "delay");
    long jitter = whole(values, "jitter");
    boolean reorder = values.containsKey("reorder");
    if (delay == 0) {
      for (String option : new String[] {"jitter", "reorder"}) {
        if (values.containsKey(option)) {
          throw new OptionException("option " + option + " needs option delay");
        }
      }
    }
    to.raw(
        new Structure(24)
            .u32(Psched.ticks(delay))
            .u32(values.containsKey("limit") ? whole(values, "limit") : LIMIT)
            .u32(share(values, "loss"))
            .u32(values.containsKey("gap") ? whole(values, "gap") : reorder ? 1 : 0)
            .u32(share(values, "duplicate"))
            .u32(Psched.ticks(jitter))
            .toBytes());
    to.u64(TCA_NETEM_LATENCY64, delay);
    to.u64(TCA_NETEM_JITTER64, jitter);
    if (any(values, "delay_correlation", "loss_correlation", "duplicate_correlation")) {
      to.bytes(
          TCA_NETEM_CORR,
          new Structure(12)
              .u32(share(values, "delay_correlation"))
              .u32(share(values, "loss_correlation"))
              .u32(share(values, "duplicate_correlation"))
              .toBytes());
    }
    pair(values, "reorder", TCA_NETEM_REORDER, to);
    pair(values, "corrupt", TCA_NETEM_CORRUPT, to);
    rate(values, to);
  }

  /** A probability and its correlation. */
  private static void pair(
      Map<String, OptionValue> values, String option, int attribute, Attributes to) {
    if (values.containsKey(option)) {
      to.bytes(
          attribute,
          new Structure(8)
              .u32(share(values, option))
              .u32(share(values, option + "_correlation"))
              .toBytes());
    }
  }

  private static void rate(Map<String, OptionValue> values, Attributes to) {
    if (!values.containsKey("rate")) {
      return;
    }
    long rate = Values.bytesPerSecond(values.get("rate"));
    if (rate > 0xffffffffL) {
      to.u64(TCA_NETEM_RATE64, rate);
    }
    to.bytes(
        TCA_NETEM_RATE,
        new Structure(16)
            .u32(Math.min(rate, 0xffffffffL))
            .u32(whole(values, "packet_overhead"))
            .u32(whole(values, "cell_size"))
            .u32(whole(values, "cell_overhead"))
            .toBytes());
  }

  private static boolean any(Map<String, OptionValue> values, String... options) {
    for (String option : options) {
      if (values.containsKey(option)) {
        return true;
      }
    }
    return false;
  }

  private static long share(Map<String, OptionValue> values, String option) {
    return values.containsKey(option) ? Values.fraction(values.get(option)) : 0;
  }
}
