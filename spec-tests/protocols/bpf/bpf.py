"""BPF programs from a text of instructions, and the commands of bpf(2).

Each line is one instruction, as "lockstep" writes nothing else of its own:

    r0 = r1              r0 += 5            w0 = 7            r0 = be16 r0
    r0 = u32[r1 + 4]     u8[r10 - 1] = r2   u64[r10 - 8] = 0  lock u64[r2 + 0] += r1
    r1 = map NAME        r1 = value NAME    r1 = 0x1122334455 ll
    r0 = packet u16[12]  r0 = packet u8[r1 + 14]
    call NAME            goto L             if r0 == 0 goto L
    L:                   exit
    NAME(r6, 14, r10 - 8, map M)            a call with its arguments
    bytes r10 - 8 = 0a000001                onto the stack, four or eight at a time

An offset may be a field of the context: u32[r1 + skb.mark].
"""
import ctypes
import errno
import os
import re
import struct
import sys

libc = ctypes.CDLL(None, use_errno=True)
SYS_BPF = 321

(MAP_CREATE, MAP_LOOKUP, MAP_UPDATE, MAP_DELETE, MAP_NEXT_KEY, PROG_LOAD, OBJ_PIN, OBJ_GET,
 PROG_ATTACH, PROG_DETACH, PROG_RUN, PROG_NEXT_ID, MAP_NEXT_ID, PROG_BY_ID, MAP_BY_ID,
 OBJ_INFO, PROG_QUERY) = range(17)
LINK_CREATE, LINK_UPDATE = 28, 29

MAPS = dict(hash=1, array=2, prog_array=3, perf=4, devmap=14, sockmap=15, sockhash=18,
            reuseport=20, sk_storage=24, devmap_hash=25)
TYPES = dict(socket_filter=1, sched_cls=3, sched_act=4, xdp=6, cgroup_skb=8, cgroup_sock=9,
             lwt_in=10, lwt_out=11, lwt_xmit=12, sock_ops=13, sk_skb=14, sk_msg=16,
             cgroup_sock_addr=18, lwt_seg6local=19, sk_reuseport=21, flow_dissector=22,
             cgroup_sockopt=25, sk_lookup=30)

CALLS = {name: n for n, name in enumerate("""unspec map_lookup map_update map_delete probe_read
 ktime_get_ns trace_printk get_prandom_u32 get_smp_processor_id skb_store_bytes l3_csum_replace
 l4_csum_replace tail_call clone_redirect get_current_pid_tgid get_current_uid_gid get_current_comm
 get_cgroup_classid skb_vlan_push skb_vlan_pop skb_get_tunnel_key skb_set_tunnel_key perf_event_read
 redirect get_route_realm perf_event_output skb_load_bytes get_stackid csum_diff skb_get_tunnel_opt
 skb_set_tunnel_opt skb_change_proto skb_change_type skb_under_cgroup get_hash_recalc
 get_current_task probe_write_user current_task_under_cgroup skb_change_tail skb_pull_data
 csum_update set_hash_invalid get_numa_node_id skb_change_head xdp_adjust_head probe_read_str
 get_socket_cookie get_socket_uid set_hash setsockopt skb_adjust_room redirect_map sk_redirect_map
 sock_map_update xdp_adjust_meta perf_event_read_value perf_prog_read_value getsockopt
 override_return sock_ops_cb_flags_set msg_redirect_map msg_apply_bytes msg_cork_bytes msg_pull_data
 bind xdp_adjust_tail skb_get_xfrm_state get_stack skb_load_bytes_relative fib_lookup
 sock_hash_update msg_redirect_hash sk_redirect_hash lwt_push_encap lwt_seg6_store_bytes
 lwt_seg6_adjust_srh lwt_seg6_action rc_repeat rc_keydown skb_cgroup_id get_current_cgroup_id
 get_local_storage sk_select_reuseport skb_ancestor_cgroup_id sk_lookup_tcp sk_lookup_udp sk_release
 map_push map_pop map_peek msg_push_data msg_pop_data rc_pointer_rel spin_lock spin_unlock
 sk_fullsock tcp_sock skb_ecn_set_ce get_listener_sock skc_lookup_tcp tcp_check_syncookie
 sysctl_get_name sysctl_get_current_value sysctl_get_new_value sysctl_set_new_value strtol strtoul
 sk_storage_get sk_storage_delete send_signal tcp_gen_syncookie skb_output probe_read_user
 probe_read_kernel probe_read_user_str probe_read_kernel_str tcp_send_ack send_signal_thread
 jiffies64 read_branch_records get_ns_current_pid_tgid xdp_output get_netns_cookie
 get_current_ancestor_cgroup_id sk_assign ktime_get_boot_ns seq_printf seq_write sk_cgroup_id
 sk_ancestor_cgroup_id ringbuf_output ringbuf_reserve ringbuf_submit ringbuf_discard ringbuf_query
 csum_level skc_to_tcp6_sock skc_to_tcp_sock skc_to_tcp_timewait_sock skc_to_tcp_request_sock
 skc_to_udp6_sock get_task_stack load_hdr_opt store_hdr_opt reserve_hdr_opt inode_storage_get
 inode_storage_delete d_path copy_from_user snprintf_btf seq_printf_btf skb_cgroup_classid
 redirect_neigh per_cpu_ptr this_cpu_ptr redirect_peer task_storage_get task_storage_delete
 get_current_task_btf bprm_opts_set ktime_get_coarse_ns ima_inode_hash sock_from_file check_mtu
 for_each_map_elem snprintf sys_bpf btf_find_by_name_kind sys_close timer_init timer_set_callback
 timer_start timer_cancel get_func_ip get_attach_cookie task_pt_regs get_branch_snapshot
 trace_vprintk skc_to_unix_sock kallsyms_lookup_name find_vma loop strncmp get_func_arg get_func_ret
 get_func_arg_cnt get_retval set_retval xdp_get_buff_len xdp_load_bytes xdp_store_bytes
 copy_from_user_task skb_set_tstamp ima_file_hash kptr_xchg map_lookup_percpu skc_to_mptcp_sock
 dynptr_from_mem ringbuf_reserve_dynptr ringbuf_submit_dynptr ringbuf_discard_dynptr dynptr_read
 dynptr_write dynptr_data tcp_raw_gen_syncookie_ipv4 tcp_raw_gen_syncookie_ipv6
 tcp_raw_check_syncookie_ipv4 tcp_raw_check_syncookie_ipv6""".split())}


