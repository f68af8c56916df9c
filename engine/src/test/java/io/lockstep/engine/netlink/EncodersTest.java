package io.lockstep.engine.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.netlink.devices.DeviceEncoders;
import io.lockstep.engine.netlink.qdiscs.MatchEncoder;
import io.lockstep.engine.netlink.qdiscs.QdiscEncoder;
import io.lockstep.engine.netlink.qdiscs.QdiscEncoders;
import io.lockstep.grammar.vocabulary.DeviceKind;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the language offers is what the encoders know. */
class EncodersTest {
  private static List<String> names(ImmutableList<OptionWord> options) {
    return options.stream().map(OptionWord::name).toList();
  }

  @Test
  void devices() {
    assertThat(DeviceEncoders.all().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Vocabulary.devices().stream().map(DeviceKind::name).toList());
    for (DeviceKind kind : Vocabulary.devices()) {
      assertThat(DeviceEncoders.all().get(kind.name()).names())
          .as(kind.name())
          .containsExactlyInAnyOrderElementsOf(names(kind.options()));
    }
  }

  @Test
  void queueingDisciplines() {
    assertThat(QdiscEncoders.all().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Vocabulary.qdiscs().stream().map(QdiscKind::name).toList());
    for (QdiscKind kind : Vocabulary.qdiscs()) {
      QdiscEncoder encoder = QdiscEncoders.all().get(kind.name());
      assertThat(encoder.names())
          .as(kind.name())
          .containsExactlyInAnyOrderElementsOf(names(kind.options()));
      assertThat(encoder.classNames())
          .as(kind.name())
          .containsExactlyInAnyOrderElementsOf(names(kind.classOptions()));
    }
  }

  @Test
  void matches() {
    assertThat(MatchEncoder.names())
        .containsExactlyInAnyOrderElementsOf(names(Vocabulary.matches()));
  }
}
