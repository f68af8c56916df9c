"""Which fields of its context each type of program may read and write."""
from bpf import *

# type of program, expected attachment; then sizes that can be read / written, and the fields
TABLE = """
socket_filter 0
  124/ len pkt_type mark queue_mapping protocol vlan_present vlan_tci vlan_proto priority
    ingress_ifindex ifindex tc_index hash napi_id gso_segs gso_size
  1248/1248 cb cb2
  124/124 cb1 cb3 cb4
  8/ sk
sched_cls 0
  124/ len pkt_type protocol vlan_present vlan_tci vlan_proto ingress_ifindex ifindex hash
    napi_id wire_len gso_segs gso_size
  124/4 mark queue_mapping priority tc_index tc_classid
  1248/1248 cb cb2
  124/124 cb1 cb3 cb4
  4/ data data_end data_meta
  8/8 tstamp
  8/ sk hwtstamp
  1/ tstamp_type
cgroup_skb 0
  124/ len pkt_type queue_mapping protocol vlan_present vlan_tci vlan_proto ingress_ifindex
    ifindex tc_index hash napi_id family remote_port local_port gso_segs gso_size
  124/4 mark priority
  1248/1248 cb cb2
  124/124 cb1 cb3 cb4
  4/ data data_end remote_ip4 local_ip4 remote_ip6* local_ip6*
  8/8 tstamp
  8/ sk hwtstamp
lwt_xmit 0
  124/ len pkt_type queue_mapping protocol vlan_present vlan_tci vlan_proto ingress_ifindex
    ifindex tc_index hash napi_id gso_segs gso_size
  124/4 mark priority
  1248/1248 cb cb2
  124/124 cb1 cb3 cb4
  4/ data data_end
  8/ sk
sk_skb 5
  124/ len pkt_type queue_mapping protocol vlan_present vlan_tci vlan_proto ingress_ifindex
    ifindex cb1 cb3 cb4 hash napi_id family remote_port local_port gso_segs gso_size
  124/4 priority tc_index
  1248/ cb cb2
  4/ data data_end remote_ip4 local_ip4 remote_ip6* local_ip6*
  8/ sk
flow_dissector 17
  4/ data data_end
  8/ flow_keys
xdp 0
  4/ data data_end data_meta ingress_ifindex rx_queue_index
xdp 33
  4/ data data_end data_meta ingress_ifindex rx_queue_index egress_ifindex
cgroup_sock 2
  4/4 bound_dev_if mark priority
  124/ family type protocol dst_port dst_ip4 dst_ip6* state rx_queue_mapping
cgroup_sock 12
  124/ family type protocol src_ip4 src_port dst_port dst_ip4 dst_ip6* state
    rx_queue_mapping
cgroup_sock 13
  124/ family type protocol src_ip6* src_port dst_port dst_ip4 dst_ip6* state
    rx_queue_mapping
cgroup_sock_addr 8
  4/ user_family family type protocol
  124/4 user_ip4 user_port
  8/ sk
cgroup_sock_addr 9
  4/ user_family family type protocol
  1248/48 user_ip6 user_ip62
  124/4 user_ip61 user_ip63 user_port
  8/ sk
cgroup_sock_addr 14
  4/ user_family family type protocol
  124/4 user_ip4 user_port msg_src_ip4
  8/ sk
cgroup_sock_addr 15
  4/ user_family family type protocol
  1248/48 user_ip6 user_ip62 msg_src_ip61
  124/4 user_ip61 user_ip63 user_port msg_src_ip6 msg_src_ip62 msg_src_ip63
  8/ sk
cgroup_sock_addr 29
  4/ user_family family type protocol
  124/4 user_ip4 user_port
  8/ sk
sock_ops 3
  4/ op args1 args2 args3 family remote_ip4 local_ip4 remote_ip6* local_ip6* remote_port
    local_port is_fullsock snd_cwnd srtt_us cb_flags state rtt_min snd_ssthresh rcv_nxt
    snd_nxt snd_una mss_cache ecn_flags rate_delivered rate_interval_us packets_out
    retrans_out total_retrans segs_in data_segs_in segs_out data_segs_out lost_out
    sacked_out skb_len
  4/4 reply sk_txhash
  8/ bytes_received bytes_acked sk skb_data skb_data_end
  124/ skb_tcp_flags
sk_msg 7
  8/ data data_end sk
  4/ family remote_ip4 local_ip4 remote_ip6* local_ip6* remote_port local_port size
sk_reuseport 39
  8/ data data_end sk migrating_sk
  124/ len ip_protocol bind_inany
  24/ eth_protocol
  4/ hash
sk_reuseport 40
  8/ data data_end sk migrating_sk
  124/ len ip_protocol bind_inany
  24/ eth_protocol
  4/ hash
sk_lookup 36
  8/ sk
  124/ family protocol remote_ip4 remote_ip6* remote_port local_ip4 local_ip6* local_port
    ingress_ifindex
  12/ pad
"""


def sizes(kind, attach, offset, text):
    return "".join(
        str(size) for size in (1, 2, 4, 8) if offset % size == 0
        and takes(kind, text.format(f"u{size * 8}[r1 + {offset}]"), attach=attach))


def check(kind, attach, expected):
    context = CONTEXT_OF.get(kind, "skb")
    for field, (offset, _) in CONTEXTS[context].items():
        if field == "skb_hwtstamp":     # 6.1 has none
            continue
        read = sizes(kind, attach, offset, "r2 = {}\nr0 = 1\nexit")
        write = sizes(kind, attach, offset, "r2 = 1\n{} = r2\nr0 = 1\nexit")
        is_(f"{kind} {attach}: {field}", f"{read}/{write}", expected.get(field, "/"))
    end = max(offset + size for offset, size in CONTEXTS[context].values())
    is_(f"{kind}: behind the end", sizes(kind, attach, (end + 7) // 8 * 8, "r2 = {}\nr0 = 1\nexit"), "")


CONTEXT_OF = dict(xdp="xdp", cgroup_sock="sock", cgroup_sock_addr="addr", sock_ops="ops",
                  sk_msg="msg", sk_reuseport="reuse", sk_lookup="look")
count = 0
for block in re.split(r"\n(?=\w)", TABLE.strip()):
    head, *rows = block.split("\n", 1)
    kind, attach = head.split()
    expected = {}
    for row in re.sub(r"\n {4}", " ", rows[0]).split("\n"):
        access, *names = row.split()
        for name in names:
            for one_name in [name[:-1], *(f"{name[:-1]}{i}" for i in (1, 2, 3))] if name[-1] == "*" else [name]:
                expected[one_name] = access
    check(kind, int(attach), expected)
    count += 1
print(count, "types")
