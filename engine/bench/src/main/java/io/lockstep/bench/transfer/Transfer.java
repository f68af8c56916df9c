package io.lockstep.bench.transfer;

import io.lockstep.bench.Commands;
import io.lockstep.bench.EngineRun;
import io.lockstep.bench.Machine;
import io.lockstep.bench.Samples;
import io.lockstep.bench.TemporaryDirectory;
import io.lockstep.engine.RunObserver;
import io.lockstep.engine.report.CaseOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One TCP connection between two nodes, all bytes checked, each run in a fresh process. */
@Command(
    name = "transfer",
    mixinStandardHelpOptions = true,
    description =
        "Sends 10 MB and 1 GB over TCP through the full engine, without capture, and says how long"
            + " that takes.")
public final class Transfer implements Callable<Integer> {
  private static final List<String> AMOUNTS = List.of("10MB", "1GB");
  private static final List<String> LINKS = List.of("delay 1ms", "rate 1gbit; delay 1ms");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is done; by default ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(names = "--kernel", paramLabel = "NAME", description = "Kernel of both nodes.")
  private String kernel = "";

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Transfer()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    System.out.printf(
        "%n%-6s  %-22s  %-24s  %10s  %9s  %10s%n",
        "sent", "link", "wall time, ms", "events", "ns/event", "virtual s");
    for (String amount : AMOUNTS) {
      for (String link : LINKS) {
        Samples wall = new Samples();
        List<String> last = new ArrayList<>();
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
          for (int i = 0; i < rounds; i++) {
            last = List.of(Commands.output(
                Commands.java(One.class, amount, link, directory.path().toString(), kernel))
                .strip().split(" "));
            wall.add(Long.parseLong(last.get(0)) / 1e6);
          }
        }
        long events = Long.parseLong(last.get(1));
        System.out.printf(
            Locale.ROOT, "%-6s  %-22s  %-24s  %10d  %9.0f  %10.3f%n",
            amount, link, wall, events, wall.median() * 1e6 / events,
            Long.parseLong(last.get(2)) / 1e9);
      }
    }
    return 0;
  }

  /** One run: prints wall nanoseconds of the simulation, its events, and its virtual length. */
  public static final class One {
    private One() {}

    static String scenario(String amount, String link) {
      return """
          scenario "a TCP transfer"

          node client, server
          link client -- server { %2$s }
          flow bulk = tcp client -> server:5001 { send %1$s }

          expect bulk.received == %1$s
          """
          .formatted(amount, link);
    }

    /** Arguments: amount, link, directory, kernel. */
    public static void main(String[] args) throws IOException {
      Clock clock = new Clock();
      CaseOutcome outcome =
          EngineRun.run(scenario(args[0], args[1]), Path.of(args[2]), args[3], false, clock);
      System.out.println(
          (System.nanoTime() - clock.booted)
              + " " + outcome.result().events() + " " + outcome.result().endNs());
    }
  }

  /** Notes when the last kernel has booted. */
  private static final class Clock implements RunObserver {
    private long booted;

    @Override
    public void booted(int nodes, int ofNodes) {
      booted = System.nanoTime();
    }
  }
}
