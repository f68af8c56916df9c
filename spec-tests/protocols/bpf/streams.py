"""Sockets in maps: what programs decide about data that comes to a socket."""
import fcntl
import os
import termios
from bpf import *
from ends import *

PARSER, VERDICT, EITHER = 4, 5, 38
WHOLE = "r0 = u32[r6 + skb.len]; exit"


def arrives(verdict, sends, parser=None, attach=VERDICT, maps={}, kind="sockmap", probe=False):
    """
    A server in a map has got data; what it reads, and what the two ends of another
    connection do, which are at keys 1 and 2 of a map without programs.
    """
    client, server = pair()
    left, right = pair()
    table, targets = Map("sockmap", 4, 1), Map(kind, 4 if kind == "sockmap" else 8, 8)
    program = Probe("sk_skb", verdict, dict(table=targets), attach)
    program.attach(table.fd, attach)
    if parser:
        parse = Probe("sk_skb", parser, {}, PARSER)
        parse.attach(table.fd, PARSER)
    table.set(0, server.fileno())
    targets.set(1, left.fileno())
    targets.set(2, right.fileno())
    for data in sends:
        client.send(data)
    result = [all_of(server), all_of(left), all_of(right)]
    for sock in (client, server, left, right):
        sock.close()
    return (result, program.saved()) if probe else result


PASS, DROP = "r0 = 1; exit", "r0 = 0; exit"
for attach in (VERDICT, EITHER):
    is_("pass", arrives(PASS, [b"abc", b"def"], attach=attach), [b"abcdef", b"", b""])
    is_("drop", arrives(DROP, [b"abc"], attach=attach), [b"", b"", b""])
is_("pass what is parsed", arrives(PASS, [b"abc", b"def"], WHOLE), [b"abcdef", b"", b""])
is_("drop what begins with b", arrives("""
  skb_load_bytes(r6, 0, r10 - 1, 1); r0 = 1
  r5 = u8[r10 - 1]; if r5 != 98 goto out; r0 = 0
out:; exit""", [b"abc", b"bcd", b"cde"]), [b"abccde", b"", b""])

# Messages of a length that their first byte tells
framed = """skb_load_bytes(r6, 0, r10 - 1, 1); if r0 != 0 goto out
  r0 = u8[r10 - 1]
out:; exit"""
# (a parser sees what came in one piece from its beginning on, so each begins a message)
is_("framed", arrives(PASS, [b"\x05abc", b"d"], framed)[0], b"\x05abcd")
is_("not yet", arrives(PASS, [b"\x03ab", b"\x05ab"], framed)[0], b"\x03ab")
is_("several", arrives(PASS, [b"\x04abc", b"\x04def\x04ghi", b"\x02g"], framed)[0],
    b"\x04abc\x04def\x04ghi\x02g")
is_("only those", arrives("""skb_load_bytes(r6, 1, r10 - 1, 1); r0 = 1
  r5 = u8[r10 - 1]; if r5 != 100 goto out; r0 = 0
out:; exit""", [b"\x04abc", b"\x04def"], framed)[0], b"\x04abc")

for kind, call in (("sockmap", "sk_redirect_map(r6, map table, {}, {}); exit"),
                   ("sockhash", "u32[r10 - 4] = {}; sk_redirect_hash(r6, map table, r10 - 4, {}); exit")):
    for parser in (None, WHOLE):
        is_(f"out of another, {kind}", arrives(call.format(1, 0), [b"abc", b"d"], parser, kind=kind),
            [b"", b"", b"abcd"])
        is_(f"into another, {kind}", arrives(call.format(1, 1), [b"abc", b"d"], parser, kind=kind),
            [b"", b"abcd", b""])
        is_(f"nobody there, {kind}", arrives(call.format(7, 0), [b"abc"], parser, kind=kind),
            [b"", b"", b""])

# The fields, and other data
result, saved = arrives("""
  r0 = u32[r6 + skb.family]; save r0; r0 = u32[r6 + skb.remote_ip4]; save r0
  r0 = u32[r6 + skb.local_ip4]; save r0; r0 = u32[r6 + skb.len]; save r0
  r0 = u32[r6 + skb.protocol]; save r0
  r1 = u32[r6 + skb.remote_port]; r2 = u32[r6 + skb.local_port]; r0 = 0; if r1 == r2 goto same
  r0 = 1; same:; save r0
  get_socket_uid(r6); save r0
  get_socket_cookie(r6); r1 = 1; if r0 != 0 goto some; r1 = 0; some:; save r1
  r1 = u64[r6 + skb.sk]; r0 = 0; if r1 == 0 goto none; r0 = u32[r1 + sock.family]; none:; save r0
  r1 = 7; u32[r6 + skb.priority] = r1; r0 = u32[r6 + skb.priority]; save r0
  r1 = 9; u32[r6 + skb.tc_index] = r1; r0 = u32[r6 + skb.tc_index]; save r0
  r0 = 1; exit""", [b"abcd"], WHOLE, probe=True)
