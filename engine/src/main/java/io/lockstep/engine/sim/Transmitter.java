package io.lockstep.engine.sim;

import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LossModel;

/**
 * When a frame sent into one direction of a link arrives at its other end.
 *
 * <p>The length that counts is that of the frame as captured: with the 14 bytes of the Ethernet
 * header, without frame check sequence, preamble, inter-frame gap and padding to 60 bytes.
 *
 * <p>A frame waits in a drop-tail queue until those before it are transmitted, occupies the
 * transmitter for {@code ceil(8 * length * 10^9 / rate)} nanoseconds, and arrives after the
 * propagation delay. Random loss happens on the wire: a frame that is lost has occupied queue and
 * transmitter. Whether it is lost is decided by the next number of this direction's own stream; no
 * number is drawn while the loss probability is 0.
 *
 * <p>A change of rate, delay, loss or queue affects frames sent afterwards. Frames never overtake
 * each other: after the delay was reduced, a frame arrives no earlier than the one before it.
 */
public final class Transmitter {
  /** Result of {@link #send} for a frame that did not fit into the queue. */
  public static final long QUEUE_FULL = -1;

  /** Result of {@link #send} for a frame lost on the wire. */
  public static final long LOST = -2;

  private static final double UNIT_53 = 0x1p53;

  private final RandomStream loss;
  private final SendQueue queue = new SendQueue();

  private long rate;
  private long delay;
  private long lossThreshold;
  private int queuePackets;
  private long queueBytes;

  private long busyUntil;
  private long lastArrival;

  /** The serialisation time of the last length, since division is slow and lengths repeat. */
  private int lastLength = -1;

  private long lastSerialisation;

  /** Creates it, idle. */
  public Transmitter(DirectionSpec spec, RandomStream loss) {
    this.loss = loss;
    set(spec);
  }

  /** Changes the properties for frames sent from now on. */
  public void set(DirectionSpec spec) {
    rate = spec.rateBitsPerSecond();
    delay = spec.delayNs();
    lossThreshold = spec.loss() instanceof LossModel.Independent i ? (long) (i.probability() * UNIT_53) : 0;
    queuePackets = spec.queuePackets();
    queueBytes = spec.queueBytes();
    lastLength = -1;
  }

  /** Whether nothing happens to frames but a delay. */
  public boolean onlyDelays() {
    return rate == 0 && lossThreshold == 0;
  }

  /** Propagation delay, ns. */
  public long delay() {
    return delay;
  }

  /**
   * Sends a frame.
   *
   * @param now virtual nanoseconds, never less than at the previous call
   * @param length bytes
   * @return the time of its arrival, {@link #QUEUE_FULL} or {@link #LOST}
   */
  public long send(long now, int length) {
    long start = now;
    if (rate != 0) {
      if (busyUntil > now) {
        int waiting = queue.waiting(now);
        if ((queuePackets != 0 && waiting >= queuePackets)
            || (queueBytes != 0 && queue.bytes() + length > queueBytes)) {
          return QUEUE_FULL;
        }
        start = busyUntil;
        queue.add(start, length);
      }
      if (length != lastLength) {
        lastLength = length;
        lastSerialisation = serialisation(length, rate);
      }
      busyUntil = start + lastSerialisation;
    } else {
      busyUntil = Math.max(busyUntil, start);
    }
    if (lossThreshold != 0 && (loss.next() >>> 11) < lossThreshold) {
      return LOST;
    }
    long arrival = busyUntil + delay;
    if (arrival < lastArrival) {
      arrival = lastArrival;
    }
    lastArrival = arrival;
    return arrival;
  }

  /** Forgets all frames queued and in flight: the link goes down. */
  public void clear() {
    queue.clear();
    busyUntil = 0;
    lastArrival = 0;
  }

  /**
   * {@code ceil(8 * length * 10^9 / rate)} nanoseconds, exactly.
   *
   * @param length bytes, up to 10^9
   * @param rate bit/s, positive
   */
  public static long serialisation(int length, long rate) {
    long dividend = length * 8_000_000_000L;
    long quotient = dividend / rate;
    return quotient * rate == dividend ? quotient : quotient + 1;
  }
}
