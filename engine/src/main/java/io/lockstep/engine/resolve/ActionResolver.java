package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.When;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/** Applies {@code set} before the start, and turns {@code at} blocks into actions. */
final class ActionResolver {
  private final Plan plan;
  private final Names names;
  private final List<NodeState> nodes;
  private final List<LinkState> links;
  private final NodeSettings nodeSettings;
  private final LinkProperties linkProperties;
  private final Problems problems;
  private final Sources sources;

  ActionResolver(
      Plan plan,
      Names names,
      List<NodeState> nodes,
      List<LinkState> links,
      NodeSettings nodeSettings,
      LinkProperties linkProperties,
      Problems problems,
      Sources sources) {
    this.plan = plan;
    this.names = names;
    this.nodes = nodes;
    this.links = links;
    this.nodeSettings = nodeSettings;
    this.linkProperties = linkProperties;
    this.problems = problems;
    this.sources = sources;
  }

  /** The {@code set} statements of the top level. */
  void applySets() {
    for (Plan.Placed<Statement.Set> placed : plan.sets) {
      Statement.Set set = placed.statement();
      for (Names.Entry target : targets(set, placed.scope())) {
        if (target.kind() == Names.Kind.NODE) {
          nodeSettings.apply(nodes.get(target.index()), set.settings(), placed.scope());
        } else {
          LinkState link = links.get(target.index());
          linkProperties.apply(link, set.settings(), placed.scope(), false);
        }
      }
    }
  }

  /** A block per statement, in the order of their times. */
  ImmutableList<ActionBlock> timeline() {
    List<ActionBlock> blocks = new ArrayList<>();
    for (Plan.Timed timed : plan.actions) {
      List<ActionSpec> actions = new ArrayList<>();
      if (timed.statement() instanceof Statement.LinkState state) {
        for (Reference reference : state.targets()) {
          problems.guard(
              () -> {
                for (Names.Entry link : names.all(reference, timed.scope(), Names.Kind.LINK)) {
                  actions.add(
                      new ActionSpec.LinkState(link.index(), state.up(), sources.of(state)));
                }
              });
        }
      } else if (timed.statement() instanceof Statement.Set set) {
        targets(set, timed.scope()).forEach(target -> actions.add(change(timed, set, target)));
      }
      blocks.add(
          new ActionBlock(
              new When.At(timed.atNs()),
              ImmutableList.copyOf(actions),
              sources.of(timed.statement())));
    }
    return ImmutableList.copyOf(blocks);
  }

  private ActionSpec change(Plan.Timed timed, Statement.Set set, Names.Entry target) {
    int index = target.index();
    if (target.kind() == Names.Kind.NODE) {
      ImmutableList<Setting> writes = nodeSettings.writes(set.settings(), timed.scope());
      return new ActionSpec.NodeChange(index, writes, sources.of(set));
    }
    LinkState link = links.get(index);
    linkProperties.apply(link, set.settings(), timed.scope(), true);
    return new ActionSpec.LinkChange(
        index,
        DirectionChange.to(link.forward.spec()),
        DirectionChange.to(link.backward.spec()),
        sources.of(set));
  }

  private List<Names.Entry> targets(Statement.Set set, Scope scope) {
    List<Names.Entry> targets = new ArrayList<>();
    for (Reference reference : set.targets()) {
      problems.guard(
          () -> targets.addAll(names.all(reference, scope, Names.Kind.NODE, Names.Kind.LINK)));
    }
    return targets;
  }
}
