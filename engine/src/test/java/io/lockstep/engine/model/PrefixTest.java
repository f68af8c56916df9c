package io.lockstep.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import org.junit.jupiter.api.Test;

class PrefixTest {
  private static Prefix prefix(String address, int length) {
    return new Prefix(InetAddresses.forString(address), length);
  }

  @Test
  void network() {
    assertThat(prefix("10.1.2.131", 25).network()).hasToString("10.1.2.128/25");
    assertThat(prefix("10.1.2.131", 0).network()).hasToString("0.0.0.0/0");
    assertThat(prefix("10.1.2.131", 32).network()).hasToString("10.1.2.131/32");
    assertThat(prefix("2001:db8::1:0:0:1", 64).network()).hasToString("2001:db8::/64");
  }

  @Test
  void containment() {
    assertThat(prefix("10.1.2.1", 23).contains(InetAddresses.forString("10.1.3.9"))).isTrue();
    assertThat(prefix("10.1.2.1", 23).contains(InetAddresses.forString("10.1.4.9"))).isFalse();
    assertThat(prefix("0.0.0.0", 0).contains(InetAddresses.forString("::1"))).isFalse();
    assertThat(prefix("10.0.0.0", 8).overlaps(prefix("10.9.0.0", 16))).isTrue();
    assertThat(prefix("10.9.0.0", 16).overlaps(prefix("10.0.0.0", 8))).isTrue();
    assertThat(prefix("10.9.0.0", 16).overlaps(prefix("10.8.0.0", 16))).isFalse();
  }

  @Test
  void lengthsMustFitTheFamily() {
    assertThatThrownBy(() -> prefix("10.0.0.1", 33)).isInstanceOf(IllegalArgumentException.class);
  }
}
