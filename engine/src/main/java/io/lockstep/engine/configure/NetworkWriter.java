package io.lockstep.engine.configure;

import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.syscall.SystemCalls;
import io.lockstep.libos.UserMemory;

/** Adds to and removes from a node's network, at set-up or while the scenario runs. */
public final class NetworkWriter {
  private final NodeSpec node;
  private final String kernel;
  private final SystemCalls calls;
  private final UserMemory memory;

  /**
   * Creates it.
   *
   * @param kernel name of the kernel, for messages
   * @param calls of a task of the node's kernel
   * @param memory of the kernel; what is used of it is given back after each call
   */
  public NetworkWriter(NodeSpec node, String kernel, SystemCalls calls, UserMemory memory) {
    this.node = node;
    this.kernel = kernel;
    this.calls = calls;
    this.memory = memory;
  }

  /**
   * Adds or changes something. A queueing discipline takes the place of the one before, a
   * neighbour that of an entry for the same address; of the others there must be none.
   *
   * @throws ConfigurationException if the kernel refuses it
   */
  public void add(NetworkItem item) {
    perform(item, false);
  }

  /**
   * Removes what {@link #add} has added; the opposite state for a {@link NetworkItem.State}, no
   * master for a {@link NetworkItem.Master}, the kernel's default for a {@link
   * NetworkItem.Queueing}.
   *
   * @throws ConfigurationException if the kernel refuses it
   * @throws IllegalArgumentException for a MAC address or an MTU, of which there is always one
   */
  public void remove(NetworkItem item) {
    perform(item, true);
  }

  private void perform(NetworkItem item, boolean remove) {
    try (NetlinkSession session = new NetlinkSession(node, kernel, calls, memory)) {
      perform(session, item, remove);
    } catch (NetlinkException e) {
      throw new ConfigurationException(
          item.source(), "node " + node.name() + " (" + kernel + "): " + e.getMessage());
    }
  }

  /** Does it within a session that is open already. */
  static void perform(NetlinkSession session, NetworkItem item, boolean remove) {
    DeviceWriter devices = new DeviceWriter(session);
    RouteWriter routes = new RouteWriter(session);
    if (item instanceof NetworkItem.Device device) {
      if (remove) {
        devices.remove(device);
      } else {
        devices.create(device);
        if (device.up()) {
          devices.up(device);
        }
      }
    } else if (item instanceof NetworkItem.State state) {
      devices.state(state, state.up() != remove);
    } else if (item instanceof NetworkItem.Master master) {
      devices.master(
          remove
              ? new NetworkItem.Master(
                  master.node(), master.netdev(), null, master.source())
              : master);
    } else if (item instanceof NetworkItem.Address address) {
      routes.address(address, remove);
    } else if (item instanceof NetworkItem.Route route) {
      routes.route(route, remove);
    } else if (item instanceof NetworkItem.Rule rule) {
      routes.rule(rule, remove);
    } else if (item instanceof NetworkItem.Neighbour neighbour) {
      routes.neighbour(neighbour, remove);
    } else if (item instanceof NetworkItem.Queueing queueing) {
      QueueingWriter writer = new QueueingWriter(session, queueing);
      if (remove) {
        writer.remove(queueing);
      } else {
        writer.add(queueing);
      }
    } else if (remove) {
      throw new IllegalArgumentException("cannot be removed: " + item);
    } else if (item instanceof NetworkItem.Mtu mtu) {
      devices.mtu(mtu);
    } else if (item instanceof NetworkItem.MacAddress mac) {
      devices.mac(mac);
    }
  }
}
