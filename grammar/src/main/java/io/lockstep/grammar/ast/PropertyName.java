package io.lockstep.grammar.ast;

import java.util.Arrays;
import java.util.Optional;

/** The names of properties that take one value. */
public enum PropertyName {
  /** RAM of a node, a size. */
  MEMORY("memory"),
  /** Virtual time that a system call of a node's programs takes. */
  CALL_COST("call_cost"),
  /** Of a link or a flow. */
  RATE("rate"),
  /** Propagation delay of a link, a time. */
  DELAY("delay"),
  /** Share of frames lost on a link. */
  LOSS("loss"),
  /** Greatest deviation from a link's delay, a time. */
  JITTER("jitter"),
  /** Share of frames that a link delivers twice. */
  DUPLICATE("duplicate"),
  /** Share of frames that skip a link's delay. */
  REORDER("reorder"),
  /** Share of frames in which a link flips a bit. */
  CORRUPT("corrupt"),
  /** Length of a link's queue, packets or a size. */
  QUEUE("queue"),
  /** Of a link, a size or a plain number of bytes. */
  MTU("mtu"),
  /** What a TCP flow transfers, a size. */
  SEND("send"),
  /** Virtual time of the start. */
  START("start"),
  /** Virtual time of the end. */
  STOP("stop"),
  /** How long a program may run, a time. */
  TIMEOUT("timeout"),
  /** Of a datagram's or an echo request's payload. */
  SIZE("size"),
  /** How many datagrams or echo requests. */
  COUNT("count"),
  /** Time between two echo requests. */
  EVERY("every"),
  /** The same as {@link #EVERY}. */
  INTERVAL("interval"),
  /** How long a flow sends, a time. */
  DURATION("duration"),
  /** How many connections a flow has. */
  PARALLEL("parallel"),
  /** Who sends: {@code forward}, {@code backward} or {@code both}. */
  DIRECTION("direction"),
  /** Times and sizes of what a flow sends: a list or a file. */
  TRACE("trace"),
  /** How many requests a connection makes. */
  REQUESTS("requests"),
  /** Size of a request. */
  REQUEST("request"),
  /** Size of a response. */
  RESPONSE("response"),
  /** Time between a response and the next request. */
  THINK("think"),
  /** TTL or hop limit of what is sent. */
  TTL("ttl"),
  /** Type of service or traffic class of what is sent. */
  TOS("tos"),
  /** Whether routers must not fragment. */
  DF("df"),
  /** The address that packets are sent from. */
  SOURCE("source"),
  /** The netdev that packets are sent through. */
  DEV("dev"),
  /** Bytes that fill the payload of echo requests. */
  PATTERN("pattern"),
  /** An IP protocol number. */
  PROTOCOL("protocol"),
  /** An Ethernet type. */
  ETHERTYPE("ethertype"),
  /** Nodes that join a multicast group. */
  RECEIVERS("receivers"),
  /** Sources that receivers of a multicast group want to hear. */
  SOURCES("sources"),
  /** When receivers join a multicast group. */
  JOIN("join"),
  /** When receivers leave a multicast group. */
  LEAVE("leave"),
  /** The greatest TTL that a traceroute tries. */
  MAX_HOPS("max_hops"),
  /** Probes for each hop of a traceroute. */
  PROBES("probes"),
  /** What a traceroute sends: {@code udp} or {@code icmp}. */
  METHOD("method");

  private final String word;

  PropertyName(String word) {
    this.word = word;
  }

  /** As written. */
  public String word() {
    return word;
  }

  /** The property written so. */
  public static Optional<PropertyName> of(String word) {
    return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
  }
}
