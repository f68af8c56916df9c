package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/** Turns the statements in blocks of the timeline into actions. */
final class ActionResolver {
  private final Context context;
  private final List<NodeState> nodes;
  private final WireResolver wires;
  private final WireProperties properties;
  private final NodeChanges changes;
  private final NetworkResolver network;
  private final PacketResolver packets;

  ActionResolver(
      Context context,
      List<NodeState> nodes,
      WireResolver wires,
      WireProperties properties,
      NodeChanges changes,
      NetworkResolver network,
      PacketResolver packets) {
    this.context = context;
    this.nodes = nodes;
    this.wires = wires;
    this.properties = properties;
    this.changes = changes;
    this.network = network;
    this.packets = packets;
  }

  /** What one statement does, in order; parts with mistakes are reported and left out. */
  List<ActionSpec> resolve(Statement statement, Scope scope) {
    List<ActionSpec> actions = new ArrayList<>();
    Source source = context.sources().of(statement);
    if (statement instanceof Statement.LinkState state) {
      each(state.targets(), target -> state(state, target, scope, actions));
    } else if (statement instanceof Statement.Set set) {
      each(set.targets(), target -> set(set, target, scope, actions));
    } else if (statement instanceof Statement.StartStop startStop) {
      each(
          startStop.activities(),
          target -> {
            for (Names.Entry entry :
                context.names().all(target, scope, Names.Kind.ACTIVITIES)) {
              actions.add(
                  startStop.start()
                      ? new ActionSpec.Start(entry.index(), source)
                      : new ActionSpec.Stop(entry.index(), source));
            }
          });
    } else if (statement instanceof Statement.Reboot reboot) {
      each(
          reboot.nodes(),
          target -> {
            for (Names.Entry entry : context.names().all(target, scope, Names.Kind.NODE)) {
              actions.add(new ActionSpec.Reboot(entry.index(), source));
            }
          });
    } else if (statement instanceof Statement.Fault fault) {
      actions.add(new ActionSpec.Fault(packets.fault(fault, scope), source));
    } else if (statement instanceof Statement.Inject inject) {
      actions.add(packets.action(inject, scope));
    } else if (statement instanceof Statement.Remove remove) {
      for (NetworkItem item : network.items(remove.item(), scope, true)) {
        actions.add(new ActionSpec.Network(item, true, source));
      }
    } else {
      for (NetworkItem item : network.items(statement, scope, false)) {
        actions.add(new ActionSpec.Network(item, false, source));
      }
    }
    return actions;
  }

  private void each(List<Reference> references, java.util.function.Consumer<Reference> work) {
    for (Reference reference : references) {
      context.problems().guard(() -> work.accept(reference));
    }
  }

  private void state(
      Statement.LinkState state, Reference target, Scope scope, List<ActionSpec> actions) {
    Source source = context.sources().of(state);
    if (context.names().isNetdev(target, scope)) {
      for (Names.Place place : context.names().places(target, scope)) {
        NodeState node = nodes.get(place.node().index());
        Name name = place.netdev().orElseThrow();
        NetdevState netdev = NetdevNames.require(node, name.text(), name.span());
        NetworkItem item =
            new NetworkItem.State(node.index, netdev.name, state.up(), source);
        actions.add(new ActionSpec.Network(item, false, source));
      }
      return;
    }
    for (Names.Entry entry :
        context.names().all(target, scope, Names.Kind.LINK, Names.Kind.LAN)) {
      actions.add(
          entry.kind() == Names.Kind.LINK
              ? new ActionSpec.LinkState(entry.index(), state.up(), source)
              : new ActionSpec.LanState(entry.index(), state.up(), source));
    }
  }

  private void set(Statement.Set set, Reference target, Scope scope, List<ActionSpec> actions) {
    Source source = context.sources().of(set);
    for (Names.Entry entry :
        context
            .names()
            .all(target, scope, Names.Kind.NODE, Names.Kind.LINK, Names.Kind.LAN)) {
      switch (entry.kind()) {
        case NODE ->
            actions.addAll(changes.during(nodes.get(entry.index()), set, scope));
        case LINK -> actions.add(link(wires.links().get(entry.index()), set, scope, source));
        default -> lan(wires.lans().get(entry.index()), set, scope, source, actions);
      }
    }
  }

  private ActionSpec link(LinkState link, Statement.Set set, Scope scope, Source source) {
    WireProperties.Change change = properties.change(link, set.settings(), scope);
    DirectionChange forward = change.all();
    DirectionChange backward = change.all();
    for (WireProperties.Directed directed : change.toward()) {
      if (directed.port() == 1) {
        forward = WireProperties.both(forward, directed.change());
      } else {
        backward = WireProperties.both(backward, directed.change());
      }
    }
    return new ActionSpec.LinkChange(link.index, forward, backward, source);
  }

  private void lan(
      LanState lan, Statement.Set set, Scope scope, Source source, List<ActionSpec> actions) {
    WireProperties.Change change = properties.change(lan, set.settings(), scope);
    if (!change.all().equals(DirectionChange.NONE)) {
      actions.add(new ActionSpec.LanChange(lan.index, change.all(), -1, source));
    }
    for (WireProperties.Directed directed : change.toward()) {
      actions.add(
          new ActionSpec.LanChange(lan.index, directed.change(), directed.port(), source));
    }
  }
}
