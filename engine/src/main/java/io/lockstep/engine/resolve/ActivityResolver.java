package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.engine.model.EchoSpec;
import io.lockstep.engine.model.Heading;
import io.lockstep.engine.model.Law;
import io.lockstep.engine.model.Pace;
import io.lockstep.engine.model.SocketSetting;
import io.lockstep.engine.model.SocketSpec;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.StreamSpec;
import io.lockstep.engine.model.Transport;
import io.lockstep.engine.model.When;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Target;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns {@code flow}, {@code ping}, {@code exec} and {@code daemon} into activities. */
final class ActivityResolver {
  private static final ImmutableSet<PropertyName> SOCKETS =
      ImmutableSet.of(
          PropertyName.TTL, PropertyName.TOS, PropertyName.DF, PropertyName.SOURCE,
          PropertyName.DEV);
  private static final ImmutableSet<PropertyName> FLOW =
      ImmutableSet.of(
          PropertyName.START, PropertyName.STOP, PropertyName.DURATION, PropertyName.PARALLEL,
          PropertyName.DIRECTION, PropertyName.RATE, PropertyName.TRACE, PropertyName.SIZE);
  private static final ImmutableSet<PropertyName> STREAM =
      ImmutableSet.<PropertyName>builder()
          .add(PropertyName.SEND)
          .addAll(FLOW)
          .add(
              PropertyName.REQUESTS, PropertyName.REQUEST, PropertyName.RESPONSE,
              PropertyName.THINK)
          .addAll(SOCKETS)
          .build();
  private static final ImmutableSet<PropertyName> DIALOGUE =
      ImmutableSet.of(PropertyName.REQUEST, PropertyName.RESPONSE, PropertyName.THINK);
  private static final ImmutableSet<PropertyName> NOT_IN_DIALOGUES =
      ImmutableSet.of(
          PropertyName.SEND, PropertyName.RATE, PropertyName.TRACE, PropertyName.SIZE,
          PropertyName.DIRECTION);
  private static final ImmutableSet<PropertyName> UDP =
      ImmutableSet.<PropertyName>builder()
          .add(PropertyName.COUNT)
          .addAll(FLOW)
          .add(
              PropertyName.RECEIVERS, PropertyName.SOURCES, PropertyName.JOIN,
              PropertyName.LEAVE)
          .addAll(SOCKETS)
          .build();
  private static final ImmutableSet<PropertyName> DCCP =
      ImmutableSet.<PropertyName>builder()
          .add(
              PropertyName.COUNT, PropertyName.RATE, PropertyName.TRACE, PropertyName.SIZE,
              PropertyName.START, PropertyName.STOP, PropertyName.DURATION)
          .addAll(SOCKETS)
          .build();
  private static final ImmutableSet<PropertyName> RAW =
      ImmutableSet.<PropertyName>builder()
          .add(PropertyName.COUNT, PropertyName.PROTOCOL)
          .addAll(FLOW)
          .addAll(SOCKETS)
          .build();
  private static final ImmutableSet<PropertyName> PACKET =
      ImmutableSet.<PropertyName>builder()
          .add(PropertyName.COUNT, PropertyName.ETHERTYPE)
          .addAll(FLOW)
          .build();
  private static final ImmutableSet<PropertyName> PING =
      ImmutableSet.<PropertyName>builder()
          .add(
              PropertyName.COUNT, PropertyName.EVERY, PropertyName.INTERVAL, PropertyName.SIZE,
              PropertyName.START, PropertyName.PATTERN)
          .addAll(SOCKETS)
          .build();
  private static final ImmutableSet<PropertyName> TRACEROUTE =
      ImmutableSet.of(
          PropertyName.MAX_HOPS, PropertyName.PROBES, PropertyName.METHOD, PropertyName.SIZE,
          PropertyName.TIMEOUT, PropertyName.START, PropertyName.TOS, PropertyName.DF,
          PropertyName.SOURCE, PropertyName.DEV);
  private static final ImmutableSet<PropertyName> SCRIPT =
      ImmutableSet.of(PropertyName.START, PropertyName.TIMEOUT);
  private static final int MOST_CONNECTIONS = 1000;
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int DEFAULT_CHUNK = 1000;
  private static final int DEFAULT_PROTOCOL = 253;
  private static final int DEFAULT_ETHERTYPE = 0x88b5;
  private static final int DEFAULT_HOPS = 30;
  private static final int DEFAULT_PROBES = 3;
  private static final int DEFAULT_PROBE_SIZE = 32;
  private static final int LARGEST_PAYLOAD = 65_507;
  private static final int LEAST_DATAGRAM = 16;
  private static final int MOST_ECHOS = 65_535;
  private static final int DEFAULT_ECHOS = 5;
  private static final int DEFAULT_ECHO_SIZE = 56;
  private static final long SECOND_NS = 1_000_000_000L;

  private final Context context;
  private final Names names;
  private final List<NodeState> nodes;
  private final PathFinder paths;
  private final Evaluator evaluator;
  private final Problems problems;
  private final Sources sources;
  private final List<ActivitySpec> activities = new ArrayList<>();
  private final Map<String, Integer> unnamed = new HashMap<>();
  private final Constants constants;
  private final Starts starts = new Starts();
  private final ProgramResolver programs;
  private final SocketResolver sockets;
  private final LawResolver laws;

  /** Programs made of system calls, by the index of their activity. */
  private final Map<Integer, Placed<Statement.Script>> scripts = new LinkedHashMap<>();

