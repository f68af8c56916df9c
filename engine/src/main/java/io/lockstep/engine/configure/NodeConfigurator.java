package io.lockstep.engine.configure;

import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.netlink.LinkRequests;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.RtNetlink;
import io.lockstep.libos.NetDevice;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sets one node up, in this order: settings; netdevs of links and LANs; devices; settings whose
 * file did not exist before the netdevs did; masters, MTUs and Ethernet addresses; addresses; all
 * netdevs up that are not to be down; automatic routes; routes, rules and neighbours; queueing
 * disciplines.
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
   * @param network what else is configured at this node; within a step in this order
   * @param routes automatic ones of this node; those through a netdev that is to be down are left
   *     out
   * @return the netdevs in the order of {@code ends}
   * @throws ConfigurationException if the kernel refuses something
   */
  public NetDevice[] configure(
      List<LinkEnd> ends,
      List<Source> sources,
      List<NetworkItem> network,
      List<RouteSpec> routes) {
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
    NetDevice[] netdevs = new NetDevice[ends.size()];
    for (int i = 0; i < netdevs.length; i++) {
      LinkEnd end = ends.get(i);
      netdevs[i] =
          NetDevice.create(
              task, end.device(), end.netdev(), end.mac(), end.mtu(), end.offloads());
    }
    try (NetlinkSession session = new NetlinkSession(node, kernel, task::call, memory)) {
      DeviceWriter devices = new DeviceWriter(session);
      for (NetworkItem.Device device : of(network, NetworkItem.Device.class)) {
        devices.create(device);
      }
      for (Setting setting : later) {
        writer.write(setting);
      }
      for (NetworkItem item : network) {
        if (item instanceof NetworkItem.Mtu
            || item instanceof NetworkItem.MacAddress
            || item instanceof NetworkItem.Master) {
          NetworkWriter.perform(session, item, false);
        }
      }
      int[] ifindexes = addresses(session, ends, sources, network);
      Set<String> down = states(session, devices, ends, sources, network);
      automaticRoutes(session, ends, ifindexes, down, routes);
      for (NetworkItem item : network) {
        if (item instanceof NetworkItem.Route
            || item instanceof NetworkItem.Rule
            || item instanceof NetworkItem.Neighbour) {
          NetworkWriter.perform(session, item, false);
        }
      }
      for (NetworkItem.Queueing item : of(network, NetworkItem.Queueing.class)) {
        NetworkWriter.perform(session, item, false);
      }
    } catch (NetlinkException e) {
      throw new ConfigurationException(
          node.source(), "node " + node.name() + " (" + kernel + "): " + e.getMessage());
    }
    return netdevs;
  }

  /** Adds all addresses; returns the indices of the netdevs of {@code ends}. */
  private static int[] addresses(
      NetlinkSession session,
      List<LinkEnd> ends,
      List<Source> sources,
      List<NetworkItem> network) {
    for (int i = 0; i < ends.size(); i++) {
      session.add(RtNetlink.getLink(ends.get(i).netdev()), sources.get(i));
    }
    int[] ifindexes = session.exchange();
    for (int i = 0; i < ends.size(); i++) {
      LinkEnd end = ends.get(i);
      for (Prefix prefix : end.addresses()) {
        session.add(
            RtNetlink.addAddress(prefix.address(), prefix.length(), ifindexes[i], end.netdev()),
            sources.get(i));
      }
    }
    session.exchange();
    for (NetworkItem.Address item : of(network, NetworkItem.Address.class)) {
      NetworkWriter.perform(session, item, false);
    }
    return ifindexes;
  }

  /** Sets netdevs up, lower ones first; returns the names of those that are to be down. */
  private Set<String> states(
      NetlinkSession session,
      DeviceWriter devices,
      List<LinkEnd> ends,
      List<Source> sources,
      List<NetworkItem> network) {
    Set<String> down = new TreeSet<>();
    for (NetworkItem.State state : of(network, NetworkItem.State.class)) {
      if (state.up()) {
        down.remove(state.netdev());
      } else {
        down.add(state.netdev());
      }
    }
    up(session, "lo", down, node.source());
    for (int i = 0; i < ends.size(); i++) {
      up(session, ends.get(i).netdev(), down, sources.get(i));
    }
    session.exchange();
    for (NetworkItem.Device device : of(network, NetworkItem.Device.class)) {
      if (device.up()) {
        up(session, device.name(), down, device.source());
        String peer = DeviceWriter.peer(device);
        if (peer != null) {
          up(session, peer, down, device.source());
        }
        session.exchange();
      } else {
        down.add(device.name());
      }
    }
    for (NetworkItem.State state : of(network, NetworkItem.State.class)) {
      devices.state(state, state.up());
    }
    return down;
  }

  private static void up(NetlinkSession session, String name, Set<String> down, Source source) {
    if (!down.contains(name)) {
      session.add(LinkRequests.state(name, true), source);
    }
  }

  private void automaticRoutes(
      NetlinkSession session,
      List<LinkEnd> ends,
      int[] ifindexes,
      Set<String> down,
      List<RouteSpec> routes) {
    for (RouteSpec route : routes) {
      int at = position(ends, route.device());
      String netdev = ends.get(at).netdev();
      if (!down.contains(netdev)) {
        session.add(
            RtNetlink.addRoute(
                route.destination().address(),
                route.destination().length(),
                route.gateway(),
                ifindexes[at],
                netdev),
            node.source());
      }
    }
    session.exchange();
  }

  private static <T extends NetworkItem> List<T> of(List<NetworkItem> network, Class<T> type) {
    return network.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private int position(List<LinkEnd> ends, int device) {
    for (int i = 0; i < ends.size(); i++) {
      if (ends.get(i).device() == device) {
        return i;
      }
    }
    throw new IllegalArgumentException("node " + node.name() + " has no netdev " + device);
  }
}
