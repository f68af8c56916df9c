package io.lockstep.grammar.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.Unit;
import io.lockstep.grammar.vocabulary.Keyword;
import io.lockstep.grammar.vocabulary.Keywords;
import io.lockstep.grammar.vocabulary.Place;
import io.lockstep.grammar.vocabulary.UnitDoc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No word of the language is without documentation, and none is documented that is none. */
class KeywordDocsTest {
  private static ImmutableSet<Place> places(BlockKind kind) {
    return switch (kind) {
      case TOP, BODY -> ImmutableSet.of(Place.TOP, Place.TOPOLOGY);
      case ACTIONS -> ImmutableSet.of(Place.TIMELINE);
      case NODE -> ImmutableSet.of(Place.NODE);
      case LINK, LAN -> ImmutableSet.of(Place.LINK);
      case DIRECTION -> ImmutableSet.of(Place.DIRECTION);
      case FLOW -> ImmutableSet.of(Place.TCP_FLOW, Place.UDP_FLOW);
      case PING -> ImmutableSet.of(Place.PING);
      case TRACEROUTE -> ImmutableSet.of(Place.TRACEROUTE);
      case PROGRAM -> ImmutableSet.of(Place.PROGRAM);
      case SCRIPT -> ImmutableSet.of(Place.SCRIPT);
      case SET -> ImmutableSet.of(Place.NODE, Place.LINK);
      case OPTIONS ->
          ImmutableSet.of(
              Place.INTERFACE, Place.DEVICE, Place.QDISC, Place.CLASS, Place.MATCH);
      case SEQUENCE -> ImmutableSet.of(Place.SEQUENCE);
      case LAYERS -> ImmutableSet.of(Place.PACKET);
      case PARTS -> ImmutableSet.of(Place.PACKET);
      case SYSCTLS -> ImmutableSet.of(Place.SYSCTLS);
    };
  }

  @ParameterizedTest
  @EnumSource
  void wordsAreDocumentedWhereTheyStand(BlockKind kind) {
    for (String word : kind.words()) {
      assertThat(Keywords.find(word))
          .as("'%s' in %s", word, kind.place())
          .anyMatch(keyword -> keyword.places().stream().anyMatch(places(kind)::contains));
    }
  }

  @ParameterizedTest
  @EnumSource
  void documentedWordsStandThere(BlockKind kind) {
    if (kind == BlockKind.OPTIONS || kind == BlockKind.SET || kind == BlockKind.PARTS) {
      return;
    }
    for (Place place : places(kind)) {
      for (Keyword keyword : Keywords.in(place)) {
        assertThat(kind == BlockKind.BODY ? BlockKind.TOP.words() : kind.words())
            .as(place.description())
            .contains(keyword.word());
      }
    }
  }

  @Test
  void unitsAreExplained() {
    for (Unit unit : Unit.values()) {
      assertThat(UnitDoc.of(unit)).isNotBlank();
    }
    assertThat(UnitDoc.of(Unit.MS)).isEqualTo("a time; 1ms is 1,000,000 ns");
    assertThat(UnitDoc.of(Unit.PERCENT)).isEqualTo("a percentage; 1% is 0.01 of 1");
    assertThat(UnitDoc.of(Unit.KIB)).isEqualTo("a size; 1KiB is 1,024 bytes");
  }
}
