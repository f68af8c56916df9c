package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.plot.Plot;
import io.lockstep.engine.plot.PlotException;
import io.lockstep.engine.plot.PlotPng;
import io.lockstep.engine.plot.PlotSvg;
import io.lockstep.engine.plot.Plots;
import io.lockstep.engine.plot.SeriesFile;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.engine.series.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep plot}. */
@Command(
    name = "plot",
    description = "Draws what was measured in a run: windows, round-trip times, rates, queues.",
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class PlotCommand implements Callable<Integer> {
  /** What a picture is. */
  enum Format {
    svg,
    png
  }

  @Spec private CommandSpec spec;
  @Mixin private ThemeOption theme;

  @Parameters(paramLabel = "RUN", description = "The directory with the results of a run.")
  private Path run;

  @Option(
      names = "--series",
      split = ",",
      paramLabel = "WORD",
      description = {
        "Only series whose names have one of these words in them, such as cwnd or bulk.srtt.",
        "Default: windows, round-trip times, and throughput, queue and drops of links."
      })
  private List<String> words = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: svg.")
  private Format format = Format.svg;

  @Option(names = "--list", description = "Only list the series.")
  private boolean list;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where the pictures go. Default: RUN/plots.")
  private Path out;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    ImmutableList<Series> all = read();
    List<Series> chosen =
        words.isEmpty()
            ? all
            : all.stream().filter(s -> words.stream().anyMatch(s.id()::contains)).toList();
    if (list) {
      chosen.forEach(series -> console.println(series.id()));
      return ExitCode.MET.code();
    }
    ImmutableList<Plot> plots = words.isEmpty() ? Plots.usual(chosen) : Plots.of(chosen);
    if (plots.isEmpty()) {
      throw new Refusal(
          words.isEmpty()
              ? "nothing was measured in " + run
              : "no series of " + run + " is called like that; --list shows them");
    }
    Path directory = out == null ? run.resolve("plots") : out;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new Refusal("Cannot make the directory " + directory + ".");
    }
    List<String> names = RunDirectory.fileNames(plots.stream().map(Plot::name).toList());
    for (int i = 0; i < plots.size(); i++) {
      Path file = directory.resolve(names.get(i) + "." + format);
      Output.write(picture(plots.get(i)), file);
      console.println(file);
    }
    return ExitCode.MET.code();
  }

  private byte[] picture(Plot plot) {
    try {
      return format == Format.png
          ? PlotPng.of(plot, 0)
          : PlotSvg.of(plot, 0, theme.theme()).getBytes(StandardCharsets.UTF_8);
    } catch (PlotException e) {
      throw new Refusal(e.getMessage());
    }
  }

  private ImmutableList<Series> read() {
    Path file = run.resolve("series.json");
    if (!Files.isRegularFile(file)) {
      throw new Refusal("there is no " + file + "; name the directory of one run, or of one case");
    }
    try {
      return SeriesFile.read(Files.readString(file));
    } catch (IOException e) {
      throw new Refusal("Cannot read " + file + ".");
    } catch (PlotException e) {
      throw new Refusal(file + ": " + e.getMessage());
    }
  }
}
