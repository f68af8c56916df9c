"""Options of MPTCP sockets: a table of what can be set, and what is read then."""
import ctypes
import errno
import fcntl
import os
import socket
import struct

MPTCP = 262
SOL, IP, IP6, TCP, MP = 1, 0, 41, 6, 284


def is_(what, seen, expected):
    if seen != expected:
        print(f"{what}: {seen!r}, and not {expected!r}")


def attempt(call, *arguments):
    try:
        return call(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]


def pair(before=lambda client, listener: None, family=socket.AF_INET):
    here = "127.0.0.1" if family == socket.AF_INET else "::1"
    listener = socket.socket(family, socket.SOCK_STREAM, MPTCP)
    listener.bind((here, 0))
    client = socket.socket(family, socket.SOCK_STREAM, MPTCP)
    before(client, listener)
    listener.listen()
    client.connect(listener.getsockname()[:2])
    server, _ = listener.accept()
    listener.close()
    for end in (client, server):
        end.settimeout(1)
    return client, server


# level, option, value, what is read then; new: 1, of a new socket only
TABLE = """
 1 SO_DEBUG 1 1 1 | 1 SO_REUSEADDR 2 1 new | 1 SO_DONTROUTE 5 1 0 | 1 SO_BROADCAST 6 1 0 | 1 SO_SNDBUF 7 20000 40000
 1 SO_RCVBUF 8 30000 60000 | 1 SO_KEEPALIVE 9 1 1 | 1 SO_PRIORITY 12 5 5 | 1 SO_REUSEPORT 15 1 new
 1 SO_RCVLOWAT 18 7 7 | 1 SO_MARK 36 9 9 | 1 SO_TIMESTAMP 29 1 1 | 1 SO_TIMESTAMPNS 35 1 1
 1 SO_SNDBUFFORCE 32 50000 ENOPROTOOPT | 1 SO_RCVBUFFORCE 33 50000 ENOPROTOOPT | 1 SO_NO_CHECK 11 1 0
 1 SO_PASSCRED 16 1 ? | 1 SO_RXQ_OVFL 40 1 ? | 1 SO_SELECT_ERR_QUEUE 45 1 ? | 1 SO_INCOMING_CPU 49 0 0
 1 SO_BUSY_POLL 46 10 ? | 1 SO_BINDTOIFINDEX 62 1 new
 0 IP_TOS 1 40 40 | 0 IP_FREEBIND 15 1 new | 0 IP_TRANSPARENT 19 1 new | 0 IP_BIND_ADDRESS_NO_PORT 24 1 new
 0 IP_TTL 2 5 ENOTSUP | 0 IP_MTU_DISCOVER 10 2 ENOTSUP | 0 IP_RECVTOS 13 1 ENOTSUP
 0 IP_MULTICAST_TTL 33 1 ENOPROTOOPT
 6 TCP_NODELAY 1 1 1 | 6 TCP_MAXSEG 2 1000 ? | 6 TCP_CORK 3 1 1 | 6 TCP_CORK 3 0 0 | 6 TCP_KEEPIDLE 4 30 30
 6 TCP_KEEPINTVL 5 10 10 | 6 TCP_KEEPCNT 6 3 3 | 6 TCP_DEFER_ACCEPT 9 0 0 | 6 TCP_INQ 36 1 1 | 6 TCP_NOTSENT_LOWAT 25 5000 5000
 6 TCP_SYNCNT 7 2 ENOPROTOOPT | 6 TCP_LINGER2 8 2 ENOPROTOOPT | 6 TCP_USER_TIMEOUT 18 5 ENOPROTOOPT | 6 TCP_REPAIR 19 1 ENOPROTOOPT
 6 TCP_MD5SIG 14 1 ENOPROTOOPT
"""
client, server = pair()
IN_6_1 = os.uname().release.startswith("6.1.")
for row in TABLE.replace("|", "\n").strip().split("\n"):
    level, name, option, value, expected = row.split()
    if IN_6_1 and name in ("IP_FREEBIND", "IP_TRANSPARENT", "IP_BIND_ADDRESS_NO_PORT", "TCP_KEEPIDLE", "TCP_KEEPINTVL",
                           "TCP_KEEPCNT", "TCP_NOTSENT_LOWAT", "SO_NO_CHECK", "TCP_MAXSEG"):
        continue
    level, option, value = int(level), int(option), int(value)
    if expected == "new":       # before anything else has happened
        is_(f"{name}, too late", attempt(client.setsockopt, level, option, value), "EINVAL")
        sock, expected = socket.socket(socket.AF_INET, socket.SOCK_STREAM, MPTCP), "1"
    else:
        sock = client
    result = attempt(sock.setsockopt, level, option, value)
    if result is None:
        result = attempt(sock.getsockopt, level, option)
    if expected != "?":
        is_(name, str(result), expected)
