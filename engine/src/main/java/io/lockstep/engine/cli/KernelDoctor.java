package io.lockstep.engine.cli;

import io.lockstep.libos.LibosException;
import io.lockstep.libos.build.KernelBuildException;
import io.lockstep.libos.build.Overlay;
import io.lockstep.libos.build.TreeDoctor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep kernel doctor}: exit code 0 if the port fits the tree, 1 if it does not. */
@Command(
    name = "doctor",
    description = {
      "Tells in seconds whether a kernel tree can be built, and what wants adapting if not.",
      "Nothing is compiled and nothing is written."
    },
    mixinStandardHelpOptions = true)
final class KernelDoctor implements Callable<Integer> {
  private static final int MOST = 12;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TREE", description = "A kernel tree, such as a git checkout.")
  private Path tree;

  @Option(
      names = "--config",
      paramLabel = "FRAGMENT",
      description = "Configuration lines that will be given to \"kernel build\"; repeatable.")
  private List<Path> fragments = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      TreeDoctor.Report report = TreeDoctor.look(tree, Overlay.bundled(), fragments);
      String git = report.describe().isEmpty() ? "" : " (git " + report.describe() + ")";
      out.println("Linux " + report.version() + " in " + tree + git);
      for (TreeDoctor.Finding finding : report.findings()) {
        out.printf("  %-6s  %s%n", word(finding.level()), finding.what());
        finding.details().stream().limit(MOST).forEach(line -> out.println("            " + line));
        if (finding.details().size() > MOST) {
          out.println("            … and " + (finding.details().size() - MOST) + " more");
        }
      }
      out.println(
          report.fits()
              ? "Nothing is known that would keep the port from being built."
              : "The port does not fit this tree; the lines marked \"broken\" say what to adapt.");
      return report.fits() ? 0 : 1;
    } catch (KernelBuildException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return e.usersMistake() ? 2 : 4;
    } catch (LibosException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 4;
    }
  }

  private static String word(TreeDoctor.Level level) {
    return switch (level) {
      case FINE -> "ok";
      case NOTE -> "note";
      case BROKEN -> "broken";
    };
  }
}
