package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Addresses keep the family in which they are written. */
class AddressTextTest {
  private static InetAddress address(String text) {
    return AddressText.parse(text).orElseThrow();
  }

  @Test
  void mappedAddressesAreOfIpv6() {
    for (String text : new String[] {"::ffff:10.0.0.1", "::ffff:a00:1", "0:0:0:0:0:ffff:a00:1"}) {
      assertThat(address(text).getAddress()).hasSize(16).endsWith(-1, -1, 10, 0, 0, 1);
      assertThat(AddressText.of(address(text))).isEqualTo("::ffff:10.0.0.1");
      assertThat(AddressText.unmapped(address(text))).isEqualTo(address("10.0.0.1"));
    }
  }

  @Test
  void othersAreWhatTheyWere() {
    for (String text : new String[] {"10.0.0.1", "2001:db8::1", "::", "::1", "fe80::ffff:0:1"}) {
      assertThat(AddressText.of(address(text))).isEqualTo(text);
      assertThat(AddressText.unmapped(address(text))).isEqualTo(address(text));
    }
    assertThat(address("::a00:1").getAddress()).hasSize(16);
    assertThat(AddressText.unmapped(address("::a00:1")).getAddress()).hasSize(16);
  }

  @Test
  void whatIsNoAddress() {
    assertThat(AddressText.parse("10.0.0")).isEmpty();
    assertThat(AddressText.parse("::ffff:10.0.0.300")).isEmpty();
    assertThat(AddressText.parse("server")).isEmpty();
  }
}
