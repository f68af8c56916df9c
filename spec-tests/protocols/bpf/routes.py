"""Programs at routes: they see, change, drop, wrap and redirect what takes the route."""
import socket
import time
from bpf import *
from netlink import *

IN, OUT, XMIT = 1, 2, 3
rtnl = Netlink()
TYPES_OF = {IN: "lwt_in", OUT: "lwt_out", XMIT: "lwt_xmit"}
eth0 = socket.if_nametoindex("eth0")
alive = []


def inet(text):
    return socket.inet_pton(socket.AF_INET6 if ":" in text else socket.AF_INET, text)


def route_body(to, length, via, encap, table=254):
    family = socket.AF_INET6 if ":" in to else socket.AF_INET
    return struct.pack("<BBBBBBBBI", family, length, 0, 0, table, 4, 0, 1, 0) + attr(1, inet(to)) + attr(5, inet(via)) + \
        attr(4, eth0) + u16(21, 6) + attr(22, encap)


def route(to, via, programs, headroom=0, length=32):
    """
    A route whose packets go through the programs: {IN: text, …}.  Programs of the same name
    would count as the same.
    """
    encap = []
    for where, text in programs.items():
        program = Probe(TYPES_OF[where], text)
        alive.append(program)
        encap.append(attr(where, [attr(1, program.fd), attr(2, f"{to} {where}")]))
    if headroom:
        encap.append(attr(4, headroom))
    result = rtnl.try_(24, CREATE | REPLACE, route_body(to, length, via, encap))
    return alive[-1] if result == "done" else result


udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def send(to, data=b"hello", port=7000):
    try:
        udp.sendto(data, (to, port))
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"


# On the way out
seen = route("10.9.0.1", "10.0.0.2", {OUT: """r0 = u32[r6 + skb.len]; save r0; r0 = u32[r6 + skb.protocol]; save r0
  r1 = 5; u32[r6 + skb.mark] = r1; r0 = u32[r6 + skb.mark]; save r0; skb_load_bytes(r6, 9, r10 - 1, 1); r0 = u8[r10 - 1]; save r0
  get_route_realm(r6); save r0; get_cgroup_classid(r6); save r0
  get_hash_recalc(r6); r1 = 1; if r0 != 0 goto h; r1 = 0; h:; save r1; skb_pull_data(r6, 20); save r0
  r0 = 0; exit"""})
is_("sent", send("10.9.0.1"), "done")
is_("seen on the way out", seen.saved(), [33, 8, 5, 17, 0, 0, 1, 0])
route("10.9.0.2", "10.0.0.2", {OUT: "r0 = 2; exit"})
is_("dropped on the way out", send("10.9.0.2"), "EPERM")
route("10.9.0.3", "10.0.0.2", {OUT: "r0 = 99; exit"})
is_("an unknown verdict", send("10.9.0.3"), "EINVAL")

# When it is sent
route("10.9.0.4", "10.0.0.2", {XMIT: """bytes r10 - 4 = 58595a57; skb_store_bytes(r6, 28, r10 - 4, 4, 1); save r0
  l4_csum_replace(r6, 26, 0, 0, 0x10); save r0; skb_change_tail(r6, 33, 0); save r0; skb_change_tail(r6, 31, 0)
  skb_change_tail(r6, 33, 0); u8[r10 - 1] = 0; csum_level(r6, 0); skb_pull_data(r6, 20); set_hash_invalid(r6)
  r0 = 0; exit"""})
is_("sent changed", send("10.9.0.4"), "done")
route("10.9.0.5", "10.0.0.2", {XMIT: "r0 = 2; exit"})
is_("dropped when it is sent", send("10.9.0.5"), "EPERM")
header = "4500003900004000402f00000a0000010a000002" "00000800"
route("10.9.0.6", "10.0.0.2", {XMIT: f"bytes r10 - 24 = {header}; lwt_push_encap(r6, 2, r10 - 24, 24); save r0; r0 = 128; exit"},
      24)
is_("wrapped into GRE", send("10.9.0.6"), "done")
ipip = "4500003500004000400400000a0000010a000002"
route("10.9.0.7", "10.0.0.2", {XMIT: f"bytes r10 - 24 = {ipip}; lwt_push_encap(r6, 2, r10 - 24, 20); save r0; r0 = 128; exit"}, 20)
is_("wrapped into IP", send("10.9.0.7"), "done")
wrong = route("10.9.0.8", "10.0.0.2", {XMIT: f"""bytes r10 - 24 = {ipip}; lwt_push_encap(r6, 2, r10 - 24, 19); save r0
  lwt_push_encap(r6, 9, r10 - 24, 20); save r0; bytes r10 - 24 = 25000035; lwt_push_encap(r6, 2, r10 - 24, 20); save r0; r0 = 0; exit"""})
