"""Programs of a control group: they see and change what its processes do with sockets."""
import os
import socket
from bpf import *
from ends import *

GROUP = os.open("/sys/fs/cgroup", os.O_RDONLY)
(INGRESS, EGRESS, SOCK_CREATE, SOCK_OPS, BIND4, BIND6, CONNECT4, CONNECT6, POST_BIND4, POST_BIND6,
 SEND4, SEND6, RECV4, RECV6, PEER4, PEER6, NAME4, NAME6, RELEASE) = (
    0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 29, 30, 31, 32, 34)


class Attached:
    """A program while it is attached to the group."""

    def __init__(self, kind, attach, text, maps={}):
        self.program = Probe(kind, text, maps, attach)
        self.attach = attach

    def __enter__(self):
        self.program.attach(GROUP, self.attach)
        return self.program

    def __exit__(self, *_):
        self.program.detach(GROUP, self.attach)


def fields(context, names):
    return "".join(f"r0 = u{8 * size}[r6 + {context}.{name}]; save r0; "
                   for name, size in ((n.split("/")[0], int((n + "/4").split("/")[1])) for n in names.split()))


# Where a socket connects to
left = socket.create_server(("127.0.0.1", 7001))
right = socket.create_server(("127.0.0.2", 7002))
with Attached("cgroup_sock_addr", CONNECT4, fields("addr", "user_family user_ip4 family type protocol user_ip4/2 user_ip4/1") + """
  r0 = u32[r6 + addr.user_port]; save r0
  r1 = 0x0200007f; u32[r6 + addr.user_ip4] = r1; r1 = 0x5a1b; u32[r6 + addr.user_port] = r1
  get_netns_cookie(r6); r1 = 1; if r0 != 0 goto some; r1 = 0; some:; save r1
  get_socket_cookie(r6); r1 = 1; if r0 != 0 goto some2; r1 = 0; some2:; save r1
  r1 = u64[r6 + addr.sk]; r0 = 0; if r1 == 0 goto none; r0 = u32[r1 + sock.type]; none:; save r0
  r0 = 1; exit""") as program:
    client = socket.create_connection(("127.0.0.1", 7001))
    is_("elsewhere", client.getpeername(), ("127.0.0.2", 7002))
    is_("fields", program.saved(), [2, 0x0100007F, 2, 1, 6, 0x007F, 0x7F, 0x591B, 1, 1, 1])
with Attached("cgroup_sock_addr", CONNECT4, "r0 = 0; exit"):
    is_("forbidden", error_of(socket.create_connection, ("127.0.0.1", 7001)), "EPERM")
with Attached("cgroup_sock_addr", CONNECT4, """
  bytes r10 - 16 = 020000007f0000090000000000000000
  bind(r6, r10 - 16, 16); save r0; bytes r10 - 16 = 03000000
  bind(r6, r10 - 16, 16); save r0; r0 = 1; exit""") as program:
    client = socket.create_connection(("127.0.0.1", 7001))
    is_("from elsewhere", (client.getsockname()[0], program.saved()), ("127.0.0.9", [0, -errno.EAFNOSUPPORT]))
six = socket.create_server(("::1", 7006), family=socket.AF_INET6)
with Attached("cgroup_sock_addr", CONNECT6, fields("addr", "user_family user_ip63 user_ip62/8") + """
  r1 = 0x5e1b; u32[r6 + addr.user_port] = r1; r1 = 0; u64[r6 + addr.user_ip6] = r1
  u32[r6 + addr.user_ip62] = r1; r1 = 0x01000000; u32[r6 + addr.user_ip63] = r1; r0 = 1; exit""") as program:
    client = socket.create_connection(("2001:db8::5", 7000))
    is_("elsewhere in IPv6", (client.getpeername()[:2], program.saved()[:2]),
        (("::1", 7006), [10, 0x05000000]))

# What it is bound to
with Attached("cgroup_sock_addr", BIND4, """r1 = 0x4d1b; u32[r6 + addr.user_port] = r1
  r1 = 0x0500007f; u32[r6 + addr.user_ip4] = r1; r0 = 1; exit"""):
    sock = socket.socket()
    sock.bind(("127.0.0.1", 80))
    is_("bound elsewhere", sock.getsockname(), ("127.0.0.5", 0x1B4D))
with Attached("cgroup_sock_addr", BIND6, "r0 = 0; exit"):
    sock = socket.socket(socket.AF_INET6)
    is_("not bound", error_of(sock.bind, ("::1", 80)), "EPERM")
