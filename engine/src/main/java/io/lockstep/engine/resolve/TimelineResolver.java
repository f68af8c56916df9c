package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.When;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.engine.model.Limits;
import io.lockstep.grammar.ast.Completion;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/** Turns the blocks of the timeline into blocks of actions, and orders the starts of activities. */
final class TimelineResolver {
  /** More blocks than this nobody can mean. */
  private static final int MOST_BLOCKS = 100_000;

  private final Context context;
  private final ActionResolver actions;
  private final Function<Scope, Conditions> conditions;
  private final List<ActivitySpec> activities;
  private final Starts starts;
  private final ToIntBiFunction<Placed<? extends Statement>, Integer> programs;
  private final StartChecks checks;
  private final List<ActionBlock> blocks = new ArrayList<>();

  /**
   * @param conditions for what stands behind {@code when}, by its scope
   * @param programs which activity an action is that runs a program, by round; or -1
   * @param activities those of the case; their starts are put right
   */
  TimelineResolver(
      Context context,
      ActionResolver actions,
      Function<Scope, Conditions> conditions,
      List<ActivitySpec> activities,
      Starts starts,
      ToIntBiFunction<Placed<? extends Statement>, Integer> programs) {
    this.context = context;
    this.actions = actions;
    this.conditions = conditions;
    this.activities = activities;
    this.starts = starts;
    this.programs = programs;
    this.checks = new StartChecks(activities, starts, context.problems());
  }

  ImmutableList<ActionBlock> resolve() {
    starts
        .after()
        .forEach(
            (activity, after) ->
                context
                    .problems()
                    .guard(
                        () -> {
                          When when = after(after.setting().completion(), after.scope());
                          activities.set(activity, activities.get(activity).withStart(when));
                          checks.ordered(activity, after.setting().completion().span());
                        }));
    for (Plan.Block block : context.plan().timeline) {
      context.problems().guard(() -> block(block));
    }
    checks.finish(blocks);
    return ImmutableList.copyOf(blocks);
  }

  private void block(Plan.Block block) {
    Statement statement = block.statement();
    Scope scope = block.scope();
    if (statement instanceof Statement.Fault) {
      add(new When.At(0), block);
    } else if (statement instanceof Statement.Inject inject) {
      Optional<Expression> at = PacketResolver.clause(inject.clauses(), "at");
      if (at.isEmpty()) {
        throw Mistake.at(
            inject.span(),
            "needs-time",
            "expected a time; write 'at 1s' before the block, or 'at 1s { inject … }'");
      }
      add(new When.At(time(at.get(), scope)), block);
    } else if (statement instanceof Statement.At at) {
      add(new When.At(time(at.time(), scope)), block);
    } else if (statement instanceof Statement.During during) {
      during(during, block);
    } else if (statement instanceof Statement.Every every) {
      if (every.interval() instanceof Expression.PacketSeen packet) {
        each(packet, block);
      } else {
        every(every, block);
      }
    } else if (statement instanceof Statement.After after) {
      When when = or(() -> after(after.completion(), scope));
      add(when, block);
    } else if (statement instanceof Statement.When when) {
      When once =
          or(() -> new When.Once(conditions.apply(scope).resolve(when.condition())));
      add(once, block);
    }
  }

  private void each(Expression.PacketSeen packet, Plan.Block block) {
    Optional<Condition> condition =
        context.problems().attempt(() -> conditions.apply(block.scope()).resolve(packet));
    if (condition.isPresent() && !(condition.get() instanceof Condition.PacketSeen)) {
      throw Mistake.at(
          packet.link().span(), "not-one", "expected one link or LAN, found several");
    }
    for (Placed<? extends Statement> action : block.actions()) {
      if (action.statement() instanceof Statement.Exec) {
        throw Mistake.at(
            action.statement().span(),
            "not-an-action",
            "a program cannot start at every packet, since each starts once");
      }
    }
    When when =
        condition
            .map(seen -> (When) new When.Each((Condition.PacketSeen) seen))
            .orElseGet(() -> new When.At(0));
    add(when, block);
  }

  /** A wrong trigger is reported; the actions are looked at nevertheless. */
  private When or(java.util.function.Supplier<When> trigger) {
    return context.problems().attempt(trigger).orElseGet(() -> new When.At(0));
  }

  private long time(Expression expression, Scope scope) {
    return context
        .problems()
        .attempt(
            () ->
                Horizon.within(
                    context.evaluator().timeNs(expression, scope), expression.span()))
        .orElse(0L);
  }

