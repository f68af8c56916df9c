package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.ScenarioFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many threads get what one gets. */
class ConcurrencyTest {
  private static final int THREADS = 8;

  /** What each does to all texts, one after another in an order of its own. */
  private static final int ROUNDS = 3;

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    ImmutableList<String> texts =
        ImmutableList.<String>builder()
            .addAll(Corpus.texts().values())
            .addAll(Samples.examples().values())
            .addAll(Samples.wrong().values().stream().flatMap(List::stream).toList())
            .build();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch together = new CountDownLatch(THREADS);
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random order = new Random(i);
        answers.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return answers(texts, order);
                }));
      }
      List<String> expected = texts.stream().map(ConcurrencyTest::answer).toList();
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get(5, TimeUnit.MINUTES)).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> answers(List<String> texts, Random random) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      order.add(i);
    }
    String[] answers = new String[texts.size()];
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(order, random);
      for (int i : order) {
        answers[i] = answer(texts.get(i));
      }
    }
    return List.of(answers);
  }

  /** All that can be asked about a text: messages, the text itself, YAML and back. */
  private static String answer(String text) {
    ParseResult result = Scenarios.parse("x.scn", text);
    if (!result.isValid()) {
      return ParserAssert.render(result);
    }
    ScenarioFile tree = result.ast().orElseThrow();
    String yaml = Scenarios.toYaml(tree);
    ScenarioFile again = Scenarios.parse("x.scn.yaml", yaml).ast().orElseThrow();
    return Scenarios.format(tree) + yaml + Scenarios.format(again);
  }
}
