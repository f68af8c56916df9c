package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;

/**
 * Wrong uses of every statement. Each line of {@code src/test/resources/wrong} is a text with one
 * mistake; the golden files hold the exact messages.
 */
class WrongUsesTest {
  private static final String BEFORE =
      "let z1 = 1\nnode z2 { memory 64MB }\nlink z2 -- z3 { delay 1ms }\nroutes auto\nnode z3\n";
  private static final String AFTER =
      "\nlet z4 = 1\nping z5 = z2 -> z3 { count 1 }\nat 5s { down z6 }\nset z2 { memory 1MB }\n"
          + "node z7\n";

  @TestFactory
  Stream<DynamicTest> messages(TestInfo test) {
    return Samples.wrong().entrySet().stream()
        .map(
            topic ->
                DynamicTest.dynamicTest(
                    topic.getKey(),
                    () ->
                        Golden.check(
                            test,
                            topic.getKey(),
                            topic.getValue().stream()
                                .map(WrongUsesTest::shown)
                                .collect(Collectors.joining("\n")))));
  }

  private static String shown(String text) {
    return ">>> " + text + "\n" + ParserAssert.errors(text) + "\n";
  }

  @TestFactory
  Stream<DynamicTest> oneMistakeIsOneError() {
    return cases().map(text -> DynamicTest.dynamicTest(text, () -> assertOneError(text)));
  }

  private static void assertOneError(String text) {
    ParseResult result = Scenarios.parse("test.scn", text);
    assertThat(result.diagnostics()).as(ParserAssert.render(result)).hasSize(1);
  }

  /** Mistakes that leave no block open do not hide anything else either. */
  @TestFactory
  Stream<DynamicTest> theRestIsUnderstood() {
    return cases()
        .filter(text -> count(text, '{') == count(text, '}'))
        .map(text -> DynamicTest.dynamicTest(text, () -> assertRestUnderstood(text)));
  }

  private static void assertRestUnderstood(String text) {
    ParseResult result = Scenarios.parse("test.scn", BEFORE + text + AFTER);
    assertThat(result.diagnostics()).as(ParserAssert.render(result)).hasSize(1);
    List<Class<?>> kinds =
        result.ast().orElseThrow().statements().stream()
            .filter(statement -> statement.span().text().matches("(?s).*(z\\d|auto).*"))
            .<Class<?>>map(Statement::getClass)
            .toList();
    assertThat(kinds)
        .containsExactly(
            Statement.Let.class,
            Statement.Nodes.class,
            Statement.Link.class,
            Statement.RoutesAuto.class,
            Statement.Nodes.class,
            Statement.Let.class,
            Statement.Ping.class,
            Statement.At.class,
            Statement.Set.class,
            Statement.Nodes.class);
  }

  private static Stream<String> cases() {
    return Samples.wrong().entrySet().stream()
        .map(Map.Entry::getValue)
        .flatMap(ImmutableList::stream);
  }

  private static long count(String text, char c) {
    return text.chars().filter(each -> each == c).count();
  }
}