with Attached("cgroup_sock", POST_BIND4, fields("sock", "family type protocol src_ip4 src_port src_ip4/2 state") +
              "r1 = u32[r6 + sock.src_port]; r0 = 1; if r1 != 8080 goto out; r0 = 0; out:; exit") as program:
    sock = socket.socket()
    is_("not this port", error_of(sock.bind, ("127.0.0.1", 8080)), "EPERM")
    is_("seen", program.saved(), [2, 1, 6, 0x0100007F, 8080, 0x007F, 7])
    is_("another", error_of(sock.bind, ("127.0.0.1", 8081)), "done")
with Attached("cgroup_sock", POST_BIND6, fields("sock", "family src_ip63 src_port") + "r0 = 1; exit") as program:
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind(("::1", 8082))
    is_("seen in IPv6", program.saved(), [10, 0x01000000, 8082])
with Attached("cgroup_sock", SOCK_CREATE, """r1 = 99; u32[r6 + sock.mark] = r1; r1 = 5
  u32[r6 + sock.priority] = r1; r1 = 1; u32[r6 + sock.bound_dev_if] = r1
  get_current_comm(r10 - 16, 16); save r0; r0 = u32[r10 - 16]; save r0
  get_current_uid_gid(); save r0; r0 = u32[r6 + sock.type]; save r0
  r1 = u32[r6 + sock.type]; r0 = 1; if r1 != 3 goto out; r0 = 0; out:; exit""") as program:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    is_("made with", [sock.getsockopt(socket.SOL_SOCKET, o) for o in (36, 12)], [99, 5])
    is_("by whom", program.saved(), [0, int.from_bytes(b"pyth", "little"), 0, 2])
    is_("no raw sockets", error_of(socket.socket, socket.AF_INET, socket.SOCK_RAW, 1), "EPERM")
with Attached("cgroup_sock", RELEASE, "r0 = u32[r6 + sock.family]; save r0; r0 = 1; exit") as program:
    socket.socket(socket.AF_INET).close()
    is_("released", program.saved(), [2])

# Datagrams
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 7003))
server.settimeout(1)
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(1)
with Attached("cgroup_sock_addr", SEND4, """r1 = 0x5b1b; u32[r6 + addr.user_port] = r1
  r1 = 0x0700007f; u32[r6 + addr.msg_src_ip4] = r1; r0 = 1; exit"""):
    client.sendto(b"hello", ("127.0.0.1", 9))
    data, source = server.recvfrom(9)
    is_("sent elsewhere", (data, source[0]), (b"hello", "127.0.0.7"))
with Attached("cgroup_sock_addr", RECV4, """r1 = 0x0000; u32[r6 + addr.user_port] = r1
  r1 = 0x09090909; u32[r6 + addr.user_ip4] = r1; r0 = 1; exit"""):
    client.sendto(b"hello", ("127.0.0.1", 7003))
    is_("as if from", server.recvfrom(9), (b"hello", ("9.9.9.9", 0)))
server6 = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
server6.bind(("::1", 7003))
server6.settimeout(1)
client6 = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
with Attached("cgroup_sock_addr", SEND6, fields("addr", "msg_src_ip6 msg_src_ip63/2 user_ip63") + """
  r1 = 0x5b1b; u32[r6 + addr.user_port] = r1; r1 = 0; u32[r6 + addr.user_ip6] = r1
  r1 = 0x01000000; u32[r6 + addr.msg_src_ip63] = r1; r0 = 1; exit""") as program:
    client6.sendto(b"hello", ("::1", 9))
    is_("sent elsewhere in IPv6", (server6.recvfrom(9)[0], program.saved()), (b"hello", [0, 0, 0x01000000]))
with Attached("cgroup_sock_addr", RECV6, "r1 = 0x55; u32[r6 + addr.user_ip6] = r1; r0 = 1; exit"):
    client6.sendto(b"hello", ("::1", 7003))
    is_("as if from in IPv6", server6.recvfrom(9)[1][0], "5500::1")
client.connect(("127.0.0.1", 7003))
for attach, call, name in ((PEER4, client.getpeername, "peer"), (NAME4, client.getsockname, "name")):
    with Attached("cgroup_sock_addr", attach, "r1 = 0x01010101; u32[r6 + addr.user_ip4] = r1; r0 = 1; exit"):
        is_(f"{name} is said to be", call()[0], "1.1.1.1")
