package io.lockstep.engine.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.series.Series;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import io.lockstep.libos.build.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One run, completed and judged.
 *
 * @param scenario what was run
 * @param result what the simulation reports
 * @param verdicts one per expectation
 * @param fingerprint hashes by ingredient
 * @param defaultKernel name of the kernel of those nodes that name none
 * @param directory where capture, logs and {@code result.json} are
 * @param captured whether there is a capture
 * @param series how things went over virtual time
 * @param implicit what is expected without being written, and is not met
 * @param kernels what each kernel build is made of, by name; may lack some
 */
public record CaseOutcome(
    ScenarioCase scenario,
    RunResult result,
    ImmutableList<Verdict> verdicts,
    ImmutableMap<String, String> fingerprint,
    String defaultKernel,
    Path directory,
    boolean captured,
    ImmutableList<Series> series,
    ImmutableList<Verdict> implicit,
    ImmutableMap<String, Manifest> kernels) {
  /** Without what is known about kernels. */
  public CaseOutcome(
      ScenarioCase scenario,
      RunResult result,
      ImmutableList<Verdict> verdicts,
      ImmutableMap<String, String> fingerprint,
      String defaultKernel,
      Path directory,
      boolean captured,
      ImmutableList<Series> series) {
    this(
        scenario, result, verdicts, fingerprint, defaultKernel, directory, captured, series,
        ImmutableList.of(), ImmutableMap.of());
  }

  public Conclusion conclusion() {
    if (result.nodes().stream().anyMatch(node -> node.crash() != null)) {
      return Conclusion.CRASHED;
    }
    return met() == verdicts.size() && implicit.isEmpty() ? Conclusion.MET : Conclusion.FAILED;
  }

  /** How many expectations are met. */
  public int met() {
    return (int) verdicts.stream().filter(v -> v.status() == Status.MET).count();
  }

  /** What to look at first: the page for people if there is one, else the directory. */
  String where() {
    Path page = directory.resolve(RunDirectory.REPORT);
    return Files.exists(page) ? "report in " + page : "results in " + directory;
  }

  /** The name of a node's kernel build. */
  public String kernelOf(NodeResult node) {
    return node.kernelName().isEmpty() ? defaultKernel : node.kernelName();
  }
}
