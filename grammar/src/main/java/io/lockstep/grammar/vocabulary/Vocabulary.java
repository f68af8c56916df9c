package io.lockstep.grammar.vocabulary;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.function.Function;

/** The tables, by name. */
public final class Vocabulary {
  private static final ImmutableMap<String, DeviceKind> DEVICES =
      DeviceKinds.all().stream().collect(toImmutableMap(DeviceKind::name, Function.identity()));
  private static final ImmutableMap<String, QdiscKind> QDISCS =
      QdiscKinds.all().stream().collect(toImmutableMap(QdiscKind::name, Function.identity()));
  private static final ImmutableMap<String, OptionWord> MATCHES =
      MatchOptions.all().stream().collect(toImmutableMap(OptionWord::name, Function.identity()));

  private Vocabulary() {}

  /** All kinds of virtual netdevs. */
  public static ImmutableList<DeviceKind> devices() {
    return DEVICES.values().asList();
  }

  /** A kind of virtual netdev. */
  public static Optional<DeviceKind> device(String name) {
    return Optional.ofNullable(DEVICES.get(name));
  }

  /** All kinds of queueing disciplines. */
  public static ImmutableList<QdiscKind> qdiscs() {
    return QDISCS.values().asList();
  }

  /** A kind of queueing discipline. */
  public static Optional<QdiscKind> qdisc(String name) {
    return Optional.ofNullable(QDISCS.get(name));
  }

  /** What {@code match} in a class may compare; all that is named must hold. */
  public static ImmutableList<OptionWord> matches() {
    return MATCHES.values().asList();
  }

  /** Something that {@code match} may compare. */
  public static Optional<OptionWord> match(String name) {
    return Optional.ofNullable(MATCHES.get(name));
  }
}
