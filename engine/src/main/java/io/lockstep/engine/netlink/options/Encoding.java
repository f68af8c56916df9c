package io.lockstep.engine.netlink.options;

import io.lockstep.engine.netlink.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** What the options of one device, queueing discipline, class or filter turn into. */
public final class Encoding {
  private final Attributes data = new Attributes();
  private final ToIntFunction<String> netdevs;
  private final List<String> ports = new ArrayList<>();
  private final Map<Integer, Long> bits = new TreeMap<>();
  private int link;
  private String active;

  /**
   * Creates it.
   *
   * @param netdevs finds the index of a netdev; throws if there is none
   */
  public Encoding(ToIntFunction<String> netdevs) {
    this.netdevs = netdevs;
  }

  /** The attributes that belong to the kind. */
  public Attributes data() {
    return data;
  }

  /** Index of a netdev of the node. */
  public int ifindex(String netdev) {
    return netdevs.applyAsInt(netdev);
  }

  /** Index of the netdev below ({@code IFLA_LINK}), or 0. */
  public int link() {
    return link;
  }

  public void setLink(int ifindex) {
    link = ifindex;
  }

  /** Netdevs that become ports of the device, in this order. */
  public List<String> ports() {
    return ports;
  }

  /** The port of a bond that is active at first, or null. */
  public String active() {
    return active;
  }

  public void setActive(String netdev) {
    active = netdev;
  }

  /** Adds bits to a number that several options make up together. */
  public void addBits(int attribute, long more) {
    bits.merge(attribute, more, (a, b) -> a | b);
  }

  /** The bits gathered, or -1 if nothing has been added. */
  public long bits(int attribute) {
    return bits.getOrDefault(attribute, -1L);
  }
}
