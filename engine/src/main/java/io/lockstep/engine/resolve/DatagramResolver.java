package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.engine.model.Heading;
import io.lockstep.engine.model.Law;
import io.lockstep.engine.model.Pace;
import io.lockstep.engine.model.SocketSetting;
import io.lockstep.engine.model.SocketSpec;
import io.lockstep.engine.model.When;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.Optional;

/** Flows by UDP, DCCP, raw IP and frames. */
final class DatagramResolver {
  private static final int DEFAULT_PROTOCOL = 253;
  private static final int DEFAULT_ETHERTYPE = 0x88b5;
  private static final int LEAST_DATAGRAM = 16;
  private static final long SECOND_NS = 1_000_000_000L;

  private final ActivityTable table;
  private final PathFinder paths;
  private final SocketResolver sockets;
  private final GroupResolver groups;

  DatagramResolver(TrafficParts parts) {
    this.table = parts.table();
    this.paths = parts.paths();
    this.sockets = parts.sockets();
    this.groups = new GroupResolver(parts.context(), parts.nodes(), paths);
  }

  ActivitySpec resolve(Flow flow) {
    FlowProperties properties = flow.properties();
    boolean trace = properties.has(PropertyName.TRACE);
    if (!trace) {
      require(flow, PropertyName.RATE, "rate 64kbit");
      require(flow, PropertyName.SIZE, "size 160B");
    }
    properties.checkTogether();
    Law sizes = properties.or(Law.constant(LEAST_DATAGRAM), () -> sizes(properties));
    boolean plainSize = sizes.kind() == Law.Kind.CONSTANT;
    int size = plainSize ? (int) sizes.a() : LEAST_DATAGRAM;
    Pace pace = pace(properties, size);
    boolean plainPace = pace == null || pace.kind() == Pace.Kind.CONSTANT;
    long rate = pace == null ? 1 : pace.rate();
    long count = properties.or(-1, () -> properties.count(Integer.MAX_VALUE, -1));
    boolean counted = properties.has(PropertyName.COUNT);
    if (!counted && !trace && !flow.isTimed() && !properties.misused()) {
      table
          .starts()
          .endless(
              table.next(),
              flow.statement(),
              flow.described() + " needs 'stop' or 'count', such as 'stop 10s'");
    }
    Peers peers = flow.peers();
    ImmutableList<DatagramSpec.Member> members =
        properties.or(ImmutableList.of(), () -> groups.members(properties, peers));
    int to = members.isEmpty() ? peers.to() : members.get(0).node();
    Heading heading = properties.or(Heading.FORWARD, properties::heading);
    InetAddress reverse =
        heading.backward() && peers.address() != null
            ? properties.or(null, () -> reverse(properties, peers))
            : null;
    DatagramSpec spec =
        new DatagramSpec(
            flow.transport(),
            sockets(properties, peers, to),
            properties.or(1, () -> properties.parallel(peers.sourcePort())),
            heading,
            reverse,
            plainPace ? null : pace,
            plainSize ? null : sizes,
            properties.or(-1L, properties::duration),
            number(flow),
            peers.fromNetdev(),
            peers.toNetdev(),
            members,
            properties.or(ImmutableList.of(), () -> groups.sources(properties, peers)));
    return new ActivitySpec.UdpFlow(
        table.next(), flow.name(), peers.from(), to, peers.address(), flow.port(), rate, size,
        count, new When.At(flow.startNs()), flow.stopNs(), flow.source(), spec);
  }

  private static void require(Flow flow, PropertyName name, String example) {
    FlowProperties properties = flow.properties();
    if (!properties.has(name) && !properties.misused()) {
      properties
          .problems()
          .error(
              flow.statement().span(),
              "missing-property",
              flow.described() + " needs '" + name.word() + "', such as '" + example + "'");
    }
  }

  private static Law sizes(FlowProperties properties) {
    Law law = properties.law(PropertyName.SIZE, Dimension.SIZE, "160B", LEAST_DATAGRAM);
    return law.kind() == Law.Kind.CONSTANT
        ? Law.constant(properties.size(LEAST_DATAGRAM, LEAST_DATAGRAM))
        : law;
  }

  /** When datagrams of that size are sent, or null. */
  private static Pace pace(FlowProperties properties, int size) {
    boolean plain =
        properties.has(PropertyName.RATE)
            && !(properties.value(PropertyName.RATE) instanceof Expression.Call);
    return plain
        ? Pace.constant(properties.or(1L, () -> rate(properties, size)))
        : properties.or(Optional.<Pace>empty(), properties::pace).orElse(null);
  }

  private static long rate(FlowProperties properties, int size) {
    Expression value = properties.value(PropertyName.RATE);
    Quantity quantity =
        properties.evaluator().quantity(value, properties.scope(), Dimension.RATE, "64kbit");
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

  private SocketSpec sockets(FlowProperties properties, Peers peers, int to) {
    SocketSpec spec = sockets.resolve(properties, peers, peers.isGroup());
    ImmutableList.Builder<SocketSetting> client = ImmutableList.builder();
    if (peers.isGroup() && !properties.has(PropertyName.DEV)) {
      String netdev = paths.netdev(peers.from(), to, peers.from());
      if (!netdev.isEmpty()) {
        client.add(SocketResolver.text("SO_BINDTODEVICE", netdev));
      }
    }
    client.addAll(spec.client());
    return new SocketSpec(client.build(), spec.server(), spec.source(), spec.sourcePort());
  }

  /** The IP protocol or the Ethernet type, where there is no port. */
  private static int number(Flow flow) {
    FlowProperties properties = flow.properties();
    return switch (flow.transport()) {
      case RAW ->
          properties.or(
              DEFAULT_PROTOCOL,
              () ->
                  properties.whole(
                      PropertyName.PROTOCOL, "an IP protocol", 1, 254, DEFAULT_PROTOCOL));
      case PACKET ->
          properties.or(
              DEFAULT_ETHERTYPE,
              () ->
                  properties.whole(
                      PropertyName.ETHERTYPE, "an Ethernet type", 0x600, 0xffff,
                      DEFAULT_ETHERTYPE));
      default -> 0;
    };
  }

  /** The sender's address, for the other direction. */
  private InetAddress reverse(FlowProperties properties, Peers peers) {
    if (peers.isGroup()) {
      throw Mistake.at(
          properties.span(PropertyName.DIRECTION),
          "wrong-property",
          "the receivers of a group cannot send, expected 'direction forward'");
    }
    if (properties.has(PropertyName.SOURCE)) {
      return properties
          .evaluator()
          .address(properties.value(PropertyName.SOURCE), properties.scope());
    }
    return peers.from() == peers.to()
        ? peers.address()
        : paths.address(peers.to(), peers.from(), peers.span());
  }
}
