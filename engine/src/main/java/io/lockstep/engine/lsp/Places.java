package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.vocabulary.Place;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.Optional;

/** Which lines may stand at a place. */
final class Places {
  private Places() {}

  /** More than one only in {@code set} if its targets are not known. */
  static ImmutableSet<Place> of(Context context, Names names) {
    ImmutableSet<Place> places = ImmutableSet.of(Place.TOP);
    for (Block block : context.blocks()) {
      Place around = places.asList().get(0);
      Optional<Place> place = block.place(around);
      places = place.isPresent() ? ImmutableSet.of(place.get()) : ofSet(block, names);
    }
    return places;
  }

  private static ImmutableSet<Place> ofSet(Block set, Names names) {
    for (Token token : set.header().subList(1, set.header().size())) {
      Optional<Definition> target =
          token.isWord() ? names.find(token.text()) : Optional.empty();
      if (target.isPresent() && !target.get().word().equals("use")) {
        return Names.WIRES.contains(target.get().word())
            ? ImmutableSet.of(Place.LINK)
            : ImmutableSet.of(Place.NODE);
      }
    }
    return ImmutableSet.of(Place.NODE, Place.LINK);
  }

  /** The kind of the innermost {@code qdisc} around a place. */
  static Optional<QdiscKind> qdisc(Context context) {
    return context.around("qdisc").flatMap(block -> Vocabulary.qdisc(block.lastWord()));
  }
}
