package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is done to a scenario, the parser answers. Seeded, so that a failure comes again. For
 * more than the usual number: {@code mvn -pl grammar test -Dtest=MutationFuzzTest
 * -Dlockstep.fuzz.mutations=1000000}; {@code lockstep.fuzz.seed} gives others.
 */
class MutationFuzzTest {
  private static final int MUTATIONS = Integer.getInteger("lockstep.fuzz.mutations", 10_000);
  private static final long SEED = Long.getLong("lockstep.fuzz.seed", 20240607);

  /** No answer takes longer, by far; a hang would. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @Test
  @Timeout(7200)
  void neverThrows() {
    Random random = new Random(SEED);
    ImmutableList<String> texts =
        ImmutableList.<String>builder()
            .addAll(Samples.corpus().values())
            .addAll(Samples.all().values())
            .addAll(Samples.examples().values())
            .build();
    Mutations mutations = new Mutations(random, texts);
    for (int i = 0; i < MUTATIONS; i++) {
      String text = mutations.next();
      long start = System.nanoTime();
      check(text);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(text).isLessThan(LONGEST);
    }
  }

  private static void check(String text) {
    ParseResult result;
    try {
      result = Scenarios.parse("fuzz.scn", text);
      for (Diagnostic diagnostic : result.diagnostics()) {
        if (!diagnostic.render().contains(": error: ")) {
          throw new AssertionError(diagnostic.render());
        }
      }
      if (result.isValid()) {
        checkFormat(text, Scenarios.format(result.ast().orElseThrow()));
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("thrown for:\n" + text, e);
    }
    if (result.diagnostics().size() > 20 || !result.isValid() && result.diagnostics().isEmpty()) {
      throw new AssertionError("diagnostics of:\n" + text);
    }
  }

  /** What is valid can be written, read again, and is then in the one layout. */
  private static void checkFormat(String text, String formatted) {
    ParseResult again = Scenarios.parse("again.scn", formatted);
    if (!again.isValid() || !Scenarios.format(again.ast().orElseThrow()).equals(formatted)) {
      throw new AssertionError(
          "format of:\n" + text + "\n---\n" + formatted + "\n" + ParserAssert.render(again));
    }
  }
}
