package io.lockstep.engine.configure;

import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import io.lockstep.engine.netlink.RtNetlink;
import io.lockstep.libos.NetDevice;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets one node up: settings, netdevs, addresses, links, routes, in this order. Settings whose file
 * does not exist before the netdevs do (those of a single netdev) are written once they exist, but
 * before they are up.
 */
public final class NodeConfigurator {
  private static final String SYSCTL_TCP = "/proc/sys/net/ipv4/tcp_";

  private final NodeSpec node;
  private final String kernel;
  private final Task task;
  private final UserMemory memory;
  private final KernelFiles files;

  /**
   * Creates it.
   *
   * @param kernel name of the kernel, for messages
   * @param task of the node's kernel, for synchronous calls
   */
  public NodeConfigurator(
      NodeSpec node, String kernel, Task task, UserMemory memory, KernelFiles files) {
    this.node = node;
    this.kernel = kernel;
    this.task = task;
    this.memory = memory;
    this.files = files;
  }

  /**
   * Does it.
   *
   * @param ends of links and LANs at this node, in the order of their device numbers, which run
   *     from 0
   * @param sources what in the scenario asks for each end
   * @param routes of this node
   * @return the netdevs in the order of {@code ends}
   * @throws ConfigurationException if the kernel refuses something
   */
  public NetDevice[] configure(List<LinkEnd> ends, List<Source> sources, List<RouteSpec> routes) {
    // The kernel derives these from its RAM; fixed values keep results independent of it.
    files.write(SYSCTL_TCP + "rmem", "4096 131072 6291456");
    files.write(SYSCTL_TCP + "wmem", "4096 16384 4194304");

    SettingWriter writer = new SettingWriter(node.name(), kernel, files);
    List<Setting> later = new ArrayList<>();
    for (Setting setting : node.settings()) {
      if (!writer.writeIfPresent(setting)) {
        later.add(setting);
      }
    }
    NetDevice[] devices = new NetDevice[ends.size()];
    for (int i = 0; i < devices.length; i++) {
      LinkEnd end = ends.get(i);
      devices[i] =
          NetDevice.create(
              task, end.device(), end.netdev(), end.mac(), end.mtu(), end.offloads());
    }
    for (Setting setting : later) {
      writer.write(setting);
    }
    try (NetlinkSocket socket = new NetlinkSocket(task, memory)) {
      configureLinks(socket, ends, sources, routes);
    }
    return devices;
  }

  private void configureLinks(
      NetlinkSocket socket, List<LinkEnd> ends, List<Source> sources, List<RouteSpec> routes) {
    Batch batch = new Batch(socket);
    batch.add(RtNetlink.linkUp("lo"), node.source());
    for (int i = 0; i < ends.size(); i++) {
      batch.add(RtNetlink.getLink(ends.get(i).netdev()), sources.get(i));
    }
    int[] answers = batch.exchange();
    int[] ifindexes = new int[ends.size()];
    System.arraycopy(answers, 1, ifindexes, 0, ifindexes.length);

    for (int i = 0; i < ends.size(); i++) {
      LinkEnd end = ends.get(i);
      for (Prefix prefix : end.addresses()) {
        batch.add(
            RtNetlink.addAddress(prefix.address(), prefix.length(), ifindexes[i], end.netdev()),
            sources.get(i));
      }
    }
    for (int i = 0; i < ends.size(); i++) {
      batch.add(RtNetlink.linkUp(ends.get(i).netdev()), sources.get(i));
    }
    batch.exchange();

    for (RouteSpec route : routes) {
      int at = position(ends, route.device());
      batch.add(
          RtNetlink.addRoute(
              route.destination().address(),
              route.destination().length(),
              route.gateway(),
              ifindexes[at],
              ends.get(at).netdev()),
          node.source());
    }
    batch.exchange();
  }

  private int position(List<LinkEnd> ends, int device) {
    for (int i = 0; i < ends.size(); i++) {
      if (ends.get(i).device() == device) {
        return i;
      }
    }
    throw new IllegalArgumentException("node " + node.name() + " has no netdev " + device);
  }

  /** Requests together with what in the scenario asks for them. */
  private final class Batch {
    private final NetlinkSocket socket;
    private final List<NetlinkMessage> messages = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    Batch(NetlinkSocket socket) {
      this.socket = socket;
    }

    void add(NetlinkMessage message, Source source) {
      messages.add(message);
      sources.add(source);
    }

    int[] exchange() {
      try {
        return socket.exchange(messages);
      } catch (NetlinkException e) {
        int at = messages.indexOf(e.request());
        throw new ConfigurationException(
            at < 0 ? node.source() : sources.get(at),
            "node " + node.name() + " (" + kernel + ") refuses " + e.getMessage());
      } finally {
        messages.clear();
        sources.clear();
      }
    }
  }
}
