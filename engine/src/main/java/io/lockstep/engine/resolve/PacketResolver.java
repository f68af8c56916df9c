package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.FaultSpec;
import io.lockstep.engine.model.InjectSpec;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.model.SequenceSpec;
import io.lockstep.engine.packet.BadPacketException;
import io.lockstep.engine.packet.PacketChange;
import io.lockstep.engine.packet.PacketComposer;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Turns faults, injections and sequences into their models. */
final class PacketResolver {
  private static final int MOST_TIMES = 1_000_000;
  private static final int MOST_BEHIND = 1000;

  private final Context context;
  private final List<NodeState> nodes;
  private final PacketWires wires;
  private final FilterResolver filters;

  PacketResolver(
      Context context, List<NodeState> nodes, PacketWires wires, FilterResolver filters) {
    this.context = context;
    this.nodes = nodes;
    this.wires = wires;
    this.filters = filters;
  }

  static Optional<Expression> clause(List<Statement.Clause> clauses, String word) {
    return clauses.stream()
        .filter(clause -> clause.word().equals(word))
        .map(Statement.Clause::value)
        .findFirst();
  }

  private Optional<Long> time(List<Statement.Clause> clauses, String word, Scope scope) {
    return clause(clauses, word).map(value -> context.evaluator().timeNs(value, scope));
  }

  private PacketFilter filter(Optional<Expression> filter, Scope scope) {
    return filter.map(expression -> filters.resolve(expression, scope)).orElse(null);
  }

  // ----------------------------------------------------------------------- faults

  FaultSpec fault(Statement.Fault fault, Scope scope) {
    FaultSpec.Verb verb =
        FaultSpec.Verb.valueOf(fault.verb().text().toUpperCase(Locale.ROOT));
    long hold = 0;
    int behind = 1;
    if (verb == FaultSpec.Verb.HOLD) {
      Expression value =
          fault
              .value()
              .orElseThrow(
                  () ->
                      Mistake.at(
                          fault.verb().span(),
                          "missing-value",
                          "expected a time behind 'hold', such as 'fault hold 20ms packet …'"));
      hold = context.evaluator().timeNs(value, scope);
    } else if (verb == FaultSpec.Verb.REORDER && fault.value().isPresent()) {
      behind =
          context
              .evaluator()
              .integer(fault.value().get(), scope, "a number of packets", 1, MOST_BEHIND);
    } else if (fault.value().isPresent()) {
      throw Mistake.at(
          fault.value().get().span(),
          "unexpected-value",
          "'" + fault.verb() + "' takes no value; the numbers of packets stand behind 'packet'");
    }
    long every = 0;
    TreeSet<Long> numbers = new TreeSet<>();
    if (fault.every()) {
      every =
          context.evaluator().integer(
              fault.which().get(0), scope, "a number of packets", 1, Integer.MAX_VALUE);
    } else {
      for (Value value :
          context.evaluator().elements(fault.which(), scope, "a number of a packet")) {
        numbers.add(number(value, fault.which().get(0).span()));
      }
    }
    PartResolver parts = new PartResolver(context, nodes);
    ImmutableList<PacketPart> changes =
        fault.parts().map(list -> parts.resolve(list, scope, null)).orElse(ImmutableList.of());
    try {
      PacketChange.check(changes);
    } catch (BadPacketException e) {
      throw parts.mistake(e, fault.span());
    }
    return new FaultSpec(
        verb,
        hold,
        behind,
        every,
        ImmutableSortedSet.copyOf(numbers),
        wires.directions(fault.link(), fault.toward(), scope, true),
        filter(fault.filter(), scope),
        changes,
        context.sources().of(fault));
  }

  private static long number(Value value, Span span) {
    if (value instanceof Value.Quantity quantity
        && quantity.dimension() == io.lockstep.grammar.ast.Dimension.NUMBER
        && quantity.amount().stripTrailingZeros().scale() <= 0
        && quantity.amount().signum() > 0) {
      return quantity.amount().longValue();
    }
    throw Mistake.at(
        span,
        "not-an-integer",
        "expected numbers of packets from 1, found " + Evaluator.found(value));
  }

  // ------------------------------------------------------------------- injections

