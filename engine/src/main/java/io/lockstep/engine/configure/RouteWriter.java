package io.lockstep.engine.configure;

import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.RouteRequests;
import io.lockstep.engine.netlink.RtNetlink;
import io.lockstep.libos.Errno;

/** Adds and removes addresses, routes, rules and neighbours. */
final class RouteWriter {
  private final NetlinkSession session;

  RouteWriter(NetlinkSession session) {
    this.session = session;
  }

  void address(NetworkItem.Address address, boolean remove) {
    int ifindex = session.ifindex(address.netdev(), address.source());
    String netdev = address.netdev();
    NetlinkMessage message =
        remove
            ? RouteRequests.removeAddress(address.prefix(), ifindex, netdev)
            : RtNetlink.addAddress(
                address.prefix().address(), address.prefix().length(), ifindex, netdev);
    send(message, address, remove);
  }

  void route(NetworkItem.Route route, boolean remove) {
    send(
        RouteRequests.route(route, remove, name -> session.ifindex(name, route.source())),
        route,
        remove);
  }

  void rule(NetworkItem.Rule rule, boolean remove) {
    send(RouteRequests.rule(rule, remove), rule, remove);
  }

  void neighbour(NetworkItem.Neighbour neighbour, boolean remove) {
    int ifindex = session.ifindex(neighbour.netdev(), neighbour.source());
    send(RouteRequests.neighbour(neighbour, remove, ifindex), neighbour, remove);
  }

  private void send(NetlinkMessage message, NetworkItem item, boolean remove) {
    try {
      session.attempt(message);
    } catch (NetlinkException e) {
      throw session.refusal(item.source(), e, hint(e, item, remove));
    }
  }

  private static String hint(NetlinkException e, NetworkItem item, boolean remove) {
    int errno = e.errno();
    if (item instanceof NetworkItem.Route
        && !remove
        && (errno == Errno.ENETUNREACH || errno == Errno.EHOSTUNREACH)) {
      return "a gateway must be on a network of a netdev that is up";
    } else if (!e.explanation().isEmpty()) {
      return "";
    } else if (remove) {
      return errno == Errno.ESRCH || errno == Errno.ENOENT || errno == Errno.EADDRNOTAVAIL
          ? "there is none"
          : "";
    }
    return switch (errno) {
      case Errno.EEXIST -> "there is one already";
      case Errno.ENETDOWN -> "the netdev is down";
      default -> "";
    };
  }
}
