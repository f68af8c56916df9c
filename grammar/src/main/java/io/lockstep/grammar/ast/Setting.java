package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** One line of a definition's block. */
public sealed interface Setting extends AstNode {
  /** {@code rate 10mbit}, {@code queue 64 packets}, {@code count 3}. */
  record Property(PropertyName name, Expression value, Span span) implements Setting {}

  /** {@code start after bulk + 1s}, of a flow, a ping or a program. */
  record StartAfter(Completion completion, Span span) implements Setting {}

  /**
   * {@code sysctl net.ipv4.ip_forward = 1}.
   *
   * @param key with dots, as sysctl(8) takes it; within an interface without the interface's name
   * @param value to the end of the statement, trimmed
   */
  record Sysctl(Template key, Template value, Span span) implements Setting {}

  /** {@code file "/proc/sysrq-trigger" = "c"}: a file of the node, or of a program's. */
  record FileWrite(Template path, Template content, Span span) implements Setting {}

  /**
   * {@code file "/root/test.sh" from "test.sh"}.
   *
   * @param from a file beside that of the scenario
   */
  record FileCopy(Template path, Template from, Span span) implements Setting {}

  /**
   * {@code stdin "text"}, {@code stdin file "input.txt"}: what a program reads.
   *
   * @param file whether the text is the path of a file beside that of the scenario
   */
  record Stdin(Template text, boolean file, Span span) implements Setting {}

  /**
   * {@code option TCP_NODELAY = 1}, {@code option server SO_RCVBUF = 64KiB}: of a flow's sockets.
   *
   * @param side {@code client}, {@code server}, or empty for both
   */
  record SocketOption(Optional<Name> side, Name name, Expression value, Span span)
      implements Setting {}

  /** {@code env PATH = "/bin"}: a variable of a program's environment. */
  record Env(Name name, Template value, Span span) implements Setting {}

  /** {@code directory "/tmp"}: where a program starts. */
  record Directory(Template path, Span span) implements Setting {}

  /**
   * {@code kernel linux-6.12}.
   *
   * @param name of a build, or an alias from {@link Statement.KernelAlias}
   */
  record Kernel(Template name, Span span) implements Setting {}

  /**
   * {@code toward server { loss 1% }}: only the direction to that end of the link.
   *
   * @param settings properties, or {@code if} over these
   */
  record Toward(Reference node, ImmutableList<Setting> settings, Span span) implements Setting {}

  /**
   * {@code interface eth0 { … }}: an existing netdev of the node.
   *
   * @param settings {@link Option}, {@link Sysctl}, {@link Qdisc}, {@link If}, {@link For}
   */
  record Interface(Template name, ImmutableList<Setting> settings, Span span)
      implements Setting {}

  /**
   * {@code device br0 = bridge { … }}: a virtual netdev of the node.
   *
   * @param kind of {@code ip link add … type KIND}
   * @param settings as of an interface, and the options of the kind
   */
  record Device(Template name, Name kind, ImmutableList<Setting> settings, Span span)
      implements Setting {}

  /**
   * {@code qdisc fq_codel { limit 100 packets }}.
   *
   * @param settings {@link Option}, {@link QdiscClass}, {@link Qdisc}, {@link If}, {@link For}
   */
  record Qdisc(Name kind, ImmutableList<Setting> settings, Span span) implements Setting {}

  /**
   * {@code class 10 { rate 5mbit; … }}.
   *
   * @param minor of its handle
   * @param settings {@link Option}, {@link Match}, {@link QdiscClass}, {@link Qdisc}, {@link If},
   *     {@link For}
   */
  record QdiscClass(Expression minor, ImmutableList<Setting> settings, Span span)
      implements Setting {}

  /** {@code match { dst 10.0.0.0/8; dport 80 }}: packets of a class. */
  record Match(ImmutableList<Setting> settings, Span span) implements Setting {}

  /**
   * {@code id 42}, {@code ports eth0, eth1}: an option of an interface, a device, a qdisc, a class
   * or a match.
   *
   * @param values at least one; a {@link Expression.Word} may hold any characters here ({@code
   *     802.3ad})
   */
  record Option(Name name, ImmutableList<Expression> values, Span span) implements Setting {}

  /**
   * {@code tcp { dstport 80; syn }}, {@code mss 1460}, {@code sack 1001..2001}: a header of a
   * packet, or a field or an option of one.
   *
   * @param values perhaps {@link Expression.Range}s
   * @param parts {@link Part}, {@link If}, {@link For}; empty without a block
   */
  record Part(
      Name name,
      ImmutableList<Expression> values,
      Optional<ImmutableList<Setting>> parts,
      Span span)
      implements Setting {}

  /** {@code for i in 1..n { … }} over settings. */
  record For(
      Name variable, ImmutableList<Expression> values, ImmutableList<Setting> body, Span span)
      implements Setting {}

  /** {@code if n > 2 { … } else { … }} over settings. */
  record If(ImmutableList<Branch> branches, Optional<ImmutableList<Setting>> otherwise, Span span)
      implements Setting {
    /** A condition with what it guards. */
    public record Branch(Expression condition, ImmutableList<Setting> body, Span span)
        implements AstNode {}
  }
}
