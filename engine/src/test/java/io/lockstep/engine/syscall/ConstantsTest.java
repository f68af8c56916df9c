package io.lockstep.engine.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantsTest {
  @ParameterizedTest
  @CsvSource({
    "AF_INET6, 10", "SOCK_NONBLOCK, 2048", "IPPROTO_MPTCP, 262", "MSG_ERRQUEUE, 8192",
    "EPOLLET, 2147483648", "SIOCGIFMTU, 35105", "TCP_CLOSE_WAIT, 8", "ETH_P_IPV6, 34525",
    "TCP_NODELAY, 1", "SHUT_RDWR, 2",
  })
  void aConstantHasTheValueOfTheHeaders(String name, long value) {
    assertThat(Constants.value(name)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "TCP_NODELAY, 6, 1, INT", "SO_LINGER, 1, 13, LINGER", "SO_RCVTIMEO, 1, 20, TIMEVAL",
    "TCP_INFO, 6, 11, TCP_INFO", "TCP_CONGESTION, 6, 13, STRING", "IP_TTL, 0, 2, INT",
    "IPV6_V6ONLY, 41, 26, INT", "TCP_USER_TIMEOUT, 6, 18, MILLISECONDS",
  })
  void anOptionHasItsLevelNumberAndType(String name, int level, int number, OptionType type) {
    assertThat(SocketOptions.find(name)).contains(new SocketOption(name, level, number, type));
    assertThat(SocketOptions.find(level, number)).contains(new SocketOption(name, level, number, type));
  }

  @Test
  void valuesAreNamedWithinTheirFamily() {
    assertThat(Constants.name("TCP state", 8)).contains("TCP_CLOSE_WAIT");
    assertThat(Constants.name("TCP state", 99)).isEmpty();
    assertThat(Constants.find("AF_INT")).isEmpty();
  }
}
