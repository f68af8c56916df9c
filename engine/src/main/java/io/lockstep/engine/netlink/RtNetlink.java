package io.lockstep.engine.netlink;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import java.net.InetAddress;

/** The requests of rtnetlink(7) that set a node up. */
public final class RtNetlink {
  private RtNetlink() {}

  /** {@code ip link set NAME up}. */
  public static NetlinkMessage linkUp(String name) {
    return new NetlinkMessage(RTM_NEWLINK, NLM_F_REQUEST | NLM_F_ACK, "link " + name + " up")
        .u8(AF_UNSPEC)
        .u8(0)
        .u16(0)
        .u32(0)
        .u32(IFF_UP)
        .u32(IFF_UP)
        .attribute(IFLA_IFNAME, name);
  }

  /** {@code ip link show NAME}; the answer begins with {@code struct ifinfomsg}. */
  public static NetlinkMessage getLink(String name) {
    return new NetlinkMessage(RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, "link " + name)
        .u8(AF_UNSPEC)
        .u8(0)
        .u16(0)
        .u32(0)
        .u32(0)
        .u32(0)
        .attribute(IFLA_IFNAME, name)
        .attribute(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  }

  /**
   * {@code ip address add ADDRESS/LENGTH dev NAME}.
   *
   * @param ifindex of the netdev
   * @param name of the netdev, for messages
   */
  public static NetlinkMessage addAddress(
      InetAddress address, int prefixLength, int ifindex, String name) {
    byte[] bytes = address.getAddress();
    return new NetlinkMessage(
            RTM_NEWADDR,
            NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL,
            "address " + address.getHostAddress() + "/" + prefixLength + " on " + name)
        .u8(family(bytes))
        .u8(prefixLength)
        .u8(0)
        .u8(RT_SCOPE_UNIVERSE)
        .u32(ifindex)
        .attribute(IFA_LOCAL, bytes)
        .attribute(IFA_ADDRESS, bytes);
  }

  /**
   * {@code ip route add DESTINATION/LENGTH [via GATEWAY] dev NAME}.
   *
   * @param prefixLength 0 for the default route
   * @param gateway of any family (an IPv6 gateway of an IPv4 route becomes {@code RTA_VIA}), or
   *     null if on-link
   * @param ifindex of the netdev
   * @param name of the netdev, for messages
   */
  public static NetlinkMessage addRoute(
      InetAddress destination, int prefixLength, InetAddress gateway, int ifindex, String name) {
    byte[] to = destination.getAddress();
    NetlinkMessage message =
        new NetlinkMessage(
                RTM_NEWROUTE,
                NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL,
                describeRoute(destination, prefixLength, gateway, name))
            .u8(family(to))
            .u8(prefixLength)
            .u8(0)
            .u8(0)
            .u8(RT_TABLE_MAIN)
            .u8(RTPROT_STATIC)
            .u8(gateway == null && to.length == 4 ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE)
            .u8(RTN_UNICAST)
            .u32(0);
    if (prefixLength > 0) {
      message.attribute(RTA_DST, to);
    }
    if (gateway != null) {
      byte[] via = gateway.getAddress();
      if (via.length == to.length) {
        message.attribute(RTA_GATEWAY, via);
      } else {
        byte[] value = new byte[2 + via.length];
        value[0] = (byte) family(via);
        System.arraycopy(via, 0, value, 2, via.length);
        message.attribute(RTA_VIA, value);
      }
    }
    return message.attribute(RTA_OIF, ifindex);
  }

  private static String describeRoute(
      InetAddress destination, int prefixLength, InetAddress gateway, String name) {
    String to =
        prefixLength == 0 ? "default" : destination.getHostAddress() + "/" + prefixLength;
    String via = gateway == null ? "" : " via " + gateway.getHostAddress();
    return "route " + to + via + " dev " + name;
  }

  private static int family(byte[] address) {
    return address.length == 4 ? AF_INET : AF_INET6;
  }
}
