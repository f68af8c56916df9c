package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.packet.BadPacketException;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the headers of packets, with their fields and options, into their model. */
final class PartResolver {
  private static final Set<String> MACS = Set.of("src_mac", "dst_mac", "slla", "tlla");

  private final Context context;
  private final List<NodeState> nodes;
  private final PacketValueResolver values;
  private final Map<PacketPart, Span> places = new IdentityHashMap<>();

  PartResolver(Context context, List<NodeState> nodes) {
    this.context = context;
    this.nodes = nodes;
    this.values = new PacketValueResolver(context.evaluator());
  }

  /**
   * The parts of a block.
   *
   * @param target the netdev to which the packet goes; null if there is none in particular
   */
  ImmutableList<PacketPart> resolve(List<Setting> settings, Scope scope, NetdevState target) {
    return resolve(settings, scope, target, "");
  }

  private ImmutableList<PacketPart> resolve(
      List<Setting> settings, Scope scope, NetdevState target, String header) {
    ImmutableList.Builder<PacketPart> parts = ImmutableList.builder();
    for (SettingExpander.Placed placed : context.flattener().flatten(settings, scope)) {
      Setting.Part part = (Setting.Part) placed.setting();
      ImmutableList.Builder<PacketPart.Value> found = ImmutableList.builder();
      String kind = header.isEmpty() ? part.name().text() : header;
      for (Expression value : part.values()) {
        found.addAll(value(value, placed.scope(), target, kind, part.name().text()));
      }
      PacketPart resolved =
          new PacketPart(
              part.name().text(),
              found.build(),
              part.parts()
                  .map(inner -> resolve(inner, placed.scope(), target, kind))
                  .orElse(ImmutableList.of()));
      places.put(resolved, part.span());
      parts.add(resolved);
    }
    return parts.build();
  }

  /** A mistake at the part that is wrong. */
  Mistake mistake(BadPacketException wrong, Span otherwise) {
    Span span = wrong.part() == null ? null : places.get(wrong.part());
    return Mistake.at(span == null ? otherwise : span, "bad-packet", wrong.getMessage());
  }

  private List<PacketPart.Value> value(
      Expression expression, Scope scope, NetdevState target, String header, String field) {
    if (expression instanceof Expression.Range range) {
      return List.of(
          new PacketPart.Range(
              values.resolve(range.from(), scope, false),
              values.resolve(range.to(), scope, false)));
    } else if (PacketValueResolver.isBytes(expression)) {
      return List.of(new PacketPart.Bytes(values.bytes(expression, scope)));
    } else if (expression instanceof Expression.Word word
        && scope.lookup(word.name()) instanceof Value.Packet packet) {
      return List.of(new PacketPart.Packet(packet.number(), packet.name()));
    } else if (mentionsPackets(expression, scope)) {
      return List.of(new PacketPart.Number(values.resolve(expression, scope, false)));
    }
    Value value = context.evaluator().evaluateOrWord(expression, scope);
    if (value instanceof Value.Sequence list) {
      return list.items().stream()
          .map(item -> plain(item, expression, target, header, field))
          .toList();
    }
    if (value instanceof Value.Text text && expression instanceof Expression.Word) {
      return List.of(new PacketPart.Word(text.text()));
    }
    return List.of(plain(value, expression, target, header, field));
  }

  private static boolean mentionsPackets(Expression expression, Scope scope) {
    return PacketValueResolver.isDynamic(expression, scope)
        && !(expression instanceof Expression.Word);
  }

  private PacketPart.Value plain(
      Value value, Expression expression, NetdevState target, String header, String field) {
    if (value instanceof Value.Quantity quantity) {
      if (quantity.dimension() == Dimension.TIME) {
        return new PacketPart.Time(Quantities.toLong(quantity));
      } else if (quantity.dimension() == Dimension.SIZE) {
        return new PacketPart.Size(Quantities.toLong(quantity));
      }
      return new PacketPart.Number(PacketValueResolver.constant(value, expression.span()));
    } else if (value instanceof Value.Text text) {
      return new PacketPart.Text(text.text());
    } else if (value instanceof Value.Address address) {
      return new PacketPart.Address(address.address());
    } else if (value instanceof Value.Network network) {
      return new PacketPart.Network(network.prefix());
    } else if (value instanceof Value.Mac mac) {
      return new PacketPart.Mac(mac.bits());
    } else if (value instanceof Value.Truth truth) {
      return new PacketPart.Number(
          new io.lockstep.engine.model.PacketValue.Constant(truth.holds() ? 1 : 0));
    } else if (value instanceof Value.Node node) {
      return address(node, expression, target, header, field);
    }
    throw Mistake.at(
        expression.span(), "not-a-value", "expected a value, found " + Evaluator.found(value));
  }

  /** The address of a node: the one on the way of the packet, if it has one there. */
  private PacketPart.Value address(
      Value.Node node, Expression expression, NetdevState target, String header, String field) {
    String kind =
        header.equals("eth") || MACS.contains(field)
            ? "mac"
            : switch (header) {
              case "ip", "arp", "icmp", "igmp" -> "ip";
              default -> "ip6";
            };
    Set<Value> found = new java.util.LinkedHashSet<>();
    if (target != null) {
      for (NetdevState netdev : target.wire.ports()) {
        if (netdev.node.name.equals(node.text())) {
          found.addAll(NodeAddresses.of(netdev, kind));
        }
      }
    }
    found.addAll(NodeAddresses.of(nodes, List.of(node.name()), kind));
    if (found.isEmpty()) {
      throw Mistake.at(
          expression.span(),
          "no-address",
          node.text() + " has no " + (kind.equals("mac") ? "MAC" : kind.equals("ip") ? "IPv4" : "IPv6")
              + " address that is known before the run");
    }
    Value first = found.iterator().next();
    return first instanceof Value.Mac mac
        ? new PacketPart.Mac(mac.bits())
        : new PacketPart.Address(((Value.Address) first).address());
  }
}
