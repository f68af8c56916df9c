package io.lockstep.engine.netlink.qdiscs;

import static io.lockstep.engine.netlink.options.Encoders.*;
import static io.lockstep.engine.netlink.qdiscs.TcAttributes.*;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.options.OptionEncoder;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;
import java.util.Map;

/** The encoders of all queueing disciplines. */
public final class QdiscEncoders {
  private static final long US = 1000;
  private static final long SECOND = 1_000_000_000;

  /** An option that is no attribute of its own but part of a structure. */
  static final OptionEncoder IN_STRUCTURE = (value, to) -> {};

  private static final ImmutableMap<String, QdiscEncoder> ALL =
      ImmutableMap.<String, QdiscEncoder>builder()
          .put("fq", fq())
          .put("fq_codel", fqCodel())
          .put("codel", codel())
          .put("cake", CakeEncoder.create())
          .put("netem", NetemEncoder.create())
          .put("tbf", TokenBucketEncoders.tbf())
          .put("red", RedEncoders.red())
          .put("choke", RedEncoders.choke())
          .put("pie", pie())
          .put("fq_pie", fqPie())
          .put("hhf", hhf())
          .put("sfq", sfq())
          .put("pfifo", fifo())
          .put("bfifo", fifo())
          .put("pfifo_fast", QdiscEncoder.of(OptionTable.builder()))
          .put("noqueue", QdiscEncoder.of(OptionTable.builder()))
          .put("htb", TokenBucketEncoders.htb())
          .putAll(ClassfulEncoders.ALL)
          .buildOrThrow();

  private QdiscEncoders() {}

  /** All, by kind. */
  public static ImmutableMap<String, QdiscEncoder> all() {
    return ALL;
  }

