package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is done to a scenario, the parser answers. Seeded, so that a failure comes again. */
class MutationFuzzTest {
  private static final int MUTATIONS = 10_000;
  private static final String PIECES =
      "{ } ( ) [ ] ; = == -- -> .. . , : :: # \" \\ ${ ${x} $ % 5 5ms 1.2.3.4 10.0.0.0/8 fe80::1 "
          + "node link at by where packet no on and or not sysctl kernel every \n \r \u0000 \u00e9 "
          + "\ud83d\ude00 & | ! \t / * + - < >= file toward in tcp via packets";

  @Test
  @Timeout(240)
  void neverThrows() {
    Random random = new Random(20240607);
    ImmutableList<String> texts = ImmutableList.copyOf(Samples.all().values());
    String[] pieces = PIECES.split(" ");
    for (int i = 0; i < MUTATIONS; i++) {
      StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
      int changes = 1 + random.nextInt(4);
      for (int j = 0; j < changes; j++) {
        mutate(text, random, pieces);
      }
      check(text.toString());
    }
  }

  private static void mutate(StringBuilder text, Random random, String[] pieces) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(10));
    switch (random.nextInt(5)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, text.substring(at, end));
      case 2 -> text.insert(at, pieces[random.nextInt(pieces.length)]);
      case 3 -> text.insert(at, " " + pieces[random.nextInt(pieces.length)] + " ");
      default -> {
        if (at < text.length()) {
          text.setCharAt(at, (char) (32 + random.nextInt(96)));
        }
      }
    }
  }

  private static void check(String text) {
    ParseResult result;
    try {
      result = Scenarios.parse("fuzz.scn", text);
      for (Diagnostic diagnostic : result.diagnostics()) {
        assertThat(diagnostic.render()).contains(": error: ");
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("thrown for:\n" + text, e);
    }
    assertThat(result.diagnostics().size()).isLessThanOrEqualTo(20);
    if (result.isValid()) {
      ParserAssert.parse(text);
    } else {
      assertThat(result.diagnostics()).as(text).isNotEmpty();
    }
  }
}
