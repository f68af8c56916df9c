package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScriptExpression;
import io.lockstep.engine.model.ScriptStep;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Completion;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.StepClause;
import io.lockstep.grammar.ast.Trees;
import io.lockstep.libos.Errno;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns the lines of one program into steps: loops unrolled, names known, calls checked. */
final class ScriptResolver {
  /** How long a call may block unless the program says otherwise. */
  static final long TIMEOUT_NS = 600_000_000_000L;

  private final Context context;
  private final Evaluator evaluator;
  private final Problems problems;
  private final List<NodeState> nodes;
  private final PathFinder paths;
  private final List<ActivitySpec> activities;
  private final Map<Integer, Set<String>> labels;
  private final Loops loops;

  private final List<ScriptStep> steps = new ArrayList<>();

  /** Variables of the program, with the fields that each is known to have, if it is. */
  private final Map<String, Optional<ImmutableList<String>>> variables = new LinkedHashMap<>();

  private final Map<String, Span> ownLabels = new LinkedHashMap<>();
  private ActivitySpec.Script script;

  /**
   * @param labels of each program, by the index of its activity
   */
  ScriptResolver(
      Context context,
      List<NodeState> nodes,
      PathFinder paths,
      List<ActivitySpec> activities,
      Map<Integer, Set<String>> labels) {
    this.context = context;
    this.evaluator = context.evaluator();
    this.problems = context.problems();
    this.nodes = nodes;
    this.paths = paths;
    this.activities = activities;
    this.labels = labels;
    this.loops = new Loops(evaluator);
  }

  /** The labels that a program has. */
  static Set<String> labels(Statement.Script script) {
    Set<String> found = new TreeSet<>();
    for (AstNode node : Trees.preOrder(script)) {
      if (node instanceof Statement.Label label) {
        found.add(label.name().text());
      }
    }
    return found;
  }

  /** The steps of a program. */
  ImmutableList<ScriptStep> resolve(
      Statement.Script statement, ActivitySpec.Script spec, Scope scope) {
    script = spec;
    body(statement.steps(), scope);
    return ImmutableList.copyOf(steps);
  }

