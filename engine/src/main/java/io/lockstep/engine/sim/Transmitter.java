package io.lockstep.engine.sim;

import io.lockstep.engine.model.DirectionSpec;

/**
 * When a frame sent into one direction of a link arrives at its other end.
 *
 * <p>The length that counts is that of the frame as captured: with the 14 bytes of the Ethernet
 * header, without frame check sequence, preamble, inter-frame gap and padding to 60 bytes.
 *
 * <p>A frame waits in a drop-tail queue until those before it are transmitted, occupies the
 * transmitter for {@code ceil(8 * length * 10^9 / rate)} nanoseconds, and arrives after the
 * propagation delay. Random loss happens on the wire: a frame that is lost has occupied queue and
 * transmitter ({@link LossProcess}); so has one that is corrupted or duplicated.
 *
 * <p>A change affects frames sent afterwards. Except for those that {@code reorder} picks out,
 * frames never overtake each other: after the delay was reduced, or with jitter, a frame arrives no
 * earlier than the one before it.
 */
final class Transmitter {
  /** Result of {@link #send} for a frame that did not fit into the queue. */
  static final long QUEUE_FULL = -1;

  /** Result of {@link #send} for a frame lost on the wire. */
  static final long LOST = -2;

  private final LossProcess loss;
  private final Impairments impairments;
  private final SendQueue queue = new SendQueue();

  private long rate;
  private long delay;
  private boolean lossy;
  private boolean impaired;
  private int queuePackets;
  private long queueBytes;

  private long busyUntil;
  private long lastArrival;

  /** The serialisation time of the last length, since division is slow and lengths repeat. */
  private int lastLength = -1;

  private long lastSerialisation;

  /** Creates it, idle. */
  Transmitter(DirectionSpec spec, StreamFactory streams) {
    loss = new LossProcess(streams.loss());
    impairments = new Impairments(streams);
    set(spec);
  }

  /** Changes the properties for frames sent from now on. */
  void set(DirectionSpec spec) {
    rate = spec.rateBitsPerSecond();
    delay = spec.delayNs();
    queuePackets = spec.queuePackets();
    queueBytes = spec.queueBytes();
    lastLength = -1;
    loss.set(spec.loss());
    lossy = !loss.isNone();
    impairments.set(spec);
    impaired = !impairments.areNone();
  }

  /** Whether nothing happens to frames but a delay. */
  boolean onlyDelays() {
    return rate == 0 && !lossy && !impaired;
  }

  /** What else happens to frames after {@link #send}, or null. */
  Impairments impairments() {
    return impaired ? impairments : null;
  }

  /** Propagation delay, ns. */
  long delay() {
    return delay;
  }

  /**
   * Sends a frame.
   *
   * @param now virtual nanoseconds, never less than at the previous call
   * @param length bytes
   * @return the time of its arrival, {@link #QUEUE_FULL} or {@link #LOST}
   */
  long send(long now, int length) {
    return send(now, length, 0);
  }

  /**
   * Sends a frame that is itself still arriving.
   *
   * @param notBefore when its last bit will have arrived here
   */
  long send(long now, int length, long notBefore) {
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
      busyUntil = Math.max(start + lastSerialisation, notBefore);
    } else {
      busyUntil = Math.max(Math.max(busyUntil, start), notBefore);
    }
    if (lossy && loss.loses()) {
      return LOST;
    }
    long arrival = busyUntil + delay;
    if (impaired) {
      if (impairments.reorders()) {
        return busyUntil;
      }
      arrival = busyUntil + impairments.vary(delay);
    }
    if (arrival < lastArrival) {
      arrival = lastArrival;
    }
    lastArrival = arrival;
    return arrival;
  }

  /** Whether frames can have to wait. */
  boolean hasRate() {
    return rate != 0;
  }

  /** Frames that wait, without the one that is being transmitted. */
  int waiting(long now) {
    return queue.waiting(now);
  }

  /** Bytes of those that waited at the last {@link #waiting}. */
  long waitingBytes() {
    return queue.bytes();
  }

  /** How long the bits of the frame sent last take, ns. */
  long serialised() {
    return rate == 0 ? 0 : lastSerialisation;
  }

  /** Forgets all frames queued and in flight: the link goes down. */
  void clear() {
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
  static long serialisation(int length, long rate) {
    long dividend = length * 8_000_000_000L;
    long quotient = dividend / rate;
    return quotient * rate == dividend ? quotient : quotient + 1;
  }
}
