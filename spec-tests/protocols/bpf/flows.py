"""What makes a flow: frames of one have the same hash, whatever they are wrapped in."""
from bpf import *

probe = Probe("sched_cls", "get_hash_recalc(r6); save r0; r0 = 0; exit")


def hash_of(frame):
    probe.run(frame.ljust(60, b"\0"))
    return probe.saved()[0]


def eth(kind, payload):
    return bytes.fromhex("020000000001020000000002") + struct.pack(">H", kind) + payload


def ip4(payload, protocol, target=2, fragment=0, options=b"", number=1):
    return struct.pack(">BBHHHBBHII", 0x45 + len(options) // 4, 0, 20 + len(options) + len(payload), number, fragment, 64, protocol, 0,
                       0x0A000001, 0x0A000000 + target) + options + payload


def ip6(payload, following, target=2, label=0):
    return struct.pack(">IHBB", 6 << 28 | label, len(payload), following, 64) + bytes(15) + b"\1" + bytes(15) + bytes([target]) + payload


def udp(port, data=b"hello world"):
    return struct.pack(">HHHH", 1000, port, 8 + len(data), 0) + data


def tcp(port, data=b"", sequence=1):
    return struct.pack(">HHIIBBHHH", 1000, port, sequence, 0, 0x50, 0x10, 100, 0, 0) + data


