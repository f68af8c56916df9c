package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.Engine;
import io.lockstep.engine.EngineException;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.Expansion;
import io.lockstep.engine.ReadOptions;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All cases of a suite, in the order of reports, with the results that need no run. */
final class SuitePlan {
  private final Map<SuiteCase, CaseResult> cases = new LinkedHashMap<>();

  private SuitePlan() {}

  /** Cases in order; with a result where it is known already, else with null. */
  Map<SuiteCase, CaseResult> cases() {
    return cases;
  }

  /**
   * Expands all scenarios.
   *
   * @param broken why kernels are not there, by name
   * @param kept seeds that failed earlier, by {@link SuiteCase#group}
   */
  static SuitePlan of(
      SuiteSpec suite,
      SuiteOptions options,
      Engine engine,
      Map<String, String> broken,
      Map<String, ? extends Set<Long>> kept) {
    SuitePlan plan = new SuitePlan();
    for (SuiteSpec.Entry entry : suite.entries()) {
      plan.expand(suite, entry, options, engine, broken, kept);
    }
    plan.select(options);
    return plan;
  }

  private void expand(
      SuiteSpec suite,
      SuiteSpec.Entry entry,
      SuiteOptions options,
      Engine engine,
      Map<String, String> broken,
      Map<String, ? extends Set<Long>> kept) {
    List<String> names = List.of("");
    CaseResult known = null;
    Set<String> needPrograms = new TreeSet<>();
    try {
      OptionalLong seed =
          entry.seeds().isEmpty() ? OptionalLong.empty() : OptionalLong.of(entry.seeds().get(0));
      Expansion expansion =
          engine.expand(
              entry.file(), new ReadOptions(seed, entry.parameters(), suite.include()));
      if (expansion.cases().isEmpty()) {
        known = invalid(expansion, entry.exit());
      } else {
        names = expansion.cases().stream().map(ScenarioCase::name).toList();
        for (ScenarioCase one : expansion.cases()) {
          if (one.activities().stream().anyMatch(ActivitySpec.Program.class::isInstance)) {
            needPrograms.add(one.name());
          }
        }
      }
    } catch (EngineException e) {
      boolean invalid = e.exitCode() == ExitCode.INVALID;
      known =
          CaseResult.without(invalid ? CaseStatus.INVALID : CaseStatus.ERROR, e.getMessage());
    }
    for (String name : names) {
      CaseResult skipped =
          needPrograms.contains(name) && !options.execAllowed()
              ? CaseResult.without(CaseStatus.SKIPPED, "runs programs, which takes --allow-exec")
              : known;
      for (String kernel : kernels(suite, entry)) {
        CaseResult result =
            broken.containsKey(kernel)
                ? CaseResult.without(CaseStatus.ERROR, broken.get(kernel).split("\n"))
                : skipped;
        add(entry, name, kernel, result, kept);
      }
    }
  }

  private void add(
      SuiteSpec.Entry entry,
      String name,
      String kernel,
      CaseResult result,
      Map<String, ? extends Set<Long>> kept) {
    SuiteCase first =
        new SuiteCase(
            entry.label(), entry.file(), name, entry.parameters(), kernel, -1, entry.exit(),
            entry.limitSeconds(), entry.capture());
    if (entry.seeds().isEmpty()) {
      cases.put(first, result);
      return;
    }
    Set<Long> seeds = new TreeSet<>(entry.seeds());
    seeds.addAll(kept.containsKey(first.group()) ? kept.get(first.group()) : Set.of());
    seeds.forEach(seed -> cases.put(first.withSeed(seed), result));
  }

  private static List<String> kernels(SuiteSpec suite, SuiteSpec.Entry entry) {
    if (!entry.kernels().isEmpty()) {
      return entry.kernels();
    }
    return suite.kernels().isEmpty()
        ? List.of("")
        : suite.kernels().stream().map(KernelWish::name).toList();
  }

  private static CaseResult invalid(Expansion expansion, int expectedExit) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    expansion.diagnostics().forEach(one -> one.render().lines().forEach(lines::add));
    CaseStatus status = expectedExit == 2 ? CaseStatus.PASSED : CaseStatus.INVALID;
    String[] details = lines.build().toArray(String[]::new);
    return CaseResult.without(status, details);
  }

  /** Filters, then takes this machine's share. */
  private void select(SuiteOptions options) {
    List<SuiteCase> all = new ArrayList<>(cases.keySet());
    all.removeIf(one -> leavesOut(one, options.filters()));
    cases.keySet().retainAll(all);
    for (int i = 0; i < all.size(); i++) {
      if (i % options.shards() != options.shard() - 1) {
        cases.remove(all.get(i));
      }
    }
  }

  /** Whether the filters leave a case out. */
  static boolean leavesOut(SuiteCase one, List<String> filters) {
    boolean wanted = filters.stream().allMatch(filter -> filter.startsWith("!"));
    boolean unwanted = false;
    for (String filter : filters) {
      if (filter.startsWith("!")) {
        unwanted |= pattern(filter.substring(1)).matcher(one.id()).find();
      } else {
        wanted |= pattern(filter).matcher(one.id()).find();
      }
    }
    return !wanted || unwanted;
  }

  /** A part of the id, with {@code *} for anything. */
  private static Pattern pattern(String filter) {
    StringBuilder regex = new StringBuilder();
    for (String part : filter.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }
}
