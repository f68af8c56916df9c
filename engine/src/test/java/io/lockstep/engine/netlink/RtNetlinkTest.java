package io.lockstep.engine.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import com.google.common.net.InetAddresses;
import org.junit.jupiter.api.Test;

/** The expected bytes are those of iproute2's requests, without attributes it adds for itself. */
class RtNetlinkTest {
  private static String hex(NetlinkMessage message) {
    return BaseEncoding.base16().lowerCase().encode(message.toBytes(0x01020304));
  }

  @Test
  void linkUp() {
    assertThat(hex(RtNetlink.linkUp("eth0")))
        .isEqualTo(
            "2c00000010000500" + "0403020100000000"
                + "00000000" + "00000000" + "01000000" + "01000000"
                + "09000300" + "6574683000000000");
  }

  @Test
  void addIpv4Address() {
    assertThat(hex(RtNetlink.addAddress(InetAddresses.forString("10.0.0.1"), 24, 5, "eth0")))
        .isEqualTo(
            "2800000014000506" + "0403020100000000"
                + "02180000" + "05000000"
                + "08000200" + "0a000001"
                + "08000100" + "0a000001");
  }

  @Test
  void addIpv6Address() {
    assertThat(hex(RtNetlink.addAddress(InetAddresses.forString("2001:db8::1"), 64, 2, "eth0")))
        .isEqualTo(
            "4000000014000506" + "0403020100000000"
                + "0a400000" + "02000000"
                + "14000200" + "20010db8000000000000000000000001"
                + "14000100" + "20010db8000000000000000000000001");
  }

  @Test
  void addDefaultRoute() {
    NetlinkMessage message =
        RtNetlink.addRoute(
            InetAddresses.forString("0.0.0.0"), 0, InetAddresses.forString("10.0.0.254"), 2, "e");
    assertThat(hex(message))
        .isEqualTo(
            "2c00000018000506" + "0403020100000000"
                + "02000000" + "fe040001" + "00000000"
                + "08000500" + "0a0000fe"
                + "08000400" + "02000000");
    assertThat(message.description()).isEqualTo("route default via 10.0.0.254 dev e");
  }

  @Test
  void addOnLinkRoute() {
    NetlinkMessage message =
        RtNetlink.addRoute(InetAddresses.forString("10.1.0.0"), 16, null, 3, "eth1");
    assertThat(hex(message))
        .isEqualTo(
            "2c00000018000506" + "0403020100000000"
                + "02100000" + "fe04fd01" + "00000000"
                + "08000100" + "0a010000"
                + "08000400" + "03000000");
  }

  @Test
  void anIpv4RouteMayGoViaIpv6() {
    NetlinkMessage message =
        RtNetlink.addRoute(
            InetAddresses.forString("10.1.0.0"), 16, InetAddresses.forString("fe80::1"), 3, "e");
    assertThat(hex(message))
        .endsWith("16001200" + "0a00" + "fe80000000000000" + "0000000000000001" + "0000"
            + "08000400" + "03000000");
  }
}
