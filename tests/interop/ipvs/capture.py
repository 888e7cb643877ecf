#!/usr/bin/env python3
"""Prints what a kernel answers to the requests of the IPVS family, as tests/data/ipvs/answers.hex holds it.

Usage: guest.sh capture.py >../../data/ipvs/answers.hex
The table is made by ipvsadm; the requests are put together here, so that nothing of hakit judges itself.
"""

import os
import socket
import struct
import subprocess

REQUEST, ACK, DUMP = 1, 4, 0x300
NETLINK_GENERIC, SOL_NETLINK, CAP_ACK, EXT_ACK = 16, 270, 10, 11

TABLE = """\
-A -t 10.0.0.1:80 -s wrr -p 360 -M 255.255.255.0
-a -t 10.0.0.1:80 -r 10.0.1.1:8080 -m -w 3 -x 100 -y 50
-a -t 10.0.0.1:80 -r 10.0.1.2:80 -i --tun-type gue --tun-port 6080 --tun-remcsum
-a -t 10.0.0.1:80 -r [2001:db8::2]:80 -i -w 0
-A -u [2001:db8::1]:53 -s mh -p 50 -M 64 -b mh-fallback,mh-port -o
-A -f 7 -6 -s rr
-A -u 10.0.0.1:5060 -s rr -p 60 --pe sip
"""


def attribute(kind: int, payload: bytes) -> bytes:
    return struct.pack("HH", 4 + len(payload), kind) + payload + bytes(-len(payload) % 4)


class Kernel:
    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_GENERIC)
        self.socket.setsockopt(SOL_NETLINK, CAP_ACK, 1)
        self.socket.setsockopt(SOL_NETLINK, EXT_ACK, 1)
        self.socket.bind((0, 0))
        self.family = 16

    def ask(self, command: int, flags: int, attributes: bytes = b"") -> list[bytes]:
        header = struct.pack("IHHIIBBH", 20 + len(attributes), self.family, REQUEST | flags, 1, 0, command, 1, 0)
        self.socket.send(header + attributes)
        answers = [self.socket.recv(65536)]
        while flags & DUMP and struct.unpack_from("H", answers[-1], 4)[0] != 3:
            answers.append(self.socket.recv(65536))
        return answers


def show(name: str, how: str, answers: list[bytes]) -> None:
    print(f"\n[{name}] {how}")
    for data in answers:
        text = data.hex()
        print("\n".join(text[at : at + 112] for at in range(0, len(text), 112)))


def main() -> None:
    subprocess.run(["ipvsadm", "-R"], input=TABLE, text=True, check=True)
    subprocess.run(["ipvsadm", "--set", "100", "50", "30"], check=True)
    kernel = Kernel()
    release = os.uname()
    print(f"# The answers of {release.sysname} {release.release} {release.machine}, taken by tests/interop/ipvs/capture.py")
    print("# after these commands and --set 100 50 30; the sync daemons are started there:")
    print("".join(f"#   ipvsadm {line}\n" for line in TABLE.splitlines()), end="")
    print("# One [NAME] an answer, then its bytes; a message may be cut by the end of a line.")

    found = kernel.ask(3, 0, attribute(2, b"IPVS\0"))
    show("family", "CTRL_CMD_GETFAMILY of IPVS", found)
    kernel.family = struct.unpack_from("H", found[0], found[0].index(struct.pack("HH", 6, 1)) + 4)[0]
    show("services", "GET_SERVICE, dump", kernel.ask(4, DUMP))
    key = attribute(1, struct.pack("H", 2)) + attribute(2, struct.pack("H", 6))
    key += attribute(3, socket.inet_aton("10.0.0.1")) + attribute(4, struct.pack(">H", 80))
    show("service", "GET_SERVICE of 10.0.0.1:80", kernel.ask(4, 0, attribute(1, key)))
    show("destinations", "GET_DEST of 10.0.0.1:80, dump", kernel.ask(8, DUMP, attribute(1, key)))
    show("timeouts", "GET_CONFIG", kernel.ask(13, 0))
    show("info", "GET_INFO", kernel.ask(15, 0))
    show("done", "DEL_SERVICE of 10.0.0.1:80, acknowledged", kernel.ask(3, ACK, attribute(1, key)))
    show("no service", "the same again", kernel.ask(3, ACK, attribute(1, key)))
    for role in ("master", "backup"):
        options = ["--mcast-group", "224.0.0.99", "--mcast-port", "9000", "--mcast-ttl", "3", "--sync-maxlen", "1400"]
        command = ["ipvsadm", "--start-daemon", role, "--mcast-interface", "lo", "--syncid", "9"]
        subprocess.run([*command, *(options if role == "backup" else [])], check=True)
    show("daemons", "GET_DAEMON, dump", kernel.ask(11, DUMP))
    show("no dump", "GET_DEST without NLM_F_DUMP", kernel.ask(8, 0))
    show("reason", "SET_CONFIG with a timeout of two bytes", kernel.ask(12, ACK, attribute(4, b"\1\0")))


if __name__ == "__main__":
    main()
