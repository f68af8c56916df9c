package io.lockstep.engine.describe;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NetworkItem.RouteType;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.Quantity;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is configured through rtnetlink, in the words of ip(8) and tc(8). */
public final class NetworkWords {
  private static final long MAIN_TABLE = 254;

  private NetworkWords() {}

  /** {@code ip route add …}, or what takes it back. */
  public static String of(NetworkItem item, boolean remove) {
    String verb = remove ? "del " : "add ";
    if (item instanceof NetworkItem.Device) {
      return "ip link " + verb + of(item);
    } else if (item instanceof NetworkItem.Address) {
      return "ip address " + verb + of(item);
    } else if (item instanceof NetworkItem.Route) {
      return "ip route " + verb + of(item);
    } else if (item instanceof NetworkItem.Rule) {
      return "ip rule " + verb + of(item);
    } else if (item instanceof NetworkItem.Neighbour) {
      return "ip neighbour " + verb + of(item);
    } else if (item instanceof NetworkItem.Queueing) {
      return "tc qdisc " + verb + of(item);
    }
    return "ip link set " + of(item);
  }

  /** The object alone, without the command. */
  public static String of(NetworkItem item) {
    if (item instanceof NetworkItem.Device device) {
      return device.name() + " type " + device.kind() + options(device.options())
          + (device.mac() < 0 ? "" : " address " + MacAddress.text(device.mac()))
          + (device.mtu() == 0 ? "" : " mtu " + device.mtu())
          + (device.up() ? "" : " down");
    } else if (item instanceof NetworkItem.Address address) {
      return address.prefix() + " dev " + address.netdev();
    } else if (item instanceof NetworkItem.State state) {
      return state.netdev() + (state.up() ? " up" : " down");
    } else if (item instanceof NetworkItem.Mtu mtu) {
      return mtu.netdev() + " mtu " + mtu.mtu();
    } else if (item instanceof NetworkItem.MacAddress mac) {
      return mac.netdev() + " address " + MacAddress.text(mac.mac());
    } else if (item instanceof NetworkItem.Master master) {
      return master.netdev()
          + (master.master() == null ? " nomaster" : " master " + master.master());
    } else if (item instanceof NetworkItem.Route route) {
      return route(route);
    } else if (item instanceof NetworkItem.Rule rule) {
      return rule(rule);
    } else if (item instanceof NetworkItem.Neighbour neighbour) {
      return InetAddresses.toAddrString(neighbour.address()) + " lladdr "
          + MacAddress.text(neighbour.mac()) + " dev " + neighbour.netdev();
    } else if (item instanceof NetworkItem.Queueing queueing) {
      return "dev " + queueing.netdev() + " root " + qdisc(queueing.root());
    }
    return item.source().text();
  }

  /** {@code default} or the prefix. */
  public static String destination(Prefix prefix) {
    return prefix.length() == 0 ? "default" : prefix.toString();
  }

  private static String route(NetworkItem.Route route) {
    StringBuilder text = new StringBuilder();
    if (route.type() != RouteType.UNICAST) {
      text.append(route.type().name().toLowerCase(Locale.ROOT)).append(' ');
    }
    text.append(destination(route.destination()));
    boolean several = route.hops().size() > 1;
    for (NetworkItem.Hop hop : route.hops()) {
      text.append(several ? " nexthop" : "");
      text.append(hop.gateway() == null ? "" : " via " + InetAddresses.toAddrString(hop.gateway()));
      text.append(hop.netdev() == null ? "" : " dev " + hop.netdev());
      text.append(several ? " weight " + hop.weight() : "");
    }
    text.append(route.table() == MAIN_TABLE ? "" : " table " + route.table());
    text.append(route.metric() < 0 ? "" : " metric " + route.metric());
    InetAddress preferred = route.preferred();
    text.append(preferred == null ? "" : " src " + InetAddresses.toAddrString(preferred));
    return text.append(route.mtu() == 0 ? "" : " mtu " + route.mtu()).toString();
  }

  private static String rule(NetworkItem.Rule rule) {
    StringBuilder text = new StringBuilder(rule.ipv6() ? "inet6 " : "");
    text.append("from ").append(rule.from() == null ? "all" : destination(rule.from()));
    text.append(rule.to() == null ? "" : " to " + rule.to());
    text.append(rule.iif() == null ? "" : " iif " + rule.iif());
    text.append(rule.oif() == null ? "" : " oif " + rule.oif());
    if (rule.fwmark() != 0 || rule.fwmask() != 0) {
      text.append(" fwmark ").append(rule.fwmark());
      text.append(rule.fwmask() == 0 ? "" : "/" + rule.fwmask());
    }
    text.append(rule.priority() < 0 ? "" : " priority " + rule.priority());
    boolean lookup = rule.type() == RouteType.UNICAST;
    return text.append(' ')
        .append(lookup ? "table " + rule.table() : rule.type().name().toLowerCase(Locale.ROOT))
        .toString();
  }

  private static String qdisc(NetworkItem.Qdisc qdisc) {
    StringBuilder text = new StringBuilder(qdisc.kind()).append(options(qdisc.options()));
    for (NetworkItem.QdiscClass one : qdisc.classes()) {
      text.append(" { class ").append(one.minor());
      text.append(one.parent() == 0 ? "" : " parent " + one.parent());
      text.append(options(one.options()));
      for (Map<String, OptionValue> match : one.matches()) {
        text.append(" match(").append(options(match).strip()).append(')');
      }
      one.leaf().ifPresent(leaf -> text.append(' ').append(qdisc(leaf)));
      text.append(" }");
    }
    qdisc.child().ifPresent(child -> text.append(" { ").append(qdisc(child)).append(" }"));
    return text.toString();
  }

  private static String options(Map<String, OptionValue> options) {
    StringBuilder text = new StringBuilder();
    options.forEach((word, value) -> text.append(' ').append(word).append(' ').append(of(value)));
    return text.toString();
  }

  private static String of(OptionValue value) {
    if (value instanceof OptionValue.Number number) {
      return Quantity.exact(number.value(), number.unit()).replace(" ", "");
    } else if (value instanceof OptionValue.Text text) {
      return text.value();
    } else if (value instanceof OptionValue.Flag flag) {
      return flag.on() ? "on" : "off";
    } else if (value instanceof OptionValue.Network network) {
      return network.prefix().toString();
    } else if (value instanceof OptionValue.Mac mac) {
      return MacAddress.text(mac.bits());
    } else if (value instanceof OptionValue.Several several) {
      return several.values().stream().map(NetworkWords::of).collect(Collectors.joining(", "));
    }
    return value.toString();
  }
}