  /** What actions run, by the action: for each round of its block. */
  private final Map<Placed<? extends Statement>, List<Integer>> acted = new IdentityHashMap<>();

  ActivityResolver(Context context, List<NodeState> nodes, PathFinder paths) {
    this.context = context;
    this.names = context.names();
    this.nodes = nodes;
    this.paths = paths;
    this.evaluator = context.evaluator();
    this.problems = context.problems();
    this.sources = context.sources();
    this.constants = new Constants(evaluator);
    this.programs = new ProgramResolver(context, starts);
    this.sockets = new SocketResolver(context, nodes, paths);
    this.laws = new LawResolver(evaluator);
  }

  /** What is said about the starts; of use once all activities have been resolved. */
  Starts starts() {
    return starts;
  }

  /** All activities; those that start after others begin at 0 for now. */
  List<ActivitySpec> resolve() {
    for (Placed<? extends Statement> placed : context.plan().activities) {
      Scope scope = placed.scope();
      if (placed.statement() instanceof Statement.Flow flow) {
        Names.Kind kind = Names.Kind.FLOW;
        define(flow.name(), kind, scope, () -> flow(flow, scope));
      } else if (placed.statement() instanceof Statement.Ping ping) {
        define(
            ping.name(),
            Names.Kind.PING,
            scope,
            () -> ping.traceroute() ? traceroute(ping, scope) : ping(ping, scope));
      } else if (placed.statement() instanceof Statement.Exec exec) {
        define(exec.name(), Names.Kind.PROGRAM, scope, () -> program(exec, scope, 0));
      } else if (placed.statement() instanceof Statement.Script script) {
        scripts.put(activities.size(), new Placed<>(script, scope));
        define(
            Optional.of(script.name()), Names.Kind.SCRIPT, scope, () -> script(script, scope));
      }
    }
    for (Plan.Block block : context.plan().timeline) {
      Rounds rounds = Rounds.guessed(block, context);
      for (Placed<? extends Statement> action : block.actions()) {
        if (action.statement() instanceof Statement.Exec exec) {
          acted.put(action, acted(exec, action.scope(), rounds));
        }
      }
    }
    scripts();
    return activities;
  }

  private ActivitySpec script(Statement.Script script, Scope scope) {
    int node = names.one(script.node(), scope, Names.Kind.NODE).index();
    List<Setting> settings = new ArrayList<>();
    for (Statement step : script.steps()) {
      if (step instanceof Statement.ScriptSetting one) {
        settings.add(one.setting());
      }
    }
    Properties properties = properties("a program", SCRIPT, settings, scope);
    long timeout =
        or(
            ScriptResolver.TIMEOUT_NS,
            () -> time(properties, PropertyName.TIMEOUT, scope, ScriptResolver.TIMEOUT_NS));
    if (timeout == 0) {
      problems.error(
          properties.value(PropertyName.TIMEOUT).span(),
          "out-of-range",
          "expected a time above 0s, found 0s");
    }
    return new ActivitySpec.Script(
        activities.size(),
        names.expandOne(script.name(), scope).toString(),
        node,
        ImmutableList.of(),
        new When.At(or(0L, () -> start(properties, scope))),
        timeout,
        scriptSource(script));
  }

  /** Up to the block: the lines have places of their own. */
  private Source scriptSource(Statement.Script script) {
    Source whole = sources.of(script);
    String text = whole.text();
    int brace = text.indexOf(" {");
    return new Source(
        whole.file(), whole.line(), whole.column(), brace < 0 ? text : text.substring(0, brace));
  }

  /** Their lines may speak of any activity, so they come last. */
  private void scripts() {
    Map<Integer, Set<String>> labels = new HashMap<>();
    scripts.forEach(
        (index, placed) -> labels.put(index, ScriptResolver.labels(placed.statement())));
    scripts.forEach(
        (index, placed) -> {
          if (index < activities.size()
              && activities.get(index) instanceof ActivitySpec.Script spec
              && spec.index() == index) {
            problems.guard(
                () ->
                    activities.set(
                        index,
                        new ActivitySpec.Script(
                            index,
                            spec.name(),
                            spec.node(),
                            new ScriptResolver(context, nodes, paths, activities, labels)
                                .resolve(placed.statement(), spec, placed.scope()),
                            spec.start(),
                            spec.timeoutNs(),
                            spec.source())));
          }
        });
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
      int before = activities.size();
      Optional<ActivitySpec> program = problems.attempt(() -> program(exec, scope, number));
      program.ifPresentOrElse(activities::add, () -> starts.forget(before));
      indices.add(program.isPresent() ? before : -1);
      exec.name()
          .ifPresent(
              reference ->
                  problems.guard(
                      () ->
                          names.define(
                              Names.Kind.PROGRAM,
                              numbered(names.expandOne(reference, scope), number),
                              program.isPresent() ? before : -1,
                              reference.span())));
      if (program.isEmpty()) {
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
      name = unique((exec.daemon() ? "daemon on " : "exec on ") + nodes.get(node).name);
    }
    return programs.program(exec, scope, activities.size(), name);
  }

  private void define(
      Optional<Reference> name,
      Names.Kind kind,
      Scope scope,
      Supplier<ActivitySpec> body) {
    int index = activities.size();
    Optional<ActivitySpec> activity = problems.attempt(body);
    activity.ifPresentOrElse(activities::add, () -> starts.forget(index));
    name.ifPresent(
        reference ->
            problems.guard(
                () ->
                    names.define(
                        kind,
                        names.expandOne(reference, scope),
                        activity.isPresent() ? index : -1,
                        reference.span())));
  }

