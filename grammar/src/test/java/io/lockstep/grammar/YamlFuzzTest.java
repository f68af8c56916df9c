package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is done to a scenario in YAML, there is an answer. Seeded; {@code
 * -Dlockstep.fuzz.mutations} as in {@link MutationFuzzTest}.
 */
class YamlFuzzTest {
  private static final int MUTATIONS = Integer.getInteger("lockstep.fuzz.mutations", 3000);
  private static final String[] PIECES =
      ("{ } [ ] : - , # & * ! | > ' \" % @ ` ? \\ \n \t \r \u0000 \u0007 \u0085 \u2028 \ufeff "
              + "\ud83d\ude00 \ud83d &a *a <<: --- ... ~ null - :\u0020 \n- \n\u0020\u0020 \\U1 \\x "
              + "do: with: else: node: ${ }")
          .split(" ");

  @Test
  @Timeout(7200)
  void neverThrows() {
    Random random = new Random(20250301);
    List<String> texts =
        Samples.all().values().stream()
            .map(text -> Scenarios.toYaml(ParserAssert.parseOnce("x.scn", text)))
            .toList();
    for (int i = 0; i < MUTATIONS; i++) {
      StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
      int changes = 1 + random.nextInt(4);
      for (int j = 0; j < changes; j++) {
        mutate(text, random);
      }
      check(text.toString());
    }
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(10));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, text.substring(at, end));
      case 2 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
      default -> {
        if (at < text.length()) {
          text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
        }
      }
    }
  }

  private static void check(String yaml) {
    try {
      ParseResult result = Scenarios.parse("fuzz.scn.yaml", yaml);
      for (Diagnostic diagnostic : result.diagnostics()) {
        assertThat(diagnostic.render()).contains(": error: ");
      }
      assertThat(result.diagnostics().size()).isLessThanOrEqualTo(20);
      if (result.isValid()) {
        String again = Scenarios.toYaml(result.ast().orElseThrow());
        ParseResult second = Scenarios.parse("again.scn.yaml", again);
        assertThat(second.isValid()).as(ParserAssert.render(second) + "\n" + again).isTrue();
        ParserAssert.assertEqualTrees(
            result.ast().orElseThrow(), second.ast().orElseThrow(), again);
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("thrown for:\n" + yaml, e);
    }
  }
}
