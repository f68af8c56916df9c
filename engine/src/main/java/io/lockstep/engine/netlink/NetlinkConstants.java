package io.lockstep.engine.netlink;

/**
 * Constants of netlink and rtnetlink, named as in the kernel's {@code linux/netlink.h}, {@code
 * linux/rtnetlink.h}, {@code linux/if_link.h}, {@code linux/if_addr.h} and {@code linux/if.h}.
 */
public final class NetlinkConstants {
  public static final int AF_UNSPEC = 0;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;
  public static final int SOCK_RAW = 3;
  public static final int NETLINK_ROUTE = 0;
  public static final int SOL_NETLINK = 270;
  public static final int NETLINK_CAP_ACK = 10;
  public static final int NETLINK_EXT_ACK = 11;

  public static final int NLMSG_ERROR = 2;
  public static final int NLMSG_DONE = 3;
  public static final int NLM_F_REQUEST = 0x1;
  public static final int NLM_F_ACK = 0x4;
  public static final int NLM_F_CAPPED = 0x100;
  public static final int NLM_F_ACK_TLVS = 0x200;
  public static final int NLM_F_REPLACE = 0x100;
  public static final int NLM_F_EXCL = 0x200;
  public static final int NLM_F_CREATE = 0x400;
  public static final int NLMSGERR_ATTR_MSG = 1;

  public static final int RTM_NEWLINK = 16;
  public static final int RTM_GETLINK = 18;
  public static final int RTM_NEWADDR = 20;
  public static final int RTM_NEWROUTE = 24;

  public static final int IFLA_IFNAME = 3;
  public static final int IFLA_EXT_MASK = 29;
  public static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;
  public static final int IFF_UP = 0x1;

  public static final int IFA_ADDRESS = 1;
  public static final int IFA_LOCAL = 2;

  public static final int RTA_DST = 1;
  public static final int RTA_OIF = 4;
  public static final int RTA_GATEWAY = 5;
  public static final int RTA_VIA = 18;
  public static final int RT_TABLE_MAIN = 254;
  public static final int RTPROT_STATIC = 4;
  public static final int RT_SCOPE_UNIVERSE = 0;
  public static final int RT_SCOPE_LINK = 253;
  public static final int RTN_UNICAST = 1;

  private NetlinkConstants() {}
}
