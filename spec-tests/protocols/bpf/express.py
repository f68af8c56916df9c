"""What programs of XDP can do to a frame before there is a packet."""
import os
import socket
import subprocess
from bpf import *
from ends import *

FRAME = bytes(range(60))


def xdp(text, frame=FRAME, maps={}, context=b"", result="r0 = 2", attach=0):
    probe = Probe("xdp", text + f"\n{result}; exit", maps, attach)
    verdict, after, _ = probe.run(frame, context)
    return probe.saved(), after, verdict


saved, after, _ = xdp("""xdp_get_buff_len(r6); save r0
  xdp_load_bytes(r6, 10, r10 - 4, 4); save r0; r0 = u32[r10 - 4]; save r0
  xdp_load_bytes(r6, 58, r10 - 4, 4); save r0
  bytes r10 - 4 = aabbccdd; xdp_store_bytes(r6, 20, r10 - 4, 4); save r0
  xdp_store_bytes(r6, 58, r10 - 4, 4); save r0""")
is_("bytes", saved, [60, 0, int.from_bytes(FRAME[10:14], "little"), -errno.EINVAL, 0, -errno.EINVAL])
is_("stored", after, FRAME[:20] + bytes.fromhex("aabbccdd") + FRAME[24:])
is_("shorter in front", xdp("xdp_adjust_head(r6, 4); save r0"), ([0], FRAME[4:], 2))
saved, after, _ = xdp("xdp_adjust_head(r6, -8); save r0; xdp_adjust_head(r6, -5000); save r0; xdp_adjust_head(r6, 60); save r0")
is_("longer in front", (saved, after[8:]), ([0, -errno.EINVAL, -errno.EINVAL], FRAME))
is_("shorter behind", xdp("xdp_adjust_tail(r6, -10); save r0"), ([0], FRAME[:50], 2))
saved, after, _ = xdp("xdp_adjust_tail(r6, 10); save r0; xdp_adjust_tail(r6, 9000); save r0; xdp_adjust_tail(r6, -65); save r0")
is_("longer behind", (saved, after), ([0, -errno.EINVAL, -errno.EINVAL], FRAME + bytes(10)))
saved, after, _ = xdp("""xdp_adjust_meta(r6, -8); save r0; xdp_adjust_meta(r6, -7); save r0
  xdp_adjust_meta(r6, -24); save r0; xdp_adjust_meta(r6, -300); save r0
  r2 = u32[r6 + xdp.data_meta]; r3 = u32[r6 + xdp.data]
  r4 = r2; r4 += 4; if r4 > r3 goto out; u32[r2 + 0] = 7; r3 -= r2; save r3; out:""")
is_("room for notes", saved, [0, -errno.EACCES, 0, -errno.EINVAL, 32])
is_("fields", xdp("r0 = u32[r6 + xdp.ingress_ifindex]; save r0; r0 = u32[r6 + xdp.rx_queue_index]; save r0")[0], [1, 0])
saved, after, _ = xdp("""bytes r10 - 8 = 0a000001; bytes r10 - 4 = 0a000005
  csum_diff(r10 - 8, 4, r10 - 4, 4, 0); r0 &= 0xffff; save r0""")
is_("differences of sums", saved, [0x0400])

# Where it goes
tables = {kind: Map(kind, 8, 4) for kind in ("devmap", "devmap_hash")}
is_("no such netdev", error_of(tables["devmap"].set, 0, struct.pack("<II", 99, 0)), "EINVAL")
for kind, table in tables.items():
    table.set(0, struct.pack("<Ii", 1, -1))
    is_(f"{kind}: entry", struct.unpack("<I", table.bytes(0)[:4])[0], 1)
    for key, flags, expected in ((0, 0, 4), (2, 0, 0), (2, 2, 2), (2, 1, 1), (0, 8, 4), (0, 64, 0)):
        _, _, verdict = xdp("", maps=dict(table=table), result=f"redirect_map(r6, {key}, {flags})".replace("r6", "map table"))
        is_(f"{kind}: key {key}, flags {flags}", verdict, expected)
is_("by number", xdp("", result="redirect(1, 0)")[2], 4)
is_("by number with a flag", xdp("", result="redirect(1, 1)")[2], 0)

# Attached to a netdev: a veth does it itself, all others leave it to the kernel


def ip(command):
    return subprocess.run("ip " + command, shell=True, capture_output=True, text=True)


