package io.lockstep.engine.cli;

import io.lockstep.libos.LibosException;
import io.lockstep.libos.build.Cache;
import io.lockstep.libos.build.Pruning;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep kernel prune}: makes the cache smaller. */
@Command(
    name = "prune",
    description = {
      "Removes from the cache what was not used for a while and can be made again: unpacked",
      "sources, object files, images without a name. Kernels that \"kernel list\" shows stay."
    },
    mixinStandardHelpOptions = true)
final class KernelPrune implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "Keep what was used within so many days (${DEFAULT-VALUE}); 0 keeps nothing.")
  private int days;

  @Option(names = "--dry-run", description = "Only show what would be removed.")
  private boolean dry;

  @Override
  public Integer call() {
    if (days < 0) {
      throw new Refusal("expected a whole number of at least 0 for --days, found " + days);
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      Cache cache = Cache.standard();
      Pruning pruning = new Pruning(cache, days, System.currentTimeMillis());
      List<Pruning.Item> items = pruning.find();
      long freed = 0;
      for (Pruning.Item item : items) {
        boolean gone = dry || pruning.remove(item);
        freed += gone ? item.bytes() : 0;
        out.printf(
            "%9s  %s  %s%s%n",
            size(item.bytes()), item.what(), cache.root().relativize(item.path()),
            gone ? "" : " (in use, stays)");
      }
      out.println(
          items.isEmpty()
              ? "There is nothing to remove."
              : size(freed) + (dry ? " would be freed." : " freed."));
      return 0;
    } catch (LibosException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 4;
    }
  }

  private static String size(long bytes) {
    return bytes >= 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
