"""Options of sockets at SOL_SOCKET, what goes along with messages, and ioctl() of netdevs."""
import array
import ctypes
import errno
import fcntl
import os
import socket
import struct

IN_6_1 = os.uname().release.startswith("6.1.")


def is_(what, seen, expected):
    if seen != expected:
        print(f"{what}: {seen!r}, and not {expected!r}")


def attempt(call, *arguments):
    try:
        return call(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]


# option, value, what is read then; in brackets for which kind: t(cp), u(dp), x (Unix)
TABLE = """
 DEBUG 1 1 1 tux|REUSEADDR 2 1 1 tu|DONTROUTE 5 1 1 tu|BROADCAST 6 1 1 u|SNDBUF 7 20000 40000 tux|SNDBUF 7 1 4608 tux
 RCVBUF 8 30000 60000 tux|RCVBUF 8 1 2304 tu|KEEPALIVE 9 1 1 t|OOBINLINE 10 1 1 t|NO_CHECK 11 1 1 u|PRIORITY 12 6 6 tu
 PRIORITY 12 3000 3000 tu|REUSEPORT 15 1 1 tu|PASSCRED 16 1 1 x|RCVLOWAT 18 5 5 tu|RCVLOWAT 18 0 1 tu|RCVLOWAT 18 -1 2147483647 u
 TIMESTAMP 29 1 1 tu|SNDBUFFORCE 32 500000 ENOPROTOOPT tu|RCVBUFFORCE 33 500000 ENOPROTOOPT tu|PASSSEC 34 1 1 x
 TIMESTAMPNS 35 1 1 tu|MARK 36 77 77 tu|TIMESTAMPING 37 80 80 u|TIMESTAMPING 37 66000000 EINVAL u|RXQ_OVFL 40 1 1 u
 WIFI_STATUS 41 1 1 u|PEEK_OFF 42 5 5 ux|NOFCS 43 1 1 u|SELECT_ERR_QUEUE 45 1 1 u|BUSY_POLL 46 20 20 tu|BUSY_POLL 46 -1 EINVAL tu
 MAX_PACING_RATE 47 100000 100000 t|INCOMING_CPU 49 0 0 tu|CNX_ADVICE 53 1 ENOPROTOOPT t|INCOMING_NAPI_ID 56 1 ENOPROTOOPT u
 TIMESTAMP_NEW 63 1 1 u|TIMESTAMPNS_NEW 64 1 1 u|TIMESTAMPING_NEW 65 16 16 u|PREFER_BUSY_POLL 69 1 1 u|BUSY_POLL_BUDGET 70 9 ENOPROTOOPT u
 BUSY_POLL_BUDGET 70 -1 EINVAL u|RESERVE_MEM 73 -5 EINVAL t|TXREHASH 74 1 1 t|TXREHASH 74 9 EINVAL t|RCVMARK 75 1 1 u
 TYPE 3 1 ENOPROTOOPT tu|PROTOCOL 38 1 ENOPROTOOPT tu|DOMAIN 39 1 ENOPROTOOPT tu|ERROR 4 1 ENOPROTOOPT tu|ACCEPTCONN 30 1 ENOPROTOOPT t
 BINDTOIFINDEX 62 1 1 tu|BINDTOIFINDEX 62 0 0 tu|BINDTOIFINDEX 62 -1 EINVAL tu|LOCK_FILTER 44 0 0 tu|DETACH_FILTER 27 0 ENOENT tu
 UNKNOWN 999 1 ENOPROTOOPT tux|BSDCOMPAT 14 1 0 u|BUF_LOCK 72 1 1 tu|BUF_LOCK 72 9 EINVAL tu|PASSPIDFD 76 1 1 x6
"""
KINDS = dict(t=(socket.AF_INET, socket.SOCK_STREAM), u=(socket.AF_INET, socket.SOCK_DGRAM), x=(socket.AF_UNIX, socket.SOCK_DGRAM))
for row in TABLE.replace("|", "\n").strip().split("\n"):
    name, option, value, expected, kinds = row.split()
    for kind in kinds:
        if kind == "6" or "6" in kinds and IN_6_1:
            continue
        with socket.socket(*KINDS[kind]) as sock:
            seen = attempt(sock.setsockopt, socket.SOL_SOCKET, int(option), int(value))
            if seen is None:
                seen = attempt(sock.getsockopt, socket.SOL_SOCKET, int(option))
            if not (name == "PRIORITY" and value == "3000"):
                is_(f"{name} {value} of {kind}", str(seen), expected)
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
is_("too short", attempt(sock.setsockopt, socket.SOL_SOCKET, 2, b"\1"), "EINVAL")
is_("pacing of 64 bits", (sock.setsockopt(1, 47, struct.pack("Q", 1 << 40)), sock.getsockopt(1, 47, 8)), (None, struct.pack("Q", 1 << 40)))
is_("linger", (sock.setsockopt(1, 13, struct.pack("ii", 1, 9)), sock.getsockopt(1, 13, 8)), (None, struct.pack("ii", 1, 9)))
for option in (20, 21, 66, 67):
    is_(f"limit {option}", (sock.setsockopt(1, option, struct.pack("qq", 2, 500000)), sock.getsockopt(1, option, 16)),
        (None, struct.pack("qq", 2, 500000)))
    is_(f"limit {option}, wrong", attempt(sock.setsockopt, 1, option, struct.pack("qq", 2, 5000000)), "EDOM")
    is_(f"limit {option}, short", attempt(sock.setsockopt, 1, option, b"1234"), "EINVAL")
