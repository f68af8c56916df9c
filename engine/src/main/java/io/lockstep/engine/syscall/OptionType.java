package io.lockstep.engine.syscall;

/** What the value of a socket option is. */
public enum OptionType {
  /** An int; truth values count as 0 and 1. */
  INT,
  /** An int that holds an error number. */
  ERRNO,
  /** A 64-bit number. */
  LONG,
  /** An int in network byte order. */
  BE_INT,
  /** A time, as struct timeval. */
  TIMEVAL,
  /** An int that counts seconds. */
  SECONDS,
  /** An int that counts milliseconds. */
  MILLISECONDS,
  /** An int that counts microseconds. */
  MICROSECONDS,
  /** A text. */
  STRING,
  /** Struct linger: l_onoff, l_linger. */
  LINGER,
  /** Struct ucred. */
  UCRED,
  /** Struct sock_fprog. */
  FILTER,
  /** Several ints. */
  INTS,
  /** Bytes as they are. */
  BYTES,
  /** Struct ip_mreqn: a group, an address of the interface, its index. */
  MREQN,
  /** Struct ip_mreq_source. */
  MREQ_SOURCE,
  /** Struct group_req. */
  GROUP_REQ,
  /** Struct group_source_req. */
  GROUP_SOURCE_REQ,
  /** Struct ipv6_mreq: a group and the index of the interface. */
  IPV6_MREQ,
  /** Struct in6_pktinfo. */
  PKTINFO6,
  /** Struct tcp_info. */
  TCP_INFO,
  /** Struct tcp_md5sig. */
  MD5SIG,
  /** Struct packet_mreq. */
  PACKET_MREQ
;

  /** Whether it is passed as an int of the machine or the network. */
  public boolean isInt() {
    return switch (this) {
      case INT, ERRNO, BE_INT, SECONDS, MILLISECONDS, MICROSECONDS -> true;
      default -> false;
    };
  }

  /** Nanoseconds that its unit of time has; 0 if it does not count time. */
  public long unitNs() {
    return switch (this) {
      case SECONDS -> 1_000_000_000L;
      case MILLISECONDS -> 1_000_000L;
      case MICROSECONDS -> 1_000L;
      default -> 0;
    };
  }
}
