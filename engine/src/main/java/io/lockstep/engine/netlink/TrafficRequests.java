package io.lockstep.engine.netlink;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import io.lockstep.engine.netlink.qdiscs.Filter;

/** The requests of rtnetlink(7) about queueing disciplines, classes and filters. */
public final class TrafficRequests {
  private static final int ADD = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
  private static final int REMOVE = NLM_F_REQUEST | NLM_F_ACK;

  private TrafficRequests() {}

  /**
   * {@code tc qdisc add dev … parent PARENT handle HANDLE KIND …}.
   *
   * @param handle major number in the upper half
   * @param parent class or {@code TC_H_ROOT}
   */
  public static NetlinkMessage qdisc(
      int ifindex, int handle, int parent, String kind, Attributes options, String netdev) {
    NetlinkMessage message =
        header(RTM_NEWQDISC, ADD, "qdisc " + kind + " on " + netdev, ifindex, handle, parent, 0)
            .attribute(TCA_KIND, kind);
    return options.isEmpty() ? message : message.attribute(TCA_OPTIONS, options);
  }

  /** {@code tc qdisc delete dev … root}. */
  public static NetlinkMessage removeRoot(int ifindex, String netdev) {
    return header(
        RTM_DELQDISC, REMOVE, "removal of the qdisc on " + netdev, ifindex, 0, TC_H_ROOT, 0);
  }

  /** {@code tc class add dev … parent PARENT classid CLASS KIND …}. */
  public static NetlinkMessage trafficClass(
      int ifindex, int classId, int parent, String kind, Attributes options, String netdev) {
    NetlinkMessage message =
        header(
                RTM_NEWTCLASS,
                ADD,
                "class " + (classId & 0xffff) + " of qdisc " + kind + " on " + netdev,
                ifindex,
                classId,
                parent,
                0)
            .attribute(TCA_KIND, kind);
    return message.attribute(TCA_OPTIONS, options);
  }

  /**
   * {@code tc filter add dev … parent QDISC prio PRIO protocol … KIND …}.
   *
   * @param priority 1 to 65535; those with a lower number are asked first
   */
  public static NetlinkMessage filter(
      int ifindex, int qdisc, int priority, Filter filter, String netdev) {
    int protocol = Short.toUnsignedInt(Short.reverseBytes((short) filter.protocol()));
    return header(
            RTM_NEWTFILTER,
            ADD,
            "match of a class on " + netdev,
            ifindex,
            (int) filter.handle(),
            qdisc,
            priority << 16 | protocol)
        .attribute(TCA_KIND, filter.kind())
        .attribute(TCA_OPTIONS, filter.options());
  }

  /** A list for {@link NetlinkSocket#dump}; payloads bear {@code tcmsg}, of 20 bytes. */
  public static NetlinkMessage list(int type, int ifindex, int parent) {
    return header(
        type, NLM_F_REQUEST | NLM_F_DUMP, "list of traffic control", ifindex, 0, parent, 0);
  }

  private static NetlinkMessage header(
      int type, int flags, String what, int ifindex, int handle, int parent, int info) {
    return new NetlinkMessage(type, flags, what)
        .u8(AF_UNSPEC)
        .u8(0)
        .u16(0)
        .u32(ifindex)
        .u32(handle)
        .u32(parent)
        .u32(info);
  }
}