# a frame by a port that is inside and by other bytes; does another port make another flow?
WRAPPED = dict(
    udp=(lambda p, d: eth(0x800, ip4(udp(p, d), 17)), True),
    tcp=(lambda p, d: eth(0x800, ip4(tcp(p, d), 6)), True),
    tcp_options=(lambda p, d: eth(0x800, ip4(tcp(p, d), 6, options=bytes([1, 1, 1, 0]))), True),
    udp6=(lambda p, d: eth(0x86DD, ip6(udp(p, d), 17)), True),
    udplite=(lambda p, d: eth(0x800, ip4(udp(p, d), 136)), True),
    sctp=(lambda p, d: eth(0x800, ip4(struct.pack(">HHII", 1000, p, 1, 0) + d, 132)), True),
    dccp=(lambda p, d: eth(0x800, ip4(struct.pack(">HHII", 1000, p, 1, 0) + d, 33)), True),
    tagged=(lambda p, d: eth(0x8100, struct.pack(">HH", 5, 0x800) + ip4(udp(p, d), 17)), True),
    tagged_twice=(lambda p, d: eth(0x88A8, struct.pack(">HHHH", 5, 0x8100, 6, 0x86DD) + ip6(udp(p, d), 17)), True),
    pppoe=(lambda p, d: eth(0x8864, struct.pack(">BBHHH", 0x11, 0, 7, 50, 0x21) + ip4(udp(p, d), 17)), True),
    pppoe6=(lambda p, d: eth(0x8864, struct.pack(">BBHHH", 0x11, 0, 7, 80, 0x57) + ip6(udp(p, d), 17)), True),
    ip_in_ip=(lambda p, d: eth(0x800, ip4(ip4(udp(p, d), 17), 4)), True),
    ip6_in_ip=(lambda p, d: eth(0x800, ip4(ip6(udp(p, d), 17), 41)), True),
    ip_in_ip6=(lambda p, d: eth(0x86DD, ip6(ip4(udp(p, d), 17), 4)), True),
    ip6_in_ip6=(lambda p, d: eth(0x86DD, ip6(ip6(tcp(p, d), 6), 41)), True),
    gre=(lambda p, d: eth(0x800, ip4(struct.pack(">HH", 0, 0x800) + ip4(udp(p, d), 17), 47)), True),
    gre_all=(lambda p, d: eth(0x800, ip4(struct.pack(">HHIII", 0xB000, 0x86DD, 0, 77, 5) + ip6(udp(p, d), 17), 47)), True),
    gre_ethernet=(lambda p, d: eth(0x800, ip4(struct.pack(">HH", 0, 0x6558) + eth(0x800, ip4(udp(p, d), 17)), 47)), True),
    pptp=(lambda p, d: eth(0x800, ip4(struct.pack(">HHHHI", 0x3001, 0x880B, 50, 9, 1) + bytes([0xFF, 3, 0, 0x21]) + ip4(udp(p, d), 17), 47)), True),
    hop_by_hop=(lambda p, d: eth(0x86DD, ip6(bytes([17, 0, 5, 2, 0, 0, 1, 0]) + udp(p, d), 0)), True),
    routing=(lambda p, d: eth(0x86DD, ip6(bytes([17, 0, 3, 0, 0, 0, 0, 0]) + udp(p, d), 43)), True),
    destination=(lambda p, d: eth(0x86DD, ip6(bytes([17, 0, 1, 4, 0, 0, 0, 0]) + udp(p, d), 60)), True),
    atomic=(lambda p, d: eth(0x86DD, ip6(struct.pack(">BBHI", 17, 0, 0, 7) + udp(p, d), 44)), False),
    batman=(lambda p, d: eth(0x4305, bytes([0x40, 15, 64, 0]) + bytes(6) + eth(0x800, ip4(udp(p, d), 17))), True),
    fragment=(lambda p, d: eth(0x800, ip4(udp(p, d), 17, fragment=0x2000)), False),
    later_fragment=(lambda p, d: eth(0x800, ip4(udp(p, d), 17, fragment=100)), False),
    fragment6=(lambda p, d: eth(0x86DD, ip6(struct.pack(">BBHI", 17, 0, 1, 7) + udp(p, d), 44)), False),
    labelled=(lambda p, d: eth(0x86DD, ip6(udp(p, d), 17, label=0x12345)), False),
    icmp=(lambda p, d: eth(0x800, ip4(struct.pack(">BBHHH", 8, 0, 0, p, 1) + d, 1)), None),
    esp=(lambda p, d: eth(0x800, ip4(struct.pack(">II", p, 1) + d, 50)), None),
    ah=(lambda p, d: eth(0x800, ip4(struct.pack(">BBHII", 17, 4, 0, p, 1) + bytes(12) + d, 51)), None),
    l2tp=(lambda p, d: eth(0x800, ip4(struct.pack(">I", p) + d, 115)), None),
    tipc=(lambda p, d: eth(0x88CA, struct.pack(">IIIIII", 0x40000000, 0, 0, 5, 6, p) + d), False),
    mpls=(lambda p, d: eth(0x8847, struct.pack(">I", 16 << 12 | 1 << 8 | 64) + ip4(udp(p, d), 17)), False),
    fcoe=(lambda p, d: eth(0x8906, struct.pack(">II", p, 5) + d.ljust(40)), False),
    profinet=(lambda p, d: eth(0x8892, struct.pack(">H", p) + d), False),
    arp=(lambda p, d: eth(0x0806, struct.pack(">HHBBH", 1, 0x800, 6, 4, 1) + bytes(20)), False),
    ptp=(lambda p, d: eth(0x88F7, bytes([0, 2]) + bytes(32)), False),
)
for name, (frame, by_port) in WRAPPED.items():
    one, again, other = frame(2000, b"some data"), frame(2000, b"other data"), frame(2001, b"some data")
    is_(f"{name}: the same flow", hash_of(one) == hash_of(again), True)
    if by_port is not None:
        is_(f"{name}: another port is another flow", hash_of(one) != hash_of(other), by_port)
there, back = (eth(0x800, struct.pack(">BBHHHBBHII", 0x45, 0, 39, 1, 0, 64, 17, 0, *ends) + struct.pack(">HHHH", *ports, 19, 0) + b"hello world")
               for ends, ports in (((1 << 24 | 1, 1 << 24 | 2), (5, 6)), ((1 << 24 | 2, 1 << 24 | 1), (6, 5))))
is_("both ways", hash_of(there) == hash_of(back), True)
is_("another address", hash_of(WRAPPED["udp"][0](5, b"")) != hash_of(eth(0x800, ip4(udp(5, b""), 17, target=3))), True)
is_("another label", hash_of(eth(0x86DD, ip6(udp(5), 17, label=5))) != hash_of(eth(0x86DD, ip6(udp(5), 17, label=6))), True)
entropy = lambda value: eth(0x8847, struct.pack(">III", 16 << 12 | 64, 7 << 12 | 64, value << 12 | 1 << 8 | 64) + ip4(udp(5), 17))
is_("labels are not looked at", hash_of(entropy(100)) != hash_of(entropy(101)), False)
for cut in (15, 20, 30, 35):
    is_(f"cut to {cut} bytes", isinstance(hash_of(WRAPPED["tcp"][0](1, b"")[:cut]), int), True)
print("done")