  private void body(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      problems.guard(() -> statement(statement, scope));
    }
  }

  private void statement(Statement statement, Scope scope) {
    loops.statement(statement.span());
    Source source = context.sources().of(statement);
    if (statement instanceof Statement.Step step) {
      wait(step.moment(), step.sequel(), scope, source);
      step(step, scope, source);
    } else if (statement instanceof Statement.Wait wait) {
      wait(wait.moment(), wait.sequel(), scope, source);
    } else if (statement instanceof Statement.At at) {
      wait(Optional.of(at.time()), Optional.empty(), scope, source);
      body(at.actions(), scope);
    } else if (statement instanceof Statement.After after) {
      wait(Optional.empty(), Optional.of(after.completion()), scope, source);
      body(after.actions(), scope);
    } else if (statement instanceof Statement.Label label) {
      Span earlier = ownLabels.putIfAbsent(label.name().text(), label.span());
      if (earlier != null && !earlier.equals(label.span())) {
        throw Mistake.at(
            label.name().span(),
            "duplicate-name",
            "'" + label.name() + "' is already the name of a label",
            "first defined at " + earlier.location());
      }
      steps.add(new ScriptStep.Label(label.name().text(), source));
    } else if (statement instanceof Statement.For loop) {
      loops.run(loop.variable(), loop.values(), scope, round -> body(loop.body(), round));
    } else if (statement instanceof Statement.If choice) {
      choice(choice, scope);
    } else if (!(statement instanceof Statement.ScriptSetting)) {
      throw Mistake.at(
          statement.span(),
          "not-a-call",
          "expected a call such as 'connect(s, b:80)', found '" + Sources.oneLine(statement) + "'");
    }
  }

  private ScriptExpressions expressions(Scope scope) {
    return new ScriptExpressions(
        context, nodes, paths, script.node(), variables, scope);
  }

  // ------------------------------------------------------------- conditions

  /** Decided now if it can be, else during the run. */
  private void choice(Statement.If choice, Scope scope) {
    List<Integer> ends = new ArrayList<>();
    boolean decided = false;
    for (Statement.If.Branch branch : choice.branches()) {
      ScriptExpressions expressions = expressions(scope);
      ScriptExpression condition = expressions.resolve(branch.condition());
      if (expressions.calls().isEmpty()
          && condition instanceof ScriptExpression.Constant constant) {
        if (!expressions.truth(constant, branch.condition().span())) {
          continue;
        }
        decided = true;
        body(branch.body(), scope);
        break;
      }
      int test = steps.size();
      Source source = context.sources().of(branch);
      steps.add(null);
      body(branch.body(), scope);
      ends.add(steps.size());
      steps.add(null);
      steps.set(
          test,
          new ScriptStep.Unless(expressions.calls(), condition, steps.size(), source));
    }
    if (!decided) {
      choice.otherwise().ifPresent(other -> body(other, scope));
    }
    for (int end : ends) {
      steps.set(end, new ScriptStep.Goto(steps.size(), context.sources().of(choice)));
    }
  }

  // ---------------------------------------------------------------- waiting

  private void wait(
      Optional<Expression> moment, Optional<Completion> sequel, Scope scope, Source source) {
    if (moment.isPresent()) {
      long time =
          Horizon.within(evaluator.timeNs(moment.get(), scope), moment.get().span());
      steps.add(new ScriptStep.Until(time, source));
    }
    if (sequel.isPresent()) {
      ImmutableList.Builder<ScriptStep.Event> events = ImmutableList.builder();
      for (Reference reference : sequel.get().activities()) {
        events.add(event(reference, scope));
      }
      long delay = sequel.get().delay().map(time -> evaluator.timeNs(time, scope)).orElse(0L);
      steps.add(new ScriptStep.After(events.build(), delay, source));
    }
  }

  private ScriptStep.Event event(Reference reference, Scope scope) {
    if (reference.parent().isPresent() && reference.indices().isEmpty()) {
      Names.Entry owner = context.names().find(reference.parent().get(), scope);
      if (owner != null && owner.kind() == Names.Kind.SCRIPT) {
        if (owner.index() < 0) {
          throw Mistake.silent();
        }
        Set<String> known = labels.get(owner.index());
        if (!known.contains(reference.name())) {
          throw Mistake.at(
              reference.span(),
              "unknown-name",
              "the program '" + owner.name() + "' has no label '" + reference.name() + "'"
                  + Suggestions.didYouMean(reference.name(), known),
              "a label is written as 'label " + reference.name() + "' in the program");
        }
        return new ScriptStep.Event(owner.index(), reference.name());
      }
    }
    Names.Entry entry = context.names().one(reference, scope, Names.Kind.ACTIVITIES);
    if (entry.index() < 0) {
      throw Mistake.silent();
    } else if (entry.index() == script.index()) {
      throw Mistake.at(
          reference.span(), "impossible-time", "a program cannot wait for its own end");
    }
    return new ScriptStep.Event(entry.index(), "");
  }

  // ------------------------------------------------------------------ calls

  private void step(Statement.Step step, Scope scope, Source source) {
    ScriptExpressions expressions = expressions(scope);
    ScriptExpression value = expressions.resolve(step.value());
    String variable =
        step.variable().map(name -> variable(name, expressions, scope)).orElse("");
    boolean plain =
        value instanceof ScriptExpression.Result result
            && result.call() == expressions.calls().size() - 1;
    boolean check = variable.isEmpty() && !plain;
    if (check && !isCondition(step.value())) {
      throw Mistake.at(
          step.value().span(),
          "not-a-call",
          "expected a call or a comparison such as 'recv(s, 100) == \"hello\"', found '"
              + Sources.oneLine(step.value()) + "'");
    }
    ScriptStep.Expected expected = expected(step, scope, expressions, plain);
    if (!variable.isEmpty()) {
      variables.put(variable, expressions.fields(value));
    }
    steps.add(
        new ScriptStep.Run(expressions.calls(), value, variable, check, expected, source));
  }

  private String variable(Reference name, ScriptExpressions expressions, Scope scope) {
    if (scope.definition(name.name()) != null) {
      throw Mistake.at(
          name.span(),
          "duplicate-name",
          "'" + name.name() + "' is already the name of a variable outside of the program",
          "first defined at " + scope.definition(name.name()).location());
    }
    return expressions.indexed(name.name(), name.indices());
  }

  private static boolean isCondition(Expression value) {
    return value instanceof Expression.Binary binary
            && (binary.operator().isComparison() || !binary.operator().isArithmetic())
        || value instanceof Expression.Unary unary
            && unary.operator() == io.lockstep.grammar.ast.UnaryOperator.NOT;
  }

  private ScriptStep.Expected expected(
      Statement.Step step, Scope scope, ScriptExpressions expressions, boolean plain) {
    int errno = 0;
    long least = -1;
    long most = -1;
    long blocks = -1;
    long timeout = -1;
    for (StepClause clause : step.clauses()) {
      if (expressions.calls().isEmpty()) {
        throw Mistake.at(
            clause.span(), "wrong-clause",
            "'" + clause.kind().word() + "' belongs behind a call");
      }
      boolean whole = clause.kind() == StepClause.Kind.FAILS || clause.kind() == StepClause.Kind.BLOCKS;
      if (whole && (!plain || step.variable().isPresent())) {
        throw Mistake.at(
            clause.span(), "wrong-clause",
            "a call that '" + clause.kind().word()
                + "' has no value; expected nothing but the call in front of it");
      }
      switch (clause.kind()) {
        case FAILS -> errno = errno(clause.value());
        case TAKES -> {
          if (clause.value() instanceof Expression.Range range) {
            least = evaluator.timeNs(range.from(), scope);
            most = evaluator.timeNs(range.to(), scope);
            if (most < least) {
              throw Mistake.at(
                  range.span(), "out-of-range",
                  "expected the longer time behind '..', found " + Conditions.time(most));
            }
          } else {
            least = evaluator.timeNs(clause.value(), scope);
            most = least;
          }
        }
        case BLOCKS -> blocks = positive(clause.value(), scope);
        case TIMEOUT -> timeout = positive(clause.value(), scope);
        default -> throw new AssertionError(clause.kind());
      }
    }
    if (blocks >= 0 && (errno > 0 || most >= 0 || timeout >= 0)) {
      throw Mistake.at(
          step.clauses().get(0).span(), "wrong-clause",
          "a call that 'blocks' does not return; expected no other clause beside it");
    }
    return new ScriptStep.Expected(errno, least, most, blocks, timeout);
  }

  private long positive(Expression value, Scope scope) {
    long time = evaluator.timeNs(value, scope);
    if (time == 0) {
      throw Mistake.at(value.span(), "out-of-range", "expected a time above 0s, found 0s");
    }
    return time;
  }

  private static int errno(Expression value) {
    String name = ((Expression.Word) value).name();
    return Errno.number(name)
        .orElseThrow(
            () ->
                Mistake.at(
                    value.span(),
                    "unknown-name",
                    "unknown error '" + name + "'" + Suggestions.didYouMean(name, Errno.names()),
                    "expected the name of an error such as ECONNREFUSED"));
  }
}
