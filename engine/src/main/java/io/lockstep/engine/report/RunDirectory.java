package io.lockstep.engine.report;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.sim.ActivityResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A directory that holds the results of one run, or of one matrix with a sub-directory for each
 * case. While it is filled it contains the file {@code INCOMPLETE}; the file that makes it whole
 * ({@code result.json}, {@code summary.json}) is written last, at once.
 *
 * <p>An existing directory is used only if it is empty or holds earlier results. Only files of ours
 * are removed from it.
 */
public final class RunDirectory {
  /** First line of {@code result.json} and {@code summary.json} after the brace. */
  static final String FORMAT = "lockstep-result-1";

  static final String RESULT = "result.json";
  static final String SUMMARY = "summary.json";
  private static final String MARKER = "INCOMPLETE";
  private static final String MARKER_TEXT =
      "Lockstep did not finish writing the results of this run.\n";
  private static final String CAPTURE = "capture.pcapng";
  static final String REPORT = "report.html";
  private static final String LOGS = "log";

  /** What kernels that were built with coverage have executed, for lcov. */
  public static final String COVERAGE = "coverage.info";

  /** What {@link SeriesJson} writes. */
  static final String SERIES = "series.json";

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /** {@code lockstep-out/NAME} for {@code NAME.scn}, in the working directory. */
  public static Path standard(Path scenario) {
    return Path.of("lockstep-out", names(List.of(scenario)).get(0));
  }

  /** Names of directories for the results of several scenarios, all different. */
  public static List<String> names(List<Path> scenarios) {
    return FileNames.safe(
        scenarios.stream()
            .map(path -> ScenarioNames.base(path.toString()))
            .map(ScenarioNames::stem)
            .toList());
  }