  private static QdiscEncoder fq() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("limit", u32(TCA_FQ_PLIMIT))
            .put("flow_limit", u32(TCA_FQ_FLOW_PLIMIT))
            .put("quantum", u32(TCA_FQ_QUANTUM))
            .put("initial_quantum", u32(TCA_FQ_INITIAL_QUANTUM))
            .put("maxrate", rate32(TCA_FQ_FLOW_MAX_RATE))
            .put("low_rate_threshold", rate32(TCA_FQ_LOW_RATE_THRESHOLD))
            .put("pacing", flag32(TCA_FQ_RATE_ENABLE))
            .put("refill_delay", time32(TCA_FQ_FLOW_REFILL_DELAY, "refill_delay", US))
            .put("buckets", logarithm("buckets", TCA_FQ_BUCKETS_LOG))
            .put("orphan_mask", u32(TCA_FQ_ORPHAN_MASK))
            .put("timer_slack", time32(TCA_FQ_TIMER_SLACK, "timer_slack", 1))
            .put("horizon", time32(TCA_FQ_HORIZON, "horizon", US))
            .put("horizon_drop", flag8(TCA_FQ_HORIZON_DROP))
            .put("ce_threshold", time32(TCA_FQ_CE_THRESHOLD, "ce_threshold", US)));
  }

  private static OptionEncoder logarithm(String option, int attribute) {
    return (value, to) -> {
      long number = Values.whole(value);
      if (Long.bitCount(number) != 1) {
        throw new OptionException(
            "option " + option + " is " + number + ", expected a power of two");
      }
      to.data().u32(attribute, Long.numberOfTrailingZeros(number));
    };
  }

  private static QdiscEncoder fqCodel() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("limit", u32(TCA_FQ_CODEL_LIMIT))
            .put("flows", u32(TCA_FQ_CODEL_FLOWS))
            .put("target", time32(TCA_FQ_CODEL_TARGET, "target", US))
            .put("interval", time32(TCA_FQ_CODEL_INTERVAL, "interval", US))
            .put("quantum", u32(TCA_FQ_CODEL_QUANTUM))
            .put("ecn", flag32(TCA_FQ_CODEL_ECN))
            .put("ce_threshold", time32(TCA_FQ_CODEL_CE_THRESHOLD, "ce_threshold", US))
            .put("memory_limit", u32(TCA_FQ_CODEL_MEMORY_LIMIT))
            .put("drop_batch", u32(TCA_FQ_CODEL_DROP_BATCH_SIZE)));
  }

  private static QdiscEncoder codel() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("limit", u32(TCA_CODEL_LIMIT))
            .put("target", time32(TCA_CODEL_TARGET, "target", US))
            .put("interval", time32(TCA_CODEL_INTERVAL, "interval", US))
            .put("ecn", flag32(TCA_CODEL_ECN))
            .put("ce_threshold", time32(TCA_CODEL_CE_THRESHOLD, "ce_threshold", US)));
  }

  private static QdiscEncoder pie() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("limit", u32(TCA_PIE_LIMIT))
            .put("target", time32(TCA_PIE_TARGET, "target", US))
            .put("tupdate", time32(TCA_PIE_TUPDATE, "tupdate", US))
            .put("alpha", u32(TCA_PIE_ALPHA))
            .put("beta", u32(TCA_PIE_BETA))
            .put("ecn", flag32(TCA_PIE_ECN))
            .put("bytemode", flag32(TCA_PIE_BYTEMODE))
            .put("dq_rate_estimator", flag32(TCA_PIE_DQ_RATE_ESTIMATOR)));
  }

  private static QdiscEncoder fqPie() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("limit", u32(TCA_FQ_PIE_LIMIT))
            .put("flows", u32(TCA_FQ_PIE_FLOWS))
            .put("target", time32(TCA_FQ_PIE_TARGET, "target", US))
            .put("tupdate", time32(TCA_FQ_PIE_TUPDATE, "tupdate", US))
            .put("alpha", u32(TCA_FQ_PIE_ALPHA))
            .put("beta", u32(TCA_FQ_PIE_BETA))
            .put("quantum", u32(TCA_FQ_PIE_QUANTUM))
            .put("memory_limit", u32(TCA_FQ_PIE_MEMORY_LIMIT))
            .put(
                "ecn_prob",
                (value, to) ->
                    to.data().u32(TCA_FQ_PIE_ECN_PROB, Math.round(100 * Values.number(value))))
            .put("ecn", flag32(TCA_FQ_PIE_ECN))
            .put("bytemode", flag32(TCA_FQ_PIE_BYTEMODE))
            .put("dq_rate_estimator", flag32(TCA_FQ_PIE_DQ_RATE_ESTIMATOR)));
  }

  private static QdiscEncoder hhf() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("limit", u32(TCA_HHF_BACKLOG_LIMIT))
            .put("quantum", u32(TCA_HHF_QUANTUM))
            .put("hh_limit", u32(TCA_HHF_HH_FLOWS_LIMIT))
            .put("reset_timeout", time32(TCA_HHF_RESET_TIMEOUT, "reset_timeout", US))
            .put("admit_bytes", u32(TCA_HHF_ADMIT_BYTES))
            .put("evict_timeout", time32(TCA_HHF_EVICT_TIMEOUT, "evict_timeout", US))
            .put("non_hh_weight", u32(TCA_HHF_NON_HH_WEIGHT)));
  }

  /** {@code struct tc_fifo_qopt}, or nothing for the kernel's default. */
  private static QdiscEncoder fifo() {
    return QdiscEncoder.of(
        OptionTable.builder().put("limit", IN_STRUCTURE),
        (values, to) -> {
          if (values.containsKey("limit")) {
            to.raw(new Structure(4).u32(Values.whole(values.get("limit"))).toBytes());
          }
        });
  }

  /** {@code struct tc_sfq_qopt_v1}; its numbers mean the default where they are 0. */
  private static QdiscEncoder sfq() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("limit", IN_STRUCTURE)
            .put("quantum", IN_STRUCTURE)
            .put("perturb", IN_STRUCTURE)
            .put("divisor", IN_STRUCTURE)
            .put("flows", IN_STRUCTURE)
            .put("depth", IN_STRUCTURE)
            .put("headdrop", IN_STRUCTURE),
        (values, to) ->
            to.raw(
                new Structure(72)
                    .u32(whole(values, "quantum"))
                    .u32(
                        values.containsKey("perturb")
                            ? Values.time("perturb", values.get("perturb"), SECOND)
                            : 0)
                    .u32(whole(values, "limit"))
                    .u32(whole(values, "divisor"))
                    .u32(whole(values, "flows"))
                    .u32(whole(values, "depth"))
                    .u32(Values.isOn(values, "headdrop") ? 1 : 0)
                    .toBytes()));
  }

  /** A number, or 0 if it is not given. */
  static long whole(Map<String, OptionValue> values, String option) {
    return Math.round(Values.orElse(values, option, 0));
  }
}