  ActionSpec action(Statement.Inject inject, Scope scope) {
    long every = time(inject.clauses(), "every", scope).orElse(0L);
    long times =
        clause(inject.clauses(), "times")
            .map(
                value -> context.evaluator().integer(value, scope, "a count", 1, MOST_TIMES))
            .orElse(1);
    if (clause(inject.clauses(), "every").isPresent() && times == 1) {
      throw Mistake.at(
          inject.span(), "never-ends", "this never ends, expected a number such as '5 times'");
    }
    clause(inject.clauses(), "after")
        .ifPresent(
            after -> {
              throw Mistake.at(
                  after.span(),
                  "impossible-time",
                  "'after' counts from the line before in a sequence; expected 'at'");
            });
    Reference place =
        inject
            .place()
            .orElseThrow(
                () ->
                    Mistake.at(
                        inject.span(),
                        "unknown-link",
                        "expected a link, as in 'inject wire toward b { … }'"));
    return new ActionSpec.Inject(
        packet(inject, place, scope), every, times, context.sources().of(inject));
  }

  private InjectSpec packet(Statement.Inject inject, Reference place, Scope scope) {
    Route route =
        inject.side().isPresent()
            ? netdev(place, inject.side().get().text().equals("into"), scope)
            : link(place, inject.toward(), inject.span(), scope);
    PartResolver parts = new PartResolver(context, nodes);
    ImmutableList<PacketPart> headers = parts.resolve(inject.parts(), scope, route.to);
    InjectSpec.Defaults defaults = defaults(route);
    try {
      PacketComposer.compose(headers, defaults, null);
    } catch (BadPacketException e) {
      throw parts.mistake(e, inject.span());
    }
    return new InjectSpec(
        route.wire,
        route.direction,
        route.direct,
        headers,
        defaults,
        context.sources().of(inject));
  }

  /** Where a packet goes in, and the netdevs between which it seems to be. */
  private record Route(
      int wire, int direction, boolean direct, NetdevState from, NetdevState to, Wire medium) {}

  private Route link(Reference place, Optional<Reference> toward, Span span, Scope scope) {
    Names.Entry entry = context.names().one(place, scope, Names.Kind.LINK, Names.Kind.LAN);
    if (toward.isEmpty()) {
      throw Mistake.at(
          span,
          "no-direction",
          "expected a direction: 'inject " + Sources.oneLine(place) + " toward NODE'");
    }
    if (entry.kind() == Names.Kind.LINK) {
      LinkState link = wires.link(entry.index());
      int direction = wires.direction(link, toward.get(), scope);
      return direction == 0
          ? new Route(link.index, 0, false, link.a, link.b, link)
          : new Route(link.index, 1, false, link.b, link.a, link);
    }
    LanState lan = wires.lan(entry.index());
    int port = wires.ports(lan, toward.get(), scope).get(0);
    NetdevState to = lan.members.get(port).netdev();
    NetdevState from = lan.members.get(port == 0 && lan.members.size() > 1 ? 1 : 0).netdev();
    return new Route(wires.wire(lan, port), 1, false, from, to, lan);
  }

  private Route netdev(Reference place, boolean into, Scope scope) {
    if (!context.names().isNetdev(place, scope)) {
      throw Mistake.at(
          place.span(),
          "not-a-netdev",
          "expected a netdev such as " + Sources.oneLine(place) + ".eth0");
    }
    Names.Place found = context.names().place(place, scope);
    NodeState node = nodes.get(found.node().index());
    NetdevState netdev =
        NetdevNames.require(
            node, found.netdev().orElseThrow().text(), found.netdev().get().span());
    if (netdev.wire instanceof LinkState link) {
      boolean first = link.a == netdev;
      NetdevState peer = first ? link.b : link.a;
      int away = first ? 0 : 1;
      return into
          ? new Route(link.index, 1 - away, true, peer, netdev, link)
          : new Route(link.index, away, false, netdev, peer, link);
    } else if (netdev.wire instanceof LanState lan) {
      int port = 0;
      while (lan.members.get(port).netdev() != netdev) {
        port++;
      }
      NetdevState peer = lan.members.get(port == 0 && lan.members.size() > 1 ? 1 : 0).netdev();
      int wire = wires.wire(lan, port);
      return into
          ? new Route(wire, 1, true, peer, netdev, lan)
          : new Route(wire, 0, false, netdev, peer, lan);
    }
    throw Mistake.at(
        place.span(),
        "not-a-netdev",
        "expected a netdev of a link or a LAN, found " + netdev.fullName());
  }

  private static InjectSpec.Defaults defaults(Route route) {
    Map<InetAddress, Long> neighbours = new LinkedHashMap<>();
    for (NetdevState netdev : route.medium.ports()) {
      for (GivenAddress address : netdev.addresses) {
        if (netdev.mac >= 0) {
          neighbours.putIfAbsent(address.prefix().address(), netdev.mac);
        }
      }
    }
    return new InjectSpec.Defaults(
        Math.max(0, route.from.mac),
        Math.max(0, route.to.mac),
        address(route.from, "ip"),
        address(route.to, "ip"),
        address(route.from, "ip6"),
        address(route.to, "ip6"),
        ImmutableMap.copyOf(neighbours));
  }