is_("sent unwrapped", send("10.9.0.8"), "done")
is_("wrapped wrongly", [v < 0 for v in wrong.saved()], [True] * 3)
frame = "020000000002" "020000000001" "0800"
route("10.9.0.9", "10.0.0.2", {XMIT: f"""skb_change_head(r6, 14, 0); save r0; bytes r10 - 16 = {frame}0000
  skb_store_bytes(r6, 0, r10 - 16, 14, 0); save r0; redirect({eth0}, 0); exit"""}, 14)
is_("redirected", send("10.9.0.9"), "done")
route("10.9.0.10", "10.0.0.2", {XMIT: f"""skb_change_head(r6, 14, 0); bytes r10 - 16 = {frame}0000
  skb_store_bytes(r6, 0, r10 - 16, 14, 0); clone_redirect(r6, {eth0}, 0); save r0; r0 = 2; exit"""}, 14)
is_("a copy redirected, and dropped", send("10.9.0.10"), "EPERM")

# Wrong routes
ok = Probe("lwt_out", "r0 = 0; exit")
for what, encap, expected in (
        ("no program", [], "EINVAL"), ("no descriptor", [attr(OUT, [attr(2, "x")])], "EINVAL"),
        ("no name", [attr(OUT, [attr(1, ok.fd)])], "EINVAL"), ("another type", [attr(IN, [attr(1, ok.fd), attr(2, "x")])], "EINVAL"),
        ("not a program", [attr(OUT, [attr(1, 0), attr(2, "x")])], "EINVAL"),
        ("too much room", [attr(4, 5000), attr(OUT, [attr(1, ok.fd), attr(2, "x")])], "ERANGE")):
    is_(what, rtnl.try_(24, CREATE | REPLACE, route_body("10.9.9.9", 32, "10.0.0.2", encap)), expected)

# What the routes say of themselves
shown = []
for body in rtnl.ask(26, DUMP, struct.pack("<B", 2) + bytes(11)):
    found = attrs(body[12:])
    if 22 in found:
        programs = attrs(found[22])
        shown.append((found[1][3], {k: attrs(v).get(2, b"").rstrip(b"\0") for k, v in programs.items() if k < 4}))
is_("shown", sorted(shown, key=lambda s: s[0])[0], (1, {OUT: b"10.9.0.1 2"}))
is_("how many", len(shown), 10)
seen = route("10.9.0.1", "10.0.0.2", {OUT: "r0 = 0; exit"})
is_("again the same", rtnl.try_(24, CREATE | REPLACE, route_body("10.9.0.1", 32, "10.0.0.2", [
    attr(OUT, [attr(1, seen.fd), attr(2, "10.9.0.1 2")])])), "done")
is_("taken away", rtnl.try_(25, 0, route_body("10.9.0.2", 32, "10.0.0.2", [attr(OUT, [attr(1, ok.fd), attr(2, "x")])])) in (
    "done", "ESRCH"), True)

# On the way in: of what is forwarded
passing = route("10.8.0.1", "10.0.0.2", {IN: "r0 = u32[r6 + skb.len]; save r0; r0 = 0; exit"})
route("10.8.0.2", "10.0.0.2", {IN: "r0 = 2; exit"})
from_afar = ipip.replace("0a000001", "0a070001")     # an own address would be a Martian
wrapping = route("10.8.0.3", "10.0.0.2", {IN: f"bytes r10 - 24 = {from_afar}; lwt_push_encap(r6, 2, r10 - 24, 20); save r0; r0 = 128; exit"})

# IPv6
six = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
seen6 = route("2001:db8:9::1", "2001:db8::2", {OUT: "r0 = u32[r6 + skb.len]; save r0; r0 = 0; exit",
                                               XMIT: "r0 = 0; exit"}, length=128)
six.sendto(b"hello", ("2001:db8:9::1", 7000))
gre6 = "600000000039" "2f40" + "20010db8000000000000000000000001" "20010db8000000000000000000000002" "000086dd"
wrapped = route("2001:db8:9::2", "2001:db8::2", {XMIT: f"bytes r10 - 48 = {gre6}; lwt_push_encap(r6, 2, r10 - 48, 44); save r0; r0 = 128; exit"}, 44, 128)
six.sendto(b"hello", ("2001:db8:9::2", 7000))
is_("wrapped into GRE over IPv6", wrapped.saved(), [0])
reroute = route("2001:db8:9::3", "2001:db8::2", {OUT: "r0 = 128; exit"}, length=128)
try:
    six.sendto(b"hello", ("2001:db8:9::3", 7000))
except OSError as error:
    is_("not looked up anew", errno.errorcode[error.errno], "EINVAL")
print("done")
sys.stdout.flush()
time.sleep(2)
is_("forwarded", passing.saved(), [33])
is_("forwarded and wrapped", wrapping.saved(), [0])
