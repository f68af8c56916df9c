package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Turns traffic and programs into activities, each kind by a resolver of its own. */
final class ActivityResolver {
  private final Context context;
  private final Names names;
  private final List<NodeState> nodes;
  private final ActivityTable table;
  private final FlowResolver flows;
  private final PingResolver pings;
  private final TracerouteResolver traceroutes;
  private final ProgramResolver programs;
  private final Scripts scripts;

  /** What actions run, by the action: for each round of its block. */
  private final Map<Placed<? extends Statement>, List<Integer>> acted = new IdentityHashMap<>();

  ActivityResolver(Context context, List<NodeState> nodes, PathFinder paths) {
    this.context = context;
    this.names = context.names();
    this.nodes = nodes;
    this.table = new ActivityTable(context);
    TrafficParts parts = TrafficParts.of(context, table, nodes, paths);
    this.flows = new FlowResolver(parts);
    this.pings = new PingResolver(parts);
    this.traceroutes = new TracerouteResolver(parts);
    this.programs = new ProgramResolver(context, table.starts());
    this.scripts = new Scripts(context, table, nodes, paths);
  }

  /** What is said about the starts; of use once all activities have been resolved. */
  Starts starts() {
    return table.starts();
  }

  /** All activities; those that start after others begin at 0 for now. */
  List<ActivitySpec> resolve() {
    for (Placed<? extends Statement> placed : context.plan().activities) {
      add(placed.statement(), placed.scope());
    }
    for (Plan.Block block : context.plan().timeline) {
      Rounds rounds = Rounds.guessed(block, context);
      for (Placed<? extends Statement> action : block.actions()) {
        if (action.statement() instanceof Statement.Exec exec) {
          acted.put(action, acted(exec, action.scope(), rounds));
        }
      }
    }
    scripts.fill();
    return table.all();
  }

  private void add(Statement statement, Scope scope) {
    if (statement instanceof Statement.Flow flow) {
      table.define(flow.name(), Names.Kind.FLOW, scope, () -> flows.resolve(flow, scope));
    } else if (statement instanceof Statement.Ping ping) {
      table.define(
          ping.name(),
          Names.Kind.PING,
          scope,
          () ->
              ping.traceroute()
                  ? traceroutes.resolve(ping, scope)
                  : pings.resolve(ping, scope));
    } else if (statement instanceof Statement.Exec exec) {
      table.define(exec.name(), Names.Kind.PROGRAM, scope, () -> program(exec, scope, 0));
    } else if (statement instanceof Statement.Script script) {
      scripts.add(script, scope);
    }
  }

  /** The program that an action runs in a round of its block; -1 if there is a mistake in it. */
  int acted(Placed<? extends Statement> action, int round) {
    List<Integer> indices = acted.getOrDefault(action, List.of());
    return round < indices.size() ? indices.get(round) : -1;
  }

  /** One program for each round; those of several rounds are numbered from 1. */
  private List<Integer> acted(Statement.Exec exec, Scope scope, Rounds rounds) {
    List<Integer> indices = new ArrayList<>();
    for (int round = 0; round < rounds.count(); round++) {
      int number = rounds.isRepeated() ? round + 1 : 0;
      int index = table.add(() -> program(exec, scope, number));
      indices.add(index);
      exec.name()
          .ifPresent(
              reference ->
                  context
                      .problems()
                      .guard(
                          () ->
                              names.define(
                                  Names.Kind.PROGRAM,
                                  numbered(names.expandOne(reference, scope), number),
                                  index,
                                  reference.span())));
      if (index < 0) {
        break;
      }
    }
    return indices;
  }

  private static Names.Full numbered(Names.Full name, int number) {
    return number == 0
        ? name
        : new Names.Full(
            name.path(),
            name.name(),
            ImmutableList.<Integer>builder().addAll(name.indices()).add(number).build());
  }

  private ActivitySpec program(Statement.Exec exec, Scope scope, int number) {
    String name;
    if (exec.name().isPresent()) {
      name = numbered(names.expandOne(exec.name().get(), scope), number).toString();
    } else {
      int node = names.one(exec.node(), scope, Names.Kind.NODE).index();
      name =
          table.unique((exec.daemon() ? "daemon on " : "exec on ") + nodes.get(node).name);
    }
    return programs.program(exec, scope, table.next(), name);
  }
}
