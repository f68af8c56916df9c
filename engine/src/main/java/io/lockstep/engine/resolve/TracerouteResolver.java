package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.When;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Statement;
import java.util.List;

/** Turns {@code traceroute} into activities. */
final class TracerouteResolver {
  private static final ImmutableSet<PropertyName> ALLOWED =
      ImmutableSet.of(
          PropertyName.MAX_HOPS, PropertyName.PROBES, PropertyName.METHOD, PropertyName.SIZE,
          PropertyName.TIMEOUT, PropertyName.START, PropertyName.TOS, PropertyName.DF,
          PropertyName.SOURCE, PropertyName.DEV);
  private static final int DEFAULT_HOPS = 30;
  private static final int DEFAULT_PROBES = 3;
  private static final int DEFAULT_PROBE_SIZE = 32;
  private static final long SECOND_NS = 1_000_000_000L;

  private final TrafficParts parts;

  TracerouteResolver(TrafficParts parts) {
    this.parts = parts;
  }

  ActivitySpec resolve(Statement.Ping way, Scope scope) {
    TrafficProperties properties =
        new TrafficProperties(
            parts.context(), parts.table(), "a traceroute", ALLOWED, way.settings(), scope);
    Peers ends = parts.peers().resolve(way.from(), way.to(), scope, false, true);
    parts.refusePort(way.to(), "a traceroute chooses its ports");
    String name =
        parts.name(
            way.name(), scope, "traceroute", ends, parts.peers().target(way.to(), ends));
    int hops =
        properties.or(
            DEFAULT_HOPS,
            () -> properties.whole(PropertyName.MAX_HOPS, "a TTL", 1, 255, DEFAULT_HOPS));
    int probes =
        properties.or(
            DEFAULT_PROBES,
            () ->
                properties.whole(
                    PropertyName.PROBES, "a number of probes", 1, 10, DEFAULT_PROBES));
    boolean icmp = properties.or(false, () -> isIcmp(properties));
    int size = properties.or(0, () -> properties.size(0, DEFAULT_PROBE_SIZE));
    long start = properties.or(0L, properties::start);
    long timeout =
        properties.or(SECOND_NS, () -> properties.time(PropertyName.TIMEOUT, SECOND_NS));
    return new ActivitySpec.Traceroute(
        parts.table().next(), name, ends.from(), ends.to(), ends.address(), icmp, hops, probes,
        size, Math.max(1, timeout), parts.sockets().resolve(properties, ends, false),
        parts.paths().owners(),
        new When.At(start), parts.context().sources().of(way));
  }

  private static boolean isIcmp(TrafficProperties properties) {
    if (!properties.has(PropertyName.METHOD)) {
      return false;
    }
    Expression value = properties.value(PropertyName.METHOD);
    String word = properties.evaluator().evaluateOrWord(value, properties.scope()).text();
    if (!word.equals("udp") && !word.equals("icmp")) {
      throw Mistake.at(
          value.span(),
          "unknown-word",
          "expected udp or icmp, found '" + word + "'"
              + Suggestions.didYouMean(word, List.of("udp", "icmp")));
    }
    return word.equals("icmp");
  }
}
