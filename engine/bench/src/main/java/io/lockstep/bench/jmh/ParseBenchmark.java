package io.lockstep.bench.jmh;

import com.google.common.base.Preconditions;
import io.lockstep.bench.forwarding.Chain;
import io.lockstep.engine.resolve.Resolution;
import io.lockstep.engine.resolve.ResolveOptions;
import io.lockstep.engine.resolve.Resolver;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.ScenarioFile;
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
  /** Ten lines. */
  private static final String PIECE =
      """
      node n@[1..3] : host { sysctl net.ipv4.conf.eth0.rp_filter = ${@ + 1} }
      set n@[1] { interface eth0 { mtu 1400B; qdisc fq_codel { limit 1000 packets } } }
      link l@ = n@[1].eth0 -- n@[2].eth0 { delay (@ + 1) * 1ms }
      lan office@ = n@[1..3] { rate 1gbit; toward n@[1] { loss 1% } }
      route n@[3] 10.${div(@, 250)}.${mod(@, 250)}.0/24 dev eth0 metric 5  # a comment
      for i in 1..10 step 2 { ping p@[i] = n@[1] -> n@[2] { count 3; start i * 10ms } }
      flow f@ = tcp n@[1] -> n@[3]:80 { send 1MB; start after p@[1] + 1s }
      from 1s to 2s { set l@ { loss 10% }; down n@[3].eth0 }
      if @ > 5 and not (@ == 7) { expect f@.completed by 30s } else { expect f@.sent > 0B }
      expect no packet on l@ where tcp.rst or icmp.type == 3
      """;

  /** Forwarding nodes of the chain; the text stays as short as it is. */
  @Param({"8", "100"})
  public int nodes;

  private String text;
  private ParseResult parsed;

  /** Ten thousand lines of all kinds. */
  private String longText;

  private ScenarioFile longTree;
  private String longYaml;

  @Setup
  public void write() {
    text = new Chain(nodes, 1000).scenario();
    parsed = Scenarios.parse("chain.scn", text);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      lines.append(PIECE.replace("@", Integer.toString(i)));
    }
    longText = "profile host { }\n" + lines;
    ParseResult result = Scenarios.parse("long.scn", longText);
    Preconditions.checkState(result.isValid(), "%s", result.diagnostics());
    longTree = result.ast().orElseThrow();
    longYaml = Scenarios.toYaml(longTree);
    Resolution resolution = resolveTenThousandLines();
    Preconditions.checkState(resolution.cases().size() == 1, "%s", resolution.diagnostics());
  }

  @Benchmark
  public ParseResult parse() {
    return Scenarios.parse("chain.scn", text);
  }

  @Benchmark
  public ParseResult parseTenThousandLines() {
    return Scenarios.parse("long.scn", longText);
  }

  @Benchmark
  public ParseResult parseTenThousandLinesInYaml() {
    return Scenarios.parse("long.scn.yaml", longYaml);
  }

  @Benchmark
  public String formatTenThousandLines() {
    return Scenarios.format(longTree);
  }

  @Benchmark
  public String writeTenThousandLinesInYaml() {
    return Scenarios.toYaml(longTree);
  }

  @Benchmark
  public Resolution resolveTenThousandLines() {
    return Resolver.resolve(longTree, ResolveOptions.defaults());
  }

  @Benchmark
  public Resolution resolve() {
    return Resolver.resolve(parsed.ast().orElseThrow(), ResolveOptions.defaults());
  }
}
