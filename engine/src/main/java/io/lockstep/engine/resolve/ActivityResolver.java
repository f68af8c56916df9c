package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.When;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Protocol;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Target;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns {@code flow}, {@code ping}, {@code exec} and {@code daemon} into activities. */
final class ActivityResolver {
  private static final ImmutableSet<PropertyName> TCP =
      ImmutableSet.of(PropertyName.SEND, PropertyName.START, PropertyName.STOP);
  private static final ImmutableSet<PropertyName> UDP =
      ImmutableSet.of(
          PropertyName.RATE,
          PropertyName.SIZE,
          PropertyName.COUNT,
          PropertyName.START,
          PropertyName.STOP);
  private static final ImmutableSet<PropertyName> PING =
      ImmutableSet.of(
          PropertyName.COUNT,
          PropertyName.EVERY,
          PropertyName.INTERVAL,
          PropertyName.SIZE,
          PropertyName.START);
  private static final ImmutableSet<PropertyName> SCRIPT =
      ImmutableSet.of(PropertyName.START, PropertyName.TIMEOUT);
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
        define(ping.name(), Names.Kind.PING, scope, () -> ping(ping, scope));
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

  /** Who talks to whom. */
  private record Peers(int from, int to, InetAddress address, Span span) {}

  private Peers peers(Endpoint from, Endpoint to, Scope scope) {
    return peers(from, to, scope, false);
  }

  private Peers peers(Endpoint from, Endpoint to, Scope scope, boolean anywhere) {
    if (!(from.target() instanceof Reference source)) {
      throw Mistake.at(
          from.span(),
          "not-a-node",
          "expected the node that sends, found the address '" + Sources.oneLine(from) + "'");
    }
    from.port()
        .ifPresent(
            port ->
                problems.error(
                    port.span(), "source-port", "the source port cannot be chosen; leave it out"));
    int sender = names.one(source, scope, Names.Kind.NODE).index();
    Optional<InetAddress> literal = literal(to.target(), scope);
    int receiver;
    InetAddress address;
    if (literal.isPresent()) {
      address = literal.get();
      receiver =
          address.isLoopbackAddress() || anywhere && paths.isNowhere(address, to.target().span())
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
    return new Peers(sender, receiver, address, to.target().span());
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
    boolean tcp = flow.protocol() == Protocol.TCP;
    String what = tcp ? "a tcp flow" : "a udp flow";
    Properties properties = properties(what, tcp ? TCP : UDP, flow.settings(), scope);
    Peers peers = peers(flow.from(), flow.to(), scope);
    int port = or(1, () -> port(flow, scope));
    String written = target(flow.to(), peers) + ":" + port;
    String name =
        name(flow.name(), scope, flow.protocol().word(), nodes.get(peers.from).name, written);
    long start = or(0L, () -> start(properties, scope));
    long stop = or(Long.MAX_VALUE, () -> stop(properties, scope, start));
    Source source = sources.of(flow);
    ActivitySpec spec =
        tcp
            ? tcp(flow, properties, scope, peers, name, port, start, stop, source)
            : udp(flow, properties, scope, peers, name, port, start, stop, source);
    problems.guard(() -> paths.check(peers.from, peers.to, peers.address, peers.span));
    return spec;
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

  private ActivitySpec tcp(
      Statement.Flow flow,
      Properties properties,
      Scope scope,
      Peers peers,
      String name,
      int port,
      long start,
      long stop,
      Source source) {
    if (!properties.has(PropertyName.SEND) && stop < 0 && !properties.misused()) {
      starts.endless(
          activities.size(), flow, "a tcp flow needs 'send' or 'stop', such as 'send 10MB'");
    }
    if (!properties.has(PropertyName.SEND) && stop >= 0) {
      starts.greedy(activities.size(), flow);
    }
    long send = or(-1L, () -> send(properties, scope));
    return new ActivitySpec.TcpFlow(
        activities.size(), name, peers.from, peers.to, peers.address, port, send,
        new When.At(start), stop, source);
  }

  private ActivitySpec udp(
      Statement.Flow flow,
      Properties properties,
      Scope scope,
      Peers peers,
      String name,
      int port,
      long start,
      long stop,
      Source source) {
    require(flow, properties, PropertyName.RATE, "rate 64kbit");
    require(flow, properties, PropertyName.SIZE, "size 160B");
    int size = or(LEAST_DATAGRAM, () -> size(properties, scope, LEAST_DATAGRAM, LEAST_DATAGRAM));
    long rate = or(1L, () -> rate(properties, scope, size));
    long count = or(-1, () -> count(properties, scope, Integer.MAX_VALUE, -1));
    if (!properties.has(PropertyName.COUNT) && stop < 0 && !properties.misused()) {
      starts.endless(
          activities.size(), flow, "a udp flow needs 'stop' or 'count', such as 'stop 10s'");
    }
    return new ActivitySpec.UdpFlow(
        activities.size(), name, peers.from, peers.to, peers.address, port, rate, size, count,
        new When.At(start), stop, source);
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
          "a udp flow needs '" + name.word() + "', such as '" + example + "'");
    }
  }

  private ActivitySpec ping(Statement.Ping ping, Scope scope) {
    Properties properties = properties("a ping", PING, ping.settings(), scope);
    Peers peers = peers(ping.from(), ping.to(), scope, true);
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
    problems.guard(() -> paths.check(peers.from, peers.to, peers.address, peers.span));
    return new ActivitySpec.Ping(
        activities.size(), name, peers.from, peers.to, peers.address, count, every, size,
        new When.At(start), sources.of(ping));
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
