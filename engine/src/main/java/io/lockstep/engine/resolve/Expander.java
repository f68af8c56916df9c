package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Implicit;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Trees;
import java.util.List;
import java.util.Map;

/** Sorts the statements of one case by kind. */
final class Expander extends Walk {
  private final Plan plan;

  /**
   * @param plan what to fill
   * @param choices which of its values each parameter has
   */
  Expander(Library library, Evaluator evaluator, Problems problems, Plan plan, Choices choices) {
    super(library, evaluator, problems, plan.names, choices);
    this.plan = plan;
  }

  void expand() {
    run();
    names.complete();
  }

  @Override
  void parameter(Statement.Param param, ParameterValue value) {
    plan.parameters.put(param.name().text(), value.text());
  }

  @Override
  void visit(Statement statement, Scope scope, Place place) {
    if (statement instanceof Statement.Nodes nodes) {
      plan.nodes.add(new Placed<>(nodes, scope));
    } else if (statement instanceof Statement.Link || statement instanceof Statement.Lan) {
      plan.wires.add(new Placed<>(statement, scope));
    } else if (statement instanceof Statement.Set set) {
      plan.sets.add(new Placed<>(set, scope));
    } else if (isNetwork(statement)) {
      plan.network.add(new Placed<>(statement, scope));
      if (statement instanceof Statement.Route route) {
        plan.routes.add(new Placed<>(route, scope));
      }
    } else if (statement instanceof Statement.Flow
        || statement instanceof Statement.Ping
        || statement instanceof Statement.Exec
        || statement instanceof Statement.Script) {
      plan.activities.add(new Placed<>(statement, scope));
    } else if (statement instanceof Statement.Expect expect) {
      plan.expectations.add(new Placed<>(expect, scope));
    } else if (statement instanceof Statement.Sequence sequence) {
      sequence(sequence, scope);
    } else if (statement instanceof Statement.Sample sample) {
      plan.samples.add(new Placed<>(sample, scope));
    } else if (statement instanceof Statement.RoutesAuto) {
      plan.routesAuto = statement.span();
    } else if (!timeline(statement, scope)) {
      global(statement, scope, place);
    }
  }

  private static boolean isNetwork(Statement statement) {
    return statement instanceof Statement.Route
        || statement instanceof Statement.Rule
        || statement instanceof Statement.Neighbour
        || statement instanceof Statement.Address;
  }

  private boolean timeline(Statement statement, Scope scope) {
    if (statement instanceof Statement.At at) {
      block(at, at.actions(), scope);
    } else if (statement instanceof Statement.During during) {
      block(during, during.actions(), scope);
    } else if (statement instanceof Statement.Every every) {
      block(every, every.actions(), naming(every.interval(), scope));
    } else if (statement instanceof Statement.After after) {
      block(after, after.actions(), scope);
    } else if (statement instanceof Statement.When when) {
      block(when, when.actions(), naming(when.condition(), scope));
    } else if (statement instanceof Statement.Fault || statement instanceof Statement.Inject) {
      plan.timeline.add(
          new Plan.Block(statement, scope, ImmutableList.of(new Placed<>(statement, scope))));
    } else if (statement instanceof Statement.LinkState
        || statement instanceof Statement.StartStop
        || statement instanceof Statement.Reboot
        || statement instanceof Statement.Remove) {
      throw Mistake.at(
          statement.span(),
          "needs-time",
          "expected a time; write 'at 5s { " + Sources.oneLine(statement) + " }'");
    } else {
      return false;
    }
    return true;
  }

  /** With the names of the packets that a condition waits for. */
  private Scope naming(Expression condition, Scope scope) {
    Scope named = scope;
    for (AstNode node : Trees.preOrder(condition)) {
      if (node instanceof Expression.PacketSeen seen && seen.name().isPresent()) {
        named = named(named == scope ? scope.block() : named, seen.name().get());
      }
    }
    return named;
  }

  private Scope named(Scope scope, Name name) {
    Loops.checkFree(name, scope);
    Value packet = new Value.Packet(name.text(), plan.namedPackets++);
    return scope.with(name.text(), packet, name.span());
  }

  private void sequence(Statement.Sequence sequence, Scope scope) {
    ImmutableList.Builder<Placed<? extends Statement>> flat = ImmutableList.builder();
    Placed<Statement.Sequence> placed = new Placed<>(sequence, scope);
    steps(sequence.steps(), scope.block(), flat);
    plan.expectations.add(placed);
    plan.sequences.put(placed, flat.build());
  }