is_("negative buffer", attempt(client.setsockopt, SOL, 7, -1), None)
is_("linger", (attempt(client.setsockopt, SOL, 13, struct.pack("ii", 1, 3)), client.getsockopt(SOL, 13, 8)),
    (None, struct.pack("ii", 1, 3)))
is_("no linger", attempt(client.setsockopt, SOL, 13, struct.pack("ii", 0, 0)), None)
is_("time stamps", (attempt(client.setsockopt, SOL, 37, 0x10), attempt(client.getsockopt, SOL, 37) & 0x10), (None, 0x10))
is_("netdev", attempt(client.setsockopt, SOL, 25, b"none"), "EINVAL")
is_("time limits", [attempt(client.setsockopt, SOL, o, struct.pack("qq", 2, 0)) for o in (20, 21)], [None, None])
is_("level", attempt(client.setsockopt, 99, 1, 1), "ENOPROTOOPT")

# Texts
is_("congestion control", (client.setsockopt(TCP, 13, b"reno"), client.getsockopt(TCP, 13, 16).rstrip(b"\0")), (None, b"reno"))
is_("of the first subflow", struct.unpack_from("B", client.getsockopt(TCP, 11, 8))[0], 1)
is_("unknown congestion control", attempt(client.setsockopt, TCP, 13, b"none"), "ENOENT")
is_("no layer above", attempt(client.setsockopt, TCP, 31, b"tls"), "ENOPROTOOPT")

# Before it is connected
idle = socket.socket(socket.AF_INET, socket.SOCK_STREAM, MPTCP)
is_("connected?", attempt(idle.getsockopt, MP, 1, 100) != "done", True)
if not IN_6_1:
    is_("fast open", [attempt(idle.setsockopt, TCP, o, 1) for o in (30, 34)], [None, None])
    is_("queue of fast open", (attempt(idle.setsockopt, TCP, 23, 5), attempt(idle.getsockopt, TCP, 23)), (None, 5))
    is_("key of fast open", attempt(idle.setsockopt, TCP, 33, bytes(range(16))), None)
is_("deferred", (attempt(idle.setsockopt, TCP, 9, 3), attempt(idle.getsockopt, TCP, 9)), (None, 3))
idle = socket.socket(socket.AF_INET6, socket.SOCK_STREAM, MPTCP)
is_("IPv6 only", (attempt(idle.setsockopt, IP6, 26, 1), attempt(idle.getsockopt, IP6, 26)), (None, 1))
is_("IPv6 transparent", attempt(idle.setsockopt, IP6, 75, 1), None)
is_("IPv6 free", attempt(idle.setsockopt, IP6, 78, 1), None)
is_("IPv6, not for MPTCP", [attempt(idle.setsockopt, IP6, o, 1) for o in (16, 18, 49)], ["ENOTSUP", "ENOPROTOOPT", "ENOTSUP"])
is_("IPv6, traffic class", attempt(idle.setsockopt, IP6, 67, 32) in (None, "ENOTSUP"), True)

