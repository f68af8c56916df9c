package io.lockstep.engine.configure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigurePartsTest {
  @Test
  void sysctlNames() {
    assertThat(SysctlName.path("net.ipv4.ip_forward")).isEqualTo("/proc/sys/net/ipv4/ip_forward");
    assertThat(SysctlName.path("net/ipv4/ip_forward")).isEqualTo("/proc/sys/net/ipv4/ip_forward");
    assertThat(SysctlName.path("/proc/version")).isEqualTo("/proc/version");
    assertThat(SysctlName.path("net.ipv4.conf.eth0/100.forwarding"))
        .isEqualTo("/proc/sys/net/ipv4/conf/eth0.100/forwarding");
    assertThat(SysctlName.describe("/proc/sys/net/ipv4/ip_forward"))
        .isEqualTo("sysctl net.ipv4.ip_forward");
    assertThat(SysctlName.describe("/proc/version")).isEqualTo("file /proc/version");
  }

  @Test
  void countersAreNamedAsByNstat() {
    String table = "Tcp: InSegs RetransSegs\nTcp: 10 3\nTcpExt: TCPTimeouts\nTcpExt: 4\n";
    assertThat(Counters.inTable(table, "TcpRetransSegs")).hasValue(3);
    assertThat(Counters.inTable(table, "TcpExtTCPTimeouts")).hasValue(4);
    assertThat(Counters.inTable(table, "TcpExt")).isEmpty();
    assertThat(Counters.inTable(table, "UdpInDatagrams")).isEmpty();
    assertThat(Counters.inList("Ip6InReceives   \t7\n", "Ip6InReceives")).hasValue(7);
    assertThat(Counters.inList(null, "Ip6InReceives")).isEmpty();
  }
}
