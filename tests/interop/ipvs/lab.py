"""In the guest: a client, a director and three real servers, each in a network namespace of its own, and their sockets.

Everything runs in this one process on one event loop: a socket stays in the namespace in which it was made.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import os
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HAKIT = os.environ["HAKIT"]
WORK = Path(os.environ["TMPDIR"])
SERVERS = ("r1", "r2", "r3")

_libc = ctypes.CDLL(None, use_errno=True)


@contextlib.contextmanager
def inside(namespace: str) -> Iterator[None]:
    """This thread in another network namespace."""
    with open("/proc/thread-self/ns/net") as here, open(f"/run/netns/{namespace}") as there:
        if _libc.setns(there.fileno(), 0) != 0:
            raise OSError(ctypes.get_errno(), "setns", namespace)
        try:
            yield
        finally:
            _libc.setns(here.fileno(), 0)


def ip(batch: str, namespace: str | None = None) -> None:
    where = ["-n", namespace] if namespace else []
    subprocess.run(["ip", *where, "-batch", "-"], input=batch, text=True, check=True)


def sysctl(namespace: str, **values: int) -> None:
    """ipv4__ip_forward=1 is net/ipv4/ip_forward."""
    with inside(namespace):
        for name, value in values.items():
            Path("/proc/sys/net", *name.split("__")).write_text(str(value))


async def run(*command: str, stdin: str = "") -> str:
    """The output of a command; one that fails is an AssertionError with what it said."""
    process = await asyncio.create_subprocess_exec(
        *command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    out, _ = await process.communicate(stdin.encode())
    assert process.returncode == 0, f"{command}: {process.returncode}\n{out.decode()}"
    return out.decode()


class Lab:
    """The director forwards between the client's network and the servers' (`routed`), or all share one switch.

    The virtual addresses are the director's. Every server answers a connection with its name and then echoes lines.
    """

    def __init__(self, routed: bool):
        self.routed = routed
        self.address = "10.1.0.100" if routed else "10.2.0.100"
        self.address6 = "fd01::100"
        self._listening: list[asyncio.AbstractServer] = []
        self._client_addresses = ("10.1.0.2", "10.1.0.3") if routed else ("10.2.0.50", "10.2.0.51")

    async def __aenter__(self) -> Lab:
        names = ("client", "director", "switch", *SERVERS)
        ip("".join(f"netns add {name}\n" for name in names))
        ip(f"link add outer netns client type veth peer name {'outer' if self.routed else 'client'} "
           f"netns {'director' if self.routed else 'switch'}\n"
           + "".join(f"link add inner netns {name} type veth peer name {name} netns switch\n"
                     for name in ("director", *SERVERS)))
        ports = ["director", *SERVERS] + ([] if self.routed else ["client"])
        ip("link add name bridge type bridge\nlink set bridge up\n"
           + "".join(f"link set {port} master bridge\nlink set {port} up\n" for port in ports), "switch")
        ip("link set lo up\naddr add 10.2.0.1/24 dev inner\naddr add fd02::1/64 dev inner nodad\nlink set inner up\n"
           + ("addr add 10.1.0.1/24 dev outer\naddr add fd01::1/64 dev outer nodad\n"
              f"addr add {self.address6}/128 dev outer nodad\nlink set outer up\n" if self.routed else "")
           + f"addr add {self.address}/32 dev {'outer' if self.routed else 'inner'}\n", "director")
        ip("link set lo up\n"
           + "".join(f"addr add {address}/24 dev outer\n" for address in self._client_addresses)
           + "addr add fd01::2/64 dev outer nodad\nlink set outer up\n"
           + ("route add default via 10.1.0.1\nroute add default via fd01::1\n" if self.routed else ""), "client")
        for number, name in enumerate(SERVERS, start=1):
            ip(f"link set lo up\naddr add {self.server(name)}/24 dev inner\naddr add fd02::1{number}/64 dev inner nodad\n"
               "link set inner up\nroute add default via 10.2.0.1\nroute add default via fd02::1\n", name)
        sysctl("director", ipv4__ip_forward=1, ipv6__conf__all__forwarding=1)
        return self

    async def __aexit__(self, *_) -> None:
        for one in self._listening:
            one.close()
        ip("".join(f"netns del {name}\n" for name in ("client", "director", "switch", *SERVERS)))

    @staticmethod
    def server(name: str, family: int = socket.AF_INET) -> str:
        number = SERVERS.index(name) + 1
        return f"fd02::1{number}" if family == socket.AF_INET6 else f"10.2.0.1{number}"

    async def listen(self, *ports: int) -> None:
        """All servers answer on all of their addresses."""
        for name in SERVERS:
            async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, name: str = name) -> None:
                writer.write(f"{name}\n".encode())
                with contextlib.suppress(ConnectionError):
                    while line := await reader.readline():
                        writer.write(line)
                writer.close()
            for port in ports:
                with inside(name):
                    # One socket for both families.
                    s = socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=128)
                self._listening.append(await asyncio.start_server(answer, sock=s))

    async def connect(self, address: str, port: int, source: str = "") -> tuple[str, asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection of the client; the name of the server that answers comes first."""
        with inside("client"):
            s = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        s.setblocking(False)
        if source:
            s.bind((source, 0))
        await asyncio.get_running_loop().sock_connect(s, (address, port))
        reader, writer = await asyncio.open_connection(sock=s)
        name = await reader.readline()
        if not name.endswith(b"\n"):
            raise ConnectionError(f"no answer of {address}:{port}")
        return name.decode().strip(), reader, writer

    async def request(self, address: str, port: int, source: str = "") -> str:
        name, reader, writer = await self.connect(address, port, source)
        writer.write_eof()
        await reader.read()
        writer.close()
        return name

    async def answers(self, count: int, address: str, port: int, source: str = "") -> Counter[str]:
        """Who answers `count` requests that are made one after the other."""
        return Counter([await self.request(address, port, source) for _ in range(count)])

    async def hakit(self, verb: str, *arguments: str, stdin: str = "") -> str:
        """hakit ipvs on the director's table."""
        return await run(HAKIT, "ipvs", verb, "--netns", "director", *arguments, stdin=stdin)

    async def apply(self, rules: str, *options: str) -> str:
        return await self.hakit("apply", "-", *options, stdin=rules)

    async def listing(self) -> list[dict]:
        return json.loads(await self.hakit("list", "--json"))["services"]

    async def counted(self, what: str, service: int = 0) -> Counter[str]:
        """A counter of each server, as hakit reads it from the kernel."""
        names = {address: name for name in SERVERS
                 for address in (self.server(name), self.server(name, socket.AF_INET6))}
        found = (await self.listing())[service]["destinations"]
        return Counter({names[d["address"]]: d["counters"][what] for d in found if d["counters"][what]})
