package io.lockstep.engine.cli;

import io.lockstep.libos.KernelStore;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.build.Cache;
import io.lockstep.libos.build.ConsoleProgress;
import io.lockstep.libos.build.Instrument;
import io.lockstep.libos.build.KernelBuildException;
import io.lockstep.libos.build.KernelBuilder;
import io.lockstep.libos.build.KernelSource;
import io.lockstep.libos.build.Manifest;
import io.lockstep.libos.build.Overlay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep kernel build}: exit code 0, 2 for a wrong request, 4 for a failed build. */
@Command(
    name = "build",
    description = "Builds a kernel and gives it a name for scenarios and --kernel.",
    mixinStandardHelpOptions = true)
final class KernelBuild implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "DIR|TARBALL|debian:VERSION",
      description = {
        "A kernel tree such as a git checkout (it is only read), a tarball,",
        "or the source package of that version from Debian."
      })
  private String source;

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name.")
  private String name;

  @Option(
      names = "--patch",
      paramLabel = "FILE",
      description = "A patch to apply to a copy, made at the top of the tree; repeatable.")
  private List<Path> patches = List.of();

  @Option(
      names = "--config",
      paramLabel = "FRAGMENT",
      description = "Lines of a kernel configuration that add to ours; repeatable.")
  private List<Path> fragments = List.of();

  @Option(
      names = "--coverage",
      description = {
        "Have it count what is executed of net/ and drivers/net/, for \"lockstep test --coverage\"."
      })
  private boolean coverage;

  @Option(
      names = "--debug-info",
      description = "Keep what a debugger needs, for \"lockstep run --gdb\".")
  private boolean debugInfo;

  @Option(
      names = "--sanitizer",
      paramLabel = "ubsan",
      description = "Build a checker in, whose reports make a run fail: ubsan (undefined behaviour).")
  private List<String> sanitizers = List.of();

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "PATH",
      description = {
        "Directories and C files of the tree that coverage, debugging information and ubsan are",
        "about. The fewer, the faster is the build. Default: net,drivers/net."
      })
  private List<String> scope = Instrument.NETWORK;

  private SortedSet<Instrument> instruments() {
    for (String path : scope) {
      if (!path.matches("[a-z0-9_-]+(/[a-zA-Z0-9_-]+)*(\\.c)?")) {
        throw new Refusal(
            "expected a directory or C file of the tree such as net/ipv4 or net/ipv4/tcp.c for"
                + " --scope, found \"" + path + "\"");
      }
    }
    SortedSet<Instrument> all = new TreeSet<>();
    if (coverage) {
      all.add(Instrument.COVERAGE);
    }
    if (debugInfo) {
      all.add(Instrument.DEBUG_INFO);
    }
    for (String word : sanitizers) {
      switch (word) {
        case "ubsan" -> all.add(Instrument.UBSAN);
        case "kasan", "kmemleak" -> throw new Refusal(
            word + " is not to be had yet; docs/debugging.md tells what it lacks");
        default -> throw new Refusal("expected ubsan for --sanitizer, found \"" + word + "\"");
      }
    }
    return all;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ConsoleProgress progress = ConsoleProgress.standard();
    try {
      KernelBuilder.Request request =
          new KernelBuilder.Request(
              KernelSource.parse(source), name, patches, fragments, instruments(), scope);
      Path image =
          KernelBuilder.standard(Cache.standard(), Overlay.bundled()).build(request, progress);
      KernelStore.standard().name(name, image, KernelBuilder.provenance(request));
      out.println("Kernel \"" + name + "\" is Linux " + Manifest.read(image).release() + ".");
      return 0;
    } catch (KernelBuildException e) {
      progress.end();
      err.println(e.getMessage());
      return e.usersMistake() ? 2 : 4;
    } catch (LibosException | IOException e) {
      progress.end();
      err.println(e.getMessage());
      return 4;
    }
  }
}
