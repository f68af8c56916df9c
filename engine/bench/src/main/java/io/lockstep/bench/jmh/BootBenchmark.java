package io.lockstep.bench.jmh;

import io.lockstep.bench.KernelBench;
import io.lockstep.libos.Kernel;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Switching a kernel on, until it is idle for the first time, and off again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class BootBenchmark {
  @Param({"linux-6.12", "linux-6.1"})
  public String kernel;

  private KernelBench bench;

  @Setup(Level.Trial)
  public void open() {
    bench = new KernelBench(kernel);
  }

  @Benchmark
  public long bootAndClose() {
    try (Kernel booted = bench.boot(1)) {
      return booted.now();
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    bench.close();
  }
}
