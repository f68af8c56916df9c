package io.lockstep.engine.compare;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.Writer;

/**
 * The events of a run, one per line: virtual time in nanoseconds, netdev, direction, length, a hash
 * of the bytes, a summary. What was lost, and what the scenario did, stands on lines of its own
 * before the frame that came next.
 */
public final class EventLog {
  private EventLog() {}

  /** Writes the events of a capture. */
  public static void write(CaptureReader capture, Writer out) throws IOException {
    for (RecordedFrame frame = capture.next(); frame != null; frame = capture.next()) {
      for (String comment : frame.comments()) {
        out.write("# " + comment + "\n");
      }
      out.write(line(frame) + "\n");
    }
  }

  /** {@code 1000000 a.eth0 out 74 0f9a… TCP …}. */
  static String line(RecordedFrame frame) {
    String hash = Hashing.sipHash24().hashBytes(frame.bytes()).toString();
    return frame.timeNs() + " " + frame.netdev() + (frame.sent() ? " out " : " in ")
        + frame.bytes().length + " " + hash + " " + frame.summary();
  }
}
