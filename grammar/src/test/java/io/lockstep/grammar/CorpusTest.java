package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Trees;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files of the corpus hold every construct of the language. */
class CorpusTest {
  @TestFactory
  Stream<DynamicTest> everyFileRoundTrips() {
    return Samples.corpus().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey(), () -> ParserAssert.parse(sample.getValue())));
  }

  @Test
  void everyConstructIsThere() {
    Set<Class<?>> found = new HashSet<>();
    for (String text : Samples.corpus().values()) {
      for (AstNode node : Trees.preOrder(ParserAssert.parse(text))) {
        found.add(node.getClass());
      }
    }
    assertThat(found)
        .contains(Statement.class.getPermittedSubclasses())
        .contains(Setting.class.getPermittedSubclasses())
        .contains(Expression.class.getPermittedSubclasses());
  }
}
