package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.OptionWord.flag;
import static io.lockstep.grammar.vocabulary.OptionWord.number;
import static io.lockstep.grammar.vocabulary.OptionWord.packets;
import static io.lockstep.grammar.vocabulary.OptionWord.rate;
import static io.lockstep.grammar.vocabulary.OptionWord.share;
import static io.lockstep.grammar.vocabulary.OptionWord.size;
import static io.lockstep.grammar.vocabulary.OptionWord.time;
import static io.lockstep.grammar.vocabulary.OptionWord.word;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.vocabulary.QdiscKind.Content;

/** The queueing disciplines, as in tc(8). */
final class QdiscKinds {
  private static final long U32 = 0xffffffffL;

  private static final OptionWord LIMIT = packets("limit", "Packets in the queue at most.");
  private static final OptionWord ECN = flag("ecn", "Whether packets are marked, not dropped.");
  private static final OptionWord TARGET = time("target", "The delay that is acceptable.");
  private static final OptionWord INTERVAL =
      time("interval", "How long the delay may be too high before packets are dropped.");
  private static final OptionWord CE_THRESHOLD =
      time("ce_threshold", "The delay above which every packet is marked.");
  private static final OptionWord MEMORY_LIMIT =
      size("memory_limit", "Bytes of memory in use at most.");
  private static final OptionWord BANDWIDTH =
      rate("bandwidth", "Rate by which idle time is judged; 10 mbit by default.");
  private static final OptionWord PROBABILITY =
      share("probability", "Share that is dropped at the upper mark; 2% by default.");

  private QdiscKinds() {}

  static ImmutableList<QdiscKind> all() {
    return ImmutableList.<QdiscKind>builder()
        .add(fq(), fqCodel(), codel(), cake(), netem(), tbf(), red(), choke())
        .add(pie(), fqPie(), hhf(), sfq())
        .add(fifo("pfifo", "A queue limited in packets.", LIMIT))
        .add(fifo("bfifo", "A queue limited in bytes.", size("limit", "Bytes at most.")))
        .add(fifo("pfifo_fast", "Three queues chosen by the priority of packets."))
        .add(fifo("noqueue", "No queue: what cannot be sent at once is lost."))
        .addAll(ClassfulKinds.all())
        .build();
  }

  private static QdiscKind fifo(String name, String doc, OptionWord... options) {
    return QdiscKind.of(name, doc, Content.NONE, options);
  }

  private static QdiscKind fq() {
    return QdiscKind.of(
        "fq",
        "Fair queueing of flows, with pacing of local ones.",
        Content.NONE,
        LIMIT,
        packets("flow_limit", "Packets of one flow in the queue at most."),
        size("quantum", "Bytes that a flow may send in a round."),
        size("initial_quantum", "Bytes that a new flow may send at first."),
        rate("maxrate", "Rate of each flow at most."),
        rate("low_rate_threshold", "Rate below which a packet waits for its own time."),
        flag("pacing", "Whether the pacing rate of sockets is kept."),
        time("refill_delay", "Idle time after which a flow counts as new."),
        number("buckets", 1, 1 << 18, "Size of the hash table; a power of two."),
        number("orphan_mask", 0, U32, "Mask for the hash of packets without a socket."),
        time("timer_slack", "How much the timer may be late."),
        time("horizon", "How far in the future a packet's time may lie."),
        flag("horizon_drop", "Whether packets beyond the horizon are dropped; else they are sent "
            + "at the horizon."),
        CE_THRESHOLD);
  }

  private static QdiscKind fqCodel() {
    return QdiscKind.of(
        "fq_codel",
        "Fair queueing of flows, each with controlled delay.",
        Content.NONE,
        LIMIT,
        number("flows", 1, 65536, "Number of queues."),
        TARGET,
        INTERVAL,
        size("quantum", "Bytes that a flow may send in a round."),
        ECN,
        CE_THRESHOLD,
        MEMORY_LIMIT,
        packets("drop_batch", "Packets dropped at once when full."));
  }

  private static QdiscKind codel() {
    return QdiscKind.of(
        "codel",
        "A queue with controlled delay.",
        Content.NONE,
        LIMIT,
        TARGET,
        INTERVAL,
        ECN,
        CE_THRESHOLD);
  }

  private static QdiscKind cake() {
    return QdiscKind.of(
        "cake",
        "Shaping, fair queueing, controlled delay and priorities in one.",
        Content.NONE,
        rate("bandwidth", "The rate that is shaped to.").or("unlimited"),
        time("rtt", "Usual round-trip time; 100 ms by default."),
        word("diffserv", "How packets are put into priorities; diffserv3 by default.",
            "besteffort", "precedence", "diffserv3", "diffserv4", "diffserv8"),
        word("isolation", "What fairness is about; triple-isolate by default.",
            "flowblind", "srchost", "dsthost", "hosts", "flows", "dual-srchost", "dual-dsthost",
            "triple-isolate"),
        flag("nat", "Whether addresses before translation count."),
        flag("wash", "Whether the code point is cleared."),
        flag("split_gso", "Whether large packets are split."),
        flag("ingress", "Whether it shapes what is received."),
        flag("autorate_ingress", "Whether the rate is estimated from what is received."),
        flag("ack_filter", "Whether superfluous acknowledgements are dropped.").or("aggressive"),
        number("overhead", -64, 256, "Bytes to add to each packet."),
        word("framing", "Cells of the link below.", "none", "atm", "ptm"),
        size("mpu", "The least size of a packet."),
        MEMORY_LIMIT,
        number("fwmark", 0, U32, "Mask of the mark that chooses the priority."));
  }

