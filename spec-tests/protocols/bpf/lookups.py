"""How programs find sockets, and choose them for packets."""
import os
import socket
from bpf import *
from ends import *

ETH = bytes(12)


def ip4(payload, protocol, source="7f000001", target="7f000001"):
    return ETH + b"\x08\x00" + struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0) + \
        bytes.fromhex(source + target) + payload


def ip6(payload, protocol):
    one = bytes(15) + b"\x01"
    return ETH + b"\x86\xdd" + struct.pack(">IHBB", 6 << 28, len(payload), protocol, 64) + one + one + payload


def tcp(source, target, flags, seq=1, ack=0):
    return struct.pack(">HHIIBBHHH", source, target, seq, ack, 0x50, flags, 1000, 0, 0)


listener = socket.create_server(("127.0.0.1", 7001))
client = socket.create_connection(("127.0.0.1", 7001))
server, _ = listener.accept()
port = client.getsockname()[1]
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 7003))
listener6 = socket.create_server(("::1", 7006), family=socket.AF_INET6)
udp6 = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
udp6.bind(("::1", 7007))
time_wait = socket.create_connection(("127.0.0.1", 7001))
tw_port = time_wait.getsockname()[1]
other, _ = listener.accept()
time_wait.close()
other.close()


def tuple4(target, source=0):
    return "7f0000017f000001" + struct.pack(">HH", source, target).hex()


def tuple6(target, source=0):
    return ("00" * 15 + "01") * 2 + struct.pack(">HH", source, target).hex()


FIND = """bytes r10 - 40 = {tuple}
  {call}(r6, r10 - 40, {size}, {netns}, {flags}); if r0 == 0 goto none
  r7 = r0; r0 = u32[r7 + sock.state]; save r0; r0 = u32[r7 + sock.src_port]; save r0
  r0 = u32[r7 + sock.family]; save r0; r0 = u32[r7 + sock.type]; save r0
  r1 = r7; call sk_release; r0 = 1; exit
none:; r0 = 0; exit"""
for kind, packet in (("sched_cls", bytes(60)), ("xdp", bytes(60)), ("cgroup_skb", ip4(bytes(20), 17))):
    def found(call, at, netns=-1, flags=0):
        size = len(at) // 2
        text = FIND.format(call=call, tuple=at, size=size, netns=netns if netns >= 0 else 0xFFFFFFFF, flags=flags)
        if kind == "cgroup_skb" or "skc" in call:
            text = text.replace("r0 = u32[r7 + sock.type]", "r0 = 1")
        program = Probe(kind, text.replace("r0 = u32[r7 + sock.type]", "r0 = 1"))
        result = program.run(packet)[0]
        return program.saved() if result == 1 else None

    is_(f"{kind}: connection", found("sk_lookup_tcp", tuple4(7001, port)), [1, 7001, 2, 1])
    is_(f"{kind}: listener", found("sk_lookup_tcp", tuple4(7001, 1)), [10, 7001, 2, 1])
    is_(f"{kind}: nobody", found("sk_lookup_tcp", tuple4(7002, 1)), None)
    is_(f"{kind}: UDP", found("sk_lookup_udp", tuple4(7003, 1)), [7, 7003, 2, 1])
    is_(f"{kind}: TCP over IPv6", found("sk_lookup_tcp", tuple6(7006, 1)), [10, 7006, 10, 1])
    is_(f"{kind}: UDP over IPv6", found("sk_lookup_udp", tuple6(7007, 1)), [7, 7007, 10, 1])
    is_(f"{kind}: while it waits", found("skc_lookup_tcp", tuple4(tw_port, 7001)), [6, tw_port, 2, 1])
    is_(f"{kind}: no name space of that number", found("sk_lookup_tcp", tuple4(7001, 1), 77), None)
    is_(f"{kind}: flag", found("sk_lookup_tcp", tuple4(7001, 1), -1, 8), None)

