package io.lockstep.engine.traffic;

/** Constants of the socket calls, named as in the kernel's headers; x86-64 values. */
final class SocketConstants {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_PACKET = 17;
  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_RAW = 3;
  static final int IPPROTO_ICMP = 1;
  static final int IPPROTO_TCP = 6;
  static final int IPPROTO_UDP = 17;
  static final int IPPROTO_ICMPV6 = 58;
  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SOL_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int SOL_RAW = 255;
  static final int ICMP_FILTER = 1;
  static final int SOL_ICMPV6 = 58;
  static final int ICMPV6_FILTER = 1;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int SHUT_WR = 1;
  static final int SOMAXCONN = 4096;
  static final int POLLIN = 1;
  static final int POLLOUT = 4;
  static final int PPOLL = 271;
  static final int PIDFD_OPEN = 434;
  static final int PIDFD_GETFD = 438;

  private SocketConstants() {}
}
