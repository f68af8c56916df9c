package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Unit;
import io.lockstep.grammar.vocabulary.OptionType;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.Place;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.Optional;

/** What kind of value a line wants. */
final class Expected {
  private Expected() {}

  /** The units that fit behind a number in a line. */
  static ImmutableSet<Unit> units(String opener, Context context, Names names) {
    Optional<OptionWord> option = option(opener, context, names);
    ImmutableSet<Dimension> dimensions =
        option.map(word -> dimensions(word.type())).orElseGet(() -> dimensions(opener, context));
    return Arrays.stream(Unit.values())
        .filter(unit -> unit != Unit.NONE && dimensions.contains(unit.dimension()))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The option of a device, a qdisc, a class or a match that a line gives. */
  static Optional<OptionWord> option(String opener, Context context, Names names) {
    for (Place place : Places.of(context, names)) {
      Optional<OptionWord> option =
          switch (place) {
            case DEVICE ->
                context
                    .around("device")
                    .flatMap(device -> Vocabulary.device(device.lastWord()))
                    .flatMap(kind -> kind.option(opener));
            case QDISC -> Places.qdisc(context).flatMap(kind -> kind.option(opener));
            case CLASS -> Places.qdisc(context).flatMap(kind -> kind.classOption(opener));
            case MATCH -> Vocabulary.match(opener);
            default -> Optional.empty();
          };
      if (option.isPresent()) {
        return option;
      }
    }
    return Optional.empty();
  }

  private static ImmutableSet<Dimension> dimensions(OptionType type) {
    return switch (type) {
      case TIME -> ImmutableSet.of(Dimension.TIME);
      case SIZE, SIZES -> ImmutableSet.of(Dimension.SIZE);
      case RATE -> ImmutableSet.of(Dimension.RATE);
      case SHARE -> ImmutableSet.of(Dimension.SHARE);
      case PACKETS -> ImmutableSet.of(Dimension.PACKETS);
      default -> ImmutableSet.of();
    };
  }

  private static ImmutableSet<Dimension> dimensions(String opener, Context context) {
    return switch (opener) {
      case "rate" -> ImmutableSet.of(Dimension.RATE);
      case "delay", "jitter", "start", "stop", "interval", "every", "at", "from", "after" ->
          ImmutableSet.of(Dimension.TIME);
      case "loss", "duplicate", "reorder", "corrupt" -> ImmutableSet.of(Dimension.SHARE);
      case "queue" -> ImmutableSet.of(Dimension.PACKETS, Dimension.SIZE);
      case "mtu", "memory", "send", "size" -> ImmutableSet.of(Dimension.SIZE);
      case "expect" ->
          context.before().equals("by") || context.before().equals("at")
              ? ImmutableSet.of(Dimension.TIME)
              : ImmutableSet.copyOf(Dimension.values());
      default -> ImmutableSet.copyOf(Dimension.values());
    };
  }
}
