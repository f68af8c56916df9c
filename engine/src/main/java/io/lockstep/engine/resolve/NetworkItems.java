package io.lockstep.engine.resolve;

import io.lockstep.engine.model.NetworkItem;
import java.util.ArrayList;
import java.util.List;

/** What rtnetlink has to configure on a node beyond the ends of links and LANs. */
final class NetworkItems {
  private final List<NetworkItem> items = new ArrayList<>();

  private NetworkItems() {}

  /**
   * Devices, states, Ethernet addresses, masters, addresses and queueing disciplines of a node, in
   * this order.
   *
   * @param devices in the order in which they can be made
   */
  static List<NetworkItem> of(NodeState node, List<NetdevState> devices) {
    NetworkItems result = new NetworkItems();
    for (NetdevState device : devices) {
      if (device.origin == NetdevState.Origin.DEVICE) {
        result.items.add(DeviceResolver.item(device));
      }
    }
    node.netdevs.values().forEach(result::properties);
    node.netdevs.values().forEach(result::masters);
    node.netdevs.values().forEach(result::addresses);
    node.netdevs.values().forEach(result::queue);
    return result.items;
  }

  /** What changes of a netdev that exists, when all that was said about it is new. */
  static List<NetworkItem> changes(NetdevState netdev) {
    NetworkItems result = new NetworkItems();
    int node = netdev.node.index;
    if (netdev.mtu > 0) {
      result.items.add(new NetworkItem.Mtu(node, netdev.name, netdev.mtu, netdev.mtuSource));
    }
    if (netdev.mac >= 0) {
      result.items.add(
          new NetworkItem.MacAddress(node, netdev.name, netdev.mac, netdev.macSource));
    }
    result.masters(netdev);
    for (GivenAddress address : netdev.addresses) {
      result.items.add(
          new NetworkItem.Address(node, netdev.name, address.prefix(), address.source()));
    }
    if (netdev.stateSource != null) {
      result.items.add(
          new NetworkItem.State(node, netdev.name, netdev.up, netdev.stateSource));
    }
    result.queue(netdev);
    return result.items;
  }

  /** What the device itself, or the end of the wire, does not carry. */
  private void properties(NetdevState netdev) {
    int node = netdev.node.index;
    boolean made =
        netdev.origin == NetdevState.Origin.WIRE || netdev.origin == NetdevState.Origin.DEVICE;
    if (!made && netdev.mtu > 0) {
      items.add(new NetworkItem.Mtu(node, netdev.name, netdev.mtu, netdev.mtuSource));
    }
    if (!made && netdev.mac >= 0) {
      items.add(new NetworkItem.MacAddress(node, netdev.name, netdev.mac, netdev.macSource));
    }
    if (netdev.stateSource != null && netdev.origin != NetdevState.Origin.DEVICE) {
      items.add(new NetworkItem.State(node, netdev.name, netdev.up, netdev.stateSource));
    }
  }

  private void masters(NetdevState netdev) {
    if (netdev.master != null) {
      items.add(
          new NetworkItem.Master(
              netdev.node.index, netdev.name, netdev.master.name, netdev.masterSource));
    }
  }

  private void addresses(NetdevState netdev) {
    if (netdev.origin != NetdevState.Origin.WIRE) {
      for (GivenAddress address : netdev.addresses) {
        items.add(
            new NetworkItem.Address(
                netdev.node.index, netdev.name, address.prefix(), address.source()));
      }
    }
  }

  private void queue(NetdevState netdev) {
    netdev.queue.ifPresent(
        queue ->
            items.add(
                new NetworkItem.Queueing(
                    netdev.node.index, netdev.name, queue.root(), queue.source())));
  }
}