def layout(text):
    """Offsets and sizes of a structure: "mark:4 cb:4*5 flow_keys:8"."""
    fields, at = {}, 0
    for field in text.split():
        name, size = field.split(":")
        size, _, count = size.partition("*")
        size, count = int(size), int(count or 1)
        at = (at + size - 1) // size * size
        for i in range(count):
            fields[name if i == 0 else f"{name}{i}"] = (at + i * size, size)
        at += size * count
    return fields


CONTEXTS = dict(
    skb=layout("""len:4 pkt_type:4 mark:4 queue_mapping:4 protocol:4 vlan_present:4 vlan_tci:4
     vlan_proto:4 priority:4 ingress_ifindex:4 ifindex:4 tc_index:4 cb:4*5 hash:4 tc_classid:4
     data:4 data_end:4 napi_id:4 family:4 remote_ip4:4 local_ip4:4 remote_ip6:4*4 local_ip6:4*4
     remote_port:4 local_port:4 data_meta:4 flow_keys:8 tstamp:8 wire_len:4 gso_segs:4 sk:8
     gso_size:4 tstamp_type:1 hwtstamp:8"""),
    sock=layout("""bound_dev_if:4 family:4 type:4 protocol:4 mark:4 priority:4 src_ip4:4
     src_ip6:4*4 src_port:4 dst_port:2 pad:2 dst_ip4:4 dst_ip6:4*4 state:4 rx_queue_mapping:4"""),
    tcp=layout("""snd_cwnd:4 srtt_us:4 rtt_min:4 snd_ssthresh:4 rcv_nxt:4 snd_nxt:4 snd_una:4
     mss_cache:4 ecn_flags:4 rate_delivered:4 rate_interval_us:4 packets_out:4 retrans_out:4
     total_retrans:4 segs_in:4 data_segs_in:4 segs_out:4 data_segs_out:4 lost_out:4 sacked_out:4
     bytes_received:8 bytes_acked:8 dsack_dups:4 delivered:4 delivered_ce:4 icsk_retransmits:4"""),
    xdp=layout("data:4 data_end:4 data_meta:4 ingress_ifindex:4 rx_queue_index:4 egress_ifindex:4"),
    msg=layout("""data:8 data_end:8 family:4 remote_ip4:4 local_ip4:4 remote_ip6:4*4 local_ip6:4*4
     remote_port:4 local_port:4 size:4 sk:8"""),
    reuse=layout("data:8 data_end:8 len:4 eth_protocol:4 ip_protocol:4 bind_inany:4 hash:4 sk:8 migrating_sk:8"),
    addr=layout("user_family:4 user_ip4:4 user_ip6:4*4 user_port:4 family:4 type:4 protocol:4 msg_src_ip4:4 msg_src_ip6:4*4 sk:8"),
    ops=layout("""op:4 reply:4 args1:4 args2:4 args3:4 family:4 remote_ip4:4 local_ip4:4
     remote_ip6:4*4 local_ip6:4*4 remote_port:4 local_port:4 is_fullsock:4 snd_cwnd:4 srtt_us:4
     cb_flags:4 state:4 rtt_min:4 snd_ssthresh:4 rcv_nxt:4 snd_nxt:4 snd_una:4 mss_cache:4
     ecn_flags:4 rate_delivered:4 rate_interval_us:4 packets_out:4 retrans_out:4 total_retrans:4
     segs_in:4 data_segs_in:4 segs_out:4 data_segs_out:4 lost_out:4 sacked_out:4 sk_txhash:4
     bytes_received:8 bytes_acked:8 sk:8 skb_data:8 skb_data_end:8 skb_len:4 skb_tcp_flags:4
     skb_hwtstamp:8"""),
    look=layout("""sk:8 family:4 protocol:4 remote_ip4:4 remote_ip6:4*4 remote_port:2 pad:2 local_ip4:4
     local_ip6:4*4 local_port:4 ingress_ifindex:4"""),
    opt=layout("sk:8 optval:8 optval_end:8 level:4 optname:4 optlen:4 retval:4"),
)