  /**
   * Makes the directory ready: creates it, or removes earlier results.
   *
   * @throws OutputException if that is impossible or it holds something else
   */
  public static RunDirectory prepare(Path path) {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw OutputException.refused(
            "The output directory " + path + " is a file; name another one with --out.");
      }
      if (Files.isDirectory(path) && !isEmpty(path) && !isOurs(path)) {
        throw OutputException.refused(
            "The output directory " + path + " exists and holds no results of Lockstep; "
                + "remove it or name another one with --out.");
      }
      Files.createDirectories(path);
      Files.writeString(path.resolve(MARKER), MARKER_TEXT);
      wipe(path);
      return new RunDirectory(path);
    } catch (IOException e) {
      throw OutputException.unwritable(path, e);
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  private static boolean isOurs(Path path) throws IOException {
    return startsWith(path.resolve(RESULT), FORMAT)
        || startsWith(path.resolve(SUMMARY), FORMAT)
        || startsWith(path.resolve(MARKER), "Lockstep");
  }

  private static boolean startsWith(Path file, String mark) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(80), StandardCharsets.UTF_8).contains(mark);
    }
  }

  private static void wipe(Path path) throws IOException {
    for (String name : List.of(RESULT, SUMMARY, CAPTURE, SERIES, REPORT, COVERAGE)) {
      Files.deleteIfExists(path.resolve(name));
      Files.deleteIfExists(path.resolve(name + ".part"));
    }
    Path logs = path.resolve(LOGS);
    if (Files.isDirectory(logs, LinkOption.NOFOLLOW_LINKS)) {
      for (Path log : list(logs)) {
        if (log.getFileName().toString().endsWith(".log")) {
          Files.delete(log);
        }
      }
      deleteIfEmpty(logs);
    }
    Path programs = path.resolve(ProgramFiles.DIRECTORY);
    if (Files.isDirectory(programs, LinkOption.NOFOLLOW_LINKS)) {
      for (Path node : list(programs)) {
        wipePrograms(node);
      }
      deleteIfEmpty(programs);
    }
    for (Path child : list(path)) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) && isOurs(child)) {
        wipe(child);
        Files.deleteIfExists(child.resolve(MARKER));
        deleteIfEmpty(child);
      }
    }
  }

  private static void wipePrograms(Path node) throws IOException {
    if (!Files.isDirectory(node, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path layer = node.resolve(ProgramFiles.LAYER);
    if (Files.isDirectory(layer, LinkOption.NOFOLLOW_LINKS)) {
      MoreFiles.deleteRecursively(layer, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    for (Path file : list(node)) {
      String name = file.getFileName().toString();
      if (ProgramFiles.ENDINGS.stream().anyMatch(name::endsWith)) {
        Files.delete(file);
      }
    }
    deleteIfEmpty(node);
  }

  private static List<Path> list(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }

  private static void deleteIfEmpty(Path path) throws IOException {
    if (isEmpty(path)) {
      Files.delete(path);
    }
  }

  public Path path() {
    return path;
  }

  public Path capture() {
    return path.resolve(CAPTURE);
  }

  /** The sub-directory of a case. */
  public RunDirectory forCase(String name) {
    return prepare(path.resolve(FileNames.safe(name)));
  }

  /** Writes the kernel logs and then {@code result.json}: the directory is whole. */
  public void complete(CaseOutcome outcome) {
    List<String> names = ResultJson.logNames(outcome.scenario());
    for (int i = 0; i < names.size() && i < outcome.result().nodes().size(); i++) {
      write(path.resolve(names.get(i)), outcome.result().nodes().get(i).log());
    }
    programs(outcome);
    if (!outcome.series().isEmpty()) {
      write(path.resolve(SERIES), SeriesJson.of(outcome.series()));
    }
    finish(RESULT, ResultJson.of(outcome));
  }

  /** Writes the page for people, before the directory is whole. */
  public void report(byte[] page) {
    write(path.resolve(REPORT), page);
  }

  /** Writes what was executed of the kernels' source. */
  public void coverage(String tracefile) {
    write(path.resolve(COVERAGE), tracefile);
  }

  /** Where each node's kernel log is, relative to the run's directory. */
  public static ImmutableList<String> logs(ScenarioCase scenario) {
    return ResultJson.logNames(scenario);
  }

  /** By activity, the path of a program's files without the ending, likewise. */
  public static Map<Integer, String> programFiles(ScenarioCase scenario) {
    return ProgramFiles.names(scenario);
  }

  /** Names made fit for files, all different. */
  public static List<String> fileNames(List<String> names) {
    return FileNames.safe(names);
  }

  /** The name of a case's sub-directory. */
  public static String caseDirectory(String name) {
    return FileNames.safe(name);
  }

  /** For each node, where its programs write. */
  public ImmutableList<Path> layers(ScenarioCase scenario) {
    return ProgramFiles.layers(scenario).stream()
        .map(path::resolve)
        .collect(ImmutableList.toImmutableList());
  }

  private void programs(CaseOutcome outcome) {
    Map<Integer, String> programs = ProgramFiles.names(outcome.scenario());
    for (ActivityResult result : outcome.result().activities()) {
      if (result.program() != null && result.program().startNs() >= 0) {
        for (String ending : ProgramFiles.ENDINGS) {
          write(
              path.resolve(programs.get(result.index()) + ending),
              ProgramFiles.content(result.program().output(), ending));
        }
      }
    }
  }

  /** Writes {@code summary.json}: the directory is whole. */
  public void complete(List<CaseOutcome> cases) {
    finish(SUMMARY, SummaryJson.of(cases));
  }

  private void finish(String name, String text) {
    write(path.resolve(name), text);
    try {
      Files.deleteIfExists(path.resolve(MARKER));
    } catch (IOException e) {
      throw OutputException.failed(path.resolve(MARKER), e);
    }
  }

  /** Writes a file so that it is there wholly or not at all. */
  private static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] content) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.getParent());
      try {
        Files.write(part, content);
        move(part, file);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw OutputException.failed(file, e);
    }
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
