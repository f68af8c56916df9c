"""The endpoints and limits of the kernel's path manager, by generic netlink."""
import os
import socket
import time
from netlink import *

ADD, DEL, GET, FLUSH, SET_LIMITS, GET_LIMITS, SET_FLAGS = range(1, 8)
SIGNAL, SUBFLOW, BACKUP, FULLMESH, IMPLICIT = 1, 2, 4, 8, 16
IN_6_1 = os.uname().release.startswith("6.1.")
pm = Generic("mptcp_pm")


def is_(what, seen, expected):
    if seen != expected:
        print(f"{what}: {seen!r}, and not {expected!r}")


def addr(address=None, number=None, flags=None, dev=None, port=None, family=None):
    parts = []
    if address:
        v6 = ":" in address
        kind = socket.AF_INET6 if v6 else socket.AF_INET
        parts += [u16(1, family or kind), attr(4 if v6 else 3, socket.inet_pton(kind, address))]
    elif family:
        parts.append(u16(1, family))
    if number is not None:
        parts.append(u8(2, number))
    if port is not None:
        parts.append(u16(5, port))
    if flags is not None:
        parts.append(attr(6, flags))
    if dev:
        parts.append(attr(7, socket.if_nametoindex(dev)))
    return attr(1, parts)


def endpoints():
    """{number: (address, flags, netdev, port)}"""
    found = {}
    for data in pm.call(GET, b"", DUMP):
        one = attrs(attrs(data)[1])
        address = socket.inet_ntoa(one[3]) if 3 in one else socket.inet_ntop(socket.AF_INET6, one[4])
        number = lambda n: int.from_bytes(one.get(n, b""), "little")
        found[number(2)] = (address, number(6), number(7) and socket.if_indextoname(number(7)), number(5))
    return found


is_("none", endpoints(), {})
is_("added", [pm.error(ADD, addr("10.0.1.1", flags=SUBFLOW, dev="eth0")), pm.error(ADD, addr("10.0.2.1", 9, SIGNAL)),
              pm.error(ADD, addr("2001:db8:2::1", 12, SUBFLOW | BACKUP | FULLMESH)), pm.error(ADD, addr("10.0.3.1", 20, SIGNAL, port=8080))],
    ["done"] * 4)
is_("listed", endpoints(), {1: ("10.0.1.1", SUBFLOW, "eth0", 0), 9: ("10.0.2.1", SIGNAL, 0, 0),
                            12: ("2001:db8:2::1", SUBFLOW | BACKUP | FULLMESH, 0, 0), 20: ("10.0.3.1", SIGNAL, 0, 8080)})
for what, request, expected in (
        ("twice", addr("10.0.1.1", flags=SUBFLOW), "EEXIST"), ("the same number", addr("10.0.4.1", 9, SIGNAL), "EBUSY"),
        ("a port without announcing", addr("10.0.4.1", flags=SUBFLOW, port=80), "EINVAL"),
        ("full mesh that is announced", addr("10.0.4.1", flags=SIGNAL | FULLMESH), "EINVAL"),
        ("implicit", addr("10.0.4.1", flags=IMPLICIT), "EINVAL"),
        ("no address", addr(family=2, flags=SUBFLOW), "EINVAL"), ("another family", addr("10.0.4.1", family=1), "EINVAL"),
        ("nothing", b"", "EINVAL"), ("no family", attr(1, [u8(2, 3)]), "EINVAL")):
    is_(what, pm.error(ADD, request), expected if not IN_6_1 else "EINVAL")
is_("one", attrs(attrs(pm.call(GET, addr(number=9))[0])[1])[3], socket.inet_aton("10.0.2.1"))
is_("one that is absent", pm.error(GET, addr(number=77)), "EINVAL")

# Flags
is_("backup", (pm.error(SET_FLAGS, addr("10.0.1.1", flags=BACKUP)), endpoints()[1][1]),
    ("done", SUBFLOW | BACKUP))
is_("by its number", (pm.error(SET_FLAGS, addr(number=1, flags=FULLMESH)), endpoints()[1][1]), ("done", SUBFLOW | FULLMESH))
is_("back", (pm.error(SET_FLAGS, addr("10.0.1.1", flags=0)), endpoints()[1][1]), ("done", SUBFLOW))
is_("full mesh of what is announced", pm.error(SET_FLAGS, addr("10.0.2.1", flags=FULLMESH)), "EINVAL")
is_("of an absent one", pm.error(SET_FLAGS, addr("10.9.9.9", flags=BACKUP)), "EINVAL")

