package io.lockstep.bench.memory;

import io.lockstep.bench.Commands;
import io.lockstep.bench.EngineRun;
import io.lockstep.bench.KernelBench;
import io.lockstep.bench.Machine;
import io.lockstep.bench.Samples;
import io.lockstep.bench.TemporaryDirectory;
import io.lockstep.engine.RunObserver;
import io.lockstep.libos.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a further node costs, and a thousand of them with something to do. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description =
        "Boots kernels and says how long each takes and how much of the machine's memory it"
            + " occupies; then runs a star of 1000 nodes through the full engine.")
public final class Memory implements Callable<Integer> {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is done, in fresh processes; by default ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(names = "--kernel", paramLabel = "NAME", description = "Kernel of all nodes.")
  private String kernel = "";

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Memory()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    System.out.println();
    Samples boot = new Samples();
    Samples kib = new Samples();
    Samples seconds = new Samples();
    Samples mib = new Samples();
    for (int i = 0; i < rounds; i++) {
      double[] kernels = numbers(Commands.java(Further.class, kernel));
      boot.add(kernels[0]);
      kib.add(kernels[1]);
      try (TemporaryDirectory directory = new TemporaryDirectory()) {
        double[] star =
            numbers(Commands.java(Star.class, directory.path().toString(), kernel));
        seconds.add(star[0]);
        mib.add(star[1]);
      }
    }
    System.out.printf(
        Locale.ROOT, "a further kernel: %.2f ms to boot, %.2f MiB%n",
        boot.median(), kib.median() / 1024);
    System.out.printf(
        Locale.ROOT, "a star of 1000 nodes: %.1f s in all, %.0f MiB resident at most%n",
        seconds.median(), mib.median());
    return 0;
  }

  private static double[] numbers(List<String> command) throws IOException, InterruptedException {
    String[] words = Commands.output(command).strip().split(" ");
    return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
  }

  /** Prints milliseconds and KiB per kernel, of 100 after some others. */
  public static final class Further {
    private static final int EARLIER = 10;
    private static final int COUNT = 100;

    private Further() {}

    /** Argument: kernel. */
    public static void main(String[] args) throws IOException {
      List<Kernel> kernels = new ArrayList<>();
      try (KernelBench bench = new KernelBench(args[0])) {
        for (int i = 0; i < EARLIER; i++) {
          kernels.add(bench.boot(i));
        }
        System.gc();
        long memory = Machine.privateBytes();
        long start = System.nanoTime();
        for (int i = 0; i < COUNT; i++) {
          kernels.add(bench.boot(EARLIER + i));
        }
        long end = System.nanoTime();
        System.gc();
        long more = Machine.privateBytes() - memory;
        kernels.forEach(Kernel::close);
        System.out.println((end - start) / 1e6 / COUNT + " " + more / 1024.0 / COUNT);
      }
    }
  }

  /** Prints seconds, from the start of this process, and MiB at most resident. */
  public static final class Star {
    private static final String SCENARIO =
        """
        scenario "a router and 999 hosts"

        let n = 999
        node hub { sysctl net.ipv4.ip_forward = 1 }
        node h[1..n]
        for i in 1..n {
          link hub -- h[i] { delay 1ms }
          ping p[i] = h[i] -> hub { count 3; start i * 1ms }
        }

        expect sum(p[*].received) == 3 * n
        """;

    private Star() {}

    /** Arguments: directory, kernel. */
    public static void main(String[] args) throws IOException {
      EngineRun.run(SCENARIO, Path.of(args[0]), args[1], true, RunObserver.NONE);
      long started = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
      System.out.println(
          (System.currentTimeMillis() - started) / 1e3
              + " " + Machine.peakResidentBytes() / 1048576.0);
    }
  }
}