  private static Optional<InetAddress> address(NetdevState netdev, String kind) {
    return NodeAddresses.of(netdev, kind).stream()
        .map(value -> ((Value.Address) value).address())
        .findFirst();
  }

  // -------------------------------------------------------------------- sequences

  SequenceSpec sequence(
      Statement.Sequence sequence, Scope scope, List<Placed<? extends Statement>> lines) {
    ImmutableList.Builder<SequenceSpec.Step> steps = ImmutableList.builder();
    for (Placed<? extends Statement> line : lines) {
      context.problems().guard(() -> steps.add(step(sequence, line)));
    }
    if (lines.isEmpty()) {
      throw Mistake.at(
          sequence.span(), "empty-sequence", "expected lines such as 'packet where tcp.syn'");
    }
    return new SequenceSpec(
        wires.directions(sequence.link(), sequence.toward(), scope, false),
        filter(sequence.filter(), scope),
        steps.build());
  }

  private SequenceSpec.Step step(
      Statement.Sequence sequence, Placed<? extends Statement> line) {
    Scope scope = line.scope();
    if (line.statement() instanceof Statement.Inject inject) {
      for (Statement.Clause clause : inject.clauses()) {
        if (!clause.word().equals("after")) {
          throw Mistake.at(
              clause.span(),
              "impossible-time",
              "in a sequence a packet is sent once, at once or 'after' a time");
        }
      }
      InjectSpec packet = packet(inject, inject.place().orElse(sequence.link()), scope);
      return new SequenceSpec.Inject(
          packet,
          time(inject.clauses(), "after", scope).orElse(0L),
          context.sources().of(inject));
    }
    Statement.PacketLine step = (Statement.PacketLine) line.statement();
    ImmutableList<Integer> directions =
        step.toward().isEmpty()
            ? ImmutableList.of()
            : wires.directions(sequence.link(), step.toward(), scope, false);
    PacketFilter filter = filter(step.filter(), scope);
    if (!step.wanted()) {
      return new SequenceSpec.NoPacket(
          directions, filter, forbidden(step, scope), context.sources().of(step));
    }
    int number =
        step.name()
            .map(name -> ((Value.Packet) scope.lookup(name.text())).number())
            .orElse(-1);
    return new SequenceSpec.Packet(
        directions, filter, timing(step, scope), number, context.sources().of(step));
  }

  private long forbidden(Statement.PacketLine step, Scope scope) {
    if (step.name().isPresent()) {
      throw Mistake.at(
          step.name().get().span(),
          "misplaced-name",
          "a packet that must not be there can have no name");
    }
    for (Statement.Clause clause : step.clauses()) {
      if (!clause.word().equals("within") || clause.value() instanceof Expression.Range) {
        throw Mistake.at(
            clause.span(),
            "impossible-time",
            "expected how long no such packet may come, such as 'within 1s'");
      }
    }
    return time(step.clauses(), "within", scope).orElse(-1L);
  }

  private SequenceSpec.Timing timing(Statement.PacketLine step, Scope scope) {
    if (step.clauses().isEmpty()) {
      return SequenceSpec.Timing.ANY;
    } else if (step.clauses().size() > 1) {
      throw Mistake.at(
          step.clauses().get(1).span(),
          "impossible-time",
          "expected one of 'at', 'after', 'within' and 'by', found two");
    }
    Statement.Clause clause = step.clauses().get(0);
    Evaluator evaluator = context.evaluator();
    if (clause.value() instanceof Expression.Range range) {
      long from = evaluator.timeNs(range.from(), scope);
      long to = evaluator.timeNs(range.to(), scope);
      if (to < from) {
        throw Mistake.at(
            range.to().span(),
            "impossible-time",
            "expected a time of at least " + Conditions.time(from) + ", found "
                + Conditions.time(to));
      }
      return new SequenceSpec.Timing(true, from, to);
    }
    long time = evaluator.timeNs(clause.value(), scope);
    return switch (clause.word()) {
      case "at" -> new SequenceSpec.Timing(false, time, time);
      case "by" -> new SequenceSpec.Timing(false, 0, time);
      case "after" -> new SequenceSpec.Timing(true, time, time);
      default -> new SequenceSpec.Timing(true, 0, time);
    };
  }
}