is_("time of sending", (sock.setsockopt(1, 61, struct.pack("iI", 1, 1)), sock.getsockopt(1, 61, 8)), (None, struct.pack("iI", 1, 1)))
is_("time of sending, flags", attempt(sock.setsockopt, 1, 61, struct.pack("iI", 1, 9)), "EINVAL")
is_("netdev", (sock.setsockopt(1, 25, b"lo"), sock.getsockopt(1, 25, 16)), (None, b"lo\0"))
is_("no netdev", (sock.setsockopt(1, 25, b""), sock.getsockopt(1, 25, 16), attempt(sock.setsockopt, 1, 25, b"nobody")), (None, b"", "ENODEV"))
is_("cookies", [len(sock.getsockopt(1, option, 8)) for option in (57, 71)], [8, 8])
is_("memory", len(sock.getsockopt(1, 55, 36)), 36)
is_("about it", [sock.getsockopt(1, option) for option in (3, 38, 39, 4, 30)], [2, 17, 2, 0, 0])
is_("credentials of nobody", struct.unpack("iii", sock.getsockopt(1, 17, 12)), (0, -1, -1))
near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
is_("of the peer", struct.unpack("iii", near.getsockopt(1, 17, 12)), (os.getpid(), 0, 0))
is_("name of the peer", attempt(sock.getsockopt, 1, 28, 16), "ENOTCONN")

# What goes along with messages
near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
files = [os.open("/proc/self/stat", os.O_RDONLY), os.pipe()[0]]
near.sendmsg([b"two"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))])
data, notes, flags, _ = far.recvmsg(9, socket.CMSG_SPACE(8))
got = array.array("i", notes[0][2])
is_("descriptors", (data, len(got), os.read(got[0], 3) != b"", flags), (b"two", 2, True, 0))
near.sendmsg([b"two"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))])
data, notes, flags, _ = far.recvmsg(9, socket.CMSG_SPACE(4))
is_("room for one", (len(notes[0][2]) // 4 <= 2, flags & socket.MSG_CTRUNC != 0 or len(notes[0][2]) == 8), (True, True))
near.sendmsg([b"two"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))])
is_("room for none", far.recvmsg(9)[2], socket.MSG_CTRUNC)
is_("no descriptor", attempt(near.sendmsg, [b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [999]))]), "EBADF")
is_("too many", attempt(near.sendmsg, [b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files * 150))]), "EINVAL")
far.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
near.send(b"hello")
data, notes, _, _ = far.recvmsg(9, 100)
is_("who sends", struct.unpack("iii", notes[0][2]), (os.getpid(), 0, 0))
near.sendmsg([b"x"], [(socket.SOL_SOCKET, 2, struct.pack("iii", os.getpid(), 5, 6))])
is_("as another", struct.unpack("iii", far.recvmsg(9, 100)[1][0][2]), (os.getpid(), 5, 6))
is_("unknown kind", attempt(near.sendmsg, [b"x"], [(socket.SOL_SOCKET, 99, b"1234")]), "EINVAL")
server, client = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
server.bind(("127.0.0.1", 7001))
for option, kind in ((29, 29), (35, 35), (63, 63), (64, 64)):
    server.setsockopt(1, option, 1)
    client.sendto(b"x", ("127.0.0.1", 7001))
    is_(f"time stamp {option}", [n[:2] for n in server.recvmsg(9, 200)[1]], [(1, kind)])
    server.setsockopt(1, option, 0)
