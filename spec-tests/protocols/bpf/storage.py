"""Notes of programs at sockets, and what sock_diag tells of them."""
import os
import socket
from bpf import *
from ends import *
from netlink import Netlink, attr, attrs, all_attrs, DUMP, SOCK_DIAG

GROUP = os.open("/sys/fs/cgroup", os.O_RDONLY)
BTF_LOAD, NO_PREALLOC, CLONE = 18, 1, 1 << 9


def load_btf():
    """A type: int of four bytes."""
    types, names = struct.pack("<IIII", 1, 1 << 24, 4, 1 << 24 | 32), b"\0int\0"
    data = struct.pack("<HBBIIIII", 0xEB9F, 1, 0, 24, 0, len(types), len(types), len(names)) + types + names
    return bpf(BTF_LOAD, struct.pack("<QQIII", address(data), 0, len(data), 0, 0))


btf = load_btf()


def notes(flags=0):
    return Map("sk_storage", 4, 0, 4, NO_PREALLOC | flags, (btf, 1, 1))


for what, arguments in dict(without_type=("sk_storage", 4, 0, 4, NO_PREALLOC, (0, 0, 0)), preallocated=("sk_storage", 4, 0, 4, 0, (btf, 1, 1)),
                            entries=("sk_storage", 4, 9, 4, NO_PREALLOC, (btf, 1, 1)), large=("sk_storage", 1 << 20, 0, 4, NO_PREALLOC, (btf, 1, 1))).items():
    is_(what, error_of(Map, *arguments) in ("EINVAL", "E2BIG", "ENOTSUP"), True)

# From outside, by the descriptor of a socket
table, cloned = notes(), notes(CLONE)
sock = socket.socket()
is_("none", error_of(table.get, sock.fileno()), "ENOENT")
table.set(sock.fileno(), 42)
is_("noted", table.get(sock.fileno()), 42)
is_("not twice", error_of(table.set, sock.fileno(), 43, 1), "EEXIST")
table.set(sock.fileno(), 43, 2)
is_("changed", table.get(sock.fileno()), 43)
other = socket.socket()
is_("not yet there", error_of(table.set, other.fileno(), 1, 2), "ENOENT")
is_("no socket", [error_of(table.set, 0, 1), error_of(table.set, 999, 1), error_of(table.get, 999)], ["ENOTSOCK", "EBADF", "EBADF"])
table.remove(sock.fileno())
is_("away", [error_of(table.remove, sock.fileno()), error_of(table.get, sock.fileno())], ["ENOENT", "ENOENT"])
is_("no keys", table.keys(), [])
is_("unknown flags", error_of(table.set, sock.fileno(), 1, 77), "EINVAL")

# A listener's notes go on to what it accepts, if the map says so
listener = socket.create_server(("127.0.0.1", 7001))
table.set(listener.fileno(), 5)
cloned.set(listener.fileno(), 6)
client = socket.create_connection(("127.0.0.1", 7001))
server, _ = listener.accept()
is_("handed down", (error_of(table.get, server.fileno()), cloned.get(server.fileno())), ("ENOENT", 6))

# Programs make, read and delete them
count = Probe("cgroup_skb", """r7 = u64[r6 + skb.sk]; if r7 == 0 goto out; r1 = r7; call sk_fullsock; if r0 == 0 goto out; r7 = r0
  u32[r10 - 4] = 100; r1 = map table; r2 = r7; r3 = r10; r3 += -4; r4 = 1; call sk_storage_get; if r0 == 0 goto out
  r1 = u32[r0 + 0]; r1 += 1; u32[r0 + 0] = r1; save r1
out:; r0 = 1; exit""", dict(table=table), 1)
count.attach(GROUP, 1)
for _ in range(3):
    client.send(b"x")
count.detach(GROUP, 1)
is_("counted", table.get(client.fileno()), count.saved()[0])
is_("at least three", table.get(client.fileno()) >= 103, True)
forget = Probe("cgroup_skb", """r7 = u64[r6 + skb.sk]; if r7 == 0 goto out; r1 = r7; call sk_fullsock; if r0 == 0 goto out; r7 = r0
  sk_storage_delete(map table, r7); save r0; r1 = map table; r2 = r7; r3 = 0; r4 = 0; call sk_storage_get; r1 = 1; if r0 == 0 goto gone; r1 = 0; gone:; save r1
out:; r0 = 1; exit""", dict(table=table), 1)
forget.attach(GROUP, 1)
client.send(b"x")
is_("forgotten", (error_of(table.get, client.fileno()), forget.saved()), ("ENOENT", [0, 1]))
forget.detach(GROUP, 1)
born = Probe("cgroup_sock", """u32[r10 - 4] = 9; r1 = map table; r2 = r6; r3 = r10; r3 += -4; r4 = 1; call sk_storage_get
  r1 = 1; if r0 != 0 goto made; r1 = 0; made:; save r1; r0 = 1; exit""", dict(table=table), 2)
born.attach(GROUP, 2)
sock = socket.socket()
born.detach(GROUP, 2)
is_("from birth on", (table.get(sock.fileno()), born.saved()), (9, [1]))

# sock_diag shows them
diag = Netlink(SOCK_DIAG)
table.set(listener.fileno(), 5)
request = struct.pack("<BBBBI", socket.AF_INET, 6, 0, 0, 1 << 10) + bytes(48)


def shown(wanted):
    """What all notes of the listener are: {number of the map: value}."""
    found = {}
    for body in diag.ask(20, DUMP, request + attr(2, wanted)):
        for kind, data in all_attrs(body[72:]):
            if kind == 20:
                for _, one in all_attrs(data):
                    inside = attrs(one)
                    found[int.from_bytes(inside[2], "little")] = int.from_bytes(inside[3][:4], "little")
    return found


is_("all", sorted(shown([]).values()), [5, 6])
is_("those of one map", sorted(shown([attr(1, table.fd)]).values()), [5])
is_("of what is no map", error_of(shown, [attr(1, 0)]) != "done", True)
print("done")
