package io.lockstep.engine.netlink.qdiscs;

/** Attributes of {@code TCA_OPTIONS}, as in linux/pkt_sched.h and linux/pkt_cls.h. */
final class TcAttributes {
  static final int TCA_CAKE_BASE_RATE64 = 2;
  static final int TCA_CAKE_DIFFSERV_MODE = 3;
  static final int TCA_CAKE_ATM = 4;
  static final int TCA_CAKE_FLOW_MODE = 5;
  static final int TCA_CAKE_OVERHEAD = 6;
  static final int TCA_CAKE_RTT = 7;
  static final int TCA_CAKE_AUTORATE = 9;
  static final int TCA_CAKE_MEMORY = 10;
  static final int TCA_CAKE_NAT = 11;
  static final int TCA_CAKE_WASH = 13;
  static final int TCA_CAKE_MPU = 14;
  static final int TCA_CAKE_INGRESS = 15;
  static final int TCA_CAKE_ACK_FILTER = 16;
  static final int TCA_CAKE_SPLIT_GSO = 17;
  static final int TCA_CAKE_FWMARK = 18;

  static final int TCA_CHOKE_PARMS = 1;
  static final int TCA_CHOKE_STAB = 2;
  static final int TCA_CHOKE_MAX_P = 3;

  static final int TCA_CODEL_TARGET = 1;
  static final int TCA_CODEL_LIMIT = 2;
  static final int TCA_CODEL_INTERVAL = 3;
  static final int TCA_CODEL_ECN = 4;
  static final int TCA_CODEL_CE_THRESHOLD = 5;

  static final int TCA_DRR_QUANTUM = 1;

  static final int TCA_ETS_NBANDS = 1;
  static final int TCA_ETS_NSTRICT = 2;
  static final int TCA_ETS_QUANTA = 3;
  static final int TCA_ETS_QUANTA_BAND = 4;
  static final int TCA_ETS_PRIOMAP = 5;
  static final int TCA_ETS_PRIOMAP_BAND = 6;

  static final int TCA_FLOWER_CLASSID = 1;
  static final int TCA_FLOWER_KEY_ETH_DST = 4;
  static final int TCA_FLOWER_KEY_ETH_SRC = 6;
  static final int TCA_FLOWER_KEY_ETH_TYPE = 8;
  static final int TCA_FLOWER_KEY_IP_PROTO = 9;
  static final int TCA_FLOWER_KEY_IPV4_SRC = 10;
  static final int TCA_FLOWER_KEY_IPV4_DST = 12;
  static final int TCA_FLOWER_KEY_IPV6_SRC = 14;
  static final int TCA_FLOWER_KEY_IPV6_DST = 16;
  static final int TCA_FLOWER_KEY_TCP_SRC = 18;
  static final int TCA_FLOWER_KEY_UDP_SRC = 20;
  static final int TCA_FLOWER_KEY_VLAN_ID = 23;
  static final int TCA_FLOWER_KEY_VLAN_PRIO = 24;
  static final int TCA_FLOWER_KEY_VLAN_ETH_TYPE = 25;
  static final int TCA_FLOWER_KEY_SCTP_SRC = 41;
  static final int TCA_FLOWER_KEY_FLAGS = 47;
  static final int TCA_FLOWER_KEY_FLAGS_MASK = 48;
  static final int TCA_FLOWER_KEY_ICMPV4_CODE = 49;
  static final int TCA_FLOWER_KEY_ICMPV4_TYPE = 51;
  static final int TCA_FLOWER_KEY_ICMPV6_CODE = 53;
  static final int TCA_FLOWER_KEY_ICMPV6_TYPE = 55;
  static final int TCA_FLOWER_KEY_TCP_FLAGS = 71;
  static final int TCA_FLOWER_KEY_TCP_FLAGS_MASK = 72;
  static final int TCA_FLOWER_KEY_IP_TOS = 73;
  static final int TCA_FLOWER_KEY_IP_TOS_MASK = 74;
  static final int TCA_FLOWER_KEY_IP_TTL = 75;
  static final int TCA_FLOWER_KEY_IP_TTL_MASK = 76;

