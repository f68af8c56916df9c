package io.lockstep.bench.jmh;

import io.lockstep.bench.KernelBench;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
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

/** Going into a kernel and coming back, from Java, with more and more to do inside. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelEntryBenchmark {
  private static final int TASK = 1;

  @Param({"linux-6.12", "linux-6.1"})
  public String kernel;

  private KernelBench bench;
  private Kernel booted;

  @Setup(Level.Trial)
  public void open() {
    bench = new KernelBench(kernel);
    booted = bench.boot(1);
    Task.spawn(booted, TASK);
  }

  /** An entry at the kernel's own time: nothing is posted and no timer is due. */
  @Benchmark
  public long enterAndLeave() {
    booted.enter(booted.now());
    return booted.deadline();
  }

  /** A system call that does nothing. */
  @Benchmark
  public long nullSystemCall() {
    return call(Syscall.LIBOS_NULL);
  }

  /** A real system call that does next to nothing. */
  @Benchmark
  public long getpid() {
    return call(Syscall.GETPID);
  }

  private long call(int nr) {
    booted.post(TASK, nr, 0, 0, 0, 0, 0, 0);
    booted.enter(booted.now());
    if (booted.completions() != 1) {
      throw new IllegalStateException("the call has not returned");
    }
    long result = booted.result(0);
    booted.clearCompletions();
    return result;
  }

  @TearDown(Level.Trial)
  public void close() {
    booted.close();
    bench.close();
  }
}
