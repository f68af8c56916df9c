package io.lockstep.bench.datagrams;

import io.lockstep.bench.Commands;
import io.lockstep.bench.Machine;
import io.lockstep.bench.Samples;
import io.lockstep.bench.TemporaryDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a datagram of a flow costs, here and perhaps in another build, which take turns. */
@Command(
    name = "datagrams",
    mixinStandardHelpOptions = true,
    description =
        "Sends datagrams of 200 bytes over one link through the full engine, and says what CPU time"
            + " and how many allocated bytes each of them takes.")
public final class Datagrams implements Callable<Integer> {
  private record Setting(int lanes, String link) {}

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting(1, "rate 1gbit; delay 1ms"),
          new Setting(1, "delay 1ms"),
          new Setting(1, "delay 2us"),
          new Setting(16, "rate 1gbit; delay 1ms"));

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is done; by default ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(
      names = "--datagrams",
      paramLabel = "N",
      description = "How many are sent; by default ${DEFAULT-VALUE}.")
  private long datagrams = 800_000;

  @Option(names = "--kernel", paramLabel = "NAME", description = "Kernel of both nodes.")
  private String kernel = "";

  @Option(names = "--capture", description = "Record all frames.")
  private boolean capture;

  @Option(
      names = "--than",
      paramLabel = "JAR",
      description = "Another build's lockstep.jar, to compare with.")
  private Path other;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Datagrams()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    System.out.printf(
        "%n%-5s  %-22s  %-20s  %8s  %-20s  %8s  %5s%n",
        "lanes", "link", "CPU, ns", "bytes", other == null ? "" : "other: CPU, ns",
        other == null ? "" : "bytes", other == null ? "" : "ratio");
    for (Setting setting : SETTINGS) {
      Samples[] own = {new Samples(), new Samples()};
      Samples[] others = {new Samples(), new Samples()};
      for (int i = 0; i < rounds; i++) {
        if (other != null) {
          measure(setting, true, others);
        }
        measure(setting, false, own);
      }
      System.out.printf(
          Locale.ROOT, "%-5d  %-22s  %-20s  %8.1f",
          setting.lanes, setting.link, own[0], own[1].median());
      if (other != null) {
        System.out.printf(
            Locale.ROOT, "  %-20s  %8.1f  %5.2f",
            others[0], others[1].median(), others[0].median() / own[0].median());
      }
      System.out.println();
    }
    return 0;
  }

  private void measure(Setting setting, boolean inOther, Samples[] into)
      throws IOException, InterruptedException {
    try (TemporaryDirectory directory = new TemporaryDirectory()) {
      List<String> command =
          Commands.java(
              OneFlow.class,
              String.valueOf(datagrams),
              String.valueOf(setting.lanes),
              setting.link,
              directory.path().toString(),
              kernel,
              String.valueOf(capture));
      if (inOther) {
        int path = command.indexOf("-cp") + 1;
        command.set(path, other + File.pathSeparator + command.get(path));
      }
      String[] printed = Commands.output(command).strip().split(" ");
      for (int i = 0; i < into.length; i++) {
        into[i].add(Double.parseDouble(printed[i]));
      }
    }
  }
}
