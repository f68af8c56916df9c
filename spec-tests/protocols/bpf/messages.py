"""Sockets in maps: what a program decides about each message that a socket sends."""
import socket
from bpf import *
from ends import *

MSG_VERDICT = 7


def with_program(text, sends, to=None, kind="sockmap", family=socket.AF_INET, probe=False):
    """
    A client in a map with the program sends; what its server receives, and what the
    two ends of another connection, at keys 1 and 2 of the map, do.
    """
    client, server = pair(family)
    left, right = pair(family)
    table = Map(kind, 4 if kind == "sockmap" else 8, 8)
    program = Probe("sk_msg", text, dict(table=table), MSG_VERDICT)
    program.attach(table.fd, MSG_VERDICT)       # for sockets that are added from now on
    for i, sock in enumerate((client, left, right)):
        table.set(i, sock.fileno())
    errors = []
    for data in sends:
        try:
            client.send(data)
        except OSError as error:
            errors.append(errno.errorcode[error.errno])
    result = [all_of(server), all_of(left), all_of(right)] + errors
    program.detach(table.fd, MSG_VERDICT)
    for sock in (client, server, left, right):
        sock.close()
    return (result, program.saved()) if probe else result


PASS, DROP = "r0 = 1; exit", "r0 = 0; exit"
is_("pass", with_program(PASS, [b"abc", b"def"]), [b"abcdef", b"", b""])
is_("drop", with_program(DROP, [b"abc"]), [b"", b"", b"", "EACCES"])
# tcp_bpf_send_verdict() forgets a verdict only after one that let something out
is_("drop from the first that begins with b on", with_program("""
  r2 = u64[r6 + msg.data]; r3 = u64[r6 + msg.data_end]; r0 = 1
  r4 = r2; r4 += 1; if r4 > r3 goto out
  r5 = u8[r2 + 0]; if r5 != 98 goto out
  r0 = 0
out:; exit""", [b"abc", b"bcd", b"cde"]), [b"abc", b"", b"", "EACCES", "EACCES"])
result, saved = with_program("""
  r0 = u32[r6 + msg.family]; save r0; r0 = u32[r6 + msg.remote_ip4]; save r0
  r0 = u32[r6 + msg.local_ip4]; save r0; r0 = u32[r6 + msg.size]; save r0
  r1 = u32[r6 + msg.local_port]; r2 = u32[r6 + msg.remote_port]; r2 = be32 r2; r0 = 1
  if r1 != r2 goto differ; r0 = 0; differ:; save r0
  r1 = u64[r6 + msg.sk]; r0 = 0; if r1 == 0 goto none
  r0 = u32[r1 + sock.family]; none:; save r0
  r0 = 1; exit""", [b"abcd"], probe=True)
is_("fields", saved, [2, 0x0100007F, 0x0100007F, 4, 1, 2])
result, saved = with_program("""r0 = u32[r6 + msg.family]; save r0
  r0 = u32[r6 + msg.remote_ip63]; save r0; r0 = u32[r6 + msg.local_ip63]; save r0
  r0 = u32[r6 + msg.local_ip6]; save r0; r0 = 1; exit""", [b"abcd"], family=socket.AF_INET6, probe=True)
is_("fields of IPv6", (result[0], saved), (b"abcd", [10, 0x01000000, 0x01000000, 0]))

# To another socket: out of it, or into its receive queue
for kind, call in (("sockmap", "msg_redirect_map(r6, map table, {}, {}); exit"),
                   ("sockhash", "u32[r10 - 4] = {}; msg_redirect_hash(r6, map table, r10 - 4, {}); exit")):
    is_(f"out of another, {kind}", with_program(call.format(1, 0), [b"abc", b"d"], kind=kind),
        [b"", b"", b"abcd"])
    is_(f"into another, {kind}", with_program(call.format(1, 1), [b"abc", b"d"], kind=kind),
        [b"", b"abcd", b""])
    is_(f"nobody there, {kind}", with_program(call.format(7, 0), [b"abc"], kind=kind),
        [b"", b"", b"", "EACCES"])
    is_(f"unknown flag, {kind}", with_program(call.format(1, 8), [b"abc"], kind=kind),
        [b"", b"", b"", "EACCES"])

# How much a verdict is about
result, saved = with_program("r0 = u32[r6 + msg.size]; save r0; msg_apply_bytes(r6, 2); r0 = 1; exit",
                             [b"abcde"], probe=True)
is_("a verdict for two bytes each", (result[0], saved), (b"abcde", [1]))
is_("corked", with_program("msg_cork_bytes(r6, 6); r0 = 1; exit", [b"abc", b"d"])[0], b"")
is_("corked until there is enough", with_program("msg_cork_bytes(r6, 6); r0 = 1; exit",
                                                 [b"abc", b"def"])[0], b"abcdef")
is_("applied and sent elsewhere", with_program(
    "msg_apply_bytes(r6, 3); msg_redirect_map(r6, map table, 1, 0); exit", [b"abcdefg"]),
    [b"", b"", b"abcdefg"])