ALU = {"+": 0x00, "-": 0x10, "*": 0x20, "/": 0x30, "|": 0x40, "&": 0x50, "<<": 0x60, ">>": 0x70,
       "%": 0x90, "^": 0xA0, "": 0xB0, "s>>": 0xC0}
JMP = {"==": 0x10, ">": 0x20, ">=": 0x30, "&": 0x40, "!=": 0x50, "s>": 0x60, "s>=": 0x70,
       "<": 0xA0, "<=": 0xB0, "s<": 0xC0, "s<=": 0xD0}
SIZE = {"8": 0x10, "16": 0x08, "32": 0x00, "64": 0x18}

NUMBER = r"(-?(?:0x[0-9a-f]+|\d+))"
PLACE = r"u(8|16|32|64)\[r(\d+) ([+-]) (?:(\d+)|(\w+)\.(\w+))\]"


def code(op, dst=0, src=0, off=0, imm=0):
    imm &= 0xFFFFFFFF
    return struct.pack("<BBhI", op, dst | src << 4, off, imm)


def wide(dst, src, value, second=0):
    value &= 0xFFFFFFFFFFFFFFFF
    return code(0x18, dst, src, 0, value) + code(0, imm=value >> 32 if not second else second)


def place(m):
    """(size, register, offset) of a PLACE."""
    size, reg, sign, number, context, field = m
    off = int(number) if number else CONTEXTS[context][field][0]
    return SIZE[size], int(reg), -off if sign == "-" else off


