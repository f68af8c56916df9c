package io.lockstep.bench.forwarding;

import io.lockstep.bench.Commands;
import io.lockstep.bench.EngineRun;
import io.lockstep.engine.RunObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain through the full engine, in a Java virtual machine of its own. The time is that between
 * two calls of the engine's observer, of which the first comes after a third of the run: boot,
 * configuration and the compilation of hot code are left out.
 */
public final class EngineChain {
  /** Marks before this share of all do not count. */
  private static final double WARM_UP = 1.0 / 3;

  private EngineChain() {}

  /**
   * Measures in a new process.
   *
   * @param kernel name, or empty for the default
   * @param capture whether all frames are recorded
   * @return nanoseconds per packet and hop
   */
  static double measure(Chain chain, String kernel, boolean capture, Path directory)
      throws IOException, InterruptedException {
    String printed =
        Commands.output(
            Commands.java(
                EngineChain.class,
                String.valueOf(chain.nodes()),
                String.valueOf(chain.packets()),
                String.valueOf(chain.burst()),
                String.valueOf(capture),
                directory.toString(),
                kernel));
    return Double.parseDouble(printed.strip());
  }

  /** Prints nanoseconds per packet and hop. */
  public static void main(String[] args) throws IOException {
    Chain chain = new Chain(Integer.parseInt(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
    boolean capture = Boolean.parseBoolean(args[3]);
    Path directory = Path.of(args[4]);
    Marks marks = new Marks(chain.durationNs());
    EngineRun.run(chain.scenario(), directory, args[5], capture, marks);
    double packets = marks.virtualNs() * (double) chain.rate() / (Chain.PAYLOAD_BYTES * 8e9) * chain.burst();
    System.out.println(marks.wallNs() / packets / chain.hops());
  }

  /** Notes the wall clock at virtual times. */
  private static final class Marks implements RunObserver {
    private record Mark(long wallNs, long virtualNs) {}

    private final long end;
    private final List<Mark> marks = new ArrayList<>();

    Marks(long end) {
      this.end = end;
    }

    @Override
    public void progress(long timeNs, long events) {
      if (timeNs <= end) {
        marks.add(new Mark(System.nanoTime(), timeNs));
      }
    }

    private Mark first() {
      if (marks.size() < 6) {
        throw new IllegalStateException("too few packets to measure with; send more");
      }
      return marks.get((int) (marks.size() * WARM_UP));
    }

    private Mark last() {
      return marks.get(marks.size() - 1);
    }

    long wallNs() {
      return last().wallNs - first().wallNs;
    }

    long virtualNs() {
      return last().virtualNs - first().virtualNs;
    }
  }
}