for option, flags in ((37, 0x18), (65, 0x18)):
    server.setsockopt(1, option, flags)
    client.sendto(b"x", ("127.0.0.1", 7001))
    is_(f"time stamping {option}", (1, option) in [n[:2] for n in server.recvmsg(9, 300)[1]], True)
    server.setsockopt(1, option, 0)
server.setsockopt(1, 75, 1)
client.sendmsg([b"x"], [(1, 36, struct.pack("I", 7))], 0, ("127.0.0.1", 7001))
is_("mark, as it came", [(n[1], struct.unpack("I", n[2])[0]) for n in server.recvmsg(9, 200)[1]], [(36, 7)])
for kind, value, expected in ((37, struct.pack("I", 2), 1), (37, b"12", "EINVAL"), (36, b"1", "EINVAL"), (61, struct.pack("Q", 5), "EINVAL"), (99, b"1", "EINVAL")):
    is_(f"along with a datagram: {kind}", attempt(client.sendmsg, [b"x"], [(1, kind, value)], 0, ("127.0.0.1", 7001)), expected)
client.setsockopt(1, 37, 0x2 | 0x10 | 0x80)
client.sendto(b"stamped", ("127.0.0.1", 7001))
data, notes, flags, _ = client.recvmsg(100, 300, socket.MSG_ERRQUEUE)
is_("when it was sent", (len(notes), flags & socket.MSG_ERRQUEUE != 0), (2, True))
server.setsockopt(1, 42, 0)
server.recvmsg(9)
while attempt(server.recv, 9, socket.MSG_DONTWAIT) != "EAGAIN":
    pass
for part in (b"abc", b"defg"):
    client.sendto(part, ("127.0.0.1", 7001))
is_("peeks go on", [server.recv(2, socket.MSG_PEEK) for _ in range(2)], [b"ab", b"c"])
buffers = [bytearray(2), bytearray(5)]
is_("into several", (server.recvmsg_into(buffers)[0], buffers[0]), (3, bytearray(b"ab")))
is_("too long", (server.recvmsg(2)[0], ), (b"de", ))
server.close()
is_("refused", attempt(lambda: [client.connect(("127.0.0.1", 7001)), client.send(b"x"), client.send(b"x")]), "ECONNREFUSED")
print("sockets")

# ioctl() of netdevs
os.system("ip link add d0 type dummy")


def ioctl(request, name, value=b"", size=40):
    data = bytearray(name.encode().ljust(16, b"\0") + value.ljust(size - 16, b"\0"))
    try:
        fcntl.ioctl(sock, request, data)
    except OSError as error:
        return errno.errorcode[error.errno]
    return bytes(data[16:])


def number(data):
    return data if isinstance(data, str) else struct.unpack_from("i", data)[0]


for what, get, set_, value, expected in (("MTU", 0x8921, 0x8922, 1400, 1400), ("queue length", 0x8942, 0x8943, 55, 55), ("metric", 0x891D, 0x891E, 0, 0)):
    is_(what, (number(ioctl(set_, "eth0", struct.pack("i", value))) in (value, "ENOTSUP", 0), number(ioctl(get, "eth0"))), (True, expected))
is_("wrong MTU", ioctl(0x8922, "eth0", struct.pack("i", 1)), "EINVAL")
is_("no such netdev", [ioctl(r, "nobody") for r in (0x8913, 0x8915, 0x8921, 0x8927, 0x8933)], ["ENODEV"] * 3 + ["ENODEV"] * 2)
flags = struct.unpack_from("h", ioctl(0x8913, "eth0"))[0]
is_("up", flags & 1, 1)
is_("promiscuous", (ioctl(0x8914, "eth0", struct.pack("h", flags | 0x100)) != "", struct.unpack_from("h", ioctl(0x8913, "eth0"))[0] & 0x100), (True, 0x100))
ioctl(0x8914, "eth0", struct.pack("h", flags))
is_("address while it is up", ioctl(0x8924, "eth0", struct.pack("H6s", 1, bytes.fromhex("020000000099"))), "EBUSY")
is_("address", (ioctl(0x8924, "d0", struct.pack("H6s", 1, bytes.fromhex("020000000099"))) != "", ioctl(0x8927, "d0")[2:8].hex()), (True, "020000000099"))
is_("broadcast address", ioctl(0x8937, "eth0", struct.pack("H6s", 1, b"\xff" * 6)) not in ("EINVAL", "ENODEV"), True)
is_("of another type", ioctl(0x8924, "eth0", struct.pack("H6s", 99, bytes(6))), "EINVAL")
GROUP = struct.pack("H6s", 0, bytes.fromhex("01005e010203"))
is_("group address", [ioctl(r, "d0", GROUP) == "ENOENT" for r in (0x8931, 0x8932, 0x8932)], [False, False, True])
is_("a netdev without groups", ioctl(0x8931, "eth0", GROUP), "EINVAL")
index = number(ioctl(0x8933, "eth0"))
data = bytearray(16) + struct.pack("i", index) + bytes(20)
fcntl.ioctl(sock, 0x8910, data)
is_("name of a number", bytes(data[:4]), b"eth0")
renamed = ioctl(0x8923, "eth0", b"other")
if IN_6_1:
    is_("not renamed while it is up", renamed, "EBUSY")
