"""Tables of ip6_tables, ip_tables and arp_tables, written and read by their socket options."""

import ctypes
import errno
import socket
import struct

ACCEPT, DROP, RETURN = -2, -1, -5


def padded(data, size=8):
    return data + bytes(-len(data) % size)


def match(name, data, revision=0):
    data = padded(data)
    return struct.pack('=H29sB', 32 + len(data), name.encode(), revision) + data


target = match


def verdict(number):
    return target('', struct.pack('=i', number))


def device(name):
    """Name and mask of a netdev; one that ends in + stands for all that begin so."""
    mask = len(name) - 1 if name.endswith('+') else len(name) + 1 if name else 0
    return name.rstrip('+').encode().ljust(16, b'\0'), (b'\xff' * mask).ljust(16, b'\0')


class Family:
    """What the three kinds of tables do differently."""

    def __init__(self, domain, level, base, hooks, entry, offset, revisions):
        self.socket = socket.socket(domain, socket.SOCK_RAW, 255)
        self.level, self.base, self.hooks, self.entry, self.offset = level, base, hooks, entry, offset
        self.match_revision, self.target_revision = revisions

    def get(self, option, data):
        buffer = ctypes.create_string_buffer(data, len(data))
        length = ctypes.c_uint32(len(data))
        result = LIBC.getsockopt(self.socket.fileno(), self.level, self.base + option, buffer, ctypes.byref(length))
        if result < 0:
            raise OSError(ctypes.get_errno(), 'getsockopt')
        return buffer.raw[:length.value]

    def rule(self, head, matches, action):
        end = self.entry + sum(map(len, matches))
        head = bytearray(head.ljust(self.entry, b'\0'))
        struct.pack_into('=HH', head, self.offset, end, end + len(action))
        return bytes(head) + b''.join(matches) + action

    def info(self, table):
        data = self.get(0, table.encode().ljust(84 if self.hooks == 5 else 68, b'\0'))
        n = self.hooks
        numbers = struct.unpack_from(f'=I{2 * n}III', data, 32)
        return {'hooks': numbers[0], 'entries': numbers[-2], 'size': numbers[-1]}

    def counters(self, table):
        """Packets and bytes of each rule."""
        size = self.info(table)['size']
        data = self.get(1, struct.pack('=32sI4x', table.encode(), size) + bytes(size))[40:]
        found, at = [], 0
        while at < size:
            found.append(struct.unpack_from('=QQ', data, at + self.entry - 16))
            at += struct.unpack_from('=HH', data, at + self.offset)[1]
        return found

    def add_counters(self, table, pairs):
        data = struct.pack('=32sI4x', table.encode(), len(pairs)) + b''.join(struct.pack('=QQ', *p) for p in pairs)
        self.socket.setsockopt(self.level, self.base + 1, data)

    def revision(self, name, number, of_target=False):
        option = self.target_revision if of_target else self.match_revision
        return self.get(option, struct.pack('=29sB', name.encode(), number))

    def replace(self, table, chains):
        """Chains by hook; each ends with what happens to all others: {1: [rules…]}. Chains without hook by name."""
        hooks = [h for h in chains if isinstance(h, int)]
        body, starts, underflows, count, places = b'', [0] * self.hooks, [0] * self.hooks, 0, {}
        for hook, rules in chains.items():
            if hook in hooks:
                starts[hook] = len(body)
            else:
                body += self.rule(b'', [], target('ERROR', hook.encode().ljust(30, b'\0')))
                count += 1
                places[hook] = len(body)
            for rule in rules:
                if hook in hooks:
                    underflows[hook] = len(body)
                body += rule
                count += 1
        body += self.rule(b'', [], target('ERROR', b'ERROR'.ljust(30, b'\0')))
        count += 1
        for name, place in places.items():
            body = body.replace(struct.pack('=i', jump(name)), struct.pack('=i', place))
        old = ctypes.create_string_buffer(16 * self.info(table)['entries'])
        head = struct.pack(f'=32sIII{2 * self.hooks}II', table.encode(), sum(1 << h for h in hooks), count, len(body),
                           *starts, *underflows, len(old) // 16)
        self.socket.setsockopt(self.level, self.base, padded(head) + struct.pack('=Q', ctypes.addressof(old)) + body)


def jump(name):
    """A number that stands for a chain until its place is known."""
    return 0x6a000000 + sum(name.encode())


LIBC = ctypes.CDLL(None, use_errno=True)


def six():
    return Family(socket.AF_INET6, socket.IPPROTO_IPV6, 64, 5, 168, 140, (4, 5))


def four():
    return Family(socket.AF_INET, socket.IPPROTO_IP, 64, 5, 112, 88, (2, 3))


def arp():
    return Family(socket.AF_INET, socket.IPPROTO_IP, 96, 3, 192, 164, (None, 3))


def head6(src='::', dst='::', prefix=(0, 0), iif='', oif='', proto=0, tos=0, flags=0, inverse=0):
    masks = [((1 << 128) - (1 << (128 - p))).to_bytes(16, 'big') for p in prefix]
    (i, im), (o, om) = device(iif), device(oif)
    return (socket.inet_pton(socket.AF_INET6, src) + socket.inet_pton(socket.AF_INET6, dst) + masks[0] + masks[1]
            + i + o + im + om + struct.pack('=HBBB', proto, tos, flags | (1 if proto else 0), inverse))


def head4(src='0.0.0.0', dst='0.0.0.0', prefix=(0, 0), iif='', oif='', proto=0, flags=0, inverse=0):
    masks = [((1 << 32) - (1 << (32 - p))).to_bytes(4, 'big') for p in prefix]
    (i, im), (o, om) = device(iif), device(oif)
    return (socket.inet_aton(src) + socket.inet_aton(dst) + masks[0] + masks[1] + i + o + im + om
            + struct.pack('=HBB', proto, flags, inverse))


def head_arp(src='0.0.0.0', dst='0.0.0.0', prefix=(0, 0), mac=b'', operation=0, iif='', oif='', inverse=0):
    masks = [((1 << 32) - (1 << (32 - p))).to_bytes(4, 'big') for p in prefix]
    (i, im), (o, om) = device(iif), device(oif)
    return (socket.inet_aton(src) + socket.inet_aton(dst) + masks[0] + masks[1] + bytes(2)
            + mac.ljust(16, b'\0') + (b'\xff' * len(mac)).ljust(16, b'\0') + bytes(32)
            + struct.pack('!HHHHHH', operation, 0xffff if operation else 0, 0, 0, 0, 0)
            + i + o + im + om + struct.pack('=BxH', 0, inverse))


def error(f, *arguments):
    try:
        f(*arguments)
        return 'none'
    except OSError as e:
        return errno.errorcode[e.errno]
