"""Programs that are called at what happens to a connection."""
import os
import socket
from bpf import *
from ends import *

GROUP = os.open("/sys/fs/cgroup", os.O_RDONLY)
SOCK_OPS, CONNECT4, CONNECT6 = 3, 10, 11
(TIMEOUT_INIT, RWND_INIT, CONNECT_CB, ACTIVE, PASSIVE, NEEDS_ECN, BASE_RTT, RTO_CB, RETRANS_CB, STATE_CB,
 LISTEN_CB, RTT_CB, PARSE_HDR, HDR_LEN, WRITE_HDR) = range(1, 16)


def during(text, action, maps={}, kind="sock_ops", attach=SOCK_OPS):
    """What the program saved while the action went on, and what came of that."""
    program = Probe(kind, text, maps, attach)
    program.attach(GROUP, attach)
    try:
        result = action()
    finally:
        program.detach(GROUP, attach)
    return program, result


def talk():
    left, right = pair()
    left.send(b"hello")
    right.recv(9)
    return left, right


# Which moments there are
times = Map("array", 8, 32)
program, ends = during("""
  r7 = u32[r6 + ops.op]; u32[r10 - 4] = r7
  map_lookup(map times, r10 - 4); if r0 == 0 goto none
  r1 = 1; lock u64[r0 + 0] += r1
none:; sock_ops_cb_flags_set(r6, 15); r0 = 1; exit""", lambda: [end.close() for end in talk()], dict(times=times))
counts = [times.get(i) for i in range(16)]
is_("moments", {i: counts[i] for i in (CONNECT_CB, ACTIVE, PASSIVE, LISTEN_CB, NEEDS_ECN)},
    {CONNECT_CB: 1, ACTIVE: 1, PASSIVE: 1, LISTEN_CB: 1, NEEDS_ECN: 2})
is_("changes of state and samples", (counts[STATE_CB] > 3, counts[RTT_CB] > 0), (True, True))

# What they may look at
names = [n for n in CONTEXTS["ops"] if n not in ("sk", "skb_data", "skb_data_end", "skb_hwtstamp")]
program, ends = during("""r1 = u32[r6 + ops.op]; if r1 != 4 goto not
""" + "".join(f"r0 = u{8 * CONTEXTS['ops'][n][1]}[r6 + ops.{n}]; save r0; " for n in names) + """
  get_socket_cookie(r6); r1 = 1; if r0 != 0 goto some; r1 = 0; some:; save r1
  get_netns_cookie(r6); r1 = 1; if r0 != 0 goto some2; r1 = 0; some2:; save r1
  r7 = u64[r6 + ops.sk]; if r7 == 0 goto not; r1 = r7; call tcp_sock; if r0 == 0 goto not
  r0 = u32[r0 + tcp.snd_cwnd]; save r0
not:; r0 = 1; exit""", talk)
seen = dict(zip(names, program.saved()))
left, right = ends
is_("of the connection", {n: seen[n] for n in ("op", "family", "remote_ip4", "local_ip4", "local_port", "is_fullsock",
                                               "snd_cwnd", "state", "cb_flags", "bytes_received", "packets_out",
                                               "skb_tcp_flags")},
    dict(op=4, family=2, remote_ip4=0x0100007F, local_ip4=0x0100007F, local_port=left.getsockname()[1],
         is_fullsock=1, snd_cwnd=10, state=1, cb_flags=0, bytes_received=0, packets_out=0, skb_tcp_flags=0x12))
is_("cookies and TCP", program.saved()[len(names):], [1, 1, 10])
six = socket.create_server(("::1", 7006), family=socket.AF_INET6)
program, ends = during("""r1 = u32[r6 + ops.op]; if r1 != 4 goto not
  r0 = u32[r6 + ops.remote_ip63]; save r0; r0 = u32[r6 + ops.local_ip63]; save r0; r0 = u32[r6 + ops.family]; save r0
not:; r0 = 1; exit""", lambda: pair(socket.AF_INET6))
is_("of IPv6", program.saved(), [0x01000000, 0x01000000, 10])
program, ends = during("""r1 = u32[r6 + ops.op]; if r1 != 4 goto not
  r1 = 7; u32[r6 + ops.sk_txhash] = r1; r0 = u32[r6 + ops.sk_txhash]; save r0
  r1 = 3; u32[r6 + ops.reply] = r1; r0 = u32[r6 + ops.reply]; save r0
  sock_ops_cb_flags_set(r6, 0x100); save r0
not:; r0 = 1; exit""", talk)
is_("written", program.saved(), [7, 3, 0x100 & ~0x7F])

# What they may decide
program, ends = during("""r1 = u32[r6 + ops.op]; r2 = 0
  if r1 != 2 goto not; r2 = 5; u32[r6 + ops.reply] = r2; r0 = 1; exit
not:; if r1 != 6 goto nor; r2 = 1; u32[r6 + ops.reply] = r2; r0 = 1; exit
nor:; if r1 != 1 goto then; r2 = 500; u32[r6 + ops.reply] = r2; r0 = 1; exit
then:; r2 = -1; u32[r6 + ops.reply] = r2; r0 = 1; exit""", talk)
is_("with ECN", ends[0].getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 8)[5] & 8, 8)