# A listener may be asked for SYN cookies
open("/proc/sys/net/ipv4/tcp_syncookies", "w").write("2")
program = Probe("sched_cls", """bytes r10 - 12 = {}
  sk_lookup_tcp(r6, r10 - 12, 12, 0xffffffff, 0); if r0 == 0 goto none; r7 = r0
  r2 = u32[r6 + skb.data]; r3 = u32[r6 + skb.data_end]; r8 = r2; r8 += 54; if r8 > r3 goto free
  r8 = r2; r8 += 14
  r1 = r7; r2 = r8; r3 = 20; r4 = r8; r4 += 20; r5 = 20; call tcp_gen_syncookie; save r0
  r1 = r7; r2 = r8; r3 = 20; r4 = r8; r4 += 20; r5 = 20; call tcp_check_syncookie; save r0
  r1 = r7; call get_listener_sock; r1 = 0; if r0 == 0 goto not; r1 = 1; not:; save r1
  r1 = r7; call tcp_sock; r1 = 0; if r0 == 0 goto not2; r1 = u32[r0 + tcp.snd_cwnd]; not2:; save r1
  r1 = r8; r2 = r8; r2 += 20; r3 = 20; call tcp_raw_gen_syncookie_ipv4; save r0
  r1 = r8; r2 = r8; r2 += 20; call tcp_raw_check_syncookie_ipv4; save r0
free:; r1 = r7; call sk_release
none:; r0 = 0; exit""".format(tuple4(7001, 1)))
program.run(ip4(tcp(4000, 7001, 0x02), 6))
syn = program.saved()
is_("cookie for a SYN", (syn[0] > 0, syn[1], syn[2]), (True, -errno.ENOENT, 1))
cookie = syn[0] & 0xFFFFFFFF
program.run(ip4(tcp(4000, 7001, 0x10, 2, cookie + 1), 6))
is_("made only for a SYN, and taken", program.saved()[:2], [-errno.EINVAL, 0])
raw = syn[4] & 0xFFFFFFFF
program.run(ip4(tcp(4000, 7001, 0x10, 2, (raw + 1) & 0xFFFFFFFF), 6))
is_("the cookie that it made", program.saved()[5], 0)
program.run(ip4(tcp(4000, 7001, 0x10, 2, 5), 6))
is_("another cookie", program.saved()[5], -errno.EACCES)
six = Probe("sched_cls", """r2 = u32[r6 + skb.data]; r3 = u32[r6 + skb.data_end]; r8 = r2; r8 += 74; if r8 > r3 goto out
  r8 = r2; r8 += 14
  r1 = r8; r2 = r8; r2 += 40; r3 = 20; call tcp_raw_gen_syncookie_ipv6; save r0
  r1 = r8; r2 = r8; r2 += 40; call tcp_raw_check_syncookie_ipv6; save r0
out:; r0 = 0; exit""")
six.run(ip6(tcp(4000, 7006, 0x02), 6))
raw = six.saved()[0] & 0xFFFFFFFF
six.run(ip6(tcp(4000, 7006, 0x10, 2, (raw + 1) & 0xFFFFFFFF), 6))
is_("over IPv6", six.saved()[1], 0)

# Ways
fib = struct.pack("<BBHHHI", 2, 17, 0, 0, 100, 1)
saved = []
for kind in ("sched_cls", "xdp"):
    program = Probe(kind, f"""bytes r10 - 64 = {fib.hex()}000000007f0000017f000002{"00" * 36}
      fib_lookup(r6, r10 - 64, 64, 0); save r0; fib_lookup(r6, r10 - 64, 64, 2); save r0
      fib_lookup(r6, r10 - 64, 64, 0x100); save r0; fib_lookup(r6, r10 - 64, 9, 0); save r0
      u8[r10 - 64] = 10; fib_lookup(r6, r10 - 64, 64, 0); save r0; fib_lookup(r6, r10 - 64, 64, 2); save r0
      u8[r10 - 64] = 7; fib_lookup(r6, r10 - 64, 64, 0); save r0
      u8[r10 - 64] = 2; u32[r10 - 56] = 99; fib_lookup(r6, r10 - 64, 64, 0); save r0
      u32[r10 - 4] = 0; check_mtu(r6, 1, r10 - 4, 0, 0); save r0; r0 = u32[r10 - 4]; save r0
      check_mtu(r6, 99, r10 - 4, 0, 0); save r0; u32[r10 - 4] = 0; check_mtu(r6, 1, r10 - 4, 70000, 0); save r0
      check_mtu(r6, 1, r10 - 4, 0, 0x100); save r0
      r0 = 0; exit""")
    program.run(ip4(bytes(20), 17))
    saved.append(program.saved())
is_("not to be forwarded, wrong", [s[2:4] for s in saved], [[-errno.EINVAL] * 2] * 2)
is_("another family", [s[6] for s in saved], [-errno.EAFNOSUPPORT] * 2)
is_("another netdev", [s[7] for s in saved], [-errno.ENODEV] * 2)
is_("size", [s[8:] for s in saved], [[0, 65536, -errno.ENODEV, 1, -errno.EINVAL]] * 2)