def one(line, maps, jumps):
    """One instruction; jumps get (label, operation, registers) noted."""
    def match(pattern):
        return re.fullmatch(pattern, line)

    if line == "exit":
        return code(0x95)
    if m := match(r"call (\w+)"):
        return code(0x85, imm=CALLS[m[1]])
    if m := match(r"r(\d+) = map (\w+)"):
        return wide(int(m[1]), 1, maps[m[2]])
    if m := match(r"r(\d+) = value (\w+)"):
        return code(0x18, int(m[1]), 2, 0, maps[m[2]]) + code(0)
    if m := match(rf"r(\d+) = {NUMBER} ll"):
        return wide(int(m[1]), 0, int(m[2], 0))
    if m := match(r"r(\d+) = (be|le)(16|32|64) r\1"):
        return code(0xDC if m[2] == "be" else 0xD4, int(m[1]), imm=int(m[3]))
    if m := match(rf"r0 = packet u(8|16|32)\[{NUMBER}\]"):
        return code(0x20 | SIZE[m[1]], imm=int(m[2], 0))
    if m := match(rf"r0 = packet u(8|16|32)\[r(\d+) \+ {NUMBER}\]"):
        return code(0x40 | SIZE[m[1]], src=int(m[2]), imm=int(m[3], 0))
    if m := match(rf"r(\d+) = {PLACE}"):
        size, src, off = place(m.groups()[1:])
        return code(0x61 | size, int(m[1]), src, off)
    if m := match(rf"{PLACE} = r(\d+)"):
        size, dst, off = place(m.groups()[:6])
        return code(0x63 | size, dst, int(m[7]), off)
    if m := match(rf"{PLACE} = {NUMBER}"):
        size, dst, off = place(m.groups()[:6])
        return code(0x62 | size, dst, 0, off, int(m[7], 0))
    if m := match(rf"lock {PLACE} \+= r(\d+)"):
        size, dst, off = place(m.groups()[:6])
        return code(0xC3 | size, dst, int(m[7]), off)
    if m := match(r"([rw])(\d+) (\S*)= [rw](\d+)"):
        return code((0x0F if m[1] == "r" else 0x0C) | ALU[m[3]], int(m[2]), int(m[4]))
    if m := match(rf"([rw])(\d+) (\S*)= {NUMBER}"):
        return code((0x07 if m[1] == "r" else 0x04) | ALU[m[3]], int(m[2]), imm=int(m[4], 0))
    if m := match(r"goto (\w+)"):
        return jumps(m[1], 0x05, 0, 0, 0)
    if m := match(rf"if r(\d+) (\S+) r(\d+) goto (\w+)"):
        return jumps(m[4], 0x0D | JMP[m[2]], int(m[1]), int(m[3]), 0)
    if m := match(rf"if r(\d+) (\S+) {NUMBER} goto (\w+)"):
        return jumps(m[4], 0x05 | JMP[m[2]], int(m[1]), 0, int(m[3], 0))
    raise SyntaxError(f"no instruction: {line}")


def spread(line):
    """A line that stands for several."""
    if m := re.fullmatch(r"(\w+)\((.*)\)", line):
        for i, value in enumerate(filter(None, m[2].split(", ")), 1):
            register, _, rest = value.partition(" - ")
            if value != f"r{i}":
                big = re.fullmatch(NUMBER, value) and not -2**31 <= int(value, 0) < 2**31
                yield f"r{i} = {register if rest else value}{' ll' if big else ''}"
            if rest:
                yield f"r{i} += -{rest}"
        yield f"call {m[1]}"
    elif m := re.fullmatch(r"bytes r10 - (\d+) = (\w+)", line):
        data = bytes.fromhex(m[2])
        for i in range(0, len(data), 4):
            yield f"u32[r10 - {int(m[1]) - i}] = {int.from_bytes(data[i:i + 4], 'little')}"
    else:
        yield line


def assemble(text, maps):
    out, labels, open_jumps = [], {}, []

    def jumps(label, op, dst, src, imm):
        open_jumps.append((count, label, op, dst, src, imm))
        return code(op, dst, src, 0, imm)

    count = 0
    lines = (" ".join(line.split("#")[0].split()) for line in text.replace(";", "\n").split("\n"))
    for line in (short for line in lines if line for short in spread(line)):
        if line.endswith(":"):
            labels[line[:-1]] = count
            continue
        bytes_ = one(line, maps, jumps)
        out += [bytes_[i:i + 8] for i in range(0, len(bytes_), 8)]
        count = len(out)
    for at, label, op, dst, src, imm in open_jumps:
        out[at] = code(op, dst, src, labels[label] - at - 1, imm)
    return b"".join(out)


def bpf(command, attributes):
    """bpf(2): its result, or OSError."""
    attributes = bytearray(attributes)
    buffer = (ctypes.c_char * len(attributes)).from_buffer(attributes)
    result = libc.syscall(SYS_BPF, command, buffer, len(attributes))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    bpf.answer = bytes(attributes)
    return result


def address(data):
    """Where a bytearray or bytes object is; it has to live on."""
    if isinstance(data, bytearray):
        return ctypes.addressof((ctypes.c_char * len(data)).from_buffer(data))
    return ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0


