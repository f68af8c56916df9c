package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Heading;
import io.lockstep.engine.model.Pace;
import io.lockstep.engine.model.StreamSpec;
import io.lockstep.engine.model.Transport;
import io.lockstep.engine.model.When;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import java.util.Optional;

/** Flows by TCP, MPTCP and SCTP: transfers, and requests with responses. */
final class StreamResolver {
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int DEFAULT_CHUNK = 1000;

  private final ActivityTable table;
  private final SocketResolver sockets;

  StreamResolver(ActivityTable table, SocketResolver sockets) {
    this.table = table;
    this.sockets = sockets;
  }

  ActivitySpec resolve(Flow flow) {
    FlowProperties properties = flow.properties();
    noteEnd(flow);
    check(properties);
    long send = properties.or(-1L, () -> send(properties));
    Heading heading = properties.or(Heading.FORWARD, properties::heading);
    if (flow.transport() == Transport.SCTP
        && heading == Heading.BOTH
        && !properties.has(PropertyName.SEND)) {
      properties
          .problems()
          .error(
              properties.span(PropertyName.DIRECTION),
              "wrong-property",
              "both directions of an SCTP association end together, so they need 'send'");
    }
    Peers peers = flow.peers();
    StreamSpec spec =
        new StreamSpec(
            flow.transport(),
            sockets.resolve(properties, peers, false),
            properties.or(1, () -> properties.parallel(peers.sourcePort())),
            heading,
            properties.or(Optional.<Pace>empty(), properties::pace).orElse(null),
            properties.or(DEFAULT_CHUNK, () -> properties.size(1, DEFAULT_CHUNK)),
            properties.or(-1L, properties::duration),
            properties.isDialogue() ? properties.or(null, () -> dialogue(properties)) : null);
    return new ActivitySpec.TcpFlow(
        table.next(), flow.name(), peers.from(), peers.to(), peers.address(), flow.port(), send,
        new When.At(flow.startNs()), flow.stopNs(), flow.source(), spec);
  }

  /** Notes flows that do not end by themselves. */
  private void noteEnd(Flow flow) {
    FlowProperties properties = flow.properties();
    boolean trace = properties.has(PropertyName.TRACE);
    boolean paced = properties.has(PropertyName.RATE) || trace;
    boolean bounded = properties.has(PropertyName.SEND) || properties.isDialogue() || trace;
    if (!bounded && !flow.isTimed() && !properties.misused()) {
      table
          .starts()
          .endless(
              table.next(),
              flow.statement(),
              flow.described() + " needs 'send' or 'stop', such as 'send 10MB'");
    }
    if (!bounded && flow.isTimed() && !paced) {
      table.starts().greedy(table.next(), flow.statement());
    }
  }

  private static void check(FlowProperties properties) {
    properties.checkTogether();
    if (properties.has(PropertyName.SIZE) && !properties.has(PropertyName.RATE)) {
      properties
          .problems()
          .error(
              properties.span(PropertyName.SIZE),
              "wrong-property",
              "the size of writes needs a 'rate', such as 'rate 1mbit'");
    }
  }

  private static long send(FlowProperties properties) {
    if (!properties.has(PropertyName.SEND)) {
      return -1;
    }
    Expression value = properties.value(PropertyName.SEND);
    Quantity size =
        properties.evaluator().quantity(value, properties.scope(), Dimension.SIZE, "10MB");
    if (Quantities.toLong(size) < 1) {
      throw Mistake.at(
          value.span(), "out-of-range", "expected at least 1B to send, found " + size.text());
    }
    return Quantities.toLong(size);
  }

  private static StreamSpec.Dialogue dialogue(FlowProperties properties) {
    return new StreamSpec.Dialogue(
        properties.whole(
            PropertyName.REQUESTS, "a number of requests", 1, MOST_REQUESTS, 1),
        properties.law(PropertyName.REQUEST, Dimension.SIZE, "100B", 100),
        properties.law(PropertyName.RESPONSE, Dimension.SIZE, "1KB", 1000),
        properties.law(PropertyName.THINK, Dimension.TIME, "100ms", 0));
  }
}
