package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.ReadOptions;
import io.lockstep.engine.coverage.CoverageException;
import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.suite.KernelWish;
import io.lockstep.engine.suite.Seeds;
import io.lockstep.engine.suite.SuiteException;
import io.lockstep.engine.suite.SuiteFile;
import io.lockstep.engine.suite.SuiteJUnit;
import io.lockstep.engine.suite.SuiteKtap;
import io.lockstep.engine.suite.SuiteOptions;
import io.lockstep.engine.suite.SuiteResults;
import io.lockstep.engine.suite.SuiteRun;
import io.lockstep.engine.suite.SuiteSpec;
import io.lockstep.engine.suite.WallTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep test}. */
@Command(
    name = "test",
    description = "Runs a suite of scenarios with many parameters, seeds and kernels in parallel.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 every case passed; 1 one failed; 2 a scenario, the suite or the command line is",
      "wrong; 3 a kernel crashed; 4 a worker died or ran into the time limit, or Lockstep itself",
      "failed; 130 interrupted. The worst counts."
    })
final class TestCommand implements Callable<Integer> {
  private static final Pattern SHARD = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private Reading reading;
  @Mixin private ProgramOptions programs;
  @Mixin private FormatOptions formats;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = {
        "A suite (suite.yaml), scenarios, or a directory: with a suite.yaml in it that suite,",
        "otherwise all scenarios below it."
      })
  private List<Path> paths;

  @Option(
      names = "--kernel",
      paramLabel = "NAME[=SOURCE]",
      description = {
        "Run everything on this kernel; repeatable, then on each. With SOURCE (a tree, a tarball,",
        "debian:VERSION) it is built first."
      })
  private List<String> kernels = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "SEEDS",
      description = "Run everything with these seeds, such as 1..20 or 1,5,9.")
  private String seeds;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Worker processes. Default: one per processor.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--filter",
      paramLabel = "PATTERN",
      description = {
        "Only cases whose name contains this; * stands for anything, ! in front leaves out.",
        "Repeatable: one must match."
      })
  private List<String> filters = new ArrayList<>();

  @Option(names = "--fail-fast", description = "Stop at the first case that does not pass.")
  private boolean failFast;

  @Option(
      names = "--rerun-failed",
      description = "Run only what did not pass last time; other results stay.")
  private boolean rerunFailed;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Run the Ith of N parts of the suite, for N machines.")
  private String shard = "1/1";

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = {
        "Wall time after which a case is ended, such as 90s or 5min, unless the suite says",
        "something for it. Default: 10min."
      })
  private String limit;

  @Option(
      names = "--twice",
      description = "Run each case twice and compare all results byte for byte.")
  private boolean twice;

  @Option(names = "--no-capture", description = "Do not record frames.")
  private boolean withoutCapture;

  @Option(
      names = "--report",
      description = {
        "Keep the page (report.html) of each case that does not pass; index.html links it."
      })
  private boolean report;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Where results go: suite.json, junit.xml, results.ktap, index.html, and a directory per",
        "case. Default: lockstep-out/test-NAME."
      })
  private Path out;

  @Option(
      names = "--coverage",
      arity = "0..1",
      paramLabel = "DIR",
      preprocessor = AttachedValue.class,
      description = {
        "Tell which lines and functions of the kernel the suite reaches. The kernel has to be built",
        "with \"lockstep kernel build --coverage\". With \"=DIR\", pages and tracefiles go there;",
        "otherwise to \"coverage\" in the directory of the results."
      })
  private String coverage;

  @Override
  public Integer call() {
    try {
      return run();
    } catch (SuiteException | CoverageException e) {
      throw new Refusal(e.getMessage());
    }
  }

  private int run() {
    if (jobs < 1 || jobs > 1024) {
      throw new Refusal("expected a number from 1 to 1024 for --jobs, found " + jobs);
    }
    programs.check();
    SuiteSpec suite = suite();
    Path directory = out == null ? Path.of("lockstep-out", "test-" + suite.name()) : out;
    PrintWriter console = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter lines = formats.takeStandardOutput() ? err : console;
    Map<String, String> broken = SuiteKernels.build(suite.kernels(), err);
    TestCoverage covered =
        coverage != null
            ? TestCoverage.of(suite.kernels().stream().map(KernelWish::name).toList())
            : null;
    SuiteRun run;
    SuiteResults results;
    ExitCode exit;
    Thread hook = null;
    try (SuiteDisplay display = new SuiteDisplay(lines, err, parent.terminal())) {
      run = new SuiteRun(suite, options(directory), parent.engine(), display, broken);
      hook = new Thread(run::interrupt, "lockstep-suite-interrupt");
      Runtime.getRuntime().addShutdownHook(hook);
      results = run.run();
      exit = run.interrupted() ? ExitCode.INTERRUPTED : results.exit();
    } catch (SuiteRun.UnwrittenResults e) {
      err.println("Not all results could be written: " + e.getMessage() + ".");
      results = e.results();
      exit = e.exit();
    } finally {
      forget(hook);
    }
    SuiteResults all = results;
    formats.write(() -> SuiteJUnit.of(all), () -> SuiteKtap.of(all), console);
    if (covered != null) {
      Path target = coverage.isEmpty() ? directory.resolve("coverage") : Path.of(coverage);
      covered.write(results, directory, target, lines);
    }
    lines.println(suite.name() + ": " + results.line() + "; results in " + directory);
    lines.flush();
    console.flush();
    return exit.code();
  }

  private static void forget(Thread hook) {
    try {
      if (hook != null) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException e) {
      // The process is being ended.
    }
  }

  private SuiteOptions options(Path directory) {
    Matcher part = SHARD.matcher(shard);
    int i = part.matches() ? Integer.parseInt(part.group(1)) : 0;
    int n = part.matches() ? Integer.parseInt(part.group(2)) : 0;
    if (i < 1 || i > n) {
      throw new Refusal("expected a part such as 2/3 for --shard, found \"" + shard + "\"");
    }
    return new SuiteOptions(
        directory,
        jobs,
        ImmutableList.copyOf(filters),
        failFast,
        rerunFailed,
        i,
        n,
        twice,
        report,
        programs.allowsExec(),
        WorkerCommandLine.of(jobs, directory, programs.workerArguments()));
  }

  /** What the paths say, with what the options change. */
  private SuiteSpec suite() {
    SuiteSpec written = written();
    ReadOptions options = reading.options();
    ImmutableList<KernelWish> wishes =
        kernels.isEmpty()
            ? written.kernels()
            : kernels.stream().map(KernelWish::parse).collect(ImmutableList.toImmutableList());
    List<String> names = wishes.stream().map(KernelWish::name).toList();
    ImmutableList.Builder<SuiteSpec.Entry> entries = ImmutableList.builder();
    for (SuiteSpec.Entry entry : written.entries()) {
      if (kernels.isEmpty()
          || entry.kernels().isEmpty()
          || entry.kernels().stream().anyMatch(names::contains)) {
        entries.add(changed(entry, names, options));
      }
    }
    ImmutableList<Path> include =
        ImmutableList.<Path>builder()
            .addAll(options.searchPath())
            .addAll(written.include())
            .build();
    return new SuiteSpec(written.name(), entries.build(), wishes, include);
  }

  private SuiteSpec.Entry changed(
      SuiteSpec.Entry entry, List<String> names, ReadOptions options) {
    SuiteSpec.Entry changed = entry.withParameters(ImmutableMap.copyOf(options.parameters()));
    if (!kernels.isEmpty() && !entry.kernels().isEmpty()) {
      changed =
          changed.withKernels(
              entry.kernels().stream()
                  .filter(names::contains)
                  .collect(ImmutableList.toImmutableList()));
    }
    if (seeds != null) {
      changed = changed.withSeeds(Seeds.parse(seeds));
    }
    if (limit != null && entry.limitSeconds() == SuiteSpec.LIMIT_SECONDS) {
      changed = changed.withLimit(WallTime.seconds(limit));
    }
    return withoutCapture ? changed.withCapture(false) : changed;
  }

  private SuiteSpec written() {
    if (paths.size() == 1) {
      Path path = paths.get(0);
      Path inside = path.resolve("suite.yaml");
      if (SuiteFile.isSuite(path)) {
        return SuiteFile.read(path);
      } else if (Files.isDirectory(path) && Files.isRegularFile(inside)) {
        return SuiteFile.read(inside);
      }
    }
    try {
      List<Path> files = ScenarioFiles.find(paths);
      if (files.isEmpty()) {
        throw new Refusal("There is no scenario (.scn) in " + paths.get(0) + ".");
      }
      ImmutableList.Builder<SuiteSpec.Entry> entries = ImmutableList.builder();
      boolean oneDirectory = paths.size() == 1 && Files.isDirectory(paths.get(0));
      for (Path file : files) {
        Path label = oneDirectory ? paths.get(0).relativize(file) : file;
        entries.add(SuiteSpec.Entry.plain(label.toString(), file));
      }
      return new SuiteSpec(name(), entries.build(), ImmutableList.of(), ImmutableList.of());
    } catch (IOException e) {
      throw new Refusal("Cannot read " + paths.get(0) + ": " + e.getMessage() + ".");
    }
  }

  private String name() {
    if (paths.size() > 1) {
      return "suite";
    }
    Path name = paths.get(0).toAbsolutePath().normalize().getFileName();
    return name == null
        ? "suite"
        : ScenarioNames.stem(name.toString()).replaceAll("[^\\w.+-]", "-");
  }
}
