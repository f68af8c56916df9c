package io.lockstep.engine.resolve;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the combinations of parameters that all constraints allow. */
final class CaseFinder {
  private static final int MOST_COMBINATIONS = 1_000_000;

  private final Library library;
  private final Problems problems;
  private Span lastParam;
  private Span constraint;

  CaseFinder(Library library, Problems problems) {
    this.library = library;
    this.problems = problems;
  }

  /** The choices of each case; at most {@link Resolver#MOST_CASES}, none after an error. */
  List<ImmutableList<Integer>> find() {
    List<ImmutableList<Integer>> cases = new ArrayList<>();
    Choices choices = Choices.first();
    int tried = 0;
    do {
      Header header = new Header(choices);
      problems.enterCase(() -> hint(header.values), tried == 0);
      if (header.holds()) {
        cases.add(choices.picks());
      }
      tried++;
      if (cases.size() > Resolver.MOST_CASES || tried > MOST_COMBINATIONS) {
        int most = tried > MOST_COMBINATIONS ? MOST_COMBINATIONS : Resolver.MOST_CASES;
        problems.error(
            lastParam,
            "too-many",
            String.format(
                Locale.ROOT,
                "the parameters make more than %,d %s",
                most, most == MOST_COMBINATIONS ? "combinations" : "cases"));
        return ImmutableList.of();
      }
    } while (!problems.isFull() && choices.advance());
    if (cases.isEmpty() && !problems.hasErrors()) {
      problems.enterCase(() -> "", true);
      problems.error(
          constraint,
          "no-case",
          "no case is left: no combination of the parameters fulfils the constraints");
    }
    return cases;
  }

  /** {@code cc = bbr, n = 4}. */
  static String hint(Map<String, String> values) {
    return Joiner.on(", ").withKeyValueSeparator(" = ").join(values);
  }

  /** Ends a walk. */
  private static final class Dropped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Dropped() {
      super("a constraint does not hold", null, false, false);
    }
  }

  /** Looks at what decides about a case, and at nothing else. */
  private final class Header extends Walk {
    private final Map<String, String> values = new LinkedHashMap<>();

    Header(Choices choices) {
      this(choices, new Evaluator(CaseFinder.this.problems));
    }

    private Header(Choices choices, Evaluator evaluator) {
      super(
          CaseFinder.this.library,
          evaluator,
          CaseFinder.this.problems,
          new Names(
              evaluator,
              CaseFinder.this.problems,
              new Outlook(CaseFinder.this.library, choices::picks)),
          choices);
    }

    boolean holds() {
      try {
        run();
        return true;
      } catch (Dropped dropped) {
        return false;
      }
    }

    @Override
    boolean entersBlocks() {
      return false;
    }

    @Override
    void visit(Statement statement, Scope scope, Place place) {}

    @Override
    void parameter(Statement.Param param, ParameterValue value) {
      values.put(param.name().text(), value.text());
      lastParam = param.span();
    }

    @Override
    void constraint(Statement.Constraint written, Scope scope) {
      if (!evaluator.truth(written.condition(), scope)) {
        constraint = written.span();
        throw new Dropped();
      }
    }
  }
}
