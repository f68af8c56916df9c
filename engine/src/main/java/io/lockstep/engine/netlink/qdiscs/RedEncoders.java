package io.lockstep.engine.netlink.qdiscs;

import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.IN_STRUCTURE;
import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.whole;
import static io.lockstep.engine.netlink.qdiscs.TcAttributes.*;

import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;
import java.util.Map;

/** The options of tc-red(8) and tc-choke(8), computed as tc(8) does. */
final class RedEncoders {
  private static final double BANDWIDTH = 10e6 / 8;
  private static final double PROBABILITY = 0.02;
  private static final double AVPKT = 1000;
  private static final double TWO_TO_32 = 4294967296.0;

  private static final int ECN = 1;
  private static final int HARDDROP = 2;
  private static final int ADAPTIVE = 4;
  private static final int NODROP = 8;

  private RedEncoders() {}

  static QdiscEncoder red() {
    return QdiscEncoder.of(
        common().put("harddrop", IN_STRUCTURE).put("nodrop", IN_STRUCTURE)
            .put("adaptive", IN_STRUCTURE),
        (values, to) -> {
          Parameters p = new Parameters(values, true);
          int flags =
              flag(values, "ecn", ECN) | flag(values, "harddrop", HARDDROP)
                  | flag(values, "adaptive", ADAPTIVE);
          // The kernel takes flags from one place only; the newer one knows all.
          boolean nodrop = Values.isOn(values, "nodrop");
          to.bytes(TCA_RED_PARMS, p.structure(nodrop ? 0 : flags));
          to.bytes(TCA_RED_STAB, p.idleTable);
          to.u32(TCA_RED_MAX_P, p.maxProbability());
          if (nodrop) {
            int all = flags | NODROP;
            to.bytes(TCA_RED_FLAGS, new Structure(8).u32(all).u32(all).toBytes());
          }
        });
  }

  static QdiscEncoder choke() {
    return QdiscEncoder.of(
        common(),
        (values, to) -> {
          Parameters p = new Parameters(values, false);
          to.bytes(TCA_CHOKE_PARMS, p.structure(flag(values, "ecn", ECN)));
          to.bytes(TCA_CHOKE_STAB, p.idleTable);
          to.u32(TCA_CHOKE_MAX_P, p.maxProbability());
        });
  }

  private static OptionTable.Builder common() {
    OptionTable.Builder options = OptionTable.builder();
    for (String option :
        new String[] {
          "limit", "min", "max", "avpkt", "burst", "probability", "bandwidth", "ecn"
        }) {
      options.put(option, IN_STRUCTURE);
    }
    return options;
  }

  private static int flag(Map<String, OptionValue> values, String option, int bit) {
    return Values.isOn(values, option) ? bit : 0;
  }

  /** The numbers that the kernel computes with, in bytes for red and in packets for choke. */
  private static final class Parameters {
    private final long limit;
    private final long min;
    private final long max;
    private final double probability;
    private final int averageLog;
    private final int probabilityLog;
    private final int cellLog;
    private final byte[] idleTable = new byte[256];

    Parameters(Map<String, OptionValue> values, boolean bytes) {
      limit = whole(values, "limit");
      long chosenMax = whole(values, "max");
      long chosenMin = whole(values, "min");
      max = chosenMax != 0 ? chosenMax : chosenMin != 0 ? 3 * chosenMin : limit / 4;
      min = chosenMin != 0 ? chosenMin : max / 3;
      double avpkt = Values.orElse(values, "avpkt", AVPKT);
      double unit = bytes ? 1 : avpkt;
      probability = Values.orElse(values, "probability", PROBABILITY);
      double usualBurst = Math.floor((2 * min + max) * unit / (3 * avpkt));
      double burst = Values.orElse(values, "burst", usualBurst);
      if (min >= max) {
        throw new OptionException("option min must be less than option max");
      }
      averageLog = averageLog(min * unit, burst, avpkt);
      probabilityLog = probabilityLog((max - min) * unit);
      double bandwidth =
          values.containsKey("bandwidth")
              ? Values.bytesPerSecond(values.get("bandwidth"))
              : BANDWIDTH;
      cellLog = fillIdleTable(avpkt, bandwidth);
    }

    byte[] structure(int flags) {
      return new Structure(16)
          .u32(limit)
          .u32(min)
          .u32(max)
          .u8(averageLog)
          .u8(probabilityLog)
          .u8(cellLog)
          .u8(flags)
          .toBytes();
    }

    long maxProbability() {
      return (long) Math.min(probability * TWO_TO_32, TWO_TO_32 - 1);
    }

    /** The weight of the moving average that lets a burst through. */
    private static int averageLog(double min, double burst, double avpkt) {
      double wanted = burst + 1 - min / avpkt;
      if (wanted < 1) {
        throw new OptionException(
            "option burst is too small for option min, expected more than "
                + (long) Math.ceil(min / avpkt) + " packets");
      }
      double weight = 0.5;
      for (int log = 1; log < 32; log++, weight /= 2) {
        if (wanted <= (1 - StrictMath.pow(1 - weight, burst)) / weight) {
          return log;
        }
      }
      throw new OptionException("option burst is too large for option min");
    }

    private int probabilityLog(double range) {
      double share = probability / range;
      for (int log = 0; log < 32; log++, share *= 2) {
        if (share > 1) {
          return log;
        }
      }
      throw new OptionException("option probability is too small");
    }

    /** By how much the average falls in idle time. */
    private int fillIdleTable(double avpkt, double bandwidth) {
      double time = Psched.transmissionTicks(bandwidth, avpkt);
      double decay = -StrictMath.log(1 - 1.0 / (1 << averageLog)) / time;
      double longest = 31 / decay;
      int log = 0;
      while (longest / (1L << log) >= 512) {
        if (++log == 32) {
          throw new OptionException("option bandwidth is too small");
        }
      }
      for (int i = 1; i < 255; i++) {
        idleTable[i] = (byte) Math.min(31, (long) (((long) i << log) * decay));
      }
      idleTable[255] = 31;
      return log;
    }
  }
}