class Map:
    """A map whose keys are 32-bit numbers, unless it is told otherwise."""

    def __init__(self, kind, value=8, entries=64, key=4, flags=0, btf=(0, 0, 0)):
        self.key, self.value = key, value
        self.fd = bpf(MAP_CREATE, struct.pack("<5I2I16s6I", MAPS[kind], key, value, entries, flags,
                                              0, 0, b"", 0, *btf, 0, 0)[:72])

    def _key(self, key):
        return key if isinstance(key, bytes) else struct.pack("<I", key)

    def set(self, key, value, flags=0):
        key = self._key(key)
        value = value if isinstance(value, bytes) else value.to_bytes(self.value, "little")
        bpf(MAP_UPDATE, struct.pack("<IIQQQ", self.fd, 0, address(key), address(value), flags))

    def bytes(self, key):
        key, value = self._key(key), bytearray(self.value)
        bpf(MAP_LOOKUP, struct.pack("<IIQQQ", self.fd, 0, address(key), address(value), 0))
        return bytes(value)

    def get(self, key=0):
        return int.from_bytes(self.bytes(key), "little")

    def remove(self, key):
        key = self._key(key)
        bpf(MAP_DELETE, struct.pack("<IIQQQ", self.fd, 0, address(key), 0, 0))

    def keys(self):
        found, key, to = [], None, bytearray(self.key)
        try:
            while True:
                bpf(MAP_NEXT_KEY, struct.pack("<IIQQQ", self.fd, 0, address(key) if key else 0,
                                              address(to), 0))
                key = bytes(to)
                found.append(key)
        except OSError:
            return found


class Program:
    """A program of the type; attach is the expected kind of attachment, if it has one."""

    def __init__(self, kind, text, maps={}, attach=0, flags=0, name=b"", log=None,
                 tell=True):
        code_ = assemble(text, {n: m.fd for n, m in maps.items()})
        licence = b"GPL\0"
        self.maps = maps

        def load(log):
            return bpf(PROG_LOAD, struct.pack(
                "<IIQQIIQII16sIII", TYPES[kind], len(code_) // 8, address(code_),
                address(licence), 1 if log else 0, len(log) if log else 0,
                address(log) if log else 0, 0, flags, name, 0, attach, 0))

        try:
            self.fd = load(log)
        except OSError:
            if tell and not log:
                print("refused:", refused(kind, text, maps, attach))
            raise

    def __del__(self):
        if hasattr(self, "fd"):
            os.close(self.fd)

    def run(self, data, context=b"", size_out=2048, context_out=0, repeat=1, flags=0):
        """Runs it once with a packet: (result, packet, context) as they are afterwards."""
        out, ctx_out = bytearray(size_out), bytearray(context_out or len(context) or 1)
        bpf(PROG_RUN, struct.pack("<IIIIQQIIIIQQIIII", self.fd, 0, len(data), len(out) if data else 0,
                                  address(data), address(out) if data else 0, repeat, 0, len(context),
                                  len(ctx_out) if context else 0, address(context) if context else 0,
                                  address(ctx_out) if context else 0, flags, 0, 0, 0))
        size, result = struct.unpack_from("<I", bpf.answer, 12)[0], struct.unpack_from("<I", bpf.answer, 4)[0]
        return result, bytes(out[:size]), bytes(ctx_out)

    def attach(self, target, kind, flags=0):
        bpf(PROG_ATTACH, struct.pack("<IIII", target, self.fd, kind, flags))

    def detach(self, target, kind):
        bpf(PROG_DETACH, struct.pack("<IIII", target, self.fd, kind, 0))


class Probe(Program):
    """
    A program that keeps what it sees: "save r0" stores a register for saved(), in order.
    The context is in r6.
    """

    def __init__(self, kind, text, maps={}, attach=0, flags=0):
        self.out = Map("array", 512, 1)
        count = iter(range(64))
        text = re.sub(r"\bsave (r\d+)", lambda m: f"u64[r9 + {8 * next(count)}] = {m[1]}", text)
        super().__init__(kind, "r6 = r1\nr9 = value out\n" + text, dict(maps, out=self.out), attach,
                         flags)
        self.count = next(count)

    def saved(self):
        return list(struct.unpack_from(f"<{self.count}q", self.out.bytes(0)))


def takes(kind, text, maps={}, attach=0):
    """Does the verifier take it?"""
    try:
        Program(kind, text, maps, attach, tell=False)
    except OSError:
        return False
    return True


def refused(kind, text, maps={}, attach=0):
    """What the verifier says last about a program that it does not take."""
    log = bytearray(65536)
    try:
        Program(kind, text, maps, attach, log=log)
    except OSError as error:
        lines = [line for line in log.split(b"\0")[0].decode().split("\n")
                 if line and not line.startswith(("processed", "verification"))]
        return " / ".join(lines[-3:]) if lines else os.strerror(error.errno)
    return "taken"


def is_(what, seen, expected):
    """Says what is not as it should be; the scenario wants no such line."""
    if seen != expected:
        print(f"{what}: {seen!r}, and not {expected!r}")


def finish():
    print("done")
    sys.stdout.flush()
