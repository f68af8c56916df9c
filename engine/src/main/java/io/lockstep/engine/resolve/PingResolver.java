package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.EchoSpec;
import io.lockstep.engine.model.When;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns {@code ping} into activities. */
final class PingResolver {
  private static final ImmutableSet<PropertyName> ALLOWED =
      ImmutableSet.<PropertyName>builder()
          .add(
              PropertyName.COUNT, PropertyName.EVERY, PropertyName.INTERVAL, PropertyName.SIZE,
              PropertyName.START, PropertyName.PATTERN)
          .addAll(SocketResolver.PROPERTIES)
          .build();
  private static final int MOST_ECHOS = 65_535;
  private static final int DEFAULT_ECHOS = 5;
  private static final int DEFAULT_ECHO_SIZE = 56;
  private static final long SECOND_NS = 1_000_000_000L;

  private final TrafficParts parts;

  PingResolver(TrafficParts parts) {
    this.parts = parts;
  }

  ActivitySpec resolve(Statement.Ping ping, Scope scope) {
    TrafficProperties properties =
        new TrafficProperties(
            parts.context(), parts.table(), "a ping", ALLOWED, ping.settings(), scope);
    Peers ends = parts.peers().resolve(ping.from(), ping.to(), scope, false, true);
    Problems problems = parts.context().problems();
    parts.refusePort(ping.to(), "a ping has no port");
    String name =
        parts.name(
            ping.name(), scope, "ping", ends, parts.peers().target(ping.to(), ends));
    int count = properties.or(1, () -> properties.count(MOST_ECHOS, DEFAULT_ECHOS));
    long every = properties.or(SECOND_NS, () -> interval(properties));
    int size = properties.or(0, () -> properties.size(0, DEFAULT_ECHO_SIZE));
    long start = properties.or(0L, properties::start);
    EchoSpec echo =
        new EchoSpec(
            parts.sockets().resolve(properties, ends, false),
            properties.or("", () -> pattern(properties)));
    problems.guard(
        () -> parts.paths().check(ends.from(), ends.to(), ends.address(), ends.span()));
    return new ActivitySpec.Ping(
        parts.table().next(), name, ends.from(), ends.to(), ends.address(), count, every, size,
        new When.At(start), parts.context().sources().of(ping), echo);
  }

  private static long interval(TrafficProperties properties) {
    boolean interval = properties.has(PropertyName.INTERVAL);
    if (interval && properties.has(PropertyName.EVERY)) {
      throw Mistake.at(
          properties.value(PropertyName.INTERVAL).span(),
          "given-twice",
          "'every' and 'interval' are the same, expected one of them");
    }
    return properties.timeAboveZero(
        interval ? PropertyName.INTERVAL : PropertyName.EVERY, SECOND_NS);
  }

  /** Bytes that fill a payload, as hexadecimal digits. */
  private static String pattern(TrafficProperties properties) {
    if (!properties.has(PropertyName.PATTERN)) {
      return "";
    }
    Expression given = properties.value(PropertyName.PATTERN);
    Value value = properties.evaluator().evaluateOrWord(given, properties.scope());
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
}
