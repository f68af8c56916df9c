package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a syntax tree into runnable cases: binds parameters, unrolls loops, looks up names, checks
 * units, times and addresses, and computes addresses and routes that were left to the engine.
 *
 * <p>The result depends on the tree and the options alone.
 */
public final class Resolver {
  /** More cases than this a scenario can't have. */
  public static final int MOST_CASES = 10_000;

  private Resolver() {}

  /**
   * Resolves a scenario. Users' errors end up among the diagnostics, all at once.
   *
   * @param file a tree without syntax errors
   */
  public static Resolution resolve(ScenarioFile file, ResolveOptions options) {
    Problems problems = new Problems();
    List<Statement.Param> params = params(file);
    long count = 1;
    for (Statement.Param param : params) {
      count = Math.min(count * param.values().size(), Integer.MAX_VALUE);
      if (count > MOST_CASES) {
        problems.error(
            param.span(),
            "too-many",
            String.format("the parameters make more than %,d cases", MOST_CASES));
        return new Resolution(ImmutableList.of(), problems.diagnostics());
      }
    }
    Sources sources = new Sources();
    Evaluator evaluator = new Evaluator(problems);
    List<ScenarioCase> cases = new ArrayList<>();
    Set<String> caseNames = new HashSet<>();
    for (int number = 0; number < count && !problems.isFull(); number++) {
      Map<Statement.Param, Expression> choice = choice(params, number, (int) count);
      problems.enterCase(written(choice, params), number == 0);
      Plan plan = new Expander(evaluator, problems, choice::get).expand(file);
      String name = CaseNames.of(plan.parameters);
      if (!caseNames.add(name) && !problems.hasErrors()) {
        problems.error(
            params.get(0).span(), "same-case", "two cases have the same parameters: " + name);
      }
      CaseResolver resolver = new CaseResolver(file, options, problems, sources, evaluator);
      cases.add(resolver.resolve(plan, name));
    }
    return new Resolution(
        problems.hasErrors() ? ImmutableList.of() : ImmutableList.copyOf(cases),
        problems.diagnostics());
  }

  private static List<Statement.Param> params(ScenarioFile file) {
    List<Statement.Param> params = new ArrayList<>();
    for (Statement statement : file.statements()) {
      if (statement instanceof Statement.Param param && !param.values().isEmpty()) {
        params.add(param);
      }
    }
    return params;
  }

  /** The value of each parameter in one case; the first parameter varies slowest. */
  private static Map<Statement.Param, Expression> choice(
      List<Statement.Param> params, int number, int count) {
    Map<Statement.Param, Expression> choice = new HashMap<>();
    int block = count;
    int rest = number;
    for (Statement.Param param : params) {
      block /= param.values().size();
      choice.put(param, param.values().get(rest / block));
      rest %= block;
    }
    return choice;
  }

  private static String written(
      Map<Statement.Param, Expression> choice, List<Statement.Param> params) {
    StringBuilder text = new StringBuilder();
    for (Statement.Param param : params) {
      text.append(text.length() == 0 ? "" : ", ")
          .append(param.name())
          .append(" = ")
          .append(Sources.oneLine(choice.get(param)));
    }
    return text.toString();
  }
}
