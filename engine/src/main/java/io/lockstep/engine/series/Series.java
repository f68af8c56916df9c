package io.lockstep.engine.series;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.Unit;

/**
 * How something went over virtual time. A value holds from its time to the next one's; the last one
 * holds at least at its own time.
 *
 * @param kind where it comes from
 * @param subject the flow, connection, link, LAN or expression that it is about
 * @param name what it shows of that: {@code cwnd}, {@code throughput}
 * @param unit of the values: times in nanoseconds, rates in bit/s, sizes in bytes
 * @param from the node where it was seen; of a link or LAN, the end that sends (of a LAN, the LAN
 *     itself or a member); empty if there is no such place
 * @param to the other end, or empty
 * @param timesNs virtual nanoseconds, ascending
 * @param values as many
 */
public record Series(
    Kind kind,
    String subject,
    String name,
    Unit unit,
    String from,
    String to,
    ImmutableLongArray timesNs,
    ImmutableDoubleArray values) {
  /** Where a series comes from. */
  public enum Kind {
    /** A field of {@code tcp_info}. */
    TCP,
    /** One direction of a link, or of a member's cable to a LAN. */
    LINK,
    /** What a scenario asks to be sampled. */
    SAMPLE
  }

  /** Different for all series of a run: {@code bulk.cwnd a>b}, {@code wire.queue b>a}. */
  public String id() {
    String ends = from.isEmpty() ? "" : " " + from + ">" + to;
    return subject + (name.isEmpty() ? "" : "." + name) + ends;
  }

  /** How many points it has. */
  public int size() {
    return timesNs.length();
  }
}
