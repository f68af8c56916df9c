package io.lockstep.engine.cli;

import io.lockstep.engine.ExitCode;
import io.lockstep.engine.draw.EventsSvg;
import io.lockstep.engine.draw.TopologyDot;
import io.lockstep.engine.draw.TopologyJson;
import io.lockstep.engine.draw.TopologySvg;
import io.lockstep.engine.graph.EventGraphDot;
import io.lockstep.engine.graph.EventGraphJson;
import io.lockstep.engine.model.ScenarioCase;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep graph}. */
@Command(
    name = "graph",
    description = "Draws the topology of a scenario, or what happens in it and why.",
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class GraphCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Mixin private Reading reading;
  @Mixin private CaseOption which;
  @Mixin private DocumentOption out;
  @Mixin private ThemeOption theme;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "FILE", description = "Scenario file (.scn).")
  private Path file;

  @Option(
      names = "--what",
      paramLabel = "WHAT",
      description = {
        "topology: nodes, links, LANs, flows and pings (default);",
        "events: the timeline, with what waits for what."
      })
  private What what = What.TOPOLOGY;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "svg: a picture (default); dot: for Graphviz; json: for programs.",
        "Without it, the ending of --out decides."
      })
  private Format format;

  /** What is drawn. */
  enum What implements Word {
    TOPOLOGY,
    EVENTS
  }

  /** How it is written. */
  enum Format implements Word {
    SVG,
    DOT,
    JSON
  }

  @Override
  public Integer call() {
    List<ScenarioCase> cases =
        Selection.cases(
            parent.engine(), file, reading.options(), spec.commandLine().getErr());
    if (cases.isEmpty()) {
      return ExitCode.INVALID.code();
    }
    out.write(document(which.choose(cases)), spec.commandLine().getOut());
    return ExitCode.MET.code();
  }

  private String document(ScenarioCase scenario) {
    boolean topology = what == What.TOPOLOGY;
    return switch (format == null ? byEnding() : format) {
      case SVG ->
          topology
              ? TopologySvg.of(scenario, theme.theme())
              : EventsSvg.of(scenario, theme.theme());
      case DOT -> topology ? TopologyDot.of(scenario) : EventGraphDot.of(scenario);
      case JSON -> topology ? TopologyJson.of(scenario) : EventGraphJson.of(scenario);
    };
  }

  private Format byEnding() {
    String name = out.name().toLowerCase(Locale.ROOT);
    if (name.endsWith(".dot") || name.endsWith(".gv")) {
      return Format.DOT;
    }
    if (name.matches(".*\\.(png|jpe?g|gif|pdf|ps|eps|html|txt|ya?ml|scn)")) {
      throw new Refusal(
          out.name()
              + ": there is no such format; expected a name that ends in .svg, .dot, .gv or"
              + " .json.");
    }
    return name.endsWith(".json") ? Format.JSON : Format.SVG;
  }
}