client6.connect(("::1", 7003))
for attach, call, name in ((PEER6, client6.getpeername, "peer"), (NAME6, client6.getsockname, "name")):
    with Attached("cgroup_sock_addr", attach, "r1 = 0x02000000; u32[r6 + addr.user_ip63] = r1; r0 = 1; exit"):
        is_(f"{name} in IPv6 is said to be", call()[0], "::2")

# Packets
with Attached("cgroup_skb", EGRESS, fields("skb", "family remote_ip4 local_ip4 len protocol pkt_type mark") + """
  r0 = u32[r6 + skb.remote_port]; save r0; r0 = u32[r6 + skb.local_port]; save r0
  get_socket_cookie(r6); r1 = 1; if r0 != 0 goto some; r1 = 0; some:; save r1
  get_socket_uid(r6); save r0
  skb_cgroup_id(r6); r1 = 1; if r0 != 0 goto some2; r1 = 0; some2:; save r1
  skb_ancestor_cgroup_id(r6, 9); save r0
  r7 = u64[r6 + skb.sk]; if r7 == 0 goto none; r1 = r7; call sk_fullsock; if r0 == 0 goto none
  r7 = r0; r1 = r7; call sk_cgroup_id; r1 = 1; if r0 != 0 goto some3; r1 = 0; some3:; save r1
  r1 = r7; r2 = 3; call sk_ancestor_cgroup_id; save r0
  r0 = u32[r7 + sock.protocol]; save r0; r0 = u32[r7 + sock.state]; save r0
  r0 = u32[r7 + sock.dst_ip4]; save r0; r0 = u16[r7 + sock.dst_port]; save r0
  r0 = u32[r7 + sock.rx_queue_mapping]; save r0
none:; r0 = 1; exit""") as program:
    client.send(b"hello")
    saved = program.saved()
    is_("packet", saved[:7], [2, 0x0100007F, 0x0100007F, 33, 8, 0, 0])
    is_("ports", (saved[7], saved[8]), (int.from_bytes((7003).to_bytes(2, "big"), "little") << 16,
                                        client.getsockname()[1]))
    is_("whose", saved[9:], [1, 0, 1, 0, 1, 0, 17, 1, 0x0100007F, 0x5B1B, 0xFFFFFFFF])
    is_("arrived", server.recv(9), b"hello")
with Attached("cgroup_skb", INGRESS, "r0 = 0; exit"):
    client.send(b"hello")
    server.settimeout(0)
    is_("dropped on the way in", error_of(server.recv, 9), "EAGAIN")
    server.settimeout(1)
with Attached("cgroup_skb", EGRESS, "r0 = 0; exit"):
    is_("dropped on the way out", error_of(client.send, b"hello"), "EPERM")
left.close()
left, right = pair()
with Attached("cgroup_skb", EGRESS, """r7 = u64[r6 + skb.sk]; r0 = 1; if r7 == 0 goto none
  r1 = r7; call tcp_sock; if r0 == 0 goto none; r7 = r0
  """ + "".join(f"r0 = u{8 * size}[r7 + tcp.{name}]; save r0; " for name, (_, size) in CONTEXTS["tcp"].items()) +
              "none:; r0 = 1; exit") as program:
    left.send(b"hello")
    right.recv(9)
    named = dict(zip(CONTEXTS["tcp"], program.saved()))
    is_("of TCP", {n: named[n] for n in ("snd_cwnd", "lost_out", "data_segs_in", "data_segs_out", "bytes_received",
                                         "total_retrans", "sacked_out", "dsack_dups", "delivered_ce")},
        dict(snd_cwnd=10, lost_out=0, data_segs_in=1, data_segs_out=0, bytes_received=5, total_retrans=0,
             sacked_out=0, dsack_dups=0, delivered_ce=0))
    is_("what both say", named["mss_cache"], left.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG))
with Attached("cgroup_skb", INGRESS, """r7 = u64[r6 + skb.sk]; r0 = 1; if r7 == 0 goto none
  r1 = r7; call sk_fullsock; if r0 == 0 goto none
  r1 = r0; call get_listener_sock; r1 = 0; if r0 == 0 goto not; r1 = 1; not:; save r1
  skb_ecn_set_ce(r6); save r0
none:; r0 = 1; exit""") as program:
    left.send(b"hello")
    right.recv(9)
    is_("not a listener, and not ECN", program.saved(), [0, 0])
print("done")
