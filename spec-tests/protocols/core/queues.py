"""What the family "netdev" of generic netlink tells of netdevs, their queues and NAPI instances."""
import os
import socket
import struct

import bpf
from netlink import *

DEV_GET, PAGE_POOL_GET, PAGE_POOL_STATS, QUEUE_GET, NAPI_GET, QSTATS_GET = 1, 5, 9, 10, 11, 12


def is_(what, seen, expected):
    if seen != expected:
        print(f"{what}: {seen!r}, and not {expected!r}")


def number(data):
    return int.from_bytes(data, "little")


family = Generic("netdev")
index = {name: socket.if_nametoindex(name) for name in ("lo", "v0", "v1")}
program = bpf.Program("xdp", "r0 = 2; exit")     # gives a veth NAPI instances and page pools
link = bpf.bpf(bpf.LINK_CREATE, struct.pack("<IIII", program.fd, index["v1"], 37, 0) + bytes(32))
devices = {number(attrs(data)[1]): attrs(data) for data in family.call(DEV_GET, b"", DUMP)}
is_("all netdevs", set(index.values()) - set(devices), set())
is_("what a veth can do for XDP", number(devices[index["v0"]][3]) & 7, 7)
is_("what the loopback can", number(devices[index["lo"]][3]), 0)
one = attrs(family.call(DEV_GET, attr(1, index["v1"]))[0])
is_("one of them", number(one[1]), index["v1"])
is_("none", family.error(DEV_GET, attr(1, 999)), "ENODEV")
is_("no number", family.error(DEV_GET), "EINVAL")

# Queues: (netdev 1?, id, type)
queues = [attrs(data) for data in family.call(QUEUE_GET, b"", DUMP)]
mine = sorted((number(q[3]), number(q[1])) for q in queues if number(q[2]) == index["v0"])
is_("queues of a veth", mine, [(0, 0), (1, 0)])
is_("of one netdev", len(family.call(QUEUE_GET, attr(2, index["v0"]), DUMP)), 2)
one = attrs(family.call(QUEUE_GET, attr(2, index["v0"]) + attr(3, 0) + attr(1, 0))[0])
is_("one queue", (number(one[2]), number(one[1])), (index["v0"], 0))
for what, body, expected in (("a queue that is none", attr(2, index["v0"]) + attr(3, 0) + attr(1, 9), "ENOENT"),
                             ("a type that is none", attr(2, index["v0"]) + attr(3, 7) + attr(1, 0), "EINVAL"), ("nothing", b"", "EINVAL"),
                             ("a netdev that is none", attr(2, 999) + attr(3, 0) + attr(1, 0), "ENODEV")):
    is_(what, family.error(QUEUE_GET, body) in (expected, "ENOENT", "EINVAL", "ERANGE", "ENODEV"), True)
is_("queues of a netdev that is none", family.error(QUEUE_GET, attr(2, 999), DUMP), "ENODEV")

# NAPI, page pools and statistics
is_("NAPI instances", isinstance(family.call(NAPI_GET, b"", DUMP), list), True)
is_("NAPI of a netdev", isinstance(family.call(NAPI_GET, attr(1, index["v0"]), DUMP), list), True)
is_("NAPI that is none", family.error(NAPI_GET, attr(2, 0x7FFFFFF0)), "ENOENT")
pools = [attrs(data) for data in family.call(PAGE_POOL_GET, b"", DUMP)]
is_("page pools of a veth with a program", [number(p[2]) for p in pools if 2 in p], [index["v1"]] * len(pools))
if pools:
    one = attrs(family.call(PAGE_POOL_GET, attr(1, struct.pack("<I", number(pools[0][1]))))[0])
    is_("one page pool", number(one[1]), number(pools[0][1]))
is_("page pool that is none", family.error(PAGE_POOL_GET, attr(1, 99999)), "ENOENT")
is_("statistics of page pools", family.error(PAGE_POOL_STATS, b"", DUMP) in ("ENOTSUP", "done", "EINVAL"), True)
is_("statistics of queues", family.error(QSTATS_GET, b"", DUMP), "done")
is_("of one netdev that keeps none", family.error(QSTATS_GET, attr(1, index["v0"]), DUMP), "ENOTSUP")
is_("of a netdev that is none", family.error(QSTATS_GET, attr(1, 999), DUMP), "ENODEV")

# News of netdevs
listener = Generic("netdev")
listener.join(listener.groups["mgmt"])
listener.sock.settimeout(0.2)
os.system("ip link add v2 type veth peer name v3; ip link del v2")
kinds = []
try:
    while True:
        kinds += [data[0] for kind, _, data in listener.messages() if kind == listener.family]
except TimeoutError:
    pass
is_("two came and went", (kinds.count(2), kinds.count(3)), (2, 2))
print("done")
