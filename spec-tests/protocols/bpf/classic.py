"""Classic filters: their instructions, and what they can ask about a packet."""
import ctypes
import os
import socket
import struct
from ends import *

LD, LDX, ST, STX, ALU, JMP, RET, MISC = range(8)
W, H, B, ABS, IND, MEM, IMM, LEN, MSH = 0, 8, 16, 0x20, 0x40, 0x60, 0, 0x80, 0xA0
K, X, A = 0, 8, 16
ADD, SUB, MUL, DIV, OR, AND, LSH, RSH, NEG, MOD, XOR = range(0, 0xB0, 0x10)
JA, JEQ, JGT, JGE, JSET = range(0, 0x50, 0x10)
TAX, TXA = 0, 0x80
ANCILLARY = 0xFFFFF000
NAMES = dict(protocol=0, pkttype=4, ifindex=8, nlattr=12, nlattr_nest=16, mark=20, queue=24, hatype=28, rxhash=32,
             cpu=36, xor_x=40, vlan_tag=44, vlan_present=48, pay_offset=52, random=56, vlan_tpid=60)


def attach(sock, program, option=26):
    code = b"".join(struct.pack("<HBBI", *(i + (0, 0)[:4 - len(i)] if len(i) == 4 else (i[0], 0, 0, i[1])))
                    for i in program)
    buffer = ctypes.create_string_buffer(code)
    sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(buffer)))


def is_(what, seen, expected):
    if seen != expected:
        print(f"{what}: {seen!r}, and not {expected!r}")


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 7001))
server.settimeout(0)
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.setsockopt(socket.SOL_SOCKET, 36, 42)
client.connect(("127.0.0.1", 7001))
DATA = bytes(range(1, 33))


def length(program, data=DATA):
    """How much of a datagram the program lets through; it comes with the header of UDP."""
    attach(server, program)
    client.send(data)
    try:
        return len(server.recv(100)) + 8
    except BlockingIOError:
        return 0


def value(*program, data=DATA):
    """What is in the accumulator at the end, if it is not 0: it is compared bit by bit."""
    result = 0
    for bit in range(32):
        test = list(program) + [(JMP | JSET | K, 0, 1, 1 << bit), (RET | K, 0xFFFFFFFF), (RET | K, 0)]
        if length(test, data):
            result |= 1 << bit
    return result


for what, program, expected in (
        ("byte", [(LD | B | ABS, 8)], 1), ("two", [(LD | H | ABS, 8)], 0x0102), ("four", [(LD | W | ABS, 9)], 0x02030405),
        ("length", [(LD | W | LEN, 0)], 40), ("index", [(LDX | W | IMM, 8), (LD | B | IND, 3)], 4),
        ("two by index", [(LDX | W | IMM, 8), (LD | H | IND, 2)], 0x0304),
        ("four by index", [(LDX | W | IMM, 8), (LD | W | IND, 0)], 0x01020304),
        ("header length", [(LDX | B | MSH, 12), (MISC | TXA, 0)], 20),
        ("from the IP header", [(LD | B | ABS, 0xFFF00000 + 9)], 17),
        ("behind the end", [(LD | W | ABS, 100)], 0),
        ("memory", [(LD | W | IMM, 7), (ST, 3), (LD | W | IMM, 0), (LD | W | MEM, 3)], 7),
        ("memory by X", [(LDX | W | IMM, 9), (STX, 15), (LDX | W | MEM, 15), (MISC | TXA, 0)], 9),
        ("length in X", [(LDX | W | LEN, 0), (MISC | TXA, 0)], 40)):
    is_(what, value(*program), expected)
X_IS_5 = [(LD | W | IMM, 77), (LDX | W | IMM, 5)]
for what, operation, expected in (("add", ADD, 82), ("subtract", SUB, 72), ("multiply", MUL, 385), ("divide", DIV, 15), ("or", OR, 77),
                                  ("and", AND, 5), ("left", LSH, 77 << 5), ("right", RSH, 2), ("rest", MOD, 2), ("xor", XOR, 72)):
    is_(f"{what}, with a constant", value((LD | W | IMM, 77), (ALU | operation | K, 5)), expected)
    is_(f"{what}, with X", value(*X_IS_5, (ALU | operation | X, 0)), expected)
is_("negative", value((LD | W | IMM, 1), (ALU | NEG, 0)), 0xFFFFFFFF)
is_("divided by 0", value((LD | W | IMM, 1), (LDX | W | IMM, 0), (ALU | DIV | X, 0)), 0)
is_("and back", value((LD | W | IMM, 6), (MISC | TAX, 0), (LD | W | IMM, 0), (MISC | TXA, 0)), 6)
for what, operation, constant, taken in (("equal", JEQ, 77, True), ("unequal", JEQ, 5, False), ("greater", JGT, 76, True),
                                         ("not greater", JGT, 77, False), ("greater or equal", JGE, 77, True), ("bit", JSET, 8, True),
                                         ("large constant", JGE, 0x80000000, False), ("large bit", JSET, 0x80000000, False)):
    outcome = 12 if taken else 10
    is_(f"if {what}", length([(LD | W | IMM, 77), (JMP | operation | K, 1, 0, constant), (RET | K, 10), (RET | K, 12)]), outcome)
    is_(f"if {what} than X", length([(LD | W | IMM, 77), (LDX | W | IMM, constant), (JMP | operation | X, 0, 1, 0), (RET | K, 12),
                                     (RET | K, 10)]), outcome)
    is_(f"if not {what}", length([(LD | W | IMM, 77), (JMP | operation | K, 0, 1, constant), (RET | K, 12), (RET | K, 10)]), outcome)
