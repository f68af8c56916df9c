package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** A statement of a scenario, of a body ({@code for}, {@code if}, {@code topology}) or a block. */
public sealed interface Statement extends AstNode {
  /** {@code scenario "title"}. */
  record Title(Template title, Span span) implements Statement {}

  /** {@code seed 7}. */
  record Seed(Expression value, Span span) implements Statement {}

  /**
   * {@code param cc = cubic, bbr}, {@code param n = 1..4, 8}: one case of the scenario per value.
   *
   * @param values at least one; a {@link Expression.Word} that names no variable is text; an {@link
   *     Expression.Range} stands for its elements
   */
  record Param(Name name, ImmutableList<Expression> values, Span span) implements Statement {}

  /** {@code constraint cc != bbr or n <= 8}: cases for which it is false do not exist. */
  record Constraint(Expression condition, Span span) implements Statement {}

  /** {@code let rtt = 40ms}. */
  record Let(Name name, Expression value, Span span) implements Statement {}

  /**
   * {@code include "topologies/dumbbell.scn"}.
   *
   * @param path without interpolations
   */
  record Include(Template path, Span span) implements Statement {}

  /** {@code kernel old = linux-6.1}. */
  record KernelAlias(Name alias, Template kernel, Span span) implements Statement {}

  /**
   * {@code profile forwarder : base { … }}; its settings are those of a node.
   *
   * @param bases profiles that apply before, in this order
   */
  record Profile(
      Name name, ImmutableList<Name> bases, ImmutableList<Setting> settings, Span span)
      implements Statement {}

  /**
   * {@code group clients = h[1..20], laptop}.
   *
   * @param members at least one
   */
  record Group(Reference name, ImmutableList<Reference> members, Span span)
      implements Statement {}

  /** {@code topology dumbbell(n, bottleneck = 10mbit) { … }}. */
  record Topology(
      Name name,
      ImmutableList<TopologyParameter> parameters,
      ImmutableList<Statement> body,
      Span span)
      implements Statement {}

  /**
   * {@code use d = dumbbell(4, bottleneck = 5mbit)}.
   *
   * @param name empty if the names inside are to become names where this stands
   * @param arguments those by position first
   */
  record Use(
      Optional<Reference> name, Name topology, ImmutableList<Argument> arguments, Span span)
      implements Statement {}

  /**
   * {@code node a, b, h[1..n] : host, forwarder { … }}.
   *
   * @param nodes at least one
   * @param profiles in the order in which they apply
   */
  record Nodes(
      ImmutableList<Reference> nodes,
      ImmutableList<Name> profiles,
      ImmutableList<Setting> settings,
      Span span)
      implements Statement {}

  /**
   * {@code set a, core { … }}: before the start at the top level, at that time in a block of the
   * timeline.
   *
   * @param targets nodes, groups, links or LANs
   * @param settings those of a node or of a link
   */
  record Set(ImmutableList<Reference> targets, ImmutableList<Setting> settings, Span span)
      implements Statement {}

  /** {@code link core = a … -- b … { … }}. */
  record Link(
      Optional<Reference> name,
      LinkEnd left,
      LinkEnd right,
      ImmutableList<Setting> settings,
      Span span)
      implements Statement {}

  /**
   * {@code lan office = h[1..3], router.eth1 10.0.1.1/24 { … }}.
   *
   * @param members at least one; one that stands for several nodes has no address
   */
  record Lan(
      Optional<Reference> name,
      ImmutableList<LinkEnd> members,
      ImmutableList<Setting> settings,
      Span span)
      implements Statement {}

  /** {@code routes auto}. */
  record RoutesAuto(Span span) implements Statement {}

  /**
   * {@code route h[1] default via 10.0.1.1 metric 100}.
   *
   * @param hops each with {@code via}, {@code dev}, {@code weight}; none for a route such as {@code
   *     type blackhole}
   * @param attributes {@code type}, {@code metric}, {@code table}, {@code src}, {@code mtu}
   */
  record Route(
      Reference node,
      RouteDestination destination,
      ImmutableList<RouteHop> hops,
      ImmutableList<Attribute> attributes,
      Span span)
      implements Statement {}

  /**
   * {@code rule r from 10.0.0.0/8 table 100}.
   *
   * @param attributes {@code from}, {@code to}, {@code iif}, {@code oif}, {@code fwmark}, {@code
   *     fwmask}, {@code priority}, {@code table}, {@code type}, {@code family}
   */
  record Rule(Reference node, ImmutableList<Attribute> attributes, Span span)
      implements Statement {}

  /**
   * {@code neighbour r 10.0.0.2 lladdr 02:00:00:00:00:02 dev eth0}.
   *
   * @param attributes {@code lladdr}, {@code dev}
   */
  record Neighbour(
      Reference node, Expression address, ImmutableList<Attribute> attributes, Span span)
      implements Statement {}

