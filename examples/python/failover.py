#!/usr/bin/env python3
"""Moves the addresses of keepalived.conf between hosts: hakit's virtual routers on asyncio, with iproute2 for the rest.

Usage: failover.py KEEPALIVED_CONF     needs CAP_NET_ADMIN and CAP_NET_RAW

IPv4 multicast, one interface an instance, to be short; hakit.VirtualRouters knows the rest.
"""

import asyncio
import json
import signal
import socket
import struct
import subprocess
import sys
import time

import hakit

GROUP = "224.0.0.18"


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=False, stderr=subprocess.DEVNULL)


class Agent:
    def __init__(self, path: str):
        self.routers = hakit.VirtualRouters(hakit.load(path))
        self.loop = asyncio.get_running_loop()
        self.timer: asyncio.TimerHandle | None = None
        self.sockets: dict[str, socket.socket] = {}
        self.frames = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self.macs: dict[str, str] = {}
        self.stopped = asyncio.Event()

    def start(self) -> None:
        for link in json.loads(subprocess.check_output(["ip", "-j", "addr", "show"])):
            name = link["ifname"]
            self.macs[name] = link.get("address", "00:00:00:00:00:00")
            for address in link["addr_info"]:
                if address["family"] == "inet" and not address.get("secondary"):
                    self.routers.on_source(name, address["local"], True, time.monotonic_ns())
                    break
        for router in self.routers.state(time.monotonic_ns())["routers"]:
            self.listen(router["interface"])
        self.perform(self.routers.start(time.monotonic_ns()))

    def listen(self, interface: str) -> None:
        if interface in self.sockets:
            return
        s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112)
        s.setblocking(False)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())
        s.setsockopt(socket.IPPROTO_IP, socket.IP_HDRINCL, 1)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
        me = struct.pack("4s4si", socket.inet_aton(GROUP), bytes(4), socket.if_nametoindex(interface))
        s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, me)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, me)
        self.sockets[interface] = s
        self.loop.add_reader(s, self.receive, interface, s)

    def receive(self, interface: str, s: socket.socket) -> None:
        packet = s.recv(2048)
        self.perform(self.routers.on_packet(interface, packet, time.monotonic_ns()))

    def on_time(self) -> None:
        self.timer = None
        self.perform(self.routers.on_time(time.monotonic_ns()))

    def perform(self, actions: list[dict]) -> None:
        for a in actions:
            kind = a["action"]
            if kind == "send":
                self.sockets[a["interface"]].sendto(a["packet"], (a["destination"], 0))
            elif kind == "add_address":
                ip("addr", "replace", a["address"], "dev", a["interface"])
            elif kind == "remove_address":
                ip("addr", "del", a["address"], "dev", a["interface"])
            elif kind == "announce":
                frame = hakit.vrrp_announcement(self.macs[a["interface"]], a["address"])
                self.frames.sendto(frame, (a["interface"], 0))
            elif kind == "event":
                print(a["text"], flush=True)
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if (due := self.routers.wake_at) is not None:
            self.timer = self.loop.call_later(max(0, due - time.monotonic_ns()) / 1e9, self.on_time)

    def stop(self) -> None:
        self.perform(self.routers.shutdown(time.monotonic_ns()))
        self.stopped.set()


async def main() -> None:
    agent = Agent(sys.argv[1])
    for name in (signal.SIGTERM, signal.SIGINT):
        agent.loop.add_signal_handler(name, agent.stop)
    agent.start()
    await agent.stopped.wait()


if __name__ == "__main__":
    asyncio.run(main())
