package io.lockstep.engine.cli;

import io.lockstep.grammar.Suggestions;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.UnknownKernelException;
import io.lockstep.libos.build.Manifest;
import io.lockstep.libos.build.Provenance;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep kernel show}: what a kernel was made of. */
@Command(
    name = "show",
    description = "Shows what a kernel was made of.",
    mixinStandardHelpOptions = true)
final class KernelShow implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The kernel's name.")
  private String name;

  @Option(names = "--config", description = "Show its whole configuration instead.")
  private boolean config;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      KernelStore store = KernelStore.standard();
      if (config) {
        out.print(store.config(name));
        return 0;
      }
      Manifest manifest = store.manifest(name);
      Provenance made = manifest.made();
      row(out, "kernel", name);
      row(out, "release", manifest.release());
      row(out, "source", made.origin());
      row(out, "git", made.describe());
      parts(out, "patch", made.patches());
      parts(out, "config", made.fragments());
      row(out, "source hash", manifest.source());
      row(out, "config hash", manifest.config());
      row(out, "port hash", manifest.overlay());
      row(out, "image", manifest.key());
      return 0;
    } catch (UnknownKernelException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(e.getMessage() + hint(e));
      return 2;
    } catch (LibosException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 4;
    }
  }

  private static String hint(UnknownKernelException e) {
    return Suggestions.nearest(e.name(), e.known())
        .map(near -> " Did you mean \"" + near + "\"?")
        .orElse("");
  }

  private static void row(PrintWriter out, String key, String value) {
    if (!value.isEmpty()) {
      out.printf("%-12s %s%n", key, value);
    }
  }

  private static void parts(PrintWriter out, String key, List<Provenance.Part> parts) {
    for (Provenance.Part part : parts) {
      row(out, key, part.name() + "  sha256 " + part.sha256());
    }
  }
}