def link_set_xdp(name, fd, flags):
    """RTM_SETLINK with IFLA_XDP: None, or the error."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as rtnl:
        nested = struct.pack("<HHi", 8, 1, fd) + struct.pack("<HHI", 8, 3, flags)
        body = struct.pack("<BxHiII", 0, 0, socket.if_nametoindex(name), 0, 0)
        body += struct.pack("<HH", 4 + len(nested), 43 | 0x8000) + nested
        rtnl.send(struct.pack("<IHHII", 16 + len(body), 19, 5, 1, 0) + body)
        error = struct.unpack_from("<i", rtnl.recv(4096), 16)[0]
        return errno.errorcode[-error] if error else "done"


NATIVE, GENERIC = 4, 2
ip("link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; ip addr add 192.0.2.1/24 dev v0")
ip("link add d0 type dummy; ip link set d0 up")
sender, receiver = (socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0x0300) for _ in range(2))
sender.bind(("v0", 0x88B5))
receiver.bind(("v1", 0x88B5))
receiver.settimeout(0)
TEST = bytes.fromhex("ffffffffffff02000000000188b5") + b"x" * 46


def seen():
    frames = []
    while True:
        try:
            data, (_, _, kind, *_) = receiver.recvfrom(2000)
        except BlockingIOError:
            return frames
        if data[12:14] == b"\x88\xb5" and kind != socket.PACKET_OUTGOING:
            frames.append(data)


for mode, name in ((NATIVE, "by veth"), (GENERIC, "by the kernel")):
    for text, result, expected in (
            ("", "r0 = 2", [TEST]), ("", "r0 = 1", []), ("", "r0 = 0", []), ("", "r0 = 9", []),
            ("xdp_adjust_tail(r6, -10)", "r0 = 2", [TEST[:-10]]),
            ("xdp_adjust_head(r6, -4); bytes r10 - 16 = ffffffffffff020000000001 88b5aaaa".replace(" 88", "88") +
             "; xdp_store_bytes(r6, 0, r10 - 16, 16)", "r0 = 2", [TEST[:14] + b"\xaa\xaa" + TEST[12:]]),
            ("xdp_adjust_meta(r6, -4)", "r0 = 2", [TEST])):
        program = Probe("xdp", text + f"\n{result}; exit")
        is_(f"{name}: attached", link_set_xdp("v1", program.fd, mode), "done")
        shown = ip("-d link show dev v1").stdout
        is_(f"{name}: shown", ("xdp" in shown, "prog/xdp" in shown), (True, True))
        sender.send(TEST)
        is_(f"{name}: {text} {result}", seen(), expected)
        is_(f"{name}: only one kind", link_set_xdp("v1", program.fd, NATIVE + GENERIC - mode) != "done", True)
        is_(f"{name}: gone", link_set_xdp("v1", -1, mode), "done")
    back = Probe("xdp", "r0 = 3; exit")     # sends it back
    is_(f"{name}: attached", link_set_xdp("v1", back.fd, mode), "done")
    if mode == NATIVE:
        passing = Probe("xdp", "r0 = 2; exit")
        is_("the other end as well", link_set_xdp("v0", passing.fd, mode), "done")
    got = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0x0300)
    got.bind(("v0", 0x88B5))
    got.settimeout(0.1)
    sender.send(TEST)
    is_(f"{name}: sent back", (seen(), got.recv(2000)), ([], TEST))
    got.close()
    is_(f"{name}: gone", (link_set_xdp("v1", -1, mode), link_set_xdp("v0", -1, mode)), ("done", "done"))
    away = Probe("xdp", f"redirect({socket.if_nametoindex('d0')}, 0); exit")
    link_set_xdp("v1", away.fd, mode)
    before = int(open("/sys/class/net/d0/statistics/tx_packets").read())
    sender.send(TEST)
    is_(f"{name}: redirected", seen(), [])
    if mode == GENERIC:
        is_("sent by the other netdev", int(open("/sys/class/net/d0/statistics/tx_packets").read()) - before, 1)
    table = Map("devmap", 4, 4)
    table.set(1, struct.pack("<I", socket.if_nametoindex("d0")))
    away = Probe("xdp", "redirect_map(map table, 1, 0); exit", dict(table=table))
    is_(f"{name}: another", link_set_xdp("v1", away.fd, mode), "done")
    sender.send(TEST)
    is_(f"{name}: redirected by a map", seen(), [])
    link_set_xdp("v1", -1, mode)
is_("not there", link_set_xdp("v1", 999, NATIVE), "EBADF")
other = Probe("sched_cls", "r0 = 0; exit")
is_("not a program of XDP", link_set_xdp("v1", other.fd, GENERIC), "EINVAL")
is_("a netdev that cannot do it", link_set_xdp("d0", back.fd, NATIVE) != "done", True)
is_("only if there is none", (link_set_xdp("d0", back.fd, GENERIC | 1), link_set_xdp("d0", away.fd, GENERIC | 1)),
    ("done", "EBUSY"))
is_("unknown flag", link_set_xdp("d0", back.fd, 1 << 9), "EINVAL")

# As a link that goes away with its descriptor
link = bpf(LINK_CREATE, struct.pack("<IIII", back.fd, socket.if_nametoindex("v1"), 37, 0) + bytes(32))
is_("taken", link_set_xdp("v1", away.fd, NATIVE), "EBUSY")
dropping, replaced = Probe("xdp", "r0 = 1; exit"), Probe("xdp", "r0 = 1; exit", {}, 33)
is_("updated by one of another kind", error_of(bpf, LINK_UPDATE, struct.pack("<IIII", link, replaced.fd, 0, 0)), "EINVAL")
is_("updated", error_of(bpf, LINK_UPDATE, struct.pack("<IIII", link, dropping.fd, 0, 0)), "done")
sender.send(TEST)
is_("dropped", seen(), [])
os.close(link)
sender.send(TEST)
is_("no longer", seen(), [TEST])
print("done")
