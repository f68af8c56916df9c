"""Ends of connections."""
import errno
import select
import socket


def pair(family=socket.AF_INET):
    """A connection over the loopback device: (client, server)."""
    here = "127.0.0.1" if family == socket.AF_INET else "::1"
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind((here, 0))
        listener.listen()
        client = socket.create_connection(listener.getsockname()[:2])
        server, _ = listener.accept()
    for one_end in (client, server):
        one_end.settimeout(1)
        one_end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client, server


def all_of(sock, wait=0.05):
    """What has come, in one piece."""
    data = b""
    while select.select([sock], [], [], wait)[0]:
        part = sock.recv(4096)
        if not part:
            return data
        data += part
    return data


def error_of(call, *arguments):
    try:
        call(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"
