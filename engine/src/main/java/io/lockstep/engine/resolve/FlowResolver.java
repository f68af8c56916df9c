package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Transport;
import io.lockstep.grammar.ast.Statement;

/** Turns {@code flow} into activities: what all transports have in common. */
final class FlowResolver {
  private final TrafficParts parts;
  private final Context context;
  private final StreamResolver streams;
  private final DatagramResolver datagrams;

  FlowResolver(TrafficParts parts) {
    this.parts = parts;
    this.context = parts.context();
    this.streams = new StreamResolver(parts.table(), parts.sockets());
    this.datagrams = new DatagramResolver(parts);
  }

  ActivitySpec resolve(Statement.Flow statement, Scope scope) {
    Flow flow = flow(statement, scope);
    Peers ends = flow.peers();
    if (ends.isGroup() && flow.transport() != Transport.UDP) {
      throw Mistake.at(
          ends.span(),
          "not-a-node",
          "only a udp flow can send to a group, found " + flow.described());
    }
    ActivitySpec spec =
        flow.transport().isStream() ? streams.resolve(flow) : datagrams.resolve(flow);
    if (!ends.isGroup() && flow.transport() != Transport.PACKET) {
      context
          .problems()
          .guard(() -> parts.paths().check(ends.from(), ends.to(), ends.address(), ends.span()));
    }
    return spec;
  }

  private Flow flow(Statement.Flow statement, Scope scope) {
    Transport transport = Transport.valueOf(statement.protocol().name());
    FlowProperties properties =
        new FlowProperties(
            context, parts.table(), Flow.described(statement), FlowWords.of(transport),
            statement.settings(), scope);
    Peers ends =
        transport == Transport.PACKET
            ? parts.peers().netdevs(statement.from(), statement.to(), scope)
            : parts.peers().resolve(
                statement.from(), statement.to(), scope, transport.hasPorts(), false);
    int port =
        transport.hasPorts()
            ? properties.or(1, () -> port(statement, scope))
            : noPort(statement);
    String target =
        parts.peers().target(statement.to(), ends) + (transport.hasPorts() ? ":" + port : "");
    String name =
        parts.name(statement.name(), scope, statement.protocol().word(), ends, target);
    long start = properties.or(0L, properties::start);
    long stop = properties.or(Long.MAX_VALUE, () -> properties.stop(start));
    return new Flow(
        statement, transport, properties, ends, name, port, start, stop,
        context.sources().of(statement));
  }

  private int port(Statement.Flow flow, Scope scope) {
    if (flow.to().port().isEmpty()) {
      throw Mistake.at(
          flow.to().span(),
          "no-port",
          "expected a port behind the target, such as '" + Sources.oneLine(flow.to()) + ":5001'");
    }
    return context.evaluator().integer(flow.to().port().get(), scope, "a port", 1, 65_535);
  }

  private int noPort(Statement.Flow flow) {
    flow.to()
        .port()
        .ifPresent(
            port ->
                context
                    .problems()
                    .error(
                        port.span(),
                        "no-port",
                        Flow.described(flow)
                            + " has no port; leave it out, and give 'protocol' or 'ethertype'"));
    return 0;
  }
}
