package io.lockstep.bench.datagrams;

import com.sun.management.ThreadMXBean;
import io.lockstep.bench.EngineRun;
import io.lockstep.engine.RunObserver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One UDP flow over one link, in a process of its own. Its simulation runs in one thread, whose CPU
 * time and allocations are read at two calls of the engine's observer, of which the first comes
 * after a third of the run: boot, configuration and the compilation of hot code are left out.
 */
public final class OneFlow {
  private static final double WARM_UP = 1.0 / 3;
  private static final int PAYLOAD_BYTES = 200;

  /** A datagram each ten microseconds, over all lanes together. */
  private static final long INTERVAL_NS = 10_000;

  private OneFlow() {}

  static String scenario(long datagrams, int lanes, String link) {
    return """
        scenario "Many datagrams over one link"

        node a, b
        link wire = a -- b { %1$s }
        flow many = udp a -> b:4000 {
          rate %2$dbit; size %3$dB; count %4$d; parallel %5$d
        }
        expect many.completed
        """
        .formatted(
            link, PAYLOAD_BYTES * 8_000_000_000L / INTERVAL_NS / lanes, PAYLOAD_BYTES,
            datagrams / lanes, lanes);
  }

  /**
   * Prints nanoseconds of CPU and bytes allocated, both per datagram. Arguments: number of
   * datagrams, lanes, link, directory, kernel, whether to capture.
   */
  public static void main(String[] args) throws IOException {
    long datagrams = Long.parseLong(args[0]);
    Marks marks = new Marks(datagrams * INTERVAL_NS);
    EngineRun.run(
        scenario(datagrams, Integer.parseInt(args[1]), args[2]), Path.of(args[3]), args[4],
        Boolean.parseBoolean(args[5]), marks);
    System.out.println(marks.perDatagram());
  }

  /** What the thread has used at virtual times. */
  private static final class Marks implements RunObserver {
    private record Mark(long virtualNs, long cpuNs, long allocated) {}

    private final ThreadMXBean threads =
        (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<Mark> marks = new ArrayList<>();
    private final long end;

    Marks(long end) {
      this.end = end;
    }

    @Override
    public void progress(long timeNs, long events) {
      if (timeNs <= end) {
        marks.add(
            new Mark(
                timeNs, threads.getCurrentThreadCpuTime(),
                threads.getCurrentThreadAllocatedBytes()));
      }
    }

    String perDatagram() {
      if (marks.size() < 6) {
        throw new IllegalStateException("too few datagrams to measure with; send more");
      }
      Mark first = marks.get((int) (marks.size() * WARM_UP));
      Mark last = marks.get(marks.size() - 1);
      double datagrams = (double) (last.virtualNs - first.virtualNs) / INTERVAL_NS;
      return (last.cpuNs - first.cpuNs) / datagrams
          + " "
          + (last.allocated - first.allocated) / datagrams;
    }
  }
}
