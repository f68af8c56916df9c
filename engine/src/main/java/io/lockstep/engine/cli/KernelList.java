package io.lockstep.engine.cli;

import io.lockstep.libos.KernelStore;
import io.lockstep.libos.LibosException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lockstep kernel list}: one line per kernel. */
@Command(
    name = "list",
    description = "Lists the kernels that are at hand.",
    mixinStandardHelpOptions = true)
final class KernelList implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      KernelStore store = KernelStore.standard();
      List<KernelStore.Build> builds = store.list();
      if (builds.isEmpty()) {
        out.println("There are no kernels yet.");
        return 0;
      }
      int width = Math.max(4, builds.stream().mapToInt(b -> b.name().length()).max().orElse(0));
      String format = "%-" + width + "s  %-20s %-6s %9s  %s%n";
      out.printf(format, "NAME", "RELEASE", "WHERE", "SIZE", "SOURCE");
      for (KernelStore.Build build : builds) {
        String where = build.origin() == KernelStore.Origin.JAR ? "jar" : "cache";
        String size = String.format(Locale.ROOT, "%.1f MB", build.bytes() / 1e6);
        String source = build.manifest().origin();
        String describe = build.manifest().made().describe();
        source += describe.isEmpty() ? "" : " (" + describe + ")";
        int patches = build.manifest().patches();
        if (patches > 0) {
          source += patches == 1 ? " + 1 patch" : " + " + patches + " patches";
        }
        out.printf(format, build.name(), build.release(), where, size, source);
      }
      return 0;
    } catch (LibosException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 4;
    }
  }
}