is_("fields", saved, [2, 0x0100007F, 0x0100007F, 4, 8, 1, 0, 1, 2, 7, 9])
result, saved = arrives("""
  bytes r10 - 4 = 58595a57; skb_store_bytes(r6, 1, r10 - 4, 2, 0); save r0
  skb_pull_data(r6, 4); save r0; skb_change_tail(r6, 3, 0); save r0
  skb_adjust_room(r6, -1, 0, 0); save r0; r0 = u32[r6 + skb.len]; save r0
  skb_change_head(r6, 2, 0); save r0; r0 = u32[r6 + skb.len]; save r0
  bytes r10 - 4 = 70710000; skb_store_bytes(r6, 0, r10 - 4, 2, 0); save r0
  skb_change_tail(r6, 6, 0); save r0
  skb_adjust_room(r6, 2, 1, 0); save r0; skb_adjust_room(r6, -90, 0, 0); save r0
  r0 = 1; exit""", [b"abcd"], WHOLE, probe=True)
is_("changed", saved[:9], [0, 0, 0, 0, 2, 0, 4, 0, 0])
is_("changed wrongly", [v < 0 for v in saved[9:]], [True, True])
is_("what came", result[0][:4], b"pqXY")

# Ways to read it
client, server = pair()
table = Map("sockmap", 4, 8)
program = Probe("sk_skb", PASS, {}, VERDICT)
program.attach(table.fd, VERDICT)
table.set(0, server.fileno())
client.send(b"abcdef")
is_("ready", bool(select.select([server], [], [], 1)[0]), True)
is_("peek", server.recv(3, socket.MSG_PEEK), b"abc")
count = bytearray(4)
fcntl.ioctl(server, termios.FIONREAD, count)
is_("how much", int.from_bytes(count, "little"), 6)
is_("in two parts", (server.recv(2), server.recv(9)), (b"ab", b"cdef"))
server.settimeout(0)
is_("none left", error_of(server.recv, 1), "EAGAIN")
server.settimeout(1)
client.shutdown(socket.SHUT_WR)
is_("the end", server.recv(1), b"")
is_("a program already", error_of(Probe("sk_skb", PASS, {}, VERDICT).attach, table.fd, EITHER), "EBUSY")
replaced = Probe("sk_skb", DROP, {}, VERDICT)
replaced.attach(table.fd, VERDICT)
is_("replaced", error_of(program.detach, table.fd, VERDICT), "ENOENT")
info = struct.pack("<IIIIQI", table.fd, VERDICT, 0, 0, address(ids := bytearray(16)), 4)
bpf(PROG_QUERY, info + bytes(16))
is_("one program", struct.unpack_from("<I", bpf.answer, 24)[0], 1)
replaced.detach(table.fd, VERDICT)

# Datagrams and Unix sockets
near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
for family, here in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
    for flags, expected in ((1, b"hello"), (0, b"")):
        udp = socket.socket(family, socket.SOCK_DGRAM)
        udp.bind((here, 0))
        sender = socket.socket(family, socket.SOCK_DGRAM)
        sender.connect(udp.getsockname()[:2])
        udp.connect(sender.getsockname()[:2])
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        table = Map("sockmap", 4, 8)
        program = Probe("sk_skb", f"sk_redirect_map(r6, map table, 1, {flags}); exit",
                        dict(table=table), EITHER)
        program.attach(table.fd, EITHER)
        table.set(0, udp.fileno())
        table.set(1, near.fileno())
        sender.send(b"hello")
        is_("datagram into a Unix socket", (all_of(near), all_of(udp)), (expected, b""))
        is_("or out of it", all_of(far), b"" if flags else b"hello")
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    near, far = socket.socketpair(socket.AF_UNIX, kind)
    table = Map("sockmap", 4, 8)
    program = Probe("sk_skb", PASS, {}, EITHER)
    program.attach(table.fd, EITHER)
    table.set(0, near.fileno())
    far.send(b"abc")
    is_("Unix", (near.recv(2, socket.MSG_PEEK), near.recv(9)), (b"ab", b"abc"))
    far.close()

# What a program of traffic control finds in such a map
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 7777))
table, other = Map("sockmap", 4, 8), Map("sockhash", 4, 8)
table.set(3, udp.fileno())
for name in ("table", "other"):
    if name == "other":
        other.set(3, udp.fileno())
    finder = Probe("sched_cls", f"""
      u32[r10 - 4] = 3; map_lookup(map {name}, r10 - 4); r7 = r0; r0 = 0
      if r7 == 0 goto none
      r0 = u32[r7 + sock.src_port]; save r0; r0 = u32[r7 + sock.family]; save r0
      u32[r10 - 4] = 5; map_update(map other, r10 - 4, r7, 0); save r0
      r1 = r7; call sk_release; r0 = 1
    none:; exit""", dict(table=table, other=other))
    is_("found", (finder.run(bytes(60))[0], finder.saved()), (1, [7777, 2, 0]))
is_("copied by the program", len(other.keys()), 2)
print("done")