# Limits
def limits():
    found = attrs(pm.call(GET_LIMITS)[0])
    return tuple(int.from_bytes(found[n], "little") for n in (2, 3))


is_("limits", limits(), (0, 2))
is_("other limits", (pm.error(SET_LIMITS, attr(2, 3) + attr(3, 4)), limits()), ("done", (3, 4)))
is_("one of them", (pm.error(SET_LIMITS, attr(2, 1)), limits()), ("done", (1, 4)))
is_("too many", pm.error(SET_LIMITS, attr(3, 99)), "EINVAL")

# Away
is_("taken away", [pm.error(DEL, addr(number=n)) for n in (1, 9, 77)], ["done", "done", "EINVAL"])
is_("left", sorted(endpoints()), [12, 20])
is_("flushed", (pm.error(FLUSH), endpoints()), ("done", {}))
is_("eight and no more", [pm.error(ADD, addr(f"10.1.0.{i}", flags=SUBFLOW)) for i in range(1, 10)], ["done"] * 8 + ["EINVAL" if IN_6_1 else "ERANGE"])
is_("flushed again", pm.error(FLUSH), "done")

# With a connection: endpoints that come, change and go
events = Generic("mptcp_pm")
events.join(events.groups["mptcp_pm_events"])
pm.call(SET_LIMITS, attr(2, 8) + attr(3, 8))
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
client.connect(("10.0.1.2", 80))
client.sendall(b"x" * 1000)
time.sleep(0.1)


def subflows():
    size = int.from_bytes(client.getsockopt(284, 1, 1), "little")
    return size


is_("to both addresses that are announced", subflows(), 2)
implicit = endpoints()
is_("implicit ones", sorted(e[:2] for e in implicit.values()), [("10.0.2.1", IMPLICIT), ("10.0.3.1", IMPLICIT)])
number = {e[0]: n for n, e in implicit.items()}
is_("an implicit one has its number", pm.error(ADD, addr("10.0.2.1", 77, SUBFLOW)), "EINVAL")
is_("which it keeps", (pm.error(ADD, addr("10.0.2.1", flags=SUBFLOW)), endpoints()[number["10.0.2.1"]][1]), ("done", SUBFLOW))
pm.call(ADD, addr("10.0.4.1", 55, SUBFLOW, dev="eth3"))
time.sleep(0.2)
is_("two more", subflows(), 4)
pm.call(SET_FLAGS, addr("10.0.4.1", flags=BACKUP))
time.sleep(0.1)
client.sendall(b"x" * 1000)
pm.call(ADD, addr("10.0.1.1", 6, SIGNAL, port=7777))
time.sleep(0.2)
pm.call(ADD, addr("10.0.5.1", 7, SUBFLOW | FULLMESH, dev="eth4"))
time.sleep(0.3)
is_("by way of all addresses", subflows() > 4, True)
for flags in (0, FULLMESH):
    pm.call(SET_FLAGS, addr("10.0.5.1", flags=flags))
    time.sleep(0.1)
for gone in (55, 6, number["10.0.3.1"]):
    pm.call(DEL, addr(number=gone))
    time.sleep(0.1)
is_("fewer", subflows() < 7, True)
is_("the address of the connection itself", pm.error(DEL, addr("10.0.1.1", 0)), "done")
time.sleep(0.2)
client.sendall(b"x" * 1000)
client.close()
time.sleep(0.5)
pm.call(FLUSH)
kinds = []
events.sock.settimeout(0)
try:
    while True:
        for kind, _, data in events.messages():
            if kind == events.family:
                kinds.append(data[0])
except BlockingIOError:
    pass
CREATED, ESTABLISHED, CLOSED, ANNOUNCED, REMOVED, SUB_ESTABLISHED, SUB_CLOSED, SUB_PRIORITY = 1, 2, 3, 6, 7, 10, 11, 13
is_("events", [kinds.count(k) > 0 for k in (CREATED, ESTABLISHED, SUB_ESTABLISHED, SUB_CLOSED)], [True] * 4)
print("done")