  /**
   * Who talks to whom.
   *
   * @param to the first member of a group
   * @param fromNetdev as written, or empty
   * @param toNetdev likewise
   */
  private record Peers(
      int from,
      int to,
      InetAddress address,
      int sourcePort,
      String fromNetdev,
      String toNetdev,
      Span span) {
    boolean isIpv6() {
      return address != null && address.getAddress().length == 16;
    }
  }

  private Peers peers(
      Endpoint from, Endpoint to, Scope scope, boolean ports, boolean anywhere) {
    if (!(from.target() instanceof Reference source)) {
      throw Mistake.at(
          from.span(),
          "not-a-node",
          "expected the node that sends, found the address '" + Sources.oneLine(from) + "'");
    }
    int sourcePort = 0;
    if (from.port().isPresent()) {
      Expression port = from.port().get();
      if (ports) {
        sourcePort = or(0, () -> evaluator.integer(port, scope, "a port", 1, 65_535));
      } else {
        problems.error(
            port.span(), "source-port", "there is no source port here; leave it out");
      }
    }
    int sender = names.one(source, scope, Names.Kind.NODE).index();
    Optional<InetAddress> literal = literal(to.target(), scope);
    int receiver;
    InetAddress address;
    if (literal.isPresent()) {
      address = literal.get();
      receiver =
          address.isLoopbackAddress()
                  || address.isMulticastAddress()
                  || anywhere && paths.isNowhere(address, to.target().span())
              ? sender
              : paths.owner(address, to.target().span());
    } else {
      Reference target = (Reference) to.target();
      Names.Place place = names.place(target, scope);
      receiver = place.node().index();
      address =
          place.netdev().isPresent()
              ? paths.addressOf(nodes.get(receiver), place.netdev().get())
              : paths.address(sender, receiver, target.span());
    }
    return new Peers(sender, receiver, address, sourcePort, "", "", to.target().span());
  }

  /** Netdevs that frames go between. */
  private Peers netdevs(Endpoint from, Endpoint to, Scope scope) {
    Names.Place source = netdev(from, scope);
    Names.Place target = netdev(to, scope);
    return new Peers(
        source.node().index(),
        target.node().index(),
        null,
        0,
        source.netdev().get().text(),
        target.netdev().get().text(),
        to.target().span());
  }

  private Names.Place netdev(Endpoint end, Scope scope) {
    end.port()
        .ifPresent(
            port ->
                problems.error(port.span(), "packet-port", "frames have no port; leave it out"));
    if (end.target() instanceof Reference reference) {
      Names.Place place = names.place(reference, scope);
      if (place.netdev().isPresent()) {
        NetdevNames.require(
            nodes.get(place.node().index()),
            place.netdev().get().text(),
            place.netdev().get().span());
        return place;
      }
    }
    throw Mistake.at(
        end.span(),
        "not-a-netdev",
        "expected the netdev of a node such as a.eth0, found '" + Sources.oneLine(end) + "'");
  }

  /** The address that a target is, also by a variable; empty if it names a node. */
  private Optional<InetAddress> literal(Target target, Scope scope) {
    if (target instanceof Expression.Address address) {
      return Optional.of(address.address());
    } else if (target instanceof Expression.Pattern pattern) {
      return Optional.of(constants.address(pattern, scope, "an address such as 10.0.1.1"));
    }
    Reference reference = (Reference) target;
    boolean plain = reference.parent().isEmpty() && reference.indices().isEmpty();
    return plain && scope.lookup(reference.name()) instanceof Value.Address address
        ? Optional.of(address.address())
        : Optional.empty();
  }

  private ActivitySpec flow(Statement.Flow flow, Scope scope) {
    Transport transport = Transport.valueOf(flow.protocol().name());
    String what = "a " + flow.protocol().word() + " flow";
    Properties properties = properties(what, allowed(transport), flow.settings(), scope);
    boolean netdevs = transport == Transport.PACKET;
    Peers peers =
        netdevs
            ? netdevs(flow.from(), flow.to(), scope)
            : peers(flow.from(), flow.to(), scope, transport.hasPorts(), false);
    int port = transport.hasPorts() ? or(1, () -> port(flow, scope)) : noPort(flow);
    String written =
        netdevs
            ? nodes.get(peers.to).name + "." + peers.toNetdev
            : target(flow.to(), peers) + (transport.hasPorts() ? ":" + port : "");
    String from = nodes.get(peers.from).name + (netdevs ? "." + peers.fromNetdev : "");
    String name = name(flow.name(), scope, flow.protocol().word(), from, written);
    long start = or(0L, () -> start(properties, scope));
    long stop = or(Long.MAX_VALUE, () -> stop(properties, scope, start));
    Source source = sources.of(flow);
    boolean group = peers.address != null && peers.address.isMulticastAddress();
    if (group && transport != Transport.UDP) {
      throw Mistake.at(
          peers.span, "not-a-node", "only a udp flow can send to a group, found " + what);
    }
    ActivitySpec spec =
        transport.isStream()
            ? stream(flow, transport, properties, scope, peers, name, port, start, stop, source)
            : datagrams(
                flow, transport, properties, scope, peers, name, port, start, stop, source);
    if (!group && !netdevs) {
      problems.guard(() -> paths.check(peers.from, peers.to, peers.address, peers.span));
    }
    return spec;
  }

