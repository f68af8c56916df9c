package io.lockstep.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Operand.OverTime.Kind;
import io.lockstep.engine.model.TcpField;
import org.junit.jupiter.api.Test;

class OverTimeWatchTest {
  private static double over(Kind kind, double percent, long until, long now) {
    OverTimeWatch watch =
        new OverTimeWatch(
            new Operand.OverTime(kind, percent, new Operand.Tcp(0, 0, TcpField.CWND), 0, until));
    watch.see(0, Double.NaN);
    watch.see(100, 10);
    watch.see(160, 40);
    watch.see(190, 20);
    return watch.value(now) instanceof Value.Num number ? number.value() : Double.NaN;
  }

  @Test
  void valuesCountForAsLongAsTheyLasted() {
    assertThat(over(Kind.MEAN, 0, -1, 200)).isEqualTo((60 * 10 + 30 * 40 + 10 * 20) / 100.0);
    assertThat(over(Kind.LOWEST, 0, -1, 200)).isEqualTo(10);
    assertThat(over(Kind.HIGHEST, 0, -1, 200)).isEqualTo(40);
    assertThat(over(Kind.PERCENTILE, 60, -1, 200)).isEqualTo(10);
    assertThat(over(Kind.PERCENTILE, 70, -1, 200)).isEqualTo(20);
    assertThat(over(Kind.PERCENTILE, 95, -1, 200)).isEqualTo(40);
  }

  @Test
  void nothingCountsBehindTheEnd() {
    assertThat(over(Kind.MEAN, 0, 200, 10_000)).isEqualTo(20);
  }

  @Test
  void withoutValuesThereIsNone() {
    OverTimeWatch watch =
        new OverTimeWatch(
            new Operand.OverTime(Kind.MEAN, 0, new Operand.Tcp(0, 0, TcpField.CWND), 0, -1));
    assertThat(watch.value(5)).isInstanceOf(Value.Missing.class);
  }
}
