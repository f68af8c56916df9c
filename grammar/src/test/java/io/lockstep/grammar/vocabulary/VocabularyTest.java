package io.lockstep.grammar.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void namesAreWordsThatStandOnce() {
    for (DeviceKind kind : Vocabulary.devices()) {
      check(kind.name(), kind.options());
    }
    for (QdiscKind kind : Vocabulary.qdiscs()) {
      check(kind.name(), kind.options());
      check(kind.name() + " class", kind.classOptions());
    }
    check("match", Vocabulary.matches());
  }

  private static void check(String where, ImmutableList<OptionWord> options) {
    List<String> names = new ArrayList<>();
    for (OptionWord option : options) {
      names.add(option.name());
      assertThat(option.name()).as(where).matches("[a-z][a-z0-9_]*");
      assertThat(option.doc()).as(where + " " + option.name()).matches("[A-Z].*\\.");
      assertThat(option.min()).as(where + " " + option.name()).isLessThanOrEqualTo(option.max());
    }
    assertThat(names).as(where).doesNotHaveDuplicates();
  }

  @Test
  void expectationsAreReadable() {
    assertThat(Vocabulary.device("vlan").orElseThrow().option("id").orElseThrow().expected())
        .isEqualTo("a number from 0 to 4094");
    assertThat(Vocabulary.device("gre").orElseThrow().option("ttl").orElseThrow().expected())
        .isEqualTo("a number from 1 to 255 or inherit");
    assertThat(Vocabulary.device("bond").orElseThrow().option("ad_select").orElseThrow().expected())
        .isEqualTo("stable, bandwidth or count");
    assertThat(Vocabulary.qdisc("tbf").orElseThrow().option("burst").orElseThrow().expected())
        .isEqualTo("a size such as 1500B");
    assertThat(Vocabulary.device("bridge").orElseThrow().option("tb")).isEmpty();
  }
}
