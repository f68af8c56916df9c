package io.lockstep.grammar.vocabulary;

/** A kind of block, or the top level: where lines of a scenario stand. */
public enum Place {
  /** Outside of all blocks, and in {@code for} and {@code if} there. */
  TOP("the top level"),
  /** The body of a {@code topology}. */
  TOPOLOGY("a topology"),
  /** The actions of {@code at}, {@code from}, {@code every}, {@code after} and {@code when}. */
  TIMELINE("a block of the timeline"),
  /** Settings of a {@code node}, a {@code profile} or of nodes in {@code set}. */
  NODE("a node block"),
  /** Properties of a {@code link}, a {@code lan}, or of these in {@code set}. */
  LINK("a link block"),
  /** The block of {@code toward}. */
  DIRECTION("a 'toward' block"),
  /** Properties of a {@code flow} that speaks TCP. */
  TCP_FLOW("a tcp flow's block"),
  /** Properties of a {@code flow} that speaks UDP. */
  UDP_FLOW("a udp flow's block"),
  /** Properties of a {@code ping}. */
  PING("a ping block"),
  /** Properties of a {@code traceroute}. */
  TRACEROUTE("a traceroute block"),
  /** Settings of an {@code exec} or a {@code daemon}. */
  PROGRAM("a block of a program"),
  /** Lines of a {@code program}. */
  SCRIPT("a program"),
  /** The block of {@code interface}. */
  INTERFACE("an interface block"),
  /** The block of {@code device}; has the options of its kind as well. */
  DEVICE("a device block"),
  /** The block of {@code qdisc}; has the options of its kind as well. */
  QDISC("a qdisc block"),
  /** The block of {@code class} in a {@code qdisc}; has the options of the kind as well. */
  CLASS("a class block"),
  /** The block of {@code match} in a {@code class}; holds what may be compared. */
  MATCH("a match block"),
  /** The block of {@code expect sequence}. */
  SEQUENCE("a sequence"),
  /** The block of {@code inject} and {@code fault change}: headers; these hold fields. */
  PACKET("a packet"),
  /** The block form of {@code sysctl}: keys with their values. */
  SYSCTLS("a sysctl block");

  private final String description;

  Place(String description) {
    this.description = description;
  }

  /** With its article: {@code a node block}. */
  public String description() {
    return description;
  }
}
