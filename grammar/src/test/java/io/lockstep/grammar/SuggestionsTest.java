package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  @Test
  void countsEdits() {
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("node", "node")).isZero();
    assertThat(Suggestions.distance("ndoe", "node")).isEqualTo(1);
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void suggestsOnlyWhatIsNear() {
    List<String> words = List.of("delay", "loss", "rate", "up");
    assertThat(Suggestions.nearest("dleay", words)).contains("delay");
    assertThat(Suggestions.nearest("RATE", words)).contains("rate");
    assertThat(Suggestions.nearest("bandwidth", words)).isEmpty();
    assertThat(Suggestions.nearest("x", words)).isEmpty();
    assertThat(Suggestions.nearest("", words)).isEmpty();
    assertThat(Suggestions.didYouMean("los", words)).isEqualTo("; did you mean 'loss'?");
  }
}
