package io.lockstep.bench.jmh;

import io.lockstep.engine.sim.EventQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The event queue as a simulation uses it: one event is taken, one is put at a later time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventQueueBenchmark {
  private static final int STEPS = 1 << 16;

  /** How many events wait. */
  @Param({"1", "16", "1000", "100000"})
  public int waiting;

  private final long[] steps = new long[STEPS];
  private EventQueue queue;
  private long sequence;

  @Setup(Level.Trial)
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < STEPS; i++) {
      steps[i] = random.nextLong(1, 10_000_000);
    }
    queue = new EventQueue(1024);
    for (int i = 0; i < waiting; i++) {
      queue.push(step(), sequence++, i);
    }
  }

  private long step() {
    return steps[(int) sequence & (STEPS - 1)];
  }

  @Benchmark
  public long popAndPush() {
    long time = queue.topTime();
    long payload = queue.topPayload();
    queue.pop();
    queue.push(time + step(), sequence++, payload);
    return time;
  }

  @Benchmark
  public long replaceTop() {
    long time = queue.topTime();
    queue.replaceTop(time + step(), sequence++, queue.topPayload());
    return time;
  }
}