  /**
   * {@code address r.eth0 10.0.0.5/24, 2001:db8::5/64}.
   *
   * @param netdev a node and, as its last step, one of its netdevs
   * @param prefixes at least one
   */
  record Address(Reference netdev, ImmutableList<Expression> prefixes, Span span)
      implements Statement {}

  /**
   * {@code remove route h[1] default via 10.0.1.1}; only in a block of the timeline.
   *
   * @param item {@link Route}, {@link Rule}, {@link Neighbour} or {@link Address}
   */
  record Remove(Statement item, Span span) implements Statement {}

  /**
   * {@code for i in 1..n { … }}, {@code for cc in cubic, bbr { … }}.
   *
   * @param values at least one; an {@link Expression.Range}, a list or a group stands for its
   *     elements
   */
  record For(
      Name variable, ImmutableList<Expression> values, ImmutableList<Statement> body, Span span)
      implements Statement {}

  /**
   * {@code if n > 2 { … } else if … { … } else { … }}.
   *
   * @param branches at least one, in order
   * @param otherwise empty without {@code else}
   */
  record If(
      ImmutableList<Branch> branches, Optional<ImmutableList<Statement>> otherwise, Span span)
      implements Statement {
    /** A condition with what it guards. */
    public record Branch(Expression condition, ImmutableList<Statement> body, Span span)
        implements AstNode {}
  }

  /** {@code flow bulk = tcp a -> b:9000 { … }}. */
  record Flow(
      Optional<Reference> name,
      Protocol protocol,
      Endpoint from,
      Endpoint to,
      ImmutableList<Setting> settings,
      Span span)
      implements Statement {}

  /**
   * {@code ping probe = a -> b { … }}, {@code traceroute way = a -> b { … }}.
   *
   * @param traceroute whether it asks for the routers on the way
   */
  record Ping(
      Optional<Reference> name,
      boolean traceroute,
      Endpoint from,
      Endpoint to,
      ImmutableList<Setting> settings,
      Span span)
      implements Statement {}

  /**
   * {@code exec show = on r "ip route" { … }}, {@code daemon server = on r "…"}; an {@code exec}
   * also in a block of the timeline.
   *
   * @param daemon whether the run does not wait for its end
   * @param command a command line, or a script
   */
  record Exec(
      Optional<Reference> name,
      boolean daemon,
      Reference node,
      Template command,
      ImmutableList<Setting> settings,
      Span span)
      implements Statement {}

  /**
   * {@code program client on a { … }}: system calls, one after the other.
   *
   * @param steps {@link ScriptSetting}, {@link Step}, {@link Label}, {@link Wait}, or {@link At},
   *     {@link After}, {@link For} and {@link If} over these
   */
  record Script(Reference name, Reference node, ImmutableList<Statement> steps, Span span)
      implements Statement {}

  /** {@code start 1s} in a program. */
  record ScriptSetting(Setting setting, Span span) implements Statement {}

  /**
   * {@code let s = socket(AF_INET, SOCK_STREAM, 0)}, {@code connect(s, b:81) fails ECONNREFUSED},
   * {@code c.state == TCP_ESTABLISHED}; only in a program.
   *
   * @param moment when: a time of {@code at}
   * @param sequel what it waits for, behind {@code after}; only one of both is given
   * @param variable that takes the value
   */
  record Step(
      Optional<Expression> moment,
      Optional<Completion> sequel,
      Optional<Reference> variable,
      Expression value,
      ImmutableList<StepClause> clauses,
      Span span)
      implements Statement {}

  /** {@code label listening}: a place in a program that others can wait for. */
  record Label(Name name, Span span) implements Statement {}

  /** {@code at 3s} or {@code after server.listening} without a block, in a program. */
  record Wait(Optional<Expression> moment, Optional<Completion> sequel, Span span)
      implements Statement {}

  /**
   * {@code at 5s { … }}.
   *
   * @param actions {@link LinkState}, {@link Set}, {@link StartStop}, {@link Reboot}, {@link
   *     Exec}, {@link Route}, {@link Rule}, {@link Neighbour}, {@link Address}, {@link Remove}, or {@link For}
   *     and {@link If} over these; so in all blocks of the timeline
   */
  record At(Expression time, ImmutableList<Statement> actions, Span span) implements Statement {}

  /** {@code from 9s to 12s { … }}: undone at the end. */
  record During(
      Expression from, Expression to, ImmutableList<Statement> actions, Span span)
      implements Statement {}

  /**
   * {@code every 1s from 2s to 10s { … }}, {@code every 1s 5 times { … }}.
   *
   * @param from empty for 0
   * @param to the last possible time, included
   */
  record Every(
      Expression interval,
      Optional<Expression> times,
      Optional<Expression> from,
      Optional<Expression> to,
      ImmutableList<Statement> actions,
      Span span)
      implements Statement {}

