package io.lockstep.engine.netlink;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import io.lockstep.engine.netlink.options.Values;

/** The requests of rtnetlink(7) about netdevs. */
public final class LinkRequests {
  private static final int CHANGE = NLM_F_REQUEST | NLM_F_ACK;

  private LinkRequests() {}

  /**
   * {@code ip link add NAME type KIND …}.
   *
   * @param mac 48 bits, or -1 to let the kernel choose
   * @param mtu bytes, or 0 to let the kernel choose
   * @param link index of the netdev below, or 0
   * @param data of the kind
   */
  public static NetlinkMessage create(
      String name, String kind, long mac, int mtu, int link, Attributes data) {
    NetlinkMessage message =
        header(
            RTM_NEWLINK,
            CHANGE | NLM_F_CREATE | NLM_F_EXCL,
            "device " + name + " (" + kind + ")",
            0,
            0);
    message.attribute(IFLA_IFNAME, name);
    if (mac >= 0) {
      message.attribute(IFLA_ADDRESS, Values.mac(mac));
    }
    if (mtu > 0) {
      message.attribute(IFLA_MTU, mtu);
    }
    if (link != 0) {
      message.attribute(IFLA_LINK, link);
    }
    Attributes info = new Attributes().text(IFLA_INFO_KIND, kind);
    if (!data.isEmpty()) {
      info.nested(IFLA_INFO_DATA, data);
    }
    return message.attribute(IFLA_LINKINFO, info);
  }

  /** {@code ip link delete NAME}. */
  public static NetlinkMessage delete(String name) {
    return header(RTM_DELLINK, CHANGE, "removal of device " + name, 0, 0)
        .attribute(IFLA_IFNAME, name);
  }

  /** {@code ip link set NAME up|down}. */
  public static NetlinkMessage state(String name, boolean up) {
    return header(
            RTM_NEWLINK,
            CHANGE,
            "link " + name + (up ? " up" : " down"),
            up ? IFF_UP : 0,
            IFF_UP)
        .attribute(IFLA_IFNAME, name);
  }

  /** {@code ip link set NAME mtu BYTES}. */
  public static NetlinkMessage mtu(String name, int bytes) {
    return set(name, "mtu " + bytes + " of " + name).attribute(IFLA_MTU, bytes);
  }

  /** {@code ip link set NAME address MAC}. */
  public static NetlinkMessage mac(String name, long bits) {
    return set(name, "MAC address of " + name).attribute(IFLA_ADDRESS, Values.mac(bits));
  }

  /**
   * {@code ip link set NAME master MASTER}.
   *
   * @param ifindex of the master, or 0 to release it
   * @param master its name, for messages; null to release it
   */
  public static NetlinkMessage master(String name, int ifindex, String master) {
    String what = master == null ? name + " without master" : name + " as port of " + master;
    return set(name, what).attribute(IFLA_MASTER, ifindex);
  }

  /** {@code ip link show}, for {@link NetlinkSocket#dump}; payloads bear {@code ifinfomsg}. */
  public static NetlinkMessage list() {
    return header(RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, "list of netdevs", 0, 0)
        .attribute(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  }

  private static NetlinkMessage set(String name, String description) {
    return header(RTM_NEWLINK, CHANGE, description, 0, 0).attribute(IFLA_IFNAME, name);
  }

  private static NetlinkMessage header(
      int type, int flags, String description, int state, int change) {
    return new NetlinkMessage(type, flags, description)
        .u8(AF_UNSPEC)
        .u8(0)
        .u16(0)
        .u32(0)
        .u32(state)
        .u32(change);
  }
}
