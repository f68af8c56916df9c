package io.lockstep.engine.configure;

import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.LinkRequests;
import io.lockstep.engine.netlink.NetlinkConstants;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import io.lockstep.engine.netlink.RtNetlink;
import io.lockstep.engine.syscall.SystemCalls;
import io.lockstep.grammar.Suggestions;
import io.lockstep.libos.Errno;
import io.lockstep.libos.UserMemory;
import java.util.ArrayList;
import java.util.List;

/** Requests to a node's kernel together with what in the scenario asks for them. */
final class NetlinkSession implements AutoCloseable {
  private static final int IFINFOMSG = 16;

  private final NodeSpec node;
  private final String kernel;
  private final NetlinkSocket socket;
  private final List<NetlinkMessage> messages = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  NetlinkSession(NodeSpec node, String kernel, SystemCalls calls, UserMemory memory) {
    this.node = node;
    this.kernel = kernel;
    try {
      this.socket = new NetlinkSocket(calls, memory);
    } catch (NetlinkException e) {
      throw new ConfigurationException(node.source(), where() + ": " + e.getMessage());
    }
  }

  /** Puts a request to the others that {@link #exchange} sends. */
  void add(NetlinkMessage message, Source source) {
    messages.add(message);
    sources.add(source);
  }

  /** Sends what has been put together; as {@link NetlinkSocket#exchange}. */
  int[] exchange() {
    try {
      return socket.exchange(messages);
    } catch (NetlinkException e) {
      int at = messages.indexOf(e.request());
      throw refusal(at < 0 ? node.source() : sources.get(at), e, "");
    } finally {
      messages.clear();
      sources.clear();
    }
  }

  /** Sends a request at once. */
  void send(NetlinkMessage message, Source source) {
    add(message, source);
    exchange();
  }

  /** Sends a request at once; the caller explains the refusal. */
  void attempt(NetlinkMessage message) throws NetlinkException {
    socket.exchange(List.of(message));
  }

  /** The index of a netdev. */
  int ifindex(String netdev, Source source) {
    try {
      return socket.exchange(List.of(RtNetlink.getLink(netdev)))[0];
    } catch (NetlinkException e) {
      if (e.errno() != Errno.ENODEV) {
        throw refusal(source, e, "");
      }
      String near =
          Suggestions.nearest(netdev, netdevs())
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      throw new ConfigurationException(source, where() + " has no netdev " + netdev + near);
    }
  }

  /** The names of all netdevs, in the order of their indices. */
  List<String> netdevs() {
    List<String> names = new ArrayList<>();
    for (byte[] payload : socket.dump(LinkRequests.list())) {
      new AttributeReader(payload, IFINFOMSG)
          .text(NetlinkConstants.IFLA_IFNAME)
          .ifPresent(names::add);
    }
    return names;
  }

  /** The sentence for a refused request. */
  ConfigurationException refusal(Source source, NetlinkException e, String hint) {
    return new ConfigurationException(
        source, where() + " refuses " + e.getMessage() + (hint.isEmpty() ? "" : "; " + hint));
  }

  /** A sentence about the node. */
  ConfigurationException mistake(Source source, String text) {
    return new ConfigurationException(source, where() + text);
  }

  /** {@code node r (linux-6.12)}. */
  String where() {
    return "node " + node.name() + " (" + kernel + ")";
  }

  String kernel() {
    return kernel;
  }

  @Override
  public void close() {
    socket.close();
  }
}