  static final int TCA_FQ_CODEL_TARGET = 1;
  static final int TCA_FQ_PIE_LIMIT = 1;
  static final int TCA_FQ_PLIMIT = 1;
  static final int TCA_FQ_CODEL_LIMIT = 2;
  static final int TCA_FQ_FLOW_PLIMIT = 2;
  static final int TCA_FQ_PIE_FLOWS = 2;
  static final int TCA_FQ_CODEL_INTERVAL = 3;
  static final int TCA_FQ_PIE_TARGET = 3;
  static final int TCA_FQ_QUANTUM = 3;
  static final int TCA_FQ_CODEL_ECN = 4;
  static final int TCA_FQ_INITIAL_QUANTUM = 4;
  static final int TCA_FQ_PIE_TUPDATE = 4;
  static final int TCA_FQ_CODEL_FLOWS = 5;
  static final int TCA_FQ_PIE_ALPHA = 5;
  static final int TCA_FQ_RATE_ENABLE = 5;
  static final int TCA_FQ_CODEL_QUANTUM = 6;
  static final int TCA_FQ_PIE_BETA = 6;
  static final int TCA_FQ_CODEL_CE_THRESHOLD = 7;
  static final int TCA_FQ_FLOW_MAX_RATE = 7;
  static final int TCA_FQ_PIE_QUANTUM = 7;
  static final int TCA_FQ_BUCKETS_LOG = 8;
  static final int TCA_FQ_CODEL_DROP_BATCH_SIZE = 8;
  static final int TCA_FQ_PIE_MEMORY_LIMIT = 8;
  static final int TCA_FQ_CODEL_MEMORY_LIMIT = 9;
  static final int TCA_FQ_FLOW_REFILL_DELAY = 9;
  static final int TCA_FQ_PIE_ECN_PROB = 9;
  static final int TCA_FQ_ORPHAN_MASK = 10;
  static final int TCA_FQ_PIE_ECN = 10;
  static final int TCA_FQ_LOW_RATE_THRESHOLD = 11;
  static final int TCA_FQ_PIE_BYTEMODE = 11;
  static final int TCA_FQ_CE_THRESHOLD = 12;
  static final int TCA_FQ_PIE_DQ_RATE_ESTIMATOR = 12;
  static final int TCA_FQ_TIMER_SLACK = 13;
  static final int TCA_FQ_HORIZON = 14;
  static final int TCA_FQ_HORIZON_DROP = 15;

  static final int TCA_FW_CLASSID = 1;

  static final int TCA_HFSC_RSC = 1;
  static final int TCA_HFSC_FSC = 2;
  static final int TCA_HFSC_USC = 3;

  static final int TCA_HHF_BACKLOG_LIMIT = 1;
  static final int TCA_HHF_QUANTUM = 2;
  static final int TCA_HHF_HH_FLOWS_LIMIT = 3;
  static final int TCA_HHF_RESET_TIMEOUT = 4;
  static final int TCA_HHF_ADMIT_BYTES = 5;
  static final int TCA_HHF_EVICT_TIMEOUT = 6;
  static final int TCA_HHF_NON_HH_WEIGHT = 7;

  static final int TCA_HTB_PARMS = 1;
  static final int TCA_HTB_INIT = 2;
  static final int TCA_HTB_DIRECT_QLEN = 5;
  static final int TCA_HTB_RATE64 = 6;
  static final int TCA_HTB_CEIL64 = 7;

  static final int TCA_NETEM_CORR = 1;
  static final int TCA_NETEM_REORDER = 3;
  static final int TCA_NETEM_CORRUPT = 4;
  static final int TCA_NETEM_RATE = 6;
  static final int TCA_NETEM_ECN = 7;
  static final int TCA_NETEM_RATE64 = 8;
  static final int TCA_NETEM_LATENCY64 = 10;
  static final int TCA_NETEM_JITTER64 = 11;

  static final int TCA_OPTIONS = 2;

  static final int TCA_PIE_TARGET = 1;
  static final int TCA_PIE_LIMIT = 2;
  static final int TCA_PIE_TUPDATE = 3;
  static final int TCA_PIE_ALPHA = 4;
  static final int TCA_PIE_BETA = 5;
  static final int TCA_PIE_ECN = 6;
  static final int TCA_PIE_BYTEMODE = 7;
  static final int TCA_PIE_DQ_RATE_ESTIMATOR = 8;

  static final int TCA_QFQ_WEIGHT = 1;
  static final int TCA_QFQ_LMAX = 2;

  static final int TCA_RED_PARMS = 1;
  static final int TCA_RED_STAB = 2;
  static final int TCA_RED_MAX_P = 3;
  static final int TCA_RED_FLAGS = 4;

  static final int TCA_TBF_PARMS = 1;
  static final int TCA_TBF_RATE64 = 4;
  static final int TCA_TBF_PRATE64 = 5;
  static final int TCA_TBF_BURST = 6;
  static final int TCA_TBF_PBURST = 7;

  private TcAttributes() {}
}