# Sockets of both sides are put into maps
table, by_port = Map("sockmap", 4, 16), Map("sockhash", 4, 16)
program, ends = during("""r1 = u32[r6 + ops.op]; if r1 == 4 goto there; if r1 == 5 goto there; goto not
there:; u32[r10 - 4] = r1; r7 = u32[r6 + ops.local_port]; u32[r10 - 8] = r7
  sock_map_update(r6, map table, r10 - 4, 0); save r0
  sock_hash_update(r6, map ports, r10 - 8, 0); save r0
  sock_map_update(r6, map table, r10 - 4, 1); save r0
not:; r0 = 1; exit""", talk, dict(table=table, ports=by_port))
is_("put into maps", program.saved(), [0, 0, -errno.EEXIST])
is_("by port", sorted(int.from_bytes(k, "little") for k in by_port.keys()), sorted(e.getsockname()[1] for e in ends))

# Options of TCP that a program writes into headers, and reads out of them
program, ends = during("""r7 = u32[r6 + ops.op]
  if r7 == 3 goto all; if r7 == 4 goto all; if r7 == 5 goto all
  if r7 == 14 goto room; if r7 == 15 goto write; if r7 == 13 goto parse; r0 = 1; exit
all:; sock_ops_cb_flags_set(r6, 0x70); r0 = 1; exit
room:; reserve_hdr_opt(r6, 8, 0); save r0; reserve_hdr_opt(r6, 90, 0); save r0
  reserve_hdr_opt(r6, 4, 1); save r0; r0 = 1; exit
write:; bytes r10 - 8 = fd041234; store_hdr_opt(r6, r10 - 8, 4, 0); save r0
  store_hdr_opt(r6, r10 - 8, 4, 0); save r0
  bytes r10 - 8 = 01041234; store_hdr_opt(r6, r10 - 8, 4, 0); save r0
  bytes r10 - 8 = fd091234; store_hdr_opt(r6, r10 - 8, 4, 0); save r0
  r0 = u32[r6 + ops.skb_len]; save r0; r0 = u8[r6 + ops.skb_tcp_flags]; save r0
  bytes r10 - 16 = fd0000000000000000000000; load_hdr_opt(r6, r10 - 16, 4, 0)
  r0 = 1; exit
parse:; bytes r10 - 8 = fd041234; load_hdr_opt(r6, r10 - 8, 4, 0); save r0; r0 = u16[r10 - 6]; save r0
  bytes r10 - 8 = fc000000; load_hdr_opt(r6, r10 - 8, 4, 0); save r0
  bytes r10 - 8 = 00000000; load_hdr_opt(r6, r10 - 8, 4, 0); save r0
  bytes r10 - 8 = 08000000; load_hdr_opt(r6, r10 - 8, 4, 0); save r0
  bytes r10 - 24 = fe041111000000000000000000000000; load_hdr_opt(r6, r10 - 24, 16, 0); save r0
  r7 = u64[r6 + ops.skb_data]; r8 = u64[r6 + ops.skb_data_end]; r1 = r7; r1 += 20; if r1 > r8 goto short
  r0 = u8[r7 + 13]; save r0
short:; r0 = 1; exit""", talk)
saved = program.saved()
is_("room", saved[:3], [0, -errno.ENOSPC, -errno.EINVAL])
is_("written once", saved[3:7], [0, -errno.EEXIST, -errno.EINVAL, -errno.EINVAL])
is_("read", saved[9:11], [4, 0x3412])
is_("not read", saved[11:15], [-errno.ENOMSG, -errno.EINVAL, -errno.ENOSPC, -errno.ENOMSG])

# Options of sockets that a program sets and reads
SOL, IP, IP6, TCP = 1, 0, 41, 6
OPTIONS = ((IP, 1, 0x28), (SOL, 8, 20000), (SOL, 7, 30000), (SOL, 47, 5000000), (SOL, 12, 6), (SOL, 18, 500),
           (SOL, 36, 42), (SOL, 9, 1), (SOL, 74, 1), (SOL, 2, 1), (SOL, 15, 1), (TCP, 1, 1), (TCP, 2, 1000),
           (TCP, 4, 30), (TCP, 5, 10), (TCP, 6, 3), (TCP, 7, 2), (TCP, 10, 70000), (TCP, 16, 1), (TCP, 18, 4000),
           (TCP, 25, 5000), (TCP, 27, 1))