  private void steps(
      List<Statement> steps,
      Scope scope,
      ImmutableList.Builder<Placed<? extends Statement>> flat) {
    Scope reached = scope;
    for (Statement step : steps) {
      Scope before = reached;
      loops().statement(step.span());
      if (step instanceof Statement.For loop) {
        problems.guard(
            () ->
                loops()
                    .run(
                        loop.variable(),
                        loop.values(),
                        before,
                        round -> steps(loop.body(), round, flat)));
      } else if (step instanceof Statement.If choice) {
        problems.guard(() -> steps(branch(choice, before), before.block(), flat));
      } else {
        if (step instanceof Statement.PacketLine line && line.name().isPresent()) {
          Name name = line.name().get();
          reached = problems.attempt(() -> named(before, name)).orElse(before);
        }
        flat.add(new Placed<>(step, reached));
      }
    }
  }

  private void block(Statement statement, List<Statement> actions, Scope scope) {
    ImmutableList.Builder<Placed<? extends Statement>> flat = ImmutableList.builder();
    actions(actions, scope, flat);
    plan.timeline.add(new Plan.Block(statement, scope, flat.build()));
  }

  private void actions(
      List<Statement> actions,
      Scope scope,
      ImmutableList.Builder<Placed<? extends Statement>> flat) {
    for (Statement action : actions) {
      problems.guard(() -> action(action, scope, flat));
    }
  }

  private void action(
      Statement action, Scope scope, ImmutableList.Builder<Placed<? extends Statement>> flat) {
    loops().statement(action.span());
    if (action instanceof Statement.For loop) {
      loops()
          .run(loop.variable(), loop.values(), scope, round -> actions(loop.body(), round, flat));
    } else if (action instanceof Statement.If choice) {
      actions(branch(choice, scope), scope.block(), flat);
    } else if (action instanceof Statement.LinkState
        || action instanceof Statement.Set
        || action instanceof Statement.StartStop
        || action instanceof Statement.Reboot
        || action instanceof Statement.Exec
        || action instanceof Statement.Remove
        || action instanceof Statement.Fault
        || action instanceof Statement.Inject
        || isNetwork(action)) {
      flat.add(new Placed<>(action, scope));
    } else {
      throw Mistake.at(
          action.span(),
          "not-an-action",
          "expected an action such as 'down', 'up' or 'set', found '"
              + Sources.oneLine(action) + "'");
    }
  }

  /** What exists once in a scenario, and is the same everywhere in it. */
  private void global(Statement statement, Scope scope, Place place) {
    boolean title = statement instanceof Statement.Title || statement instanceof Statement.Seed;
    if (place != Place.TOP && (place != Place.CONDITION || title)) {
      throw misplaced(statement, place);
    }
    if (statement instanceof Statement.Title only) {
      once(plan.title == null ? null : plan.title.statement().span(), only, "a title");
      plan.title = new Placed<>(only, scope);
    } else if (statement instanceof Statement.Seed only) {
      once(plan.seed == null ? null : plan.seed.statement().span(), only, "a seed");
      plan.seed = new Placed<>(only, scope);
    } else if (statement instanceof Statement.Capture only) {
      once(plan.capture, only, "a 'capture' statement");
      plan.capture = only.span();
      plan.captureWanted = only.on();
    } else if (statement instanceof Statement.Implicit implicit) {
      List<Implicit> named =
          implicit.names().stream().flatMap(name -> Implicit.of(name).stream()).toList();
      List<Implicit> all = named.isEmpty() ? List.of(Implicit.values()) : named;
      if (implicit.on()) {
        plan.implicit.addAll(all);
      } else {
        all.forEach(plan.implicit::remove);
      }
    } else if (statement instanceof Statement.KernelAlias alias) {
      define(plan.kernels, alias.alias(), new Placed<>(alias, scope), "kernel");
    } else if (statement instanceof Statement.Profile profile) {
      define(plan.profiles, profile.name(), new Placed<>(profile, scope), "profile");
    }
  }

  private <T extends Statement> void define(
      Map<String, Placed<T>> map, Name name, Placed<T> placed, String what) {
    Placed<T> earlier = map.putIfAbsent(name.text(), placed);
    if (earlier != null) {
      throw Mistake.at(
          name.span(),
          "duplicate-name",
          "'" + name + "' is already the name of a " + what,
          "first defined at " + earlier.statement().span().location());
    }
  }

  private static void once(Span earlier, AstNode statement, String what) {
    if (earlier != null) {
      throw Mistake.at(
          statement.span(),
          "given-twice",
          "the scenario already has " + what,
          "first given at " + earlier.location());
    }
  }
}