# Other data
push = """msg_push_data(r6, {}, {}, 0); save r0
  msg_pull_data(r6, 0, {}, 0); save r0
  r2 = u64[r6 + msg.data]; r3 = u64[r6 + msg.data_end]; r4 = r2; r4 += {}; if r4 > r3 goto out
  u8[r2 + {}] = 88; u8[r2 + {}] = 89
out:; r0 = 1; exit"""
for where, expected in ((0, b"XYabcd"), (2, b"abXYcd"), (4, b"abcdXY")):
    result, saved = with_program(push.format(where, 2, 6, 6, where, where + 1), [b"abcd"], probe=True)
    is_(f"pushed at {where}", (result[0], saved), (expected, [0, 0]))
result, saved = with_program("""msg_push_data(r6, 9, 2, 0); save r0; msg_push_data(r6, 0, 2, 1); save r0
  msg_push_data(r6, 0, 0, 0); save r0; r0 = 1; exit""", [b"abcd"], probe=True)
is_("pushed wrongly", (result[0], saved), (b"abcd", [-errno.EINVAL, -errno.EINVAL, 0]))
for start, count, expected in ((0, 2, b"cdef"), (1, 3, b"aef"), (4, 2, b"abcd"), (2, 1, b"abdef")):
    result, saved = with_program(f"msg_pop_data(r6, {start}, {count}, 0); save r0; r0 = 1; exit",
                                 [b"abcdef"], probe=True)
    is_(f"popped {count} at {start}", (result[0], saved), (expected, [0]))
result, saved = with_program("""msg_pop_data(r6, 5, 9, 0); save r0; msg_pop_data(r6, 0, 2, 1); save r0
  msg_pull_data(r6, 3, 1, 0); save r0; msg_pull_data(r6, 0, 99, 0); save r0
  msg_pull_data(r6, 0, 2, 7); save r0; r0 = 1; exit""", [b"abcd"], probe=True)
is_("popped and pulled wrongly", (result[0], saved), (b"abcd", [-errno.EINVAL] * 5))
result, saved = with_program("""msg_push_data(r6, 2, 4, 0); save r0; msg_push_data(r6, 1, 4, 0); save r0
  msg_pop_data(r6, 0, 3, 0); save r0; msg_pop_data(r6, 1, 8, 0); save r0
  r0 = u32[r6 + msg.size]; save r0; msg_pull_data(r6, 0, 1000, 0); save r0
  r2 = u64[r6 + msg.data]; r3 = u64[r6 + msg.data_end]; r3 -= r2; save r3
  r0 = 1; exit""", [b"a" * 2000], probe=True)
is_("in several pieces", (len(result[0]), saved), (1997, [0, 0, 0, 0, 1997, 0, 1000]))
is_("popped and sent elsewhere", with_program(
    "msg_pop_data(r6, 0, 2, 0); msg_redirect_map(r6, map table, 2, 1); exit", [b"abcdef"]),
    [b"", b"", b"cdef"])

# The table itself
client, server = pair()
table, by_name = Map("sockmap", 4, 4), Map("sockhash", 8, 2, key=16)


table.set(0, client.fileno())
by_name.set(b"client".ljust(16), client.fileno())
by_name.set(b"server".ljust(16), server.fileno())
is_("full", error_of(by_name.set, b"third".ljust(16), client.fileno()), "E2BIG")
is_("not an array that long", error_of(table.set, 9, client.fileno()), "E2BIG")
is_("not twice", error_of(table.set, 0, server.fileno(), 1), "EEXIST")
is_("not yet there", error_of(table.set, 1, server.fileno(), 2), "ENOENT")
is_("no socket", error_of(table.set, 1, 0), "ENOTSOCK")
with socket.socket() as idle:
    is_("not connected", error_of(table.set, 1, idle.fileno()), "ENOTSUP")
is_("names", sorted(by_name.keys()), [b"client".ljust(16), b"server".ljust(16)])
is_("numbers", len(table.keys()), 4)
SO_COOKIE = 57
cookie = int.from_bytes(client.getsockopt(socket.SOL_SOCKET, SO_COOKIE, 8), "little")
by_name.value = 8
is_("what is read is its cookie", by_name.get(b"client".ljust(16)), cookie)
is_("four bytes are no cookie", error_of(table.get, 0), "ENOSPC")
table.remove(0)
is_("removed", error_of(table.remove, 0), "EINVAL")
by_name.remove(b"client".ljust(16))
is_("removed by name", error_of(by_name.get, b"client".ljust(16)), "ENOENT")
server.close()
is_("a socket that is closed leaves", by_name.keys(), [])
is_("value of three bytes", error_of(Map, "sockmap", 3), "EINVAL")
is_("no entries", error_of(Map, "sockhash", 4, 0), "EINVAL")
program = Probe("sk_msg", PASS, {}, MSG_VERDICT)
is_("kind of program", error_of(program.attach, table.fd, 5), "EINVAL")
is_("not attached", error_of(program.detach, table.fd, MSG_VERDICT), "ENOENT")
print("done")
