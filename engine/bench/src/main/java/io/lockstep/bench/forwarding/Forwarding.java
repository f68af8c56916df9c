package io.lockstep.bench.forwarding;

import io.lockstep.bench.Machine;
import io.lockstep.bench.Samples;
import io.lockstep.bench.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares forwarding through the engine with forwarding in the host's kernel, in turns. */
@Command(
    name = "forwarding",
    mixinStandardHelpOptions = true,
    description = {
      "Sends UDP datagrams, one or a few at a time, through chains of forwarding nodes: through the full"
          + " engine, and through network namespaces of the host's kernel. Prints nanoseconds per"
          + " packet and hop, and at the end the ratio of the medians, engine to host.",
      "Needs root, for the namespaces."
    })
public final class Forwarding implements Callable<Integer> {
  private static final int CAPTURED_SHARE = 8;

  @Parameters(
      arity = "0..*",
      paramLabel = "NODES",
      description = "Forwarding nodes of each chain, 2 to 240; by default 2 8 32 100.")
  private List<Integer> nodes = List.of(2, 8, 32, 100);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often engine and host take turns; by default ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(
      names = "--hops",
      paramLabel = "N",
      description = "Packets times hops per run; by default ${DEFAULT-VALUE}.")
  private long hops = 4_000_000;

  @Option(
      names = "--burst",
      paramLabel = "N",
      description =
          "Datagrams that are sent at once, 1 to 64; by default"
              + " ${DEFAULT-VALUE}.")
  private int burst = 1;

  @Option(names = "--kernel", paramLabel = "NAME", description = "Kernel of the engine's nodes.")
  private String kernel = "";

  @Option(names = "--no-capture", description = "Leave out the runs that record all frames.")
  private boolean withoutCapture;

  /** Nanoseconds per packet and hop. */
  private record Row(int nodes, Samples engine, Samples captured, Samples host) {
    double ratio() {
      return engine.median() / host.median();
    }
  }

  /** Runs it; exit code 2 without root. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Forwarding()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (int n : nodes) {
      if (n < 2 || n > Chain.LONGEST) {
        System.err.println("a chain has 2 to " + Chain.LONGEST + " forwarding nodes, not " + n);
        return 2;
      }
    }
    if (rounds < 1 || hops < 2_000_000) {
      System.err.println("at least one round and 2000000 hops are needed for a measurement");
      return 2;
    }
    if (burst < 1 || burst > 64) {
      System.err.println("a burst has 1 to 64 datagrams, not " + burst);
      return 2;
    }
    if (!Machine.isRoot()) {
      System.err.println("The host's side needs network namespaces: run this as root.");
      return 2;
    }
    System.out.println(Machine.describe());
    List<Row> rows = new ArrayList<>();
    try (TemporaryDirectory directory = new TemporaryDirectory()) {
      Path sender = HostChain.sender(directory.path());
      for (int n : nodes) {
        rows.add(measure(n, sender, directory.path()));
      }
    }
    print(rows);
    return 0;
  }

  private Row measure(int n, Path sender, Path directory)
      throws IOException, InterruptedException {
    Row row = new Row(n, new Samples(), new Samples(), new Samples());
    Chain chain = new Chain(n, hops / (n + 1), burst);
    Chain captured = new Chain(n, hops / (n + 1) / CAPTURED_SHARE, burst);
    try (HostChain host = new HostChain(n)) {
      for (int i = 1; i <= rounds; i++) {
        row.host.add(host.measure(sender, chain));
        row.engine.add(EngineChain.measure(chain, kernel, false, directory));
        if (!withoutCapture) {
          row.captured.add(EngineChain.measure(captured, kernel, true, directory));
        }
        System.out.printf(
            Locale.ROOT, "%d nodes, round %d of %d: engine %.0f, host %.0f ns%n",
            n, i, rounds, row.engine.latest(), row.host.latest());
      }
    }
    return row;
  }

  private static void print(List<Row> rows) {
    System.out.printf(
        "%nns per packet and hop, median (least to greatest)%n%5s  %-20s  %-20s  %-20s  %s%n",
        "nodes", "engine", "engine, capturing", "host", "ratio");
    for (Row row : rows) {
      System.out.printf(
          Locale.ROOT, "%5d  %-20s  %-20s  %-20s  %.2f%n",
          row.nodes, row.engine, row.captured, row.host, row.ratio());
    }
    System.out.println();
    for (Row row : rows) {
      String which = rows.size() == 1 ? "" : "  (" + row.nodes + " nodes)";
      System.out.printf(Locale.ROOT, "ratio %.2f%s%n", row.ratio(), which);
    }
  }
}