  /** {@code after bulk and voice + 500ms { … }}. */
  record After(Completion completion, ImmutableList<Statement> actions, Span span)
      implements Statement {}

  /** {@code when bulk.received > 1MB { … }}. */
  record When(Expression condition, ImmutableList<Statement> actions, Span span)
      implements Statement {}

  /**
   * {@code down core}, {@code up core, r.eth0}; only in a block of the timeline.
   *
   * @param targets at least one link, LAN, or netdev of a node
   */
  record LinkState(boolean up, ImmutableList<Reference> targets, Span span)
      implements Statement {}

  /** {@code start bulk}, {@code stop p[*]}; only in a block of the timeline. */
  record StartStop(boolean start, ImmutableList<Reference> activities, Span span)
      implements Statement {}

  /** {@code reboot r}; only in a block of the timeline. */
  record Reboot(ImmutableList<Reference> nodes, Span span) implements Statement {}

  /** {@code capture off}. */
  record Capture(boolean on, Span span) implements Statement {}

  /**
   * {@code expect CONDITION by TIME at TIME}, {@code expect always CONDITION within TIME..TIME}.
   *
   * @param mode empty, {@code always}, {@code never} or {@code eventually}
   * @param by latest virtual time at which it may come true
   * @param at virtual time at which it is looked at; empty for the end
   * @param within the time that counts
   */
  record Expect(
      String mode,
      Expression condition,
      Optional<Expression> by,
      Optional<Expression> at,
      Optional<Expression.Range> within,
      Span span)
      implements Statement {}

  /**
   * {@code expect sequence on wire where tcp.port == 80 { … }}.
   *
   * @param toward the only direction that counts; empty for both
   * @param filter which packets count: each of them has to be the next of the sequence; empty if
   *     there may be others in between
   * @param steps {@link PacketLine}, {@link Inject}, or {@link For} and {@link If} over these
   */
  record Sequence(
      Reference link,
      Optional<Reference> toward,
      Optional<Expression> filter,
      ImmutableList<Statement> steps,
      Span span)
      implements Statement {}

  /**
   * {@code packet synack where tcp.syn and tcp.ack within 10ms..11ms}; only in a sequence.
   *
   * @param wanted false with {@code no}
   * @param name what the packet is called afterwards
   * @param clauses in the order in which they are written
   */
  record PacketLine(
      boolean wanted,
      Optional<Name> name,
      Optional<Reference> toward,
      Optional<Expression> filter,
      ImmutableList<Clause> clauses,
      Span span)
      implements Statement {}

  /**
   * When something happens: {@code at 1s}, {@code after 10ms}, {@code within 10ms..11ms}.
   *
   * @param word {@code at}, {@code by}, {@code after}, {@code within}, {@code every}, {@code times}
   * @param value an {@link Expression.Range} perhaps, behind {@code within}
   */
  record Clause(String word, Expression value, Span span) implements AstNode {}

  /**
   * {@code fault drop packet 3 on wire toward b where tcp.len > 0}.
   *
   * @param verb {@code drop}, {@code hold}, {@code duplicate}, {@code reorder}, {@code change}
   * @param value what the verb needs: the time of {@code hold}
   * @param every whether it strikes every n-th of the packets that match
   * @param which numbers of packets from 1, {@link Expression.Range}s for several; empty for all
   * @param parts what {@code change} changes
   */
  record Fault(
      Name verb,
      Optional<Expression> value,
      boolean every,
      ImmutableList<Expression> which,
      Reference link,
      Optional<Reference> toward,
      Optional<Expression> filter,
      Optional<ImmutableList<Setting>> parts,
      Span span)
      implements Statement {}

  /**
   * {@code inject wire toward b { … }}, {@code inject into b.eth0 { … }}.
   *
   * @param side {@code into} or {@code from} a netdev; empty for a link
   * @param place a link, a LAN, or a netdev; empty in a sequence, which knows the link
   * @param clauses {@code at}, {@code after}, {@code every}, {@code times}
   * @param parts the headers, from the outermost on
   */
  record Inject(
      Optional<Name> side,
      Optional<Reference> place,
      Optional<Reference> toward,
      ImmutableList<Clause> clauses,
      ImmutableList<Setting> parts,
      Span span)
      implements Statement {}

  /**
   * {@code implicit off}, {@code implicit leaks, flows off}.
   *
   * @param names which expectations that need not be written; empty for all of them
   */
  record Implicit(ImmutableList<String> names, boolean on, Span span) implements Statement {}

  /** {@code sample bulk.cwnd, a.counter("TcpRetransSegs")}. */
  record Sample(ImmutableList<Expression> values, Span span) implements Statement {}
}
