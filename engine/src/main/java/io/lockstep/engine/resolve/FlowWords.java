package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.Transport;
import io.lockstep.grammar.ast.PropertyName;

/** Which properties flows take, by their transport; messages list them in this order. */
final class FlowWords {
  /** Those of requests and responses, without the number of requests. */
  static final ImmutableSet<PropertyName> DIALOGUE =
      ImmutableSet.of(PropertyName.REQUEST, PropertyName.RESPONSE, PropertyName.THINK);

  /** Those that do not go with requests and responses. */
  static final ImmutableSet<PropertyName> NOT_IN_DIALOGUES =
      ImmutableSet.of(
          PropertyName.SEND, PropertyName.RATE, PropertyName.TRACE, PropertyName.SIZE,
          PropertyName.DIRECTION);

  /** Those of groups. */
  static final ImmutableSet<PropertyName> GROUP =
      ImmutableSet.of(
          PropertyName.RECEIVERS, PropertyName.SOURCES, PropertyName.JOIN, PropertyName.LEAVE);

  private static final ImmutableSet<PropertyName> FLOW =
      ImmutableSet.of(
          PropertyName.START, PropertyName.STOP, PropertyName.DURATION, PropertyName.PARALLEL,
          PropertyName.DIRECTION, PropertyName.RATE, PropertyName.TRACE, PropertyName.SIZE);
  private static final ImmutableSet<PropertyName> STREAM =
      ImmutableSet.<PropertyName>builder()
          .add(PropertyName.SEND)
          .addAll(FLOW)
          .add(PropertyName.REQUESTS)
          .addAll(DIALOGUE)
          .addAll(SocketResolver.PROPERTIES)
          .build();
  private static final ImmutableSet<PropertyName> UDP =
      ImmutableSet.<PropertyName>builder()
          .add(PropertyName.COUNT)
          .addAll(FLOW)
          .addAll(GROUP)
          .addAll(SocketResolver.PROPERTIES)
          .build();
  private static final ImmutableSet<PropertyName> DCCP =
      ImmutableSet.<PropertyName>builder()
          .add(
              PropertyName.COUNT, PropertyName.RATE, PropertyName.TRACE, PropertyName.SIZE,
              PropertyName.START, PropertyName.STOP, PropertyName.DURATION)
          .addAll(SocketResolver.PROPERTIES)
          .build();
  private static final ImmutableSet<PropertyName> RAW =
      ImmutableSet.<PropertyName>builder()
          .add(PropertyName.COUNT, PropertyName.PROTOCOL)
          .addAll(FLOW)
          .addAll(SocketResolver.PROPERTIES)
          .build();
  private static final ImmutableSet<PropertyName> PACKET =
      ImmutableSet.<PropertyName>builder()
          .add(PropertyName.COUNT, PropertyName.ETHERTYPE)
          .addAll(FLOW)
          .build();

  private FlowWords() {}

  static ImmutableSet<PropertyName> of(Transport transport) {
    return switch (transport) {
      case TCP, MPTCP, SCTP -> STREAM;
      case UDP -> UDP;
      case DCCP -> DCCP;
      case RAW -> RAW;
      case PACKET -> PACKET;
    };
  }
}
