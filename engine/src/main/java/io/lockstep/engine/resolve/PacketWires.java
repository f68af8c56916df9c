package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Reference;
import java.util.List;
import java.util.Optional;

/** Finds the directions of links and LANs that statements about packets mean. */
final class PacketWires {
  private final Context context;
  private final WireResolver wires;

  PacketWires(Context context, WireResolver wires) {
    this.context = context;
    this.wires = wires;
  }

  /** The number of a LAN's port among all wires. */
  int wire(LanState lan, int port) {
    int number = wires.links().size() + port;
    for (LanState other : wires.lans()) {
      if (other.index < lan.index) {
        number += other.members.size();
      }
    }
    return number;
  }

  LinkState link(int index) {
    return wires.links().get(index);
  }

  LanState lan(int index) {
    return wires.lans().get(index);
  }

  /** The direction of a link that leads to a node: 0 or 1. */
  int direction(LinkState link, Reference toward, Scope scope) {
    Names.Entry node = context.names().one(toward, scope, Names.Kind.NODE);
    if (link.b.node.index == node.index()) {
      return 0;
    } else if (link.a.node.index == node.index()) {
      return 1;
    }
    throw Mistake.at(
        toward.span(),
        "not-an-end",
        "the link " + link.name + " leads to " + link.a.node.name + " and " + link.b.node.name
            + ", found " + node.name());
  }

  /** The ports by which a node is a member of a LAN; at least one. */
  List<Integer> ports(LanState lan, Reference toward, Scope scope) {
    Names.Entry node = context.names().one(toward, scope, Names.Kind.NODE);
    ImmutableList.Builder<Integer> ports = ImmutableList.builder();
    for (int i = 0; i < lan.members.size(); i++) {
      if (lan.members.get(i).netdev().node.index == node.index()) {
        ports.add(i);
      }
    }
    if (ports.build().isEmpty()) {
      throw Mistake.at(
          toward.span(), "not-an-end", node.name() + " is no member of the LAN " + lan.name);
    }
    return ports.build();
  }

  /**
   * Where packets can be seen: where they are sent, or, toward a member of a LAN, on the way to it.
   *
   * @return numbers of directions: 2 · wire + direction
   */
  ImmutableList<Integer> directions(
      Reference reference, Optional<Reference> toward, Scope scope, boolean onTheWay) {
    ImmutableList.Builder<Integer> found = ImmutableList.builder();
    for (Names.Entry entry :
        context.names().all(reference, scope, Names.Kind.LINK, Names.Kind.LAN)) {
      if (entry.kind() == Names.Kind.LINK) {
        LinkState link = link(entry.index());
        if (toward.isPresent()) {
          found.add(2 * link.index + direction(link, toward.get(), scope));
        } else {
          found.add(2 * link.index, 2 * link.index + 1);
        }
        continue;
      }
      LanState lan = lan(entry.index());
      if (toward.isPresent() && !onTheWay) {
        throw notOnLans(toward.get());
      } else if (toward.isPresent()) {
        ports(lan, toward.get(), scope).forEach(port -> found.add(2 * wire(lan, port) + 1));
      } else {
        for (int port = 0; port < lan.members.size(); port++) {
          found.add(2 * wire(lan, port));
        }
      }
    }
    return found.build();
  }

  static Mistake notOnLans(Reference toward) {
    return Mistake.at(
        toward.span(),
        "not-a-link",
        "on a LAN packets are seen where they are sent, which is toward all; expected a filter"
            + " such as eth.dst == " + Sources.oneLine(toward));
  }
}
