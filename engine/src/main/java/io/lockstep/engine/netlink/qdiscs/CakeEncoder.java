package io.lockstep.engine.netlink.qdiscs;

import static io.lockstep.engine.netlink.options.Encoders.*;
import static io.lockstep.engine.netlink.qdiscs.TcAttributes.*;

import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;

/** The options of tc-cake(8). */
final class CakeEncoder {
  private static final long US = 1000;
  private static final int CAKE_ACK_AGGRESSIVE = 2;

  private CakeEncoder() {}

  static QdiscEncoder create() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put(
                "bandwidth",
                (value, to) ->
                    to.data()
                        .u64(
                            TCA_CAKE_BASE_RATE64,
                            Values.isWord(value) ? 0 : Values.bytesPerSecond(value)))
            .put("rtt", time32(TCA_CAKE_RTT, "rtt", US))
            .put(
                "diffserv",
                words32(
                    TCA_CAKE_DIFFSERV_MODE,
                    "diffserv3", 0, "diffserv4", 1, "diffserv8", 2, "besteffort", 3,
                    "precedence", 4))
            .put(
                "isolation",
                words32(
                    TCA_CAKE_FLOW_MODE,
                    "flowblind", 0, "srchost", 1, "dsthost", 2, "hosts", 3, "flows", 4,
                    "dual-srchost", 5, "dual-dsthost", 6, "triple-isolate", 7))
            .put("nat", flag32(TCA_CAKE_NAT))
            .put("wash", flag32(TCA_CAKE_WASH))
            .put("split_gso", flag32(TCA_CAKE_SPLIT_GSO))
            .put("ingress", flag32(TCA_CAKE_INGRESS))
            .put("autorate_ingress", flag32(TCA_CAKE_AUTORATE))
            .put(
                "ack_filter",
                (value, to) -> {
                  int mode =
                      Values.isWord(value) ? CAKE_ACK_AGGRESSIVE : Values.on(value) ? 1 : 0;
                  to.data().u32(TCA_CAKE_ACK_FILTER, mode);
                })
            .put("overhead", u32(TCA_CAKE_OVERHEAD))
            .put("framing", words32(TCA_CAKE_ATM, "none", 0, "atm", 1, "ptm", 2))
            .put("mpu", u32(TCA_CAKE_MPU))
            .put("memory_limit", u32(TCA_CAKE_MEMORY))
            .put("fwmark", u32(TCA_CAKE_FWMARK)));
  }
}
