"""Which functions of the kernel each type of program may call."""
from bpf import *

CASTS = """skc_to_tcp6_sock skc_to_tcp_sock skc_to_tcp_timewait_sock skc_to_tcp_request_sock
 skc_to_udp6_sock skc_to_unix_sock skc_to_mptcp_sock"""
COOKIES = """tcp_raw_gen_syncookie_ipv4 tcp_raw_gen_syncookie_ipv6
 tcp_raw_check_syncookie_ipv4 tcp_raw_check_syncookie_ipv6"""
LOOKUPS = "sk_lookup_tcp sk_lookup_udp skc_lookup_tcp sk_release"

# type of program, expected attachment: what it may call besides what all may
TABLE = """
socket_filter 0: perf_event_output skb_load_bytes get_socket_cookie get_socket_uid
    skb_load_bytes_relative CASTS
sched_cls 0: skb_store_bytes l3_csum_replace l4_csum_replace clone_redirect get_cgroup_classid
    skb_vlan_push skb_vlan_pop skb_get_tunnel_key skb_set_tunnel_key redirect get_route_realm
    perf_event_output skb_load_bytes csum_diff skb_get_tunnel_opt skb_set_tunnel_opt
    skb_change_proto skb_change_type skb_under_cgroup get_hash_recalc skb_change_tail
    skb_pull_data csum_update set_hash_invalid skb_change_head get_socket_cookie
    get_socket_uid set_hash skb_adjust_room skb_get_xfrm_state skb_load_bytes_relative
    fib_lookup skb_cgroup_id skb_ancestor_cgroup_id sk_fullsock tcp_sock skb_ecn_set_ce
    get_listener_sock tcp_check_syncookie sk_storage_get sk_storage_delete tcp_gen_syncookie
    sk_assign csum_level skb_cgroup_classid redirect_neigh redirect_peer check_mtu
    skb_set_tstamp CASTS COOKIES LOOKUPS
xdp 0: redirect perf_event_output csum_diff xdp_adjust_head redirect_map xdp_adjust_meta
    xdp_adjust_tail fib_lookup tcp_check_syncookie tcp_gen_syncookie check_mtu
    xdp_get_buff_len xdp_load_bytes xdp_store_bytes CASTS COOKIES LOOKUPS
cgroup_skb 0: perf_event_output skb_load_bytes get_socket_cookie get_socket_uid
    skb_load_bytes_relative skb_cgroup_id get_local_storage skb_ancestor_cgroup_id sk_fullsock
    tcp_sock skb_ecn_set_ce get_listener_sock sk_storage_get sk_storage_delete sk_cgroup_id
    sk_ancestor_cgroup_id CASTS LOOKUPS
cgroup_sock 2: get_current_uid_gid get_current_comm get_cgroup_classid perf_event_output
    get_socket_cookie get_local_storage sk_storage_get get_netns_cookie get_retval set_retval
cgroup_sock 12: get_current_uid_gid get_current_comm get_cgroup_classid perf_event_output
    get_socket_cookie get_local_storage sk_storage_get get_netns_cookie get_retval set_retval
cgroup_sock_addr 8: get_current_uid_gid get_current_comm get_cgroup_classid perf_event_output
    get_socket_cookie setsockopt getsockopt get_local_storage sk_storage_get sk_storage_delete
    get_netns_cookie get_retval set_retval CASTS LOOKUPS
cgroup_sock_addr 10: get_current_uid_gid get_current_comm get_cgroup_classid perf_event_output
    get_socket_cookie setsockopt getsockopt bind get_local_storage sk_storage_get
    sk_storage_delete get_netns_cookie get_retval set_retval CASTS LOOKUPS
cgroup_sock_addr 14: get_current_uid_gid get_current_comm get_cgroup_classid perf_event_output
    get_socket_cookie setsockopt getsockopt get_local_storage sk_storage_get sk_storage_delete
    get_netns_cookie get_retval set_retval CASTS LOOKUPS
lwt_in 0: get_cgroup_classid get_route_realm perf_event_output skb_load_bytes csum_diff
    skb_under_cgroup get_hash_recalc skb_pull_data lwt_push_encap CASTS
lwt_out 0: get_cgroup_classid get_route_realm perf_event_output skb_load_bytes csum_diff
    skb_under_cgroup get_hash_recalc skb_pull_data CASTS
lwt_xmit 0: skb_store_bytes l3_csum_replace l4_csum_replace clone_redirect get_cgroup_classid
    skb_get_tunnel_key skb_set_tunnel_key redirect get_route_realm perf_event_output
    skb_load_bytes csum_diff skb_get_tunnel_opt skb_set_tunnel_opt skb_under_cgroup
    get_hash_recalc skb_change_tail skb_pull_data csum_update set_hash_invalid skb_change_head
    lwt_push_encap csum_level CASTS
lwt_seg6local 0: get_cgroup_classid get_route_realm perf_event_output skb_load_bytes csum_diff
    skb_under_cgroup get_hash_recalc lwt_seg6_store_bytes lwt_seg6_adjust_srh lwt_seg6_action
    CASTS
sock_ops 3: perf_event_output get_socket_cookie setsockopt sock_map_update getsockopt
    sock_ops_cb_flags_set sock_hash_update get_local_storage tcp_sock sk_storage_get
    sk_storage_delete get_netns_cookie load_hdr_opt store_hdr_opt reserve_hdr_opt CASTS
sk_skb 5: skb_store_bytes perf_event_output skb_load_bytes skb_change_tail skb_pull_data
    skb_change_head get_socket_cookie get_socket_uid skb_adjust_room sk_redirect_map
    sk_redirect_hash CASTS LOOKUPS
sk_msg 7: get_current_uid_gid get_cgroup_classid perf_event_output msg_redirect_map
    msg_apply_bytes msg_cork_bytes msg_pull_data msg_redirect_hash msg_push_data msg_pop_data
    sk_storage_get sk_storage_delete get_netns_cookie CASTS
sk_reuseport 39: skb_load_bytes get_socket_cookie skb_load_bytes_relative sk_select_reuseport
flow_dissector 17: skb_load_bytes CASTS
sk_lookup 36: perf_event_output sk_release sk_assign CASTS
"""
FOR_ALL = """map_lookup map_update map_delete ktime_get_ns get_prandom_u32 map_push map_pop map_peek
 jiffies64 ktime_get_boot_ns get_numa_node_id"""


def may_call(kind, attach, name):
    """Without arguments most calls are wrong (EACCES); those of others are unknown (EINVAL)."""
    try:
        Program(kind, f"call {name}\nr0 = 1\nexit", attach=attach,
                tell=False)
    except OSError as error:
        return error.errno != errno.EINVAL
    return True


table = {}
for row in re.sub("\n +", " ", TABLE).strip().split("\n"):
    kind, names = row.split(": ")
    for group in ("CASTS", "COOKIES", "LOOKUPS"):
        names = names.replace(group, globals()[group])
    table[kind] = set(names.split())
every = sorted(set().union(*table.values()))
for kind, expected in table.items():
    kind, attach = kind.split()
    seen = {name for name in every if may_call(kind, int(attach), name)}
    is_(f"{kind} {attach}: more than it may", sorted(seen - expected), [])
    is_(f"{kind} {attach}: less than it may", sorted(expected - seen), [])
    is_(f"{kind}: what all may", [n for n in FOR_ALL.split() if not may_call(kind, int(attach), n)], [])
print(len(table), "types,", len(every), "functions")