  private static ImmutableSet<PropertyName> allowed(Transport transport) {
    return switch (transport) {
      case TCP, MPTCP, SCTP -> STREAM;
      case UDP -> UDP;
      case DCCP -> DCCP;
      case RAW -> RAW;
      case PACKET -> PACKET;
    };
  }

  private int noPort(Statement.Flow flow) {
    flow.to()
        .port()
        .ifPresent(
            port ->
                problems.error(
                    port.span(),
                    "no-port",
                    "a "
                        + flow.protocol().word()
                        + " flow has no port; leave it out, and give 'protocol' or 'ethertype'"));
    return 0;
  }

  private int port(Statement.Flow flow, Scope scope) {
    if (flow.to().port().isEmpty()) {
      throw Mistake.at(
          flow.to().span(),
          "no-port",
          "expected a port behind the target, such as '" + Sources.oneLine(flow.to()) + ":5001'");
    }
    return evaluator.integer(flow.to().port().get(), scope, "a port", 1, 65_535);
  }

  /** A wrong value is reported and replaced, so that what follows can still be checked. */
  private <T> T or(T otherwise, Supplier<T> value) {
    return problems.attempt(value).orElse(otherwise);
  }

  private ActivitySpec stream(
      Statement.Flow flow,
      Transport transport,
      Properties properties,
      Scope scope,
      Peers peers,
      String name,
      int port,
      long start,
      long stop,
      Source source) {
    boolean dialogue = properties.has(PropertyName.REQUESTS);
    boolean paced = properties.has(PropertyName.RATE) || properties.has(PropertyName.TRACE);
    boolean trace = properties.has(PropertyName.TRACE);
    boolean bounded = properties.has(PropertyName.SEND) || dialogue || trace;
    boolean timed = stop >= 0 || properties.has(PropertyName.DURATION);
    String what = "a " + flow.protocol().word() + " flow";
    if (!bounded && !timed && !properties.misused()) {
      starts.endless(
          activities.size(), flow, what + " needs 'send' or 'stop', such as 'send 10MB'");
    }
    if (!bounded && timed && !paced) {
      starts.greedy(activities.size(), flow);
    }
    checkDialogue(properties, dialogue);
    if (properties.has(PropertyName.SIZE) && !properties.has(PropertyName.RATE)) {
      problems.error(
          properties.span(PropertyName.SIZE),
          "wrong-property",
          "the size of writes needs a 'rate', such as 'rate 1mbit'");
    }
    long send = or(-1L, () -> send(properties, scope));
    Heading heading = or(Heading.FORWARD, () -> heading(properties, scope));
    if (transport == Transport.SCTP
        && heading == Heading.BOTH
        && !properties.has(PropertyName.SEND)) {
      problems.error(
          properties.span(PropertyName.DIRECTION),
          "wrong-property",
          "both directions of an SCTP association end together, so they need 'send'");
    }
    StreamSpec spec =
        new StreamSpec(
            transport,
            sockets.resolve(
                properties, scope, peers.from, peers.isIpv6(), false, peers.sourcePort),
            or(1, () -> parallel(properties, scope, peers)),
            heading,
            or(Optional.<Pace>empty(), () -> pace(properties, scope)).orElse(null),
            or(DEFAULT_CHUNK, () -> size(properties, scope, 1, DEFAULT_CHUNK)),
            or(-1L, () -> duration(properties, scope)),
            dialogue ? or(null, () -> dialogue(properties, scope)) : null);
    return new ActivitySpec.TcpFlow(
        activities.size(), name, peers.from, peers.to, peers.address, port, send,
        new When.At(start), stop, source, spec);
  }

  private void checkDialogue(Properties properties, boolean dialogue) {
    for (PropertyName name : dialogue ? NOT_IN_DIALOGUES : DIALOGUE) {
      if (properties.has(name)) {
        problems.error(
            properties.span(name),
            "wrong-property",
            dialogue
                ? "'" + name.word() + "' does not go with 'requests'"
                : "'" + name.word() + "' needs 'requests', such as 'requests 10'");
      }
    }
    boolean both = properties.has(PropertyName.RATE) && properties.has(PropertyName.TRACE);
    if (both) {
      problems.error(
          properties.span(PropertyName.TRACE),
          "wrong-property",
          "expected either 'rate' or 'trace', found both");
    }
  }

  private StreamSpec.Dialogue dialogue(Properties properties, Scope scope) {
    return new StreamSpec.Dialogue(
        evaluator.integer(
            properties.value(PropertyName.REQUESTS), scope, "a number of requests", 1,
            MOST_REQUESTS),
        law(properties, PropertyName.REQUEST, scope, Dimension.SIZE, "100B", 100),
        law(properties, PropertyName.RESPONSE, scope, Dimension.SIZE, "1KB", 1000),
        law(properties, PropertyName.THINK, scope, Dimension.TIME, "100ms", 0));
  }

  private Law law(
      Properties properties,
      PropertyName name,
      Scope scope,
      Dimension dimension,
      String example,
      long otherwise) {
    return properties.has(name)
        ? laws.law(properties.value(name), scope, dimension, example)
        : Law.constant(otherwise);
  }

  private Optional<Pace> pace(Properties properties, Scope scope) {
    if (properties.has(PropertyName.TRACE)) {
      return Optional.of(laws.trace(properties.value(PropertyName.TRACE), scope));
    }
    return properties.has(PropertyName.RATE)
        ? Optional.of(laws.pace(properties.value(PropertyName.RATE), scope))
        : Optional.empty();
  }

