"""Netlink in a few lines: requests, dumps, generic netlink."""
import errno
import os
import socket
import struct

ROUTE, SOCK_DIAG, GENERIC = 0, 4, 16
REQUEST, ACK, ROOT, MATCH, DUMP, CREATE, EXCL, REPLACE = 1, 4, 0x100, 0x200, 0x300, 0x400, 0x200, 0x100


def attr(kind, value=b""):
    """An attribute: bytes, a text, a number of 32 bits, or a list of attributes."""
    if isinstance(value, str):
        value = value.encode() + b"\0"
    elif isinstance(value, int):
        value = struct.pack("<I", value & 0xFFFFFFFF)
    elif isinstance(value, list):
        kind, value = kind | 0x8000, b"".join(value)
    data = struct.pack("<HH", 4 + len(value), kind) + value
    return data + bytes(-len(data) % 4)


def u8(kind, value):
    return attr(kind, bytes([value]))


def u16(kind, value, order="<"):
    return attr(kind, struct.pack(order + "H", value))


def u64(kind, value):
    return attr(kind, struct.pack("<Q", value))


def attrs(data):
    """Attributes by their numbers; of several with the same number the last."""
    found = {}
    while len(data) >= 4:
        size, kind = struct.unpack_from("<HH", data)
        if size < 4:
            break
        found[kind & 0x3FFF] = data[4:size]
        data = data[(size + 3) & ~3:]
    return found


def all_attrs(data):
    """A list of (number, value)."""
    found = []
    while len(data) >= 4:
        size, kind = struct.unpack_from("<HH", data)
        if size < 4:
            break
        found.append((kind & 0x3FFF, data[4:size]))
        data = data[(size + 3) & ~3:]
    return found


class Netlink:
    def __init__(self, protocol=ROUTE, groups=0):
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol)
        self.sock.bind((0, groups))
        self.sock.settimeout(1)
        self.number = 0
        self.error_text = ""
        self.option(11)         # errors with a text
        self.option(10)         # and without the request

    def option(self, option, value=1):
        self.sock.setsockopt(270, option, value)

    def join(self, group):
        self.sock.setsockopt(270, 1, group)

    def send(self, kind, flags, body):
        self.number += 1
        self.sock.send(struct.pack("<IHHII", 16 + len(body), kind, flags | REQUEST, self.number, 0) + body)

    def messages(self):
        """(type, flags, body) of what comes in one piece."""
        data = self.sock.recv(1 << 17)
        while len(data) >= 16:
            size, kind, flags, _, _ = struct.unpack_from("<IHHII", data)
            yield kind, flags, data[16:size]
            data = data[(size + 3) & ~3:]

    def ask(self, kind, flags=0, body=b""):
        """The bodies of the answer; OSError if there is an error."""
        if not flags & DUMP == DUMP:
            flags |= ACK
        self.send(kind, flags, body)
        answer = []
        while True:
            for kind, more, data in self.messages():
                if kind == 2 or (kind == 3 and len(data) >= 4):
                    code = struct.unpack_from("<i", data)[0]
                    if code < 0:
                        self.error_text = attrs(data[20:] if more & 0x100 else data[4 + struct.unpack_from('<I', data, 4)[0]:]).get(1, b"").rstrip(b"\0").decode() \
                            if more & 0x200 else ""
                        raise OSError(-code, os.strerror(-code), self.error_text)
                    return answer
                if kind == 3:
                    return answer
                answer.append(data)

    def try_(self, *arguments):
        """ "done", or the name of the error."""
        try:
            self.ask(*arguments)
        except OSError as error:
            return errno.errorcode[error.errno]
        return "done"


class Generic(Netlink):
    """A family of generic netlink, by its name."""

    def __init__(self, name):
        super().__init__(GENERIC)
        body = self.ask(16, 0, struct.pack("<BBH", 3, 1, 0) + attr(2, name))[0]
        family = attrs(body[4:])
        self.family = struct.unpack("<H", family[1])[0]
        self.version = struct.unpack("<I", family[3])[0]
        self.groups = {}
        for _, group in all_attrs(family.get(7, b"")):
            group = attrs(group)
            self.groups[group[1].rstrip(b"\0").decode()] = struct.unpack("<I", group[2])[0]

    def call(self, command, body=b"", flags=0):
        return [data[4:] for data in self.ask(self.family, flags,
                                              struct.pack("<BBH", command, self.version, 0) + body)]

    def error(self, command, body=b"", flags=0):
        return self.try_(self.family, flags, struct.pack("<BBH", command, self.version, 0) + body)
