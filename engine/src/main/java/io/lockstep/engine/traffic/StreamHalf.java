package io.lockstep.engine.traffic;

/** One direction of a connection. */
final class StreamHalf {
  /** Whether anything is to be sent. */
  final boolean active;

  final StreamJob send;
  final StreamJob receive;

  /** Index in memory of where bytes are received. */
  final int buffer;

  /** Null if it sends as fast as it goes, or by requests. */
  Pacer pacer;

  /** Bytes left of the piece that is due. */
  long piece;

  /** All bytes to send, or -1 for no limit. */
  final long planned;

  /** Nothing more will be sent. */
  boolean sendingDone;

  /** All that was sent has arrived. */
  boolean ended;

  StreamHalf(
      TrafficContext context, Pattern pattern, boolean active, long planned) {
    this.active = active;
    this.planned = planned;
    this.buffer = active ? context.memory().allocate(Pattern.CHUNK) : 0;
    this.send = new StreamJob(context, pattern, -1);
    this.receive = new StreamJob(context, pattern, buffer);
    this.ended = !active;
  }

  /** User memory that one takes. */
  static long memoryBytes(boolean active) {
    return (active ? Pattern.CHUNK : 0) + 2 * StreamJob.memoryBytes();
  }

  long sent() {
    return send.position();
  }

  long received() {
    return receive.position();
  }
}
