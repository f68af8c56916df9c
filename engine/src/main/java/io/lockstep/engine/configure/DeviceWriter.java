package io.lockstep.engine.configure;

import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.LinkRequests;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.devices.DeviceEncoder;
import io.lockstep.engine.netlink.devices.DeviceEncoders;
import io.lockstep.engine.netlink.options.Encoding;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.vocabulary.DeviceKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import io.lockstep.libos.Errno;
import java.util.ArrayList;
import java.util.List;

/** Makes virtual netdevs and changes netdevs. */
final class DeviceWriter {
  private static final String BOND = "bond";
  private static final String PEER = "peer";

  private final NetlinkSession session;

  DeviceWriter(NetlinkSession session) {
    this.session = session;
  }

  /** Makes a device, which stays down, and gives it its ports. */
  void create(NetworkItem.Device device) {
    String what = "device " + device.name() + " (" + device.kind() + ")";
    DeviceKind kind = Vocabulary.device(device.kind()).orElse(null);
    DeviceEncoder encoder = DeviceEncoders.all().get(device.kind());
    if (kind == null || encoder == null) {
      throw new ConfigurationException(
          device.source(),
          "there is no device kind " + device.kind()
              + Suggestions.didYouMean(device.kind(), DeviceEncoders.all().keySet()));
    }
    Encoding encoding = new Encoding(name -> session.ifindex(name, device.source()));
    try {
      encoder.encode(kind, device.options(), encoding);
    } catch (OptionException e) {
      throw session.mistake(device.source(), ": " + what + ": " + e.getMessage());
    }
    try {
      session.attempt(
          LinkRequests.create(
              device.name(),
              device.kind(),
              device.mac(),
              device.mtu(),
              encoding.link(),
              encoding.data()));
    } catch (NetlinkException e) {
      throw refusal(device, e);
    }
    for (String port : ports(device, encoding, what)) {
      enslave(port, device.name(), device.kind().equals(BOND), device);
    }
  }

  /** The ports; of a bond the first is the active one. */
  private List<String> ports(NetworkItem.Device device, Encoding encoding, String what) {
    List<String> ports = new ArrayList<>(encoding.ports());
    String active = encoding.active();
    if (active != null) {
      if (!ports.remove(active)) {
        throw session.mistake(
            device.source(), ": " + what + ": option active is not one of its ports: " + active);
      }
      ports.add(0, active);
    }
    return ports;
  }

  private ConfigurationException refusal(NetworkItem.Device device, NetlinkException e) {
    if (e.errno() == Errno.ENOTSUP && e.explanation().startsWith("Unknown device type")) {
      return session.mistake(
          device.source(),
          ": " + session.kernel() + " has no device kind " + device.kind());
    }
    String hint = "";
    if (e.errno() == Errno.EEXIST) {
      hint =
          session.netdevs().contains(device.name())
              ? "there is a netdev " + device.name() + " already"
              : "there is a device with the same endpoints already";
    }
    return session.refusal(device.source(), e, hint);
  }

  /** A bond takes only netdevs that are down; it sets them up itself. */
  private void enslave(String port, String master, boolean bond, NetworkItem item) {
    session.ifindex(port, item.source());
    int ifindex = session.ifindex(master, item.source());
    if (bond) {
      session.send(LinkRequests.state(port, false), item.source());
    }
    session.send(LinkRequests.master(port, ifindex, master), item.source());
  }

  /** Sets a device up, and with a pair its other end. */
  void up(NetworkItem.Device device) {
    session.add(LinkRequests.state(device.name(), true), device.source());
    String peer = peer(device);
    if (peer != null) {
      session.add(LinkRequests.state(peer, true), device.source());
    }
    session.exchange();
  }

  /** The other end of a pair, or null. */
  static String peer(NetworkItem.Device device) {
    return device.options().get(PEER) instanceof OptionValue.Text text ? text.value() : null;
  }

  void remove(NetworkItem.Device device) {
    session.ifindex(device.name(), device.source());
    session.send(LinkRequests.delete(device.name()), device.source());
  }

  void state(NetworkItem.State state, boolean up) {
    session.ifindex(state.netdev(), state.source());
    try {
      session.attempt(LinkRequests.state(state.netdev(), up));
    } catch (NetlinkException e) {
      String hint = e.errno() == Errno.ENETDOWN ? "the netdev below it is down" : "";
      throw session.refusal(state.source(), e, hint);
    }
  }

  void mtu(NetworkItem.Mtu mtu) {
    session.ifindex(mtu.netdev(), mtu.source());
    session.send(LinkRequests.mtu(mtu.netdev(), mtu.mtu()), mtu.source());
  }

  void mac(NetworkItem.MacAddress mac) {
    session.ifindex(mac.netdev(), mac.source());
    session.send(LinkRequests.mac(mac.netdev(), mac.mac()), mac.source());
  }

  void master(NetworkItem.Master master) {
    session.ifindex(master.netdev(), master.source());
    int ifindex =
        master.master() == null ? 0 : session.ifindex(master.master(), master.source());
    session.send(
        LinkRequests.master(master.netdev(), ifindex, master.master()), master.source());
  }
}
