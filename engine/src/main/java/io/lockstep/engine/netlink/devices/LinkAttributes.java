package io.lockstep.engine.netlink.devices;

/** Attributes of {@code IFLA_INFO_DATA}, as in linux/if_link.h, if_tunnel.h and veth.h. */
final class LinkAttributes {
  static final int IFLA_BOND_MODE = 1;
  static final int IFLA_BOND_MIIMON = 3;
  static final int IFLA_BOND_UPDELAY = 4;
  static final int IFLA_BOND_DOWNDELAY = 5;
  static final int IFLA_BOND_USE_CARRIER = 6;
  static final int IFLA_BOND_ARP_INTERVAL = 7;
  static final int IFLA_BOND_ARP_IP_TARGET = 8;
  static final int IFLA_BOND_PRIMARY = 11;
  static final int IFLA_BOND_PRIMARY_RESELECT = 12;
  static final int IFLA_BOND_FAIL_OVER_MAC = 13;
  static final int IFLA_BOND_XMIT_HASH_POLICY = 14;
  static final int IFLA_BOND_RESEND_IGMP = 15;
  static final int IFLA_BOND_NUM_PEER_NOTIF = 16;
  static final int IFLA_BOND_ALL_SLAVES_ACTIVE = 17;
  static final int IFLA_BOND_MIN_LINKS = 18;
  static final int IFLA_BOND_PACKETS_PER_SLAVE = 20;
  static final int IFLA_BOND_AD_LACP_RATE = 21;
  static final int IFLA_BOND_AD_SELECT = 22;
  static final int IFLA_BOND_AD_ACTOR_SYS_PRIO = 24;
  static final int IFLA_BOND_AD_USER_PORT_KEY = 25;
  static final int IFLA_BOND_TLB_DYNAMIC_LB = 27;
  static final int IFLA_BOND_AD_LACP_ACTIVE = 29;

  static final int IFLA_BR_FORWARD_DELAY = 1;
  static final int IFLA_BR_HELLO_TIME = 2;
  static final int IFLA_BR_MAX_AGE = 3;
  static final int IFLA_BR_AGEING_TIME = 4;
  static final int IFLA_BR_STP_STATE = 5;
  static final int IFLA_BR_PRIORITY = 6;
  static final int IFLA_BR_VLAN_FILTERING = 7;
  static final int IFLA_BR_VLAN_PROTOCOL = 8;
  static final int IFLA_BR_GROUP_FWD_MASK = 9;
  static final int IFLA_BR_MCAST_ROUTER = 22;
  static final int IFLA_BR_MCAST_SNOOPING = 23;
  static final int IFLA_BR_MCAST_QUERIER = 25;
  static final int IFLA_BR_VLAN_DEFAULT_PVID = 39;

  static final int IFLA_GENEVE_ID = 1;
  static final int IFLA_GENEVE_REMOTE = 2;
  static final int IFLA_GENEVE_TTL = 3;
  static final int IFLA_GENEVE_TOS = 4;
  static final int IFLA_GENEVE_PORT = 5;
  static final int IFLA_GENEVE_REMOTE6 = 7;
  static final int IFLA_GENEVE_UDP_CSUM = 8;
  static final int IFLA_GENEVE_UDP_ZERO_CSUM6_TX = 9;
  static final int IFLA_GENEVE_UDP_ZERO_CSUM6_RX = 10;
  static final int IFLA_GENEVE_LABEL = 11;
  static final int IFLA_GENEVE_TTL_INHERIT = 12;
  static final int IFLA_GENEVE_DF = 13;

  static final int IFLA_GRE_LINK = 1;
  static final int IFLA_GRE_IFLAGS = 2;
  static final int IFLA_GRE_OFLAGS = 3;
  static final int IFLA_GRE_IKEY = 4;
  static final int IFLA_GRE_OKEY = 5;
  static final int IFLA_GRE_LOCAL = 6;
  static final int IFLA_GRE_REMOTE = 7;
  static final int IFLA_GRE_TTL = 8;
  static final int IFLA_GRE_TOS = 9;
  static final int IFLA_GRE_PMTUDISC = 10;
  static final int IFLA_GRE_ENCAP_LIMIT = 11;
  static final int IFLA_GRE_FLOWINFO = 12;
  static final int IFLA_GRE_FLAGS = 13;
  static final int IFLA_GRE_ENCAP_TYPE = 14;
  static final int IFLA_GRE_ENCAP_FLAGS = 15;
  static final int IFLA_GRE_ENCAP_SPORT = 16;
  static final int IFLA_GRE_ENCAP_DPORT = 17;

  static final int IFLA_IPTUN_LINK = 1;
  static final int IFLA_IPTUN_LOCAL = 2;
  static final int IFLA_IPTUN_REMOTE = 3;
  static final int IFLA_IPTUN_TTL = 4;
  static final int IFLA_IPTUN_TOS = 5;
  static final int IFLA_IPTUN_ENCAP_LIMIT = 6;
  static final int IFLA_IPTUN_FLOWINFO = 7;
  static final int IFLA_IPTUN_FLAGS = 8;
  static final int IFLA_IPTUN_PROTO = 9;
  static final int IFLA_IPTUN_PMTUDISC = 10;
  static final int IFLA_IPTUN_ENCAP_TYPE = 15;
  static final int IFLA_IPTUN_ENCAP_FLAGS = 16;
  static final int IFLA_IPTUN_ENCAP_SPORT = 17;
  static final int IFLA_IPTUN_ENCAP_DPORT = 18;

  static final int IFLA_IPVLAN_MODE = 1;
  static final int IFLA_IPVLAN_FLAGS = 2;

  static final int IFLA_MACVLAN_MODE = 1;

  static final int IFLA_VLAN_ID = 1;
  static final int IFLA_VLAN_FLAGS = 2;
  static final int IFLA_VLAN_PROTOCOL = 5;

  static final int IFLA_VRF_TABLE = 1;

  static final int IFLA_VTI_LINK = 1;
  static final int IFLA_VTI_IKEY = 2;
  static final int IFLA_VTI_OKEY = 3;
  static final int IFLA_VTI_LOCAL = 4;
  static final int IFLA_VTI_REMOTE = 5;

  static final int IFLA_VXLAN_ID = 1;
  static final int IFLA_VXLAN_GROUP = 2;
  static final int IFLA_VXLAN_LINK = 3;
  static final int IFLA_VXLAN_LOCAL = 4;
  static final int IFLA_VXLAN_TTL = 5;
  static final int IFLA_VXLAN_TOS = 6;
  static final int IFLA_VXLAN_LEARNING = 7;
  static final int IFLA_VXLAN_AGEING = 8;
  static final int IFLA_VXLAN_LIMIT = 9;
  static final int IFLA_VXLAN_PROXY = 11;
  static final int IFLA_VXLAN_RSC = 12;
  static final int IFLA_VXLAN_L2MISS = 13;
  static final int IFLA_VXLAN_L3MISS = 14;
  static final int IFLA_VXLAN_PORT = 15;
  static final int IFLA_VXLAN_GROUP6 = 16;
  static final int IFLA_VXLAN_LOCAL6 = 17;
  static final int IFLA_VXLAN_UDP_CSUM = 18;
  static final int IFLA_VXLAN_UDP_ZERO_CSUM6_TX = 19;
  static final int IFLA_VXLAN_UDP_ZERO_CSUM6_RX = 20;
  static final int IFLA_VXLAN_LABEL = 26;
  static final int IFLA_VXLAN_TTL_INHERIT = 28;

  static final int VETH_INFO_PEER = 1;

  private LinkAttributes() {}
}