# What it says of itself
client.sendall(b"hello" * 100)
is_("received", len(server.recv(1000)), 500)
info = client.getsockopt(MP, 1, 200)
is_("first fields", struct.unpack_from("<6B", info)[:1], (0,))
token, write_seq, snd_una, rcv_nxt = struct.unpack_from("<IQQQ", info, 12)
is_("sent and acknowledged", (token != 0, write_seq), (True, snd_una))
libc = ctypes.CDLL(None, use_errno=True)


def ask(sock, option, head, room=600):
    buffer = (ctypes.c_char * room)(*head[:room])
    length = ctypes.c_uint32(room)
    if libc.getsockopt(sock.fileno(), MP, option, buffer, ctypes.byref(length)):
        return errno.errorcode[ctypes.get_errno()]
    return bytes(buffer[:length.value])


told = ask(client, 2, struct.pack("<IIII", 16, 0, 0, 232))
is_("TCP: established", told[16], 1)
told = ask(client, 3, struct.pack("<IIII", 16, 0, 0, 256))
_, count, kernel, _ = struct.unpack_from("<IIII", told)
is_("addresses", (count, struct.unpack_from(">H", told, 18)[0], told[20:24]), (1, client.getsockname()[1], bytes([127, 0, 0, 1])))
is_("wrong head", [ask(client, o, struct.pack("<IIII", 12, 0, 0, 100)) for o in (2, 3)], ["EINVAL", "EINVAL"])
is_("a head that says too much", [ask(client, o, struct.pack("<IIII", 16, 9, 0, 100)) for o in (2, 3)], ["EINVAL", "EINVAL"])
is_("too short", ask(client, 2, struct.pack("<IIII", 16, 0, 0, 100), 8), "EINVAL")
if not IN_6_1:
    infos, tcps = ctypes.create_string_buffer(4 * 264), ctypes.create_string_buffer(4 * 232)
    places = struct.pack("<QQ", ctypes.addressof(infos), ctypes.addressof(tcps)) + bytes(200)
    told = ask(client, 4, struct.pack("<IIIIII", 0, 232, 0, 264, 0, 4) + places)
    if isinstance(told, bytes):
        is_("all at once", (struct.unpack_from("<I", told, 16)[0], tcps.raw[0]), (1, 1))
    else:
        print("full information:", told)
    is_("a head that says too much", ask(client, 4, struct.pack("<IIIIII", 0, 232, 0, 264, 7, 4) + places), "EINVAL")

# How much waits
server.setsockopt(TCP, 36, 1)
client.sendall(b"x" * 300)
data, notes, _, _ = server.recvmsg(100, 100)
is_("more to read", [(level, kind, struct.unpack("<i", value)[0]) for level, kind, value in notes], [(TCP, 36, 200)])
for request, expected in ((0x541B, 200), (0x5411, 0), (0x894B, 0)):
    count = bytearray(4)
    fcntl.ioctl(server if request == 0x541B else client, request, count)
    is_(f"ioctl {request:#x}", struct.unpack("<i", count)[0], expected)
is_("peek", (server.recv(10, socket.MSG_PEEK), len(server.recv(1000))), (b"x" * 10, 200))

# The first subflow of a listener, and IPv6
client, server = pair(lambda c, l: [s.setsockopt(TCP, 1, 1) for s in (c, l)])
is_("inherited", server.getsockopt(TCP, 1), 1)
client, server = pair(family=socket.AF_INET6)
client.sendall(b"six")
told = ask(client, 3, struct.pack("<IIII", 16, 0, 0, 256))
is_("over IPv6", (server.recv(9), struct.unpack_from("<H", told, 16)[0]), (b"six", socket.AF_INET6))
server.shutdown(socket.SHUT_WR)
is_("half closed", client.recv(1), b"")
client.setsockopt(SOL, 13, struct.pack("ii", 1, 0))
client.close()
is_("closed fast", attempt(server.recv, 1) in (b"", "ECONNRESET"), True)
print("done")
