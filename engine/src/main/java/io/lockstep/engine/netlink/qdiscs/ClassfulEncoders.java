package io.lockstep.engine.netlink.qdiscs;

import static io.lockstep.engine.netlink.options.Encoders.u32;
import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.IN_STRUCTURE;
import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.whole;
import static io.lockstep.engine.netlink.qdiscs.TcAttributes.*;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The options of classful queueing disciplines other than htb. */
final class ClassfulEncoders {
  /** Band of each priority of a socket, as in tc(8) and in the kernel's pfifo_fast. */
  private static final ImmutableList<Integer> PRIOMAP =
      ImmutableList.of(1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);

  private static final long US = 1000;
  private static final int BANDS = 3;

  static final ImmutableMap<String, QdiscEncoder> ALL =
      ImmutableMap.of(
          "hfsc", hfsc(), "prio", prio(), "ets", ets(), "drr", drr(), "qfq", qfq());

  private ClassfulEncoders() {}

  private static QdiscEncoder prio() {
    return QdiscEncoder.of(
        OptionTable.builder().put("bands", IN_STRUCTURE).put("priomap", IN_STRUCTURE),
        (values, to) -> {
          long bands = values.containsKey("bands") ? whole(values, "bands") : BANDS;
          Structure structure = new Structure(20).u32(bands);
          for (int band : priomap(values, bands)) {
            structure.u8(band);
          }
          to.raw(structure.toBytes());
        });
  }

  /** The bands of all 16 priorities; those that do not exist become the last. */
  private static List<Integer> priomap(Map<String, OptionValue> values, long bands) {
    List<Integer> map = new ArrayList<>();
    if (values.containsKey("priomap")) {
      for (OptionValue band : Values.several(values.get("priomap"))) {
        map.add((int) Values.whole(band));
      }
      if (map.size() > PRIOMAP.size()) {
        throw new OptionException("option priomap has more than 16 numbers");
      }
    }
    for (int i = map.size(); i < PRIOMAP.size(); i++) {
      map.add((int) Math.min(PRIOMAP.get(i), bands - 1));
    }
    return map;
  }

  private static QdiscEncoder ets() {
    return QdiscEncoder.of(
        OptionTable.builder()
            .put("bands", IN_STRUCTURE)
            .put("strict", IN_STRUCTURE)
            .put("quanta", IN_STRUCTURE)
            .put("priomap", IN_STRUCTURE),
        ClassfulEncoders::encodeEts);
  }

  private static void encodeEts(Map<String, OptionValue> values, Attributes to) {
    Attributes quanta = new Attributes();
    long bands = whole(values, "strict");
    if (values.containsKey("quanta")) {
      for (OptionValue quantum : Values.several(values.get("quanta"))) {
        quanta.u32(TCA_ETS_QUANTA_BAND, Values.whole(quantum));
        bands++;
      }
    }
    if (values.containsKey("bands")) {
      bands = whole(values, "bands");
    }
    to.u8(TCA_ETS_NBANDS, (int) bands);
    if (values.containsKey("strict")) {
      to.u8(TCA_ETS_NSTRICT, (int) whole(values, "strict"));
    }
    if (!quanta.isEmpty()) {
      to.nested(TCA_ETS_QUANTA, quanta);
    }
    if (values.containsKey("priomap")) {
      Attributes map = new Attributes();
      for (OptionValue band : Values.several(values.get("priomap"))) {
        map.u8(TCA_ETS_PRIOMAP_BAND, (int) Values.whole(band));
      }
      to.nested(TCA_ETS_PRIOMAP, map);
    }
  }

  private static QdiscEncoder drr() {
    return QdiscEncoder.of(OptionTable.builder())
        .classes(OptionTable.builder().put("quantum", u32(TCA_DRR_QUANTUM)), (values, to) -> {});
  }

  private static QdiscEncoder qfq() {
    return QdiscEncoder.of(OptionTable.builder())
        .classes(
            OptionTable.builder()
                .put("weight", u32(TCA_QFQ_WEIGHT))
                .put("maxpkt", u32(TCA_QFQ_LMAX)),
            (values, to) -> {});
  }

  private static QdiscEncoder hfsc() {
    OptionTable.Builder classes = OptionTable.builder();
    for (String curve : new String[] {"realtime", "linkshare", "upperlimit"}) {
      for (String part : new String[] {"", "_start", "_time"}) {
        classes.put(curve + part, IN_STRUCTURE);
      }
    }
    return QdiscEncoder.of(
            OptionTable.builder().put("default", IN_STRUCTURE),
            (values, to) -> to.raw(new Structure(2).u16(whole(values, "default")).toBytes()))
        .classes(
            classes,
            (values, to) -> {
              curve(values, "realtime", TCA_HFSC_RSC, to);
              curve(values, "linkshare", TCA_HFSC_FSC, to);
              curve(values, "upperlimit", TCA_HFSC_USC, to);
              if (to.isEmpty()) {
                throw new OptionException("option realtime or linkshare is missing");
              }
            });
  }

  /** {@code struct tc_service_curve}: bytes per second, microseconds, bytes per second. */
  private static void curve(
      Map<String, OptionValue> values, String curve, int attribute, Attributes to) {
    boolean start = values.containsKey(curve + "_start");
    boolean time = values.containsKey(curve + "_time");
    if (start != time) {
      throw new OptionException(
          "options " + curve + "_start and " + curve + "_time need each other");
    }
    if (!start && !values.containsKey(curve)) {
      return;
    }
    to.bytes(
        attribute,
        new Structure(12)
            .u32(start ? Values.bytesPerSecond(values.get(curve + "_start")) : 0)
            .u32(time ? Values.time(curve + "_time", values.get(curve + "_time"), US) : 0)
            .u32(
                values.containsKey(curve) ? Values.bytesPerSecond(values.get(curve)) : 0)
            .toBytes());
  }
}
