"""A path manager of user space: what the kernel tells it, and what it makes the kernel do."""
import os
import socket
import sys
import time
from netlink import *

GET, SET_FLAGS, ANNOUNCE, REMOVE, CREATE_SUBFLOW, DESTROY = 3, 7, 8, 9, 10, 11
SIGNAL, BACKUP = 1, 4
IN_6_1 = os.uname().release.startswith("6.1.")
EVENTS = {1: "created", 2: "established", 3: "closed", 6: "announced", 7: "removed", 10: "subflow", 11: "subflow closed",
          13: "priority", 15: "listener", 16: "listener closed"}


def is_(what, seen, expected):
    if seen != expected:
        print(f"{what}: {seen!r}, and not {expected!r}")


class Manager:
    def __init__(self):
        self.pm, self.events = Generic("mptcp_pm"), Generic("mptcp_pm")
        self.events.join(self.events.groups["mptcp_pm_events"])

    def heard(self):
        """Events since the last time: (name, {attributes})."""
        found = []
        self.events.sock.settimeout(0)
        try:
            while True:
                for kind, _, data in self.events.messages():
                    if kind == self.events.family:
                        found.append((EVENTS.get(data[0], data[0]), attrs(data[4:])))
        except BlockingIOError:
            return found

    def error(self, command, token=None, local=None, remote=None, loc_id=None):
        body = attr(4, token) if token is not None else b""
        body += attr(1, local) if local is not None else b""
        body += attr(6, remote) if remote is not None else b""
        body += u8(5, loc_id) if loc_id is not None else b""
        return self.pm.error(command, body)


def at(address, number=None, flags=None, port=None, dev=None):
    v6 = ":" in address
    family = socket.AF_INET6 if v6 else socket.AF_INET
    parts = [u16(1, family), attr(4 if v6 else 3, socket.inet_pton(family, address))]
    if number is not None:
        parts.append(u8(2, number))
    if port is not None:
        parts.append(u16(5, port))
    if flags is not None:
        parts.append(attr(6, flags))
    if dev:
        parts.append(attr(7, socket.if_nametoindex(dev)))
    return parts


def token_of(sock):
    return int.from_bytes(sock.getsockopt(284, 1, 40)[12:16], "little")


manager = Manager()
if sys.argv[1] == "server":
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
    listener.bind(("", 80))
    listener.listen()
    connection, _ = listener.accept()
    total = len(connection.recv(1000))
    time.sleep(0.1)
    token = token_of(connection)
    is_("announced", manager.error(ANNOUNCE, token, at("10.0.2.2", 7, SIGNAL)), "done")
    is_("announced with a port", manager.error(ANNOUNCE, token, at("10.0.3.2", 8, SIGNAL, 8080)), "done")
    is_("announced without being a signal", manager.error(ANNOUNCE, token, at("10.0.3.2", 9, 0)), "EINVAL")
    is_("announced without a number", manager.error(ANNOUNCE, token, at("10.0.3.2", None, SIGNAL)), "EINVAL")
    time.sleep(1)
    is_("withdrawn", manager.error(REMOVE, token, loc_id=7), "done")
    is_("withdrawn twice", manager.error(REMOVE, token, loc_id=77), "EINVAL")
    while data := connection.recv(1000):
        total += len(data)
    heard = [name for name, _ in manager.heard()]
    is_("heard", [name in heard for name in ("created", "established", "subflow", "closed")], [True, True, True, False])
    print(total)
    sys.exit()

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
client.connect(("10.0.1.2", 80))
client.sendall(b"x" * 1000)
time.sleep(0.05)
token = token_of(client)
heard = manager.heard()
is_("heard of the connection", [name for name, _ in heard], ["created", "established"])
is_("its token", {struct.unpack("<I", a[1])[0] for _, a in heard}, {token})
port = client.getsockname()[1]
is_("its addresses", (heard[0][1][5], heard[0][1][7], struct.unpack(">H", heard[0][1][10])[0]),
    (bytes([10, 0, 1, 1]), bytes([10, 0, 1, 2]), 80))
time.sleep(0.3)
announced = {a[4][0]: a for name, a in manager.heard() if name == "announced"}
is_("heard what is announced", sorted((n, a[7]) for n, a in announced.items()), [(7, bytes([10, 0, 2, 2])), (8, bytes([10, 0, 3, 2]))])
is_("with a port", struct.unpack(">H", announced[8][10])[0], 8080)

# Subflows
is_("a subflow", manager.error(CREATE_SUBFLOW, token, at("10.0.2.1", 3), at("10.0.2.2", port=80)), "done")
time.sleep(0.1)
heard = manager.heard()
is_("heard of it", [name for name, _ in heard], ["subflow"])
local_port = struct.unpack(">H", heard[0][1][9])[0]
for what, arguments, expected in (
        ("a token that is none", (token ^ 1, at("10.0.2.1", 4), at("10.0.2.2", port=80)), "EINVAL"),
        ("no token", (None, at("10.0.2.1", 4), at("10.0.2.2", port=80)), "EINVAL"),
        ("no local address", (token, None, at("10.0.2.2", port=80)), "EINVAL"),
        ("no remote address", (token, at("10.0.2.1", 4), None), "EINVAL"),
        ("signal", (token, at("10.0.2.1", 4, SIGNAL), at("10.0.2.2", port=80)), "EINVAL"),
        ("of two families", (token, at("2001:db8::1", 4), at("10.0.2.2", port=80)), "EINVAL")):
    is_(what, manager.error(CREATE_SUBFLOW, *arguments) != "done", True)
is_("as a backup", (manager.error(SET_FLAGS, token, at("10.0.2.1", 3, BACKUP, local_port), at("10.0.2.2", port=80))), "done")
time.sleep(0.1)
is_("flags of a subflow that is none", manager.error(SET_FLAGS, token, at("10.0.9.1", 3, BACKUP), at("10.0.2.2", port=80)) != "done", True)
if not IN_6_1:
    found = attrs(attrs(manager.pm.call(GET, attr(4, token) + attr(1, [u8(2, 3)]))[0])[1])
    is_("asked for", found[3], bytes([10, 0, 2, 1]))
    everything = manager.pm.call(GET, attr(4, token), DUMP)
    is_("all", [attrs(attrs(data)[1])[2][0] for data in everything], [3])
    is_("of an absent one", manager.pm.error(GET, attr(4, token) + attr(1, [u8(2, 99)])), "EINVAL")
client.sendall(b"y" * 1000)
is_("another subflow", manager.error(CREATE_SUBFLOW, token, at("10.0.3.1", 5, dev="eth2"), at("10.0.3.2", 8, port=80)), "done")
time.sleep(0.1)
is_("destroyed", manager.error(DESTROY, token, at("10.0.2.1", port=local_port), at("10.0.2.2", port=80)), "done")
is_("destroyed twice", manager.error(DESTROY, token, at("10.0.2.1", port=local_port), at("10.0.2.2", port=80)), "ESRCH")
is_("destroyed without a port", manager.error(DESTROY, token, at("10.0.2.1"), at("10.0.2.2")), "EINVAL")
time.sleep(0.1)
is_("heard of that", "subflow closed" in [name for name, _ in manager.heard()], True)
is_("announced by the client", manager.error(ANNOUNCE, token, at("10.0.3.1", 5, SIGNAL)), "done")
is_("withdrawn", manager.error(REMOVE, token, loc_id=5), "done")
time.sleep(1)
is_("heard of the withdrawal", "removed" in [name for name, _ in manager.heard()], True)
client.sendall(b"z" * 1000)
time.sleep(0.1)
client.close()
time.sleep(0.5)
print("done")