  private static QdiscKind netem() {
    return QdiscKind.of(
        "netem",
        "Emulation of a bad network.",
        Content.CHILD,
        time("delay", "Added to each packet."),
        time("jitter", "The delay varies by so much, up and down."),
        share("delay_correlation", "How much a delay resembles the last."),
        share("loss", "Share that is lost."),
        share("loss_correlation", "How much a loss resembles the last."),
        share("duplicate", "Share that is sent twice."),
        share("duplicate_correlation", "How much a duplication resembles the last."),
        share("corrupt", "Share with one bit wrong."),
        share("corrupt_correlation", "How much a corruption resembles the last."),
        share("reorder", "Share that is sent without delay; needs delay."),
        share("reorder_correlation", "How much a reordering resembles the last."),
        number("gap", 0, U32, "Every so many packets one may be sent without delay."),
        rate("rate", "Rate at which packets are sent."),
        number("packet_overhead", -65536, 65536, "Bytes to add to each packet for the rate."),
        number("cell_size", 0, 65536, "Bytes of a cell for the rate."),
        number("cell_overhead", -65536, 65536, "Bytes to add to each cell."),
        packets("limit", "Packets in the queue at most; 1000 by default."),
        flag("ecn", "Whether packets are marked instead of lost."));
  }

  private static QdiscKind tbf() {
    return QdiscKind.of(
        "tbf",
        "A token bucket: packets leave at a rate.",
        Content.CHILD,
        rate("rate", "Rate of the tokens.").mandatory(),
        size("burst", "Size of the bucket.").mandatory(),
        size("limit", "Bytes that may wait; either this or latency."),
        time("latency", "How long a packet may wait; 50 ms by default."),
        rate("peakrate", "Rate at which the bucket is emptied at most; needs mtu."),
        size("mtu", "Size of the bucket of the peak rate."));
  }

  private static QdiscKind red() {
    return QdiscKind.of(
        "red",
        "Random early detection.",
        Content.CHILD,
        size("limit", "Bytes in the queue at most.").mandatory(),
        size("min", "Lower mark of the average queue; a twelfth of limit by default."),
        size("max", "Upper mark of the average queue; a quarter of limit by default."),
        size("avpkt", "Usual size of a packet; 1000 B by default."),
        packets("burst", "Packets of a burst that are let through."),
        PROBABILITY,
        BANDWIDTH,
        ECN,
        flag("harddrop", "Whether packets above the upper mark are dropped even with ecn."),
        flag("nodrop", "Whether packets that cannot be marked are let through."),
        flag("adaptive", "Whether the probability adapts."));
  }

  private static QdiscKind choke() {
    return QdiscKind.of(
        "choke",
        "Random early detection that punishes flows with many packets.",
        Content.NONE,
        packets("limit", "Packets in the queue at most.").mandatory(),
        packets("min", "Lower mark of the average queue; a twelfth of limit by default."),
        packets("max", "Upper mark of the average queue; a quarter of limit by default."),
        size("avpkt", "Usual size of a packet; 1000 B by default."),
        packets("burst", "Packets of a burst that are let through."),
        PROBABILITY,
        BANDWIDTH,
        ECN);
  }

  private static QdiscKind pie() {
    return QdiscKind.of(
        "pie",
        "A queue whose delay is kept by a proportional integral controller.",
        Content.NONE,
        LIMIT,
        TARGET,
        time("tupdate", "How often the drop probability is computed."),
        number("alpha", 0, 32, "Weight of the deviation from the target."),
        number("beta", 0, 32, "Weight of the change of the delay."),
        ECN,
        flag("bytemode", "Whether large packets are dropped more often."),
        flag("dq_rate_estimator", "Whether the delay is estimated by the rate."));
  }

  private static QdiscKind fqPie() {
    return QdiscKind.of(
        "fq_pie",
        "Fair queueing of flows, each with the controller of pie.",
        Content.NONE,
        LIMIT,
        number("flows", 1, 65536, "Number of queues."),
        TARGET,
        time("tupdate", "How often the drop probability is computed."),
        number("alpha", 0, 32, "Weight of the deviation from the target."),
        number("beta", 0, 32, "Weight of the change of the delay."),
        size("quantum", "Bytes that a flow may send in a round."),
        MEMORY_LIMIT,
        share("ecn_prob", "Drop probability up to which packets are marked; 10% by default."),
        ECN,
        flag("bytemode", "Whether large packets are dropped more often."),
        flag("dq_rate_estimator", "Whether the delay is estimated by the rate."));
  }

  private static QdiscKind hhf() {
    return QdiscKind.of(
        "hhf",
        "Flows with much traffic are told apart from the others.",
        Content.NONE,
        LIMIT,
        size("quantum", "Bytes that a flow may send in a round."),
        number("hh_limit", 0, U32, "Flows with much traffic at most."),
        time("reset_timeout", "How often the counters are reset."),
        size("admit_bytes", "Bytes from which a flow counts as one with much traffic."),
        time("evict_timeout", "Idle time after which a flow is forgotten."),
        number("non_hh_weight", 0, U32, "Weight of the other flows."));
  }

  private static QdiscKind sfq() {
    return QdiscKind.of(
        "sfq",
        "Stochastic fairness queueing.",
        Content.NONE,
        LIMIT,
        size("quantum", "Bytes that a flow may send in a round."),
        time("perturb", "How often the hash changes, in whole seconds; never by default."),
        number("divisor", 1, 65536, "Size of the hash table; a power of two."),
        number("flows", 1, 65408, "Flows at most."),
        packets("depth", "Packets of one flow at most."),
        flag("headdrop", "Whether the oldest packet of a flow is dropped."));
  }
}