  private void add(When when, Plan.Block block) {
    add(when, block, 0);
  }

  private void add(When when, Plan.Block block, int round) {
    Source source = context.sources().of(block.statement());
    List<ActionSpec> specs = new ArrayList<>();
    for (Placed<? extends Statement> action : block.actions()) {
      context
          .problems()
          .guard(
              () -> {
                List<ActionSpec> some =
                    action.statement() instanceof Statement.Exec exec
                        ? run(exec, programs.applyAsInt(action, round))
                        : actions.resolve(action.statement(), action.scope());
                checks.acted(when, action.statement(), some);
                specs.addAll(some);
              });
    }
    if (blocks.size() >= MOST_BLOCKS) {
      throw Mistake.at(
          block.statement().span(),
          "too-many",
          String.format(Locale.ROOT, "the timeline has more than %,d blocks", MOST_BLOCKS));
    }
    blocks.add(new ActionBlock(when, ImmutableList.copyOf(specs), source));
  }

  private List<ActionSpec> run(Statement.Exec exec, int activity) {
    return activity < 0
        ? List.of()
        : List.of(new ActionSpec.Start(activity, context.sources().of(exec)));
  }

  private void during(Statement.During during, Plan.Block block) {
    long from = time(during.from(), block.scope());
    long to = time(during.to(), block.scope());
    if (to <= from && to > 0) {
      throw Mistake.at(
          during.to().span(),
          "impossible-time",
          "expected a time after " + Conditions.time(from) + ", found " + Conditions.time(to));
    }
    int index = blocks.size();
    add(new When.At(from), block);
    Source source = context.sources().of(during);
    blocks.add(
        new ActionBlock(
            new When.At(to),
            ImmutableList.of(new ActionSpec.Undo(index, source)),
            source));
  }

  private void every(Statement.Every every, Plan.Block block) {
    Scope scope = block.scope();
    long interval = context.evaluator().timeNs(every.interval(), scope);
    if (interval == 0) {
      throw Mistake.at(
          every.interval().span(), "out-of-range", "expected a time above 0s, found 0s");
    }
    long from = every.from().map(expression -> time(expression, scope)).orElse(0L);
    if (every.times().isEmpty() && every.to().isEmpty()) {
      throw Mistake.at(
          every.span(),
          "never-ends",
          "this never ends, expected 'to' or 'times', such as 'every "
              + Sources.oneLine(every.interval())
              + " from 2s to 10s' or 'every "
              + Sources.oneLine(every.interval())
              + " 5 times'");
    }
    long rounds = Long.MAX_VALUE;
    if (every.times().isPresent()) {
      rounds =
          context.evaluator().integer(every.times().get(), scope, "a count", 1, MOST_BLOCKS);
    }
    if (every.to().isPresent()) {
      long to = time(every.to().get(), scope);
      if (to < from) {
        throw Mistake.at(
            every.to().get().span(),
            "impossible-time",
            "expected a time of at least " + Conditions.time(from) + ", found "
                + Conditions.time(to));
      }
      rounds = Math.min(rounds, (to - from) / interval + 1);
    }
    if (rounds > MOST_BLOCKS) {
      throw Mistake.at(
          every.span(),
          "too-many",
          String.format(
              Locale.ROOT, "this happens %,d times, expected at most %,d", rounds, MOST_BLOCKS));
    }
    long last = from + (rounds - 1) * interval;
    if (last > Limits.LATEST_NS) {
      Span span = every.times().orElse(every.interval()).span();
      throw Mistake.at(
          span,
          "impossible-time",
          "the last of these would happen at "
              + Conditions.time(last)
              + ", expected a time of at most a week ("
              + Conditions.time(Limits.LATEST_NS)
              + ")");
    }
    for (long round = 0; round < rounds; round++) {
      add(new When.At(from + round * interval), block, (int) round);
    }
  }

  private When after(Completion completion, Scope scope) {
    TreeSet<Integer> found = new TreeSet<>();
    for (Reference reference : completion.activities()) {
      for (Names.Entry entry :
          context.names().all(reference, scope, Names.Kind.ACTIVITIES)) {
        found.add(entry.index());
      }
    }
    long delay =
        completion
            .delay()
            .map(expression -> context.evaluator().timeNs(expression, scope))
            .orElse(0L);
    return new When.After(ImmutableSortedSet.copyOf(found), delay);
  }
}
