"""What programs of traffic control can do to a packet."""
from bpf import *

ETH = bytes.fromhex("020000000001020000000002")


def checksum(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def ip4(payload, protocol=17, tos=0, source="0a000001", target="0a000002"):
    head = struct.pack(">BBHHHBBH", 0x45, tos, 20 + len(payload), 1, 0, 64, protocol, 0)
    ends = bytes.fromhex(source + target)
    return head[:10] + struct.pack(">H", checksum(head + ends)) + ends + payload


def ip6(payload, protocol=17, tclass=0):
    return struct.pack(">IHBB", 6 << 28 | tclass << 20, len(payload), protocol, 64) + bytes.fromhex(
        "20010db8000000000000000000000001" "20010db8000000000000000000000002") + payload


UDP = struct.pack(">HHHH", 1000, 2000, 16, 0) + b"abcdefgh"
V4 = ETH + b"\x08\x00" + ip4(UDP)
V6 = ETH + b"\x86\xdd" + ip6(UDP)


def tc(text, packet=V4, context=b"", maps={}):
    """What the program saved, and the packet afterwards."""
    probe = Probe("sched_cls", text + "\nr0 = 0\nexit", maps)
    _, after, ctx = probe.run(packet, context)
    return (probe.saved(), after) if not context else (probe.saved(), after, ctx)


# Bytes
saved, after = tc("""
  skb_load_bytes(r6, 42, r10 - 8, 8);  save r0
  r1 = u64[r10 - 8];  save r1
  skb_load_bytes(r6, 48, r10 - 8, 8);  save r0
  skb_load_bytes_relative(r6, 0, r10 - 8, 8, 0);  save r0
  r1 = u64[r10 - 8];  save r1
  skb_load_bytes_relative(r6, 12, r10 - 8, 8, 1);  save r0
  r1 = u64[r10 - 8];  save r1
  skb_load_bytes_relative(r6, 12, r10 - 8, 8, 2);  save r0
  skb_store_bytes(r6, 42, r10 - 8, 8, 0);  save r0
  skb_store_bytes(r6, 48, r10 - 8, 8, 0);  save r0
  skb_store_bytes(r6, 42, r10 - 8, 8, 4);  save r0
  skb_store_bytes(r6, 42, r10 - 8, 8, 3);  save r0
""")
first, ends = (int.from_bytes(data, "little", signed=True) for data in (ETH[:8], V4[26:34]))
is_("bytes", saved, [0, int.from_bytes(b"abcdefgh", "little"), -errno.EFAULT, 0, first, 0, ends,
                     -errno.EFAULT, 0, -errno.EFAULT, -errno.EINVAL, 0])
saved, after = tc("bytes r10 - 8 = 4142434445464748; skb_store_bytes(r6, 42, r10 - 8, 8, 0)")
is_("stored", after, V4[:42] + b"ABCDEFGH")
program = Probe("socket_filter", """
  r0 = packet u8[9]; save r0; r0 = packet u16[2]; save r0; r0 = packet u32[12]; save r0
  r7 = 6
  r0 = packet u8[r7 + 3]; save r0; r0 = packet u16[r7 + -4]; save r0; r0 = packet u32[r7 + 6]; save r0
  r0 = packet u32[-0x100000]; save r0
  r0 = packet u8[1000]; save r0
  r0 = 1; exit""")
is_("absent byte ends it", program.run(V4)[0], 0)
is_("packet", program.saved()[:6], [17, 36, 0x0A000001, 17, 36, 0x0A000001])

# Direct access
saved, after = tc("""
  r2 = u32[r6 + skb.data]; r3 = u32[r6 + skb.data_end]
  r4 = r2; r4 += 42
  if r4 > r3 goto out
  r5 = u8[r2 + 23]; save r5
  u8[r2 + 22] = 9
  r4 = r3; r4 -= r2; save r4
  skb_pull_data(r6, 50); save r0
  skb_pull_data(r6, 60); save r0
out:""")
is_("direct", (saved, after[22]), ([17, 50, 0, -errno.ENOMEM], 9))

# Checksums: another TTL and another address, by differences
saved, after = tc("""
  l3_csum_replace(r6, 24, 0x0040, 0x0020, 2); save r0
  u8[r10 - 1] = 32
  skb_store_bytes(r6, 22, r10 - 1, 1, 0); save r0
  bytes r10 - 8 = 0a000001; bytes r10 - 16 = 0a000009
  csum_diff(r10 - 8, 4, r10 - 16, 4, 0); r7 = r0
  l3_csum_replace(r6, 24, 0, r7, 0); save r0
  skb_store_bytes(r6, 26, r10 - 16, 4, 0); save r0
  l3_csum_replace(r6, 24, 1, 2, 4); save r0
  l3_csum_replace(r6, 24, 1, 2, 3); save r0
  l3_csum_replace(r6, 24, 1, 2, 16); save r0
  l3_csum_replace(r6, 25, 1, 2, 2); save r0
  l3_csum_replace(r6, 900, 1, 2, 2); save r0
""")
is_("l3", saved[:4], [0, 0, 0, 0])
is_("l3 wrong", saved[5:], [-errno.EINVAL, -errno.EINVAL, -errno.EFAULT, -errno.EFAULT])
saved, after = tc("""
  l3_csum_replace(r6, 24, 0x0040, 0x0020, 2)
  u8[r10 - 1] = 32; skb_store_bytes(r6, 22, r10 - 1, 1, 0)
  bytes r10 - 8 = 0a000001; bytes r10 - 16 = 0a000009
  csum_diff(r10 - 8, 4, r10 - 16, 4, 0); r7 = r0
  l3_csum_replace(r6, 24, 0, r7, 0)
  skb_store_bytes(r6, 26, r10 - 16, 4, 0)
""")
is_("checksum", (checksum(after[14:34]), after[22], after[26:30].hex()), (0, 32, "0a000009"))
saved, after = tc("""
  l4_csum_replace(r6, 40, 1, 2, 0x22); save r0      # none stays none
  l4_csum_replace(r6, 40, 0x1111, 0x2222, 2); save r0
  l4_csum_replace(r6, 40, 0x1111, 0x2222, 0x14); save r0
  l4_csum_replace(r6, 40, 0, 0x2222, 0x10); save r0
  l4_csum_replace(r6, 40, 1, 0x2222, 0); save r0
  l4_csum_replace(r6, 40, 1, 0x2222, 0x100); save r0
  csum_update(r6, 0x1234); save r0
  csum_level(r6, 0); save r0; csum_level(r6, 1); save r0; csum_level(r6, 2); save r0
  csum_level(r6, 3); save r0; csum_level(r6, 9); save r0
  bytes r10 - 8 = 0102030405060708
  csum_diff(0, 0, r10 - 8, 8, 0); save r0
  csum_diff(r10 - 8, 8, 0, 0, 0); save r0
""")
is_("l4", saved[:6], [0, 0, 0, 0, -errno.EINVAL, -errno.EINVAL])
is_("csum_update", saved[6], -524)
is_("csum_level", saved[7:12], [-errno.EACCES, 0, 0, 0, -errno.EINVAL])
total = sum(struct.unpack("<4H", bytes(range(1, 9))))
is_("csum_diff", [v & 0xFFFFFFFF for v in saved[12:]][0] % 0xFFFF, total % 0xFFFF)

# What the kernel knows of a packet
saved, _ = tc("""
  get_hash_recalc(r6); r7 = r0; r1 = u32[r6 + skb.hash]; r0 ^= r1; save r0
  set_hash(r6, 0x1234); r0 = u32[r6 + skb.hash]; save r0
  get_hash_recalc(r6); save r0
  set_hash_invalid(r6); get_hash_recalc(r6); r0 ^= r7; save r0
  skb_change_type(r6, 1); save r0; r0 = u32[r6 + skb.pkt_type]; save r0
  skb_change_type(r6, 3); save r0; skb_change_type(r6, 7); save r0
  get_route_realm(r6); save r0; get_cgroup_classid(r6); save r0
  skb_cgroup_classid(r6); save r0
  skb_cgroup_id(r6); r1 = 0; if r0 != 0 goto there; r1 = 1; there:; save r1
  skb_ancestor_cgroup_id(r6, 0); r1 = 0; if r0 != 0 goto there2; r1 = 1; there2:; save r1
  get_socket_uid(r6); save r0; get_numa_node_id(); r1 = 0; if r0 s> 0 goto n; r1 = 1; n:; save r1
  r1 = 77; u32[r6 + skb.mark] = r1; r0 = u32[r6 + skb.mark]; save r0
  r1 = 5; u32[r6 + skb.priority] = r1; r0 = u32[r6 + skb.priority]; save r0
  r1 = 6; u32[r6 + skb.tc_index] = r1; r0 = u32[r6 + skb.tc_index]; save r0
  r1 = 3; u32[r6 + skb.queue_mapping] = r1; r0 = u32[r6 + skb.queue_mapping]; save r0
  r1 = 8; u32[r6 + skb.cb2] = r1; r0 = u32[r6 + skb.cb2]; save r0
  r1 = 9; u32[r6 + skb.tc_classid] = r1; r0 = u32[r6 + skb.tc_classid]; save r0
  r0 = u16[r6 + skb.mark]; save r0
""")
is_("known", saved[:8], [0, 0x1234, 0x1234, 0, 0, 1, 0, -errno.EINVAL])
is_("written", saved[-7:], [77, 5, 6, 3, 8, 9, 77])

saved, _ = tc("\n".join(f"r0 = u{8 * size}[r6 + skb.{field}]; save r0" for field, size in dict(
    len=4, protocol=4, vlan_present=4, vlan_tci=4, vlan_proto=4, ifindex=4, ingress_ifindex=4,
    gso_segs=4, gso_size=4, wire_len=4, napi_id=4).items()))
is_("fields", saved, [50, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0])

# Tags
saved, after = tc("""
  skb_vlan_push(r6, 0x0081, 100); save r0; r0 = u32[r6 + skb.vlan_tci]; save r0
  r0 = u32[r6 + skb.vlan_proto]; save r0; r0 = u32[r6 + skb.vlan_present]; save r0
  skb_vlan_push(r6, 0xa888, 200); save r0; r0 = u32[r6 + skb.len]; save r0
  skb_vlan_push(r6, 0x0008, 1)
""")
is_("tags", saved, [0, 100, 0x0081, 1, 0, 54])
saved, after = tc("""skb_vlan_push(r6, 0x0081, 100); skb_vlan_push(r6, 0x0081, 7)
  skb_vlan_pop(r6); save r0; skb_vlan_pop(r6); save r0; r0 = u32[r6 + skb.vlan_present]; save r0
  skb_vlan_pop(r6); save r0""")
is_("untagged", (saved, after), ([0, 0, 0, 0], V4))

# The other family
saved, after = tc("skb_change_proto(r6, 0xdd86, 0); save r0; r0 = u32[r6 + skb.protocol]; save r0")
is_("to IPv6", (saved, len(after), after[-16:]), ([0, 0xDD86], len(V4) + 20, UDP))
saved, after = tc("skb_change_proto(r6, 0x0008, 0); save r0; skb_change_proto(r6, 0x0608, 0); save r0",
                  V6)
is_("to IPv4", (saved, len(after), after[-16:]), ([0, -524], len(V6) - 20, UDP))

# Longer and shorter
saved, after = tc("""skb_change_tail(r6, 60, 0); save r0; skb_change_tail(r6, 44, 0); save r0
  skb_change_tail(r6, 13, 0); save r0; skb_change_tail(r6, 60, 1); save r0
  skb_change_tail(r6, 70000, 0); save r0""")
is_("tail", (saved, after), ([0, 0, -errno.EINVAL, -errno.EINVAL, -errno.EINVAL], V4[:44]))
saved, after = tc("skb_change_head(r6, 14, 0); save r0; skb_change_head(r6, 14, 1); save r0")
is_("head", (saved, len(after), after[14:]), ([0, -errno.EINVAL], len(V4) + 14, V4))


def room(length, mode, flags, packet=V4):
    saved, after = tc(f"skb_adjust_room(r6, {length}, {mode}, {flags}); save r0", packet)
    return saved[0], len(after) - len(packet)


is_("room for IP in IP", room(20, 1, 0b10), (0, 20))
is_("room for GRE", room(24, 1, 0b1010), (0, 24))
is_("room for UDP", room(28, 1, 0b10010), (0, 28))
is_("room for a frame", room(42, 1, 0b10010 | 0x40 | 14 << 56), (0, 42))
is_("room for IPv6", room(40, 1, 0b100), (0, 40))
is_("room in IPv6", room(40, 1, 0b100, V6), (0, 40))
is_("room behind Ethernet", room(8, 0, 0), (0, 8))
is_("room for both", room(20, 1, 0b110)[0], -errno.EINVAL)
is_("too much room", room(5000, 1, 0b10)[0], -errno.EFAULT)
is_("unknown flag", room(20, 1, 1 << 12)[0], -errno.EINVAL)
is_("room of a third kind", room(20, 5, 0)[0], -524)
is_("two kinds of tunnels", room(28, 1, 0b11010)[0], -errno.EINVAL)
is_("less", room(-20, 1, 0, ETH + b"\x08\x00" + ip4(ip4(UDP), 4)), (0, -20))
is_("less than there is", room(-40, 1, 0)[0], -524)
arp = ETH + b"\x08\x06" + bytes(40)
is_("neither", room(20, 1, 0, arp)[0], -524)

# Congestion
for what, packet, expected, byte in (
        ("IPv4", ETH + b"\x08\x00" + ip4(UDP, tos=2), 1, (15, 3)),
        ("IPv4 that cannot", V4, 0, (15, 0)),
        ("IPv6", ETH + b"\x86\xdd" + ip6(UDP, tclass=1), 1, (15, 0x30))):
    saved, after = tc("skb_ecn_set_ce(r6); save r0", packet)
    is_(f"mark of {what}", (saved, after[byte[0]]), ([expected], byte[1]))

# Tunnels; what is read as the remote address is that of who sends
key = struct.pack("<II12xBBHI", 77, 0x0A000001, 8, 64, 0, 0)
saved, _ = tc(f"""
  bytes r10 - 40 = {key.hex()}
  skb_get_tunnel_key(r6, r10 - 80, 28, 0); save r0
  skb_set_tunnel_key(r6, r10 - 40, 28, 0); save r0
  bytes r10 - 52 = 000102030405060708090a0b
  skb_set_tunnel_opt(r6, r10 - 52, 12); save r0
  skb_set_tunnel_opt(r6, r10 - 52, 11); save r0
  skb_get_tunnel_key(r6, r10 - 80, 28, 0); save r0
  r0 = u32[r10 - 80]; save r0; r0 = u32[r10 - 76]; save r0; r0 = u8[r10 - 60]; save r0
  skb_get_tunnel_key(r6, r10 - 80, 8, 0); save r0
  skb_get_tunnel_key(r6, r10 - 80, 7, 0); save r0
  skb_get_tunnel_key(r6, r10 - 80, 28, 1); save r0
  skb_get_tunnel_opt(r6, r10 - 96, 12); save r0; r0 = u32[r10 - 92]; save r0
  skb_get_tunnel_opt(r6, r10 - 96, 8); save r0
  skb_set_tunnel_key(r6, r10 - 40, 28, 1); save r0
  skb_get_tunnel_key(r6, r10 - 80, 28, 1); save r0
  skb_get_tunnel_opt(r6, r10 - 96, 12); save r0
  skb_set_tunnel_key(r6, r10 - 40, 5, 0); save r0
  skb_set_tunnel_key(r6, r10 - 40, 28, 0x100); save r0
  skb_get_xfrm_state(r6, 0, r10 - 40, 28, 0); save r0
""")
is_("tunnel over IPv4", saved[:10], [-errno.EINVAL, 0, 0, -errno.EINVAL, 0, 77, 0, 8, 0,
                                     -errno.EINVAL])
is_("tunnel of the other family", saved[10], -errno.EPROTO)
is_("options of a tunnel", saved[11:14], [12, 0x07060504, -errno.ENOMEM])
is_("tunnel over IPv6", saved[14:], [0, 0, -errno.ENOENT, -errno.EINVAL, -errno.EINVAL,
                                     -errno.EINVAL])

# Time stamps
saved, _ = tc("""
  skb_set_tstamp(r6, 1000, 1); save r0; r0 = u64[r6 + skb.tstamp]; save r0
  skb_set_tstamp(r6, 0, 0); save r0; r0 = u64[r6 + skb.tstamp]; save r0
  skb_set_tstamp(r6, 0, 1); save r0; skb_set_tstamp(r6, 5, 9); save r0
""")
is_("time stamps", saved[:4], [0, 1000, 0, 0])
is_("wrong time stamps", saved[4:], [-errno.EINVAL, -errno.EINVAL])

# Context in and out
context = bytearray(192)
struct.pack_into("<I", context, CONTEXTS["skb"]["mark"][0], 5)
struct.pack_into("<I", context, CONTEXTS["skb"]["gso_size"][0], 20)
struct.pack_into("<I", context, CONTEXTS["skb"]["gso_segs"][0], 2)
saved, _, ctx = tc("""r0 = u32[r6 + skb.mark]; save r0; r0 += 1; u32[r6 + skb.mark] = r0
  r0 = u32[r6 + skb.gso_size]; save r0; r0 = u32[r6 + skb.gso_segs]; save r0""", V4, bytes(context))
is_("context", (saved, struct.unpack_from("<I", ctx, 8)[0]), ([5, 20, 2], 6))

# A program is a descriptor among others
program = Probe("sched_cls", "r0 = 7; exit")
with open("/usr/bin/env", "rb") as file:
    is_("a number of its own", file.fileno() != program.fd, True)
    is_("still there", program.run(V4)[0], 7)
copy = os.dup(program.fd)
os.close(program.fd)
program.fd = copy
is_("a copy of it", program.run(V4)[0], 7)
print("done")
