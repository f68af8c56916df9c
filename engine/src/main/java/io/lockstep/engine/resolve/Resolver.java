package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns a syntax tree into runnable cases: binds parameters, unrolls loops, looks up names, checks
 * units, times and addresses, and computes addresses and routes that were left to the engine.
 *
 * <p>The result depends on the tree and the options alone.
 */
public final class Resolver {
  /** More cases than this a scenario cannot have. */
  public static final int MOST_CASES = 10_000;

  private Resolver() {}

  /**
   * Resolves a scenario that includes no other files.
   *
   * @param file a tree without syntax errors
   */
  public static Resolution resolve(ScenarioFile file, ResolveOptions options) {
    return resolve(file, ImmutableMap.of(), options);
  }

  /**
   * Resolves a scenario. Users' errors end up among the diagnostics, all at once.
   *
   * @param file a tree without syntax errors
   * @param includes the files that its statements, and those of these files, include
   */
  public static Resolution resolve(
      ScenarioFile file,
      ImmutableMap<Statement.Include, ScenarioFile> includes,
      ResolveOptions options) {
    Problems problems = new Problems();
    Library library = new Library(file, includes, options.parameters(), problems);
    problems.order(library::rank);
    library.checkParameters(problems);
    List<ImmutableList<Integer>> choices = new CaseFinder(library, problems).find();
    Sources sources = new Sources();
    List<ScenarioCase> cases = new ArrayList<>();
    Set<String> caseNames = new HashSet<>();
    for (int number = 0; number < choices.size() && !problems.isFull(); number++) {
      ImmutableList<Integer> picks = choices.get(number);
      Evaluator evaluator = new Evaluator(problems);
      Plan plan = new Plan(new Names(evaluator, problems, new Outlook(library, () -> picks)));
      problems.enterCase(() -> CaseFinder.hint(plan.parameters), number == 0);
      new Expander(library, evaluator, problems, plan, Choices.of(picks)).expand();
      String name = CaseNames.of(plan.parameters);
      if (!caseNames.add(name) && !problems.hasErrors()) {
        problems.error(
            library.parameters().get(0).span(),
            "same-case",
            "two cases have the same parameters: " + name);
      }
      CaseResolver resolver = new CaseResolver(file, options, problems, sources, evaluator);
      cases.add(resolver.resolve(plan, name));
    }
    return new Resolution(
        problems.hasErrors() ? ImmutableList.of() : ImmutableList.copyOf(cases),
        problems.diagnostics());
  }
}
