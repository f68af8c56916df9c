package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;

class AcceptanceScenariosTest {
  @TestFactory
  Stream<DynamicTest> everyScenarioRoundTrips() {
    return Samples.all().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey(),
                    () -> assertThat(ParserAssert.parse(sample.getValue()).statements())
                        .isNotEmpty()));
  }

  @Test
  void formatted(TestInfo test) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, String> sample : Samples.all().entrySet()) {
      out.append("=== ").append(sample.getKey()).append('\n');
      out.append(ParserAssert.format(sample.getValue()));
    }
    Golden.check(test, out.toString());
  }
}
