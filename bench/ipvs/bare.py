"""The least that loading a table can cost: messages made beforehand, 128 in a send, an answer for the last of each."""

from __future__ import annotations

import socket
import struct
import time

from rules import services

_REQUEST, _ACK = 1, 4
_GENL_ID_CTRL, _NEW_SERVICE, _NEW_DEST = 16, 1, 5


def _attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("=HH", 4 + len(value), kind) + value + bytes(-len(value) % 4)


def _u16(kind: int, value: int) -> bytes:
    return _attribute(kind, struct.pack("=H", value))


def _u32(kind: int, value: int) -> bytes:
    return _attribute(kind, struct.pack("=I", value))


def _message(family: int, flags: int, command: int, attributes: bytes) -> bytes:
    return struct.pack("=IHHII", 20 + len(attributes), family, _REQUEST | flags, 1, 0) + struct.pack("=BBH", command, 1, 0) + attributes


def _family(s: socket.socket) -> int:
    s.send(_message(_GENL_ID_CTRL, 0, 3, _attribute(2, b"IPVS\0")))
    answer = s.recv(4096)
    at = 20
    while at < len(answer):
        length, kind = struct.unpack_from("=HH", answer, at)
        if kind == 1:
            return struct.unpack_from("=H", answer, at + 4)[0]
        at += (length + 3) & ~3
    raise OSError("no IPVS")


def load(count: int, servers: int) -> float:
    """Fills the table; the seconds that sending and waiting took."""
    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
    s.bind((0, 0))
    family = _family(s)
    messages = []
    for service in services(count):
        address, port = service.split(":")
        key = (_u16(1, socket.AF_INET) + _u16(2, socket.IPPROTO_TCP) + _attribute(3, socket.inet_aton(address).ljust(16, b"\0"))
               + _attribute(4, struct.pack("!H", int(port))))
        messages.append((_NEW_SERVICE, _attribute(1, key + _attribute(6, b"wlc\0") + _attribute(7, struct.pack("=II", 0, 0xFFFFFFFF))
                                                  + _u32(8, 0) + _u32(9, 0xFFFFFFFF))))
        for n in range(servers):
            dest = (_attribute(1, socket.inet_aton(f"192.168.0.{1 + n}").ljust(16, b"\0")) + _attribute(2, struct.pack("!H", 80))
                    + _u32(3, 0) + _u32(4, 1) + _u32(5, 0) + _u32(6, 0))
            messages.append((_NEW_DEST, _attribute(1, key) + _attribute(2, dest)))
    batches = [messages[at:at + 128] for at in range(0, len(messages), 128)]
    sends = [b"".join(_message(family, _ACK if message is batch[-1] else 0, *message) for message in batch) for batch in batches]
    start = time.perf_counter()
    for send in sends:
        s.send(send)
        answer = s.recv(4096)
        error = struct.unpack_from("=i", answer, 16)[0]
        if error:
            raise OSError(-error, "the kernel refused a rule")
    return time.perf_counter() - start
