package io.lockstep.engine.netlink;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.netlink.options.Values;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** The requests of rtnetlink(7) about addresses, routes, rules and neighbours. */
public final class RouteRequests {
  private static final int ADD = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
  private static final int SET = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE;
  private static final int REMOVE = NLM_F_REQUEST | NLM_F_ACK;
  private static final int NEXT_HOP = 8;
  private static final int MAX_SHORT_TABLE = 255;

  private RouteRequests() {}

  /** {@code ip address delete ADDRESS/LENGTH dev NAME}. */
  public static NetlinkMessage removeAddress(Prefix prefix, int ifindex, String name) {
    byte[] bytes = prefix.address().getAddress();
    return new NetlinkMessage(
            RTM_DELADDR, REMOVE, "removal of address " + prefix + " on " + name)
        .u8(family(bytes))
        .u8(prefix.length())
        .u8(0)
        .u8(RT_SCOPE_UNIVERSE)
        .u32(ifindex)
        .attribute(IFA_LOCAL, bytes)
        .attribute(IFA_ADDRESS, bytes);
  }

  /**
   * {@code ip route add …} or {@code ip route delete …}.
   *
   * @param netdevs finds the index of a netdev
   */
  public static NetlinkMessage route(
      NetworkItem.Route route, boolean remove, ToIntFunction<String> netdevs) {
    Prefix to = route.destination().network();
    byte[] destination = to.address().getAddress();
    NetlinkMessage message =
        new NetlinkMessage(
                remove ? RTM_DELROUTE : RTM_NEWROUTE,
                remove ? REMOVE : ADD,
                (remove ? "removal of " : "") + describe(route))
            .u8(family(destination))
            .u8(to.length())
            .u8(0)
            .u8(0)
            .u8(route.table() <= MAX_SHORT_TABLE ? (int) route.table() : 0)
            .u8(remove ? 0 : RTPROT_STATIC)
            .u8(remove ? RT_SCOPE_NOWHERE : scope(route, destination.length))
            .u8(type(route.type()))
            .u32(0);
    if (to.length() > 0) {
      message.attribute(RTA_DST, destination);
    }
    message.attribute(RTA_TABLE, (int) route.table());
    if (route.metric() >= 0) {
      message.attribute(RTA_PRIORITY, (int) route.metric());
    }
    if (route.preferred() != null) {
      message.attribute(RTA_PREFSRC, route.preferred().getAddress());
    }
    if (route.mtu() > 0) {
      message.attribute(RTA_METRICS, new Attributes().u32(RTAX_MTU, route.mtu()));
    }
    return hops(message, route.hops(), destination.length, netdevs);
  }

  private static NetlinkMessage hops(
      NetlinkMessage message,
      List<NetworkItem.Hop> hops,
      int addressBytes,
      ToIntFunction<String> netdevs) {
    if (hops.size() == 1) {
      NetworkItem.Hop hop = hops.get(0);
      message.attributes(gateway(hop.gateway(), addressBytes));
      return hop.netdev() == null
          ? message
          : message.attribute(RTA_OIF, netdevs.applyAsInt(hop.netdev()));
    }
    Attributes all = new Attributes();
    for (NetworkItem.Hop hop : hops) {
      Attributes gateway = gateway(hop.gateway(), addressBytes);
      int length = NEXT_HOP + gateway.toBytes().length;
      int ifindex = hop.netdev() == null ? 0 : netdevs.applyAsInt(hop.netdev());
      all.raw(
          new byte[] {
            (byte) length,
            (byte) (length >> 8),
            0,
            (byte) (hop.weight() - 1),
            (byte) ifindex,
            (byte) (ifindex >> 8),
            (byte) (ifindex >> 16),
            (byte) (ifindex >> 24)
          });
      all.append(gateway);
    }
    return hops.isEmpty() ? message : message.attribute(RTA_MULTIPATH, all);
  }

  private static Attributes gateway(InetAddress gateway, int addressBytes) {
    Attributes result = new Attributes();
    if (gateway == null) {
      return result;
    }
    byte[] via = gateway.getAddress();
    if (via.length == addressBytes) {
      return result.bytes(RTA_GATEWAY, via);
    }
    byte[] value = new byte[2 + via.length];
    value[0] = (byte) family(via);
    System.arraycopy(via, 0, value, 2, via.length);
    return result.bytes(RTA_VIA, value);
  }