  private int parallel(Properties properties, Scope scope, Peers peers) {
    if (!properties.has(PropertyName.PARALLEL)) {
      return 1;
    }
    Expression value = properties.value(PropertyName.PARALLEL);
    int parallel =
        evaluator.integer(value, scope, "a number of connections", 1, MOST_CONNECTIONS);
    if (peers.sourcePort > 0 && peers.sourcePort + parallel - 1 > 65_535) {
      throw Mistake.at(
          value.span(),
          "out-of-range",
          "each connection takes the next source port, and " + parallel + " of them from "
              + peers.sourcePort + " on are too many");
    }
    return parallel;
  }

  private Heading heading(Properties properties, Scope scope) {
    if (!properties.has(PropertyName.DIRECTION)) {
      return Heading.FORWARD;
    }
    Expression value = properties.value(PropertyName.DIRECTION);
    String word = evaluator.evaluateOrWord(value, scope).text();
    List<String> words = List.of("forward", "backward", "both");
    if (!words.contains(word)) {
      throw Mistake.at(
          value.span(),
          "unknown-word",
          "expected forward, backward or both, found '" + word + "'"
              + Suggestions.didYouMean(word, words));
    }
    return Heading.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private long duration(Properties properties, Scope scope) {
    if (!properties.has(PropertyName.DURATION)) {
      return -1;
    }
    long duration = evaluator.timeNs(properties.value(PropertyName.DURATION), scope);
    if (duration == 0) {
      throw Mistake.at(
          properties.value(PropertyName.DURATION).span(),
          "out-of-range",
          "expected a time above 0s, found 0s");
    }
    return Horizon.within(duration, properties.value(PropertyName.DURATION).span());
  }

  private ActivitySpec datagrams(
      Statement.Flow flow,
      Transport transport,
      Properties properties,
      Scope scope,
      Peers peers,
      String name,
      int port,
      long start,
      long stop,
      Source source) {
    boolean trace = properties.has(PropertyName.TRACE);
    if (!trace) {
      require(flow, properties, PropertyName.RATE, "rate 64kbit");
      require(flow, properties, PropertyName.SIZE, "size 160B");
    }
    checkDialogue(properties, false);
    Law law = or(Law.constant(LEAST_DATAGRAM), () -> sizes(properties, scope));
    boolean plainSize = law.kind() == Law.Kind.CONSTANT;
    int size = plainSize ? (int) law.a() : LEAST_DATAGRAM;
    boolean plain =
        properties.has(PropertyName.RATE)
            && !(properties.value(PropertyName.RATE) instanceof Expression.Call);
    Pace pace =
        plain
            ? Pace.constant(or(1L, () -> rate(properties, scope, size)))
            : or(Optional.<Pace>empty(), () -> pace(properties, scope)).orElse(null);
    boolean plainPace = pace == null || pace.kind() == Pace.Kind.CONSTANT;
    long rate = pace == null ? 1 : pace.rate();
    long count = or(-1, () -> count(properties, scope, Integer.MAX_VALUE, -1));
    boolean timed = stop >= 0 || properties.has(PropertyName.DURATION);
    if (!properties.has(PropertyName.COUNT) && !trace && !timed && !properties.misused()) {
      starts.endless(
          activities.size(),
          flow,
          "a " + flow.protocol().word()
              + " flow needs 'stop' or 'count', such as 'stop 10s'");
    }
    boolean group = peers.address != null && peers.address.isMulticastAddress();
    ImmutableList<DatagramSpec.Member> members =
        or(ImmutableList.of(), () -> members(properties, scope, peers, group));
    int to = members.isEmpty() ? peers.to : members.get(0).node();
    Heading heading = or(Heading.FORWARD, () -> heading(properties, scope));
    InetAddress reverse =
        heading.backward() && peers.address != null
            ? or(null, () -> reverse(properties, scope, peers, group))
            : null;
    DatagramSpec spec =
        new DatagramSpec(
            transport,
            datagramSockets(properties, scope, peers, transport, group, to),
            or(1, () -> parallel(properties, scope, peers)),
            heading,
            reverse,
            plainPace ? null : pace,
            plainSize ? null : law,
            or(-1L, () -> duration(properties, scope)),
            number(properties, scope, transport),
            peers.fromNetdev,
            peers.toNetdev,
            members,
            or(ImmutableList.of(), () -> groupSources(properties, scope, group)));
    return new ActivitySpec.UdpFlow(
        activities.size(), name, peers.from, to, peers.address, port, rate, size, count,
        new When.At(start), stop, source, spec);
  }

  private SocketSpec datagramSockets(
      Properties properties,
      Scope scope,
      Peers peers,
      Transport transport,
      boolean group,
      int to) {
    SocketSpec spec =
        sockets.resolve(properties, scope, peers.from, peers.isIpv6(), group, peers.sourcePort);
    ImmutableList.Builder<SocketSetting> client = ImmutableList.builder();
    if (group && !properties.has(PropertyName.DEV)) {
      String netdev = paths.netdev(peers.from, to, peers.from);
      if (!netdev.isEmpty()) {
        client.add(SocketResolver.text("SO_BINDTODEVICE", netdev));
      }
    }
    client.addAll(spec.client());
    return new SocketSpec(client.build(), spec.server(), spec.source(), spec.sourcePort());
  }

  private Law sizes(Properties properties, Scope scope) {
    if (!properties.has(PropertyName.SIZE)) {
      return Law.constant(LEAST_DATAGRAM);
    }
    Law law = laws.law(properties.value(PropertyName.SIZE), scope, Dimension.SIZE, "160B");
    return law.kind() == Law.Kind.CONSTANT
        ? Law.constant(size(properties, scope, LEAST_DATAGRAM, LEAST_DATAGRAM))
        : law;
  }

  private int number(Properties properties, Scope scope, Transport transport) {
    if (transport == Transport.RAW) {
      return properties.has(PropertyName.PROTOCOL)
          ? or(
              DEFAULT_PROTOCOL,
              () ->
                  evaluator.integer(
                      properties.value(PropertyName.PROTOCOL), scope, "an IP protocol", 1, 254))
          : DEFAULT_PROTOCOL;
    } else if (transport == Transport.PACKET) {
      return properties.has(PropertyName.ETHERTYPE)
          ? or(
              DEFAULT_ETHERTYPE,
              () ->
                  evaluator.integer(
                      properties.value(PropertyName.ETHERTYPE), scope, "an Ethernet type", 0x600,
                      0xffff))
          : DEFAULT_ETHERTYPE;
    }
    return 0;
  }

  /** The sender's address, for the other direction. */
  private InetAddress reverse(Properties properties, Scope scope, Peers peers, boolean group) {
    if (group) {
      throw Mistake.at(
          properties.span(PropertyName.DIRECTION),
          "wrong-property",
          "the receivers of a group cannot send, expected 'direction forward'");
    }
    if (properties.has(PropertyName.SOURCE)) {
      return evaluator.address(properties.value(PropertyName.SOURCE), scope);
    }
    return peers.from == peers.to
        ? peers.address
        : paths.address(peers.to, peers.from, peers.span);
  }

  // ------------------------------------------------------------------ groups

  private ImmutableList<DatagramSpec.Member> members(
      Properties properties, Scope scope, Peers peers, boolean group) {
    if (!group) {
      for (PropertyName name :
          List.of(
              PropertyName.RECEIVERS, PropertyName.SOURCES, PropertyName.JOIN,
              PropertyName.LEAVE)) {
        if (properties.has(name)) {
          throw Mistake.at(
              properties.span(name),
              "wrong-property",
              "'" + name.word() + "' needs a multicast group as the target, such as"
                  + " 239.1.2.3:5000");
        }
      }
      return ImmutableList.of();
    }
    if (!properties.has(PropertyName.RECEIVERS)) {
      throw Mistake.at(
          peers.span,
          "missing-property",
          "a flow to a group needs 'receivers', such as 'receivers [b, c]'");
    }
    long join =
        properties.has(PropertyName.JOIN)
            ? evaluator.timeNs(properties.value(PropertyName.JOIN), scope)
            : 0;
    long leave =
        properties.has(PropertyName.LEAVE)
            ? evaluator.timeNs(properties.value(PropertyName.LEAVE), scope)
            : -1;
    Expression given = properties.value(PropertyName.RECEIVERS);
    List<Expression> items =
        given instanceof Expression.ListLiteral list ? list.items() : List.of(given);
    ImmutableList.Builder<DatagramSpec.Member> members = ImmutableList.builder();
    for (Expression item : items) {
      Expression who = item;
      long joinNs = join;
      long leaveNs = leave;
      if (item instanceof Expression.Call call
          && call.target().isEmpty()
          && call.function().text().equals("member")) {
        int count = call.arguments().size();
        if (count < 2 || count > 3) {
          throw Mistake.at(
              call.span(),
              "wrong-arguments",
              "expected member(node, join) or member(node, join, leave), found " + count
                  + (count == 1 ? " argument" : " arguments"));
        }
        who = call.arguments().get(0);
        joinNs = evaluator.timeNs(call.arguments().get(1), scope);
        leaveNs = count == 3 ? evaluator.timeNs(call.arguments().get(2), scope) : -1;
      }
      if (leaveNs >= 0 && leaveNs <= joinNs) {
        throw Mistake.at(
            item.span(), "impossible-time", "expected a receiver to leave after it has joined");
      }
      for (int node : nodesOf(who, scope)) {
        members.add(
            new DatagramSpec.Member(
                node, paths.netdev(peers.from, node, node), joinNs, leaveNs));
      }
    }
    ImmutableList<DatagramSpec.Member> all = members.build();
    if (all.isEmpty()) {
      throw Mistake.at(given.span(), "missing-property", "expected at least one receiver");
    }
    return all;
  }

  private List<Integer> nodesOf(Expression who, Scope scope) {
    Reference reference = Subject.reference(who);
    boolean variable =
        reference != null
            && reference.parent().isEmpty()
            && scope.lookup(reference.name()) != null;
    if (reference == null || variable) {
      Value value = evaluator.evaluate(who, scope);
      List<Value> values = value instanceof Value.Sequence list ? list.items() : List.of(value);
      List<Integer> found = new ArrayList<>();
      for (Value one : values) {
        if (!(one instanceof Value.Node node)) {
          throw Mistake.at(
              who.span(), "not-a-node", "expected nodes, found " + Evaluator.found(one));
        }
        found.add(
            nodes.stream()
                .filter(state -> state.name.equals(node.text()))
                .findFirst()
                .map(state -> state.index)
                .orElseThrow(
                    () ->
                        Mistake.at(
                            who.span(), "not-a-node", "unknown node '" + node.text() + "'")));
      }
      return found;
    }
    return names.all(reference, scope, Names.Kind.NODE).stream()
        .map(Names.Entry::index)
        .toList();
  }

  private ImmutableList<InetAddress> groupSources(
      Properties properties, Scope scope, boolean group) {
    if (!group || !properties.has(PropertyName.SOURCES)) {
      return ImmutableList.of();
    }
    Expression given = properties.value(PropertyName.SOURCES);
    List<Expression> items =
        given instanceof Expression.ListLiteral list ? list.items() : List.of(given);
    return items.stream()
        .map(item -> evaluator.address(item, scope))
        .collect(ImmutableList.toImmutableList());
  }

  private long send(Properties properties, Scope scope) {
    if (!properties.has(PropertyName.SEND)) {
      return -1;
    }
    Expression value = properties.value(PropertyName.SEND);
    Quantity size = evaluator.quantity(value, scope, Dimension.SIZE, "10MB");
    if (Quantities.toLong(size) < 1) {
      throw Mistake.at(
          value.span(), "out-of-range", "expected at least 1B to send, found " + size.text());
    }
    return Quantities.toLong(size);
  }

  private long rate(Properties properties, Scope scope, int size) {
    if (!properties.has(PropertyName.RATE)) {
      return 1;
    }
    Expression value = properties.value(PropertyName.RATE);
    Quantity quantity = evaluator.quantity(value, scope, Dimension.RATE, "64kbit");
    long rate = Quantities.toLong(quantity);
    BigDecimal most = BigDecimal.valueOf(8L * size).multiply(BigDecimal.valueOf(SECOND_NS));
    if (rate < 1 || quantity.amount().compareTo(most) > 0) {
      throw Mistake.at(
          value.span(),
          "out-of-range",
          "expected a rate of at least 1bit and at most one datagram per nanosecond, found "
              + quantity.text());
    }
    return rate;
  }

  private void require(
      Statement.Flow flow, Properties properties, PropertyName name, String example) {
    if (!properties.has(name) && !properties.misused()) {
      problems.error(
          flow.span(),
          "missing-property",
          "a " + flow.protocol().word() + " flow needs '" + name.word() + "', such as '" + example + "'");
    }
  }

  private ActivitySpec ping(Statement.Ping ping, Scope scope) {
    Properties properties = properties("a ping", PING, ping.settings(), scope);
    Peers peers = peers(ping.from(), ping.to(), scope, false, true);
    ping.to()
        .port()
        .ifPresent(
            port ->
                problems.error(port.span(), "ping-port", "a ping has no port; leave it out"));
    String name =
        name(ping.name(), scope, "ping", nodes.get(peers.from).name, target(ping.to(), peers));
    int count = or(1, () -> count(properties, scope, MOST_ECHOS, DEFAULT_ECHOS));
    long every = or(SECOND_NS, () -> interval(properties, scope));
    int size = or(0, () -> size(properties, scope, 0, DEFAULT_ECHO_SIZE));
    long start = or(0L, () -> start(properties, scope));
    EchoSpec echo =
        new EchoSpec(
            sockets.resolve(properties, scope, peers.from, peers.isIpv6(), false, 0),
            or("", () -> pattern(properties, scope)));
    problems.guard(() -> paths.check(peers.from, peers.to, peers.address, peers.span));
    return new ActivitySpec.Ping(
        activities.size(), name, peers.from, peers.to, peers.address, count, every, size,
        new When.At(start), sources.of(ping), echo);
  }

  /** Bytes that fill a payload, as hexadecimal digits. */
  private String pattern(Properties properties, Scope scope) {
    if (!properties.has(PropertyName.PATTERN)) {
      return "";
    }
    Expression given = properties.value(PropertyName.PATTERN);
    Value value = evaluator.evaluateOrWord(given, scope);
    if (!(value instanceof Value.Text text) || text.text().isEmpty()) {
      throw Mistake.at(
          given.span(),
          "wrong-unit",
          "expected a text such as \"abc\" or \"0xff00\", found " + Evaluator.found(value));
    }
    if (!text.text().startsWith("0x")) {
      return BaseEncoding.base16().encode(text.text().getBytes(StandardCharsets.UTF_8));
    }
    String digits = text.text().substring(2).toUpperCase(Locale.ROOT);
    if (!digits.matches("([0-9A-F]{2})+")) {
      throw Mistake.at(
          given.span(),
          "wrong-unit",
          "expected two hexadecimal digits for each byte, such as \"0xff00\", found "
              + Evaluator.found(value));
    }
    return digits;
  }

  private ActivitySpec traceroute(Statement.Ping way, Scope scope) {
    Properties properties = properties("a traceroute", TRACEROUTE, way.settings(), scope);
    Peers peers = peers(way.from(), way.to(), scope, false, true);
    way.to()
        .port()
        .ifPresent(
            port ->
                problems.error(
                    port.span(), "ping-port", "a traceroute chooses its ports; leave it out"));
    String name =
        name(way.name(), scope, "traceroute", nodes.get(peers.from).name, target(way.to(), peers));
    int hops =
        or(
            DEFAULT_HOPS,
            () -> bounded(properties, PropertyName.MAX_HOPS, scope, "a TTL", 255, DEFAULT_HOPS));
    int probes =
        or(
            DEFAULT_PROBES,
            () ->
                bounded(
                    properties, PropertyName.PROBES, scope, "a number of probes", 10,
                    DEFAULT_PROBES));
    boolean icmp = or(false, () -> isIcmp(properties, scope));
    int size = or(0, () -> size(properties, scope, 0, DEFAULT_PROBE_SIZE));
    long start = or(0L, () -> start(properties, scope));
    long timeout = or(SECOND_NS, () -> time(properties, PropertyName.TIMEOUT, scope, SECOND_NS));
    return new ActivitySpec.Traceroute(
        activities.size(), name, peers.from, peers.to, peers.address, icmp, hops, probes, size,
        Math.max(1, timeout),
        sockets.resolve(properties, scope, peers.from, peers.isIpv6(), false, 0),
        paths.owners(), new When.At(start), sources.of(way));
  }

  private int bounded(
      Properties properties, PropertyName name, Scope scope, String what, int most, int other) {
    return properties.has(name)
        ? evaluator.integer(properties.value(name), scope, what, 1, most)
        : other;
  }

  private boolean isIcmp(Properties properties, Scope scope) {
    if (!properties.has(PropertyName.METHOD)) {
      return false;
    }
    Expression value = properties.value(PropertyName.METHOD);
    String word = evaluator.evaluateOrWord(value, scope).text();
    if (!word.equals("udp") && !word.equals("icmp")) {
      throw Mistake.at(
          value.span(),
          "unknown-word",
          "expected udp or icmp, found '" + word + "'"
              + Suggestions.didYouMean(word, List.of("udp", "icmp")));
    }
    return word.equals("icmp");
  }

  private long interval(Properties properties, Scope scope) {
    boolean interval = properties.has(PropertyName.INTERVAL);
    if (interval && properties.has(PropertyName.EVERY)) {
      throw Mistake.at(
          properties.value(PropertyName.INTERVAL).span(),
          "given-twice",
          "'every' and 'interval' are the same, expected one of them");
    }
    PropertyName name = interval ? PropertyName.INTERVAL : PropertyName.EVERY;
    long every = time(properties, name, scope, SECOND_NS);
    if (every == 0) {
      throw Mistake.at(
          properties.value(name).span(), "out-of-range", "expected a time above 0s, found 0s");
    }
    return every;
  }

  private Properties properties(
      String owner, ImmutableSet<PropertyName> allowed, List<Setting> given, Scope scope) {
    Properties properties = new Properties(owner, allowed);
    for (SettingExpander.Placed placed : context.flattener().flatten(given, scope)) {
      problems.guard(
          () -> {
            if (placed.setting() instanceof Setting.StartAfter after) {
              starts.after(activities.size(), after, placed.scope(), problems);
            } else if (placed.setting() instanceof Setting.SocketOption) {
              properties.option(placed);
            } else if (placed.setting() instanceof Setting.Property property) {
              properties.add(property);
              if (property.name() == PropertyName.START) {
                starts.at(activities.size(), property, problems);
              }
            } else {
              throw Mistake.at(
                  placed.setting().span(),
                  "wrong-setting",
                  "'" + Sources.oneLine(placed.setting()) + "' is not a property of " + owner);
            }
          });
    }
    return properties;
  }

  private String target(Endpoint to, Peers peers) {
    return to.target() instanceof Reference
        ? nodes.get(peers.to).name
        : Sources.oneLine(to.target());
  }

  private String name(
      Optional<Reference> given, Scope scope, String kind, String from, String to) {
    if (given.isPresent()) {
      return names.expandOne(given.get(), scope).toString();
    }
    return unique(kind + " " + from + " -> " + to);
  }

  private String unique(String name) {
    int count = unnamed.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "#" + count;
  }

  private long time(Properties properties, PropertyName name, Scope scope, long otherwise) {
    return properties.has(name) ? evaluator.timeNs(properties.value(name), scope) : otherwise;
  }

  private long start(Properties properties, Scope scope) {
    return properties.has(PropertyName.START)
        ? Horizon.within(
            time(properties, PropertyName.START, scope, 0),
            properties.value(PropertyName.START).span())
        : 0;
  }

  private long stop(Properties properties, Scope scope, long start) {
    long stop = time(properties, PropertyName.STOP, scope, -1);
    if (properties.has(PropertyName.STOP) && stop <= start) {
      throw Mistake.at(
          properties.value(PropertyName.STOP).span(),
          "impossible-time",
          "expected a stop after the start ("
              + Quantities.text(BigDecimal.valueOf(start), Dimension.TIME)
              + "), found "
              + Quantities.text(BigDecimal.valueOf(stop), Dimension.TIME));
    }
    return stop;
  }

  private int count(Properties properties, Scope scope, int most, int otherwise) {
    return properties.has(PropertyName.COUNT)
        ? evaluator.integer(properties.value(PropertyName.COUNT), scope, "a count", 1, most)
        : otherwise;
  }

  private int size(Properties properties, Scope scope, int least, int otherwise) {
    if (!properties.has(PropertyName.SIZE)) {
      return otherwise;
    }
    Expression value = properties.value(PropertyName.SIZE);
    Quantity size = evaluator.quantity(value, scope, Dimension.SIZE, "160B");
    long bytes = Quantities.toLong(size);
    if (bytes < least || bytes > LARGEST_PAYLOAD) {
      throw Mistake.at(
          value.span(),
          "out-of-range",
          "expected a size within " + least + "B.." + LARGEST_PAYLOAD + "B, found " + size.text());
    }
    return (int) bytes;
  }
}
