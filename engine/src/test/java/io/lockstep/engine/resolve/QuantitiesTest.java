package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Unit;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  private static Quantity quantity(String text) {
    String number = text.replaceAll("[A-Za-z% ].*", "");
    Unit unit = Unit.of(text.substring(number.length()).strip()).orElseThrow();
    return Quantities.literal(new BigDecimal(number), unit);
  }

  @ParameterizedTest
  @CsvSource({
    "40ms, /, 2, 20ms",
    "10ms, +, 5us, 10005us",
    "1s, -, 1ms, 999ms",
    "3, *, 1ms, 3ms",
    "10mbit, *, 20ms, 25KB",
    "20ms, *, 10mbit, 25KB",
    "10MB, /, 10mbit, 8s",
    "1MB, /, 1s, 8mbit",
    "1GB, /, 1MB, 1000",
    "50%, *, 10mbit, 5mbit",
    "50%, *, 50%, 25%",
    "1, /, 4, 0.25",
    "2KiB, *, 3, 6KiB",
    "64 packets, *, 2, 128 packets"
  })
  void arithmetic(String left, char operator, String right, String result) {
    assertThat(Quantities.apply(operator, quantity(left), quantity(right)).text())
        .isEqualTo(result);
    assertThat(
            Quantities.result(
                operator, quantity(left).dimension(), quantity(right).dimension()))
        .isEqualTo(quantity(result).dimension());
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, +, 1, cannot add a time and a plain number",
    "1ms, -, 1KB, cannot subtract a time and a size",
    "1ms, *, 1ms, cannot multiply a time by a time",
    "1, /, 1ms, cannot divide a plain number by a time",
    "1ms, /, 0, division by zero",
    "200000h, *, 200000, 'this is too large, expected at most 9223372036s'"
  })
  void whatHasNoResult(String left, char operator, String right, String message) {
    assertThatThrownBy(() -> Quantities.apply(operator, quantity(left), quantity(right)))
        .isInstanceOf(QuantityException.class)
        .hasMessage(message);
  }

  @Test
  void roundsToTheEvenNeighbour() {
    assertThat(Quantities.toLong(quantity("0.5ns"))).isZero();
    assertThat(Quantities.toLong(quantity("1.5ns"))).isEqualTo(2);
    assertThat(Quantities.toLong(Quantities.divide(quantity("10ms"), quantity("3"))))
        .isEqualTo(3_333_333);
  }
}