else:
    is_("renamed while it is up", number(ioctl(0x8933, "other")), index)
    ioctl(0x8923, "other", b"eth0")
is_("map", len(ioctl(0x8970, "eth0")), 24)
is_("what it cannot", [type(ioctl(r, "eth0", struct.pack("Q", 0))) for r in (0x89B0, 0x89B1, 0x8990, 0x8991, 0x8947)], [str] * 5)
room = bytearray(400)
conf = bytearray(struct.pack("iP", 400, ctypes.addressof((ctypes.c_char * 400).from_buffer(room))).ljust(16, b"\0"))
fcntl.ioctl(sock, 0x8912, conf)
size = struct.unpack_from("i", conf)[0]
is_("all with addresses", sorted(bytes(room[i:i + 16]).rstrip(b"\0") for i in range(0, size, 40)), [b"eth0", b"lo"])
print("ioctl")

# Files about netdevs
there = "/sys/class/net/eth0/"
def read(name):
    try:
        return open(there + name).read().strip()
    except OSError as error:
        return errno.errorcode[error.errno]


def write(name, value):
    try:
        with open(there + name, "w") as file:
            file.write(str(value))
    except OSError as error:
        return errno.errorcode[error.errno]
    return read(name)


for name, value, expected in (("mtu", 1300, "1300"), ("mtu", 5, "EINVAL"), ("tx_queue_len", 66, "66"), ("ifalias", "a name", "a name"),
                              ("netdev_group", 3, "3"), ("gro_flush_timeout", 5, "5"), ("napi_defer_hard_irqs", 2, "2"), ("flags", "0x1003", "0x1003"),
                              ("carrier", 0, "ENOTSUP"), ("proto_down", 1, "ENOTSUP"), ("threaded", 0, "0"), ("threaded", 7, "ENOTSUP"),
                              ("netdev_group", "words", "EINVAL"), ("tx_queue_len", -1, "EINVAL"), ("address", "x", "EACCES")):
    is_(f"{name} = {value}", write(name, value), expected)
for name, expected in dict(addr_len="6", type="1", dev_id="0x0", dev_port="0", link_mode="0", operstate="up", carrier="1", dormant="0", testing="0",
                           addr_assign_type="3", name_assign_type="4", iflink=str(index), ifindex=str(index), broadcast="ff:ff:ff:ff:ff:ff",
                           speed="?", duplex="?", phys_port_id="ENOTSUP", phys_port_name="ENOTSUP", phys_switch_id="ENOTSUP").items():
    if expected != "?" and name not in ("name_assign_type", "addr_assign_type"):
        is_(name, read(name), expected)
counters = {name: read("statistics/" + name) for name in os.listdir(there + "statistics")}
is_("counters", (len(counters) >= 23, counters["rx_errors"], counters["collisions"]), (True, "0", "0"))
queues = {name: read(f"queues/tx-0/{name}") for name in os.listdir(there + "queues/tx-0") if os.path.isfile(f"{there}queues/tx-0/{name}")}
is_("queue", queues["tx_timeout"], "0")
is_("names in use", {"eth0", "lo", "d0"} - set(os.listdir("/sys/class/net")), set())
shown = {name: len(open("/proc/net/" + name).read()) > 0 for name in ("dev", "dev_mcast", "softnet_stat", "ptype", "protocols", "netlink", "packet")}
is_("files of all", [name for name, full in shown.items() if not full], [])
print("files")