# A program of the name space says who gets a connection
far = socket.create_server(("127.0.0.9", 9999))
table = Map("sockmap", 8, 4)
table.set(0, far.fileno())
netns = os.open("/proc/self/ns/net", os.O_RDONLY)
choose = Probe("sk_lookup", "".join(f"r0 = u{8 * s}[r6 + look.{n}]; save r0; " for n, s in dict(
    family=4, protocol=4, remote_ip4=4, remote_ip6=4, local_ip4=4, local_ip6=4, local_port=4, ingress_ifindex=4).items()) + """
  r7 = u32[r6 + look.local_port]; if r7 != 81 goto pass; r1 = u64[r6 + look.sk]; r0 = 0; if r1 != 0 goto set; r0 = 1; set:; save r0
  u32[r10 - 4] = 0; map_lookup(map table, r10 - 4); if r0 == 0 goto pass; r7 = r0
  sk_assign(r6, r7, 0); save r0; sk_assign(r6, r7, 0); save r0; sk_assign(r6, r7, 1); save r0; sk_assign(r6, r7, 8); save r0
  r1 = r7; call sk_release; r0 = 1; exit
pass:; r7 = u32[r6 + look.local_port]; r0 = 1; if r7 != 82 goto out; r0 = 0; out:; exit""", dict(table=table), 36)
link = bpf(LINK_CREATE, struct.pack("<IIII", choose.fd, netns, 36, 0) + bytes(32))
connection = socket.create_connection(("127.0.0.1", 81))
is_("given to another", far.accept()[1], connection.getsockname())
is_("seen", choose.saved(), [2, 6, 0x0100007F, 0, 0x0100007F, 0, 81, 1, 1, 0, -errno.EEXIST, 0, -errno.EINVAL])
is_("refused", error_of(socket.create_connection, ("127.0.0.1", 82)), "ECONNREFUSED")
is_("as without", error_of(socket.create_connection, ("127.0.0.1", 7001)), "done")
is_("two such", error_of(bpf, PROG_QUERY, struct.pack("<IIIIQI", netns, 36, 0, 0, 0, 0) + bytes(24)), "done")
os.close(link)
is_("no longer", error_of(socket.create_connection, ("127.0.0.1", 81)), "ECONNREFUSED")

# Of sockets that share a port, one
group = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(3)]
for member in group:
    member.setsockopt(socket.SOL_SOCKET, 15, 1)
    member.bind(("127.0.0.1", 7100))
    member.settimeout(0)
array = Map("reuseport", 8, 4)
for i, member in enumerate(group):
    array.set(i, member.fileno().to_bytes(8, "little"))
is_("no other socket", error_of(array.set, 3, client.fileno().to_bytes(8, "little")), "EINVAL")
is_("cookie", array.get(1), int.from_bytes(group[1].getsockopt(1, 57, 8), "little"))
select_ = Probe("sk_reuseport", """r0 = u32[r6 + reuse.len]; save r0; r0 = u32[r6 + reuse.eth_protocol]; save r0
  r0 = u32[r6 + reuse.ip_protocol]; save r0; r0 = u32[r6 + reuse.bind_inany]; save r0; r0 = u32[r6 + reuse.hash]
  sk_select(r6)
  skb_load_bytes(r6, 8, r10 - 4, 4); save r0; r0 = u32[r10 - 4]; save r0; r7 = u8[r10 - 4]; r7 -= 48
  skb_load_bytes(r6, 9999, r10 - 8, 4); save r0; skb_load_bytes_relative(r6, 0, r10 - 8, 4, 1); save r0
  skb_load_bytes_relative(r6, 0, r10 - 8, 4, 0); save r0; r0 = u8[r10 - 8]; save r0
  r7 &= 7; u32[r10 - 8] = r7
  sk_select_reuseport(r6, map array, r10 - 8, 0); save r0; r0 = 1; exit""".replace("  sk_select(r6)\n", ""), dict(array=array))
for member in group[:1]:
    member.setsockopt(socket.SOL_SOCKET, 52, select_.fd)
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for i in (2, 0, 1, 2):
    sender.sendto(b"%d..." % i, ("127.0.0.1", 7100))
is_("each to whom it names", [sum(error_of(m.recv, 9) == "done" for _ in range(3)) for m in group], [1, 1, 2])
is_("seen by the choice", select_.saved()[:4], [12, 8, 17, 0])
is_("bytes", select_.saved()[4:6], [0, int.from_bytes(b"2...", "little")])
is_("more bytes", select_.saved()[6:9], [-errno.EFAULT, 0, 0])
sender.sendto(b"7...", ("127.0.0.1", 7100))
is_("nobody of that number", select_.saved()[10], -errno.ENOENT)
for member in group[:1]:
    member.setsockopt(socket.SOL_SOCKET, 68, 0)
is_("none attached", error_of(group[0].setsockopt, socket.SOL_SOCKET, 68, 0), "ENOENT")

# A program may say what a flow is
dissect = Probe("flow_dissector", """r7 = u64[r6 + skb.flow_keys]
  skb_load_bytes(r6, 12, r10 - 4, 4); save r0
  r1 = 14; u16[r7 + 0] = r1; r1 = 34; u16[r7 + 2] = r1; r1 = 2; u16[r7 + 4] = r1; r1 = 17; u8[r7 + 9] = r1
  r1 = 0x0800; u16[r7 + 10] = r1; r0 = 0; exit""", {}, 17)
result, keys, _ = dissect.run(ip4(bytes(20), 17))
is_("flow", (result, struct.unpack_from("<HH", keys)), (0, (14, 34)))
link = error_of(bpf, LINK_CREATE, struct.pack("<IIII", dissect.fd, netns, 17, 0) + bytes(32))
is_("attached", link, "done")
print("done")