  /** An IPv4 route without a gateway is on-link. */
  private static int scope(NetworkItem.Route route, int addressBytes) {
    boolean direct =
        route.type() == NetworkItem.RouteType.UNICAST
            && route.hops().stream().allMatch(hop -> hop.gateway() == null);
    return direct && addressBytes == 4 ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
  }

  private static int type(NetworkItem.RouteType type) {
    return switch (type) {
      case UNICAST -> RTN_UNICAST;
      case BLACKHOLE -> RTN_BLACKHOLE;
      case UNREACHABLE -> RTN_UNREACHABLE;
      case PROHIBIT -> RTN_PROHIBIT;
      case THROW -> RTN_THROW;
    };
  }

  private static String describe(NetworkItem.Route route) {
    StringBuilder text = new StringBuilder("route ");
    if (route.type() != NetworkItem.RouteType.UNICAST) {
      text.append(route.type().name().toLowerCase(Locale.ROOT)).append(' ');
    }
    text.append(route.destination().length() == 0 ? "default" : route.destination());
    for (NetworkItem.Hop hop : route.hops()) {
      if (hop.gateway() != null) {
        text.append(" via ").append(InetAddresses.toAddrString(hop.gateway()));
      }
      if (hop.netdev() != null) {
        text.append(" dev ").append(hop.netdev());
      }
    }
    return text.toString();
  }

  /** {@code ip rule add …} or {@code ip rule delete …}. */
  public static NetlinkMessage rule(NetworkItem.Rule rule, boolean remove) {
    NetlinkMessage message =
        new NetlinkMessage(
                remove ? RTM_DELRULE : RTM_NEWRULE,
                remove ? REMOVE : ADD,
                remove ? "removal of rule" : "rule")
            .u8(rule.ipv6() ? AF_INET6 : AF_INET)
            .u8(rule.to() == null ? 0 : rule.to().length())
            .u8(rule.from() == null ? 0 : rule.from().length())
            .u8(0)
            .u8(rule.table() <= MAX_SHORT_TABLE ? (int) rule.table() : 0)
            .u8(0)
            .u8(0)
            .u8(action(rule.type()))
            .u32(0);
    if (rule.to() != null) {
      message.attribute(FRA_DST, rule.to().network().address().getAddress());
    }
    if (rule.from() != null) {
      message.attribute(FRA_SRC, rule.from().network().address().getAddress());
    }
    if (rule.iif() != null) {
      message.attribute(FRA_IIFNAME, rule.iif());
    }
    if (rule.oif() != null) {
      message.attribute(FRA_OIFNAME, rule.oif());
    }
    if (rule.priority() >= 0) {
      message.attribute(FRA_PRIORITY, (int) rule.priority());
    }
    if (rule.fwmark() != 0 || rule.fwmask() != 0) {
      message.attribute(FRA_FWMARK, (int) rule.fwmark());
      message.attribute(FRA_FWMASK, rule.fwmask() == 0 ? -1 : (int) rule.fwmask());
    }
    return rule.table() > MAX_SHORT_TABLE
        ? message.attribute(FRA_TABLE, (int) rule.table())
        : message;
  }

  private static int action(NetworkItem.RouteType type) {
    return switch (type) {
      case UNICAST -> FR_ACT_TO_TBL;
      case BLACKHOLE -> FR_ACT_BLACKHOLE;
      case UNREACHABLE -> FR_ACT_UNREACHABLE;
      case PROHIBIT -> FR_ACT_PROHIBIT;
      case THROW -> throw new IllegalArgumentException("a rule cannot be of type throw");
    };
  }

  /** {@code ip neighbour replace … nud permanent}, or {@code ip neighbour delete …}. */
  public static NetlinkMessage neighbour(
      NetworkItem.Neighbour neighbour, boolean remove, int ifindex) {
    byte[] address = neighbour.address().getAddress();
    String what =
        "neighbour " + InetAddresses.toAddrString(neighbour.address()) + " dev "
            + neighbour.netdev();
    NetlinkMessage message =
        new NetlinkMessage(
                remove ? RTM_DELNEIGH : RTM_NEWNEIGH,
                remove ? REMOVE : SET,
                remove ? "removal of " + what : what)
            .u8(family(address))
            .u8(0)
            .u16(0)
            .u32(ifindex)
            .u16(remove ? 0 : NUD_PERMANENT)
            .u8(0)
            .u8(0)
            .attribute(NDA_DST, address);
    return remove
        ? message
        : message.attribute(NDA_LLADDR, Values.mac(neighbour.mac()));
  }

  private static int family(byte[] address) {
    return address.length == 4 ? AF_INET : AF_INET6;
  }
}