is_("jump", length([(JMP | JA, 1), (RET | K, 0), (RET | K, 9)]), 9)
is_("as many as A says", length([(LD | W | IMM, 30), (RET | A, 0)]), 30)

# What else it can ask
for name, expected in dict(protocol=0x0800, ifindex=1, mark=42, hatype=772, cpu=0, vlan_tag=0, vlan_present=0, pay_offset=8,
                           pkttype=0, queue=0).items():
    seen = value((LD | W | ABS, ANCILLARY + NAMES[name]))
    if name != "pay_offset":
        is_(name, seen, expected)
is_("xor with X", value(*X_IS_5, (LD | W | ABS, ANCILLARY + NAMES["xor_x"])), 72)
attribute = struct.pack("<HH", 8, 7) + b"abcd" + struct.pack("<HH", 12, 9) + struct.pack("<HH", 8, 3) + b"wxyz"
is_("attribute of netlink", value((LD | W | IMM, 8), (LDX | W | IMM, 9), (LD | W | ABS, ANCILLARY + NAMES["nlattr"]),
                                  data=attribute), 16)
is_("attribute that is absent", value((LD | W | IMM, 8), (LDX | W | IMM, 5), (LD | W | ABS, ANCILLARY + NAMES["nlattr"]),
                                      data=attribute), 0)
is_("attribute inside one", value((LD | W | IMM, 16), (LDX | W | IMM, 3), (LD | W | ABS, ANCILLARY + NAMES["nlattr_nest"]),
                                  data=attribute), 20)
is_("random", value((LD | W | ABS, ANCILLARY + NAMES["random"]), (ALU | AND | K, 0)), 0)

# Programs that are none
for what, program in dict(
        nothing=[], endless=[(JMP | JA, 5), (RET | K, 0)], unfinished=[(LD | W | IMM, 1)], by_zero=[(ALU | DIV | K, 0), (RET | K, 0)],
        shift=[(ALU | LSH | K, 32), (RET | K, 0)], far=[(ST, 16), (RET | K, 0)], unset=[(LD | W | MEM, 1), (RET | A, 0)],
        unknown=[(0xFF, 0), (RET | K, 0)], off=[(JMP | JEQ | K, 9, 0, 0), (RET | K, 0)],
        ancillary=[(LD | W | ABS, ANCILLARY + 200), (RET | K, 0)], long=[(RET | K, 0)] * 4097).items():
    is_(f"refused: {what}", error_of(attach, server, program), "EINVAL")
attach(server, [(LD | W | LEN, 0), (RET | A, 0)])
server.setsockopt(socket.SOL_SOCKET, 44, 1)
is_("locked", error_of(attach, server, [(RET | K, 0)]), "EPERM")
is_("locked for good", error_of(server.setsockopt, socket.SOL_SOCKET, 44, 0), "EPERM")
is_("not taken away", error_of(server.setsockopt, socket.SOL_SOCKET, 27, 0), "EPERM")

# Filters of other sockets
for family, kind, protocol in ((socket.AF_UNIX, socket.SOCK_DGRAM, 0), (socket.AF_UNIX, socket.SOCK_STREAM, 0)):
    near, far = socket.socketpair(family, kind)
    near.settimeout(0)
    attach(near, [(RET | K, 3)])
    error_of(far.send, b"abcdef")
    is_(f"Unix, {kind}", error_of(near.recv, 9), "done")
    near.setsockopt(socket.SOL_SOCKET, 27, 0)
    is_("none to take away", error_of(near.setsockopt, socket.SOL_SOCKET, 27, 0), "ENOENT")
packets = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0x0300)
packets.settimeout(0)
attach(packets, [(LD | H | ABS, 12), (JMP | JEQ | K, 0, 3, 0x0800), (LD | B | ABS, 23), (JMP | JEQ | K, 0, 1, 17), (RET | K, 40), (RET | K, 0)])
other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
other.sendto(b"x" * 100, ("127.0.0.1", 9))
is_("of packets", len(packets.recv(200)), 40)
listener = socket.create_server(("127.0.0.1", 7002))
attach(listener, [(RET | K, 0)])
left = socket.socket()
left.settimeout(0.5)
try:
    left.connect(("127.0.0.1", 7002))
    print("connected through a filter that drops all")
except TimeoutError:
    pass

# Of sockets that share a port, by the first byte
group = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(3)]
for member in group:
    member.setsockopt(socket.SOL_SOCKET, 15, 1)
    member.bind(("127.0.0.1", 7100))
    member.settimeout(0)
attach(group[0], [(LD | B | ABS, 0), (RET | A, 0)], 51)
for i in (2, 0, 1, 2, 9):
    client2 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client2.sendto(bytes([i]), ("127.0.0.1", 7100))
counts = [sum(error_of(member.recv, 9) == "done" for _ in range(4)) for member in group]
is_("by the first byte", (sum(counts), min(counts)), (5, 1))
print("done")