ADAPTED = ((TCP, 2), (TCP, 10))     # to what the connection is like
UNKNOWN = ((SOL, 26, 1), (IP, 2, 5), (TCP, 3, 1), (TCP, 8, 20), (TCP, 12, 1), (99, 1, 1), (TCP, 1001, 0), (TCP, 1002, 0))
text = "".join(f"""u32[r10 - 8] = {value}; setsockopt(r6, {level}, {option}, r10 - 8, 4); save r0
  u32[r10 - 8] = 0; getsockopt(r6, {level}, {option}, r10 - 8, 4); if r0 s< 0 goto e{i}
  r0 = u32[r10 - 8]; e{i}:; save r0; """ for i, (level, option, value) in enumerate(OPTIONS))
sock = socket.socket()
server = socket.create_server(("127.0.0.1", 7001))
program, _ = during(text + "r0 = 1; exit", lambda: sock.connect(("127.0.0.1", 7001)), kind="cgroup_sock_addr",
                    attach=CONNECT4)
saved = program.saved()
for i, (level, option, value) in enumerate(OPTIONS):
    name = f"level {level} option {option}"
    expected = {(SOL, 8): 40000, (SOL, 7): 60000}.get((level, option), value)
    is_(f"{name} set", saved[2 * i], 0)
    is_(f"{name} read by the program", saved[2 * i + 1], expected)
    if (level, option) not in ADAPTED:
        is_(f"{name} read by the process", sock.getsockopt(level, option), expected)
program, _ = during("".join(f"u32[r10 - 8] = {v}; setsockopt(r6, {l}, {o}, r10 - 8, 4); save r0; "
                            for l, o, v in UNKNOWN) + "r0 = 1; exit", lambda: socket.create_connection(("127.0.0.1", 7001)),
                    kind="cgroup_sock_addr", attach=CONNECT4)
is_("not for programs", program.saved(), [-errno.EINVAL] * len(UNKNOWN))
program, end = during("""bytes r10 - 8 = 72656e6f00000000; setsockopt(r6, 6, 13, r10 - 8, 8); save r0
  bytes r10 - 24 = 00000000000000000000000000000000; getsockopt(r6, 6, 13, r10 - 24, 16); save r0; r0 = u32[r10 - 24]; save r0
  bytes r10 - 8 = 6c6f0000; setsockopt(r6, 1, 25, r10 - 8, 4); save r0
  bytes r10 - 8 = 786f0000; setsockopt(r6, 1, 25, r10 - 8, 4); save r0
  bytes r10 - 8 = 786f786f00000000; setsockopt(r6, 6, 13, r10 - 8, 8); save r0
  r0 = 1; exit""", lambda: socket.create_connection(("127.0.0.1", 7001)), kind="cgroup_sock_addr", attach=CONNECT4)
is_("texts", program.saved(), [0, 0, int.from_bytes(b"reno", "little"), 0, -errno.ENODEV, -errno.ENOENT])
is_("congestion control", end.getsockopt(6, 13, 16).rstrip(b"\0"), b"reno")
sock = socket.socket(socket.AF_INET6)
program, _ = during("""u32[r10 - 8] = 0x20; setsockopt(r6, 41, 67, r10 - 8, 4); save r0
  getsockopt(r6, 41, 67, r10 - 8, 4); save r0; r0 = u32[r10 - 8]; save r0
  u32[r10 - 8] = 1; setsockopt(r6, 41, 70, r10 - 8, 4); save r0; setsockopt(r6, 41, 16, r10 - 8, 4); save r0
  r0 = 1; exit""", lambda: sock.connect(("::1", 7006)), kind="cgroup_sock_addr", attach=CONNECT6)
is_("IPv6", (program.saved(), sock.getsockopt(41, 67)), ([0, 0, 0x20, 0, -errno.EINVAL], 0x20))
program, ends = during("""r1 = u32[r6 + ops.op]; if r1 != 4 goto not
  u32[r10 - 8] = 20; setsockopt(r6, 6, 1001, r10 - 8, 4); save r0; r0 = u32[r6 + ops.snd_cwnd]; save r0
  u32[r10 - 8] = 7; setsockopt(r6, 6, 1002, r10 - 8, 4); save r0; r0 = u32[r6 + ops.snd_ssthresh]; save r0
  u32[r10 - 8] = 50000; setsockopt(r6, 6, 1003, r10 - 8, 4); save r0
  u32[r10 - 8] = 9000; setsockopt(r6, 6, 1004, r10 - 8, 4); save r0
  u32[r10 - 8] = 0; setsockopt(r6, 6, 1001, r10 - 8, 4); save r0
  getsockopt(r6, 6, 1006, r10 - 8, 4); save r0; getsockopt(r6, 6, 1005, r10 - 8, 4); save r0
  getsockopt(r6, 6, 1007, r10 - 8, 4); save r0; getsockopt(r6, 6, 27, r10 - 64, 40); save r0
  u32[r10 - 8] = 0; getsockopt(r6, 6, 28, r10 - 8, 4); save r0
not:; r0 = 1; exit""".replace("r10 - 64, 40); save r0", "r10 - 8, 4); save r0"), talk)
saved = program.saved()
is_("only for programs", saved[:7], [0, 20, 0, 7, 0, 0, -errno.EINVAL])
print("done")
