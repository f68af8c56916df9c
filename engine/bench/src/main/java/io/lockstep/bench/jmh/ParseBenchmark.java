package io.lockstep.bench.jmh;

import io.lockstep.bench.forwarding.Chain;
import io.lockstep.engine.resolve.Resolution;
import io.lockstep.engine.resolve.ResolveOptions;
import io.lockstep.engine.resolve.Resolver;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A scenario's way from text to a list of what to simulate. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseBenchmark {
  /** Forwarding nodes of the chain; the text stays as short as it is. */
  @Param({"8", "100"})
  public int nodes;

  private String text;
  private ParseResult parsed;

  @Setup
  public void write() {
    text = new Chain(nodes, 1000).scenario();
    parsed = Scenarios.parse("chain.scn", text);
  }

  @Benchmark
  public ParseResult parse() {
    return Scenarios.parse("chain.scn", text);
  }

  @Benchmark
  public Resolution resolve() {
    return Resolver.resolve(parsed.ast().orElseThrow(), ResolveOptions.defaults());
  }
}
