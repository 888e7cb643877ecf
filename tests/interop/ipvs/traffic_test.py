"""In the guest: packets go where the services that hakit sets up promise, in every way of forwarding.

Usage: traffic_test.py [TEST...], with the command in $HAKIT.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import struct
import subprocess
import unittest
from collections import Counter

from lab import HAKIT, SERVERS, Lab, inside, ip, run, sysctl


def rules(service: str, scheduler: str, forwarding: str, weights: dict[str, int], port: int | None = 80, family: int = socket.AF_INET,
          options: str = "") -> str:
    """A service with the servers that have a weight, as a file for `hakit ipvs apply`."""
    lines = [f"-A {service} -s {scheduler} {options}"]
    for name, weight in weights.items():
        address = Lab.server(name, family)
        address = f"[{address}]" if family == socket.AF_INET6 else address
        lines.append(f"-a {service} -r {address}{f':{port}' if port else ''} {forwarding} -w {weight}")
    return "\n".join(lines) + "\n"


def untimed(connections: str) -> list[str]:
    """A listing of connections without their order and their seconds, which go on."""
    return sorted(re.sub(r" \d\d:\d\d ", " ", line) for line in connections.splitlines())


EQUAL = dict.fromkeys(SERVERS, 1)


class Traffic(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        asyncio.get_running_loop().set_debug(False)

    async def settled(self, read, expected, what: str) -> None:
        """The kernel adds its counters up every two seconds."""
        for _ in range(200):
            found = await read()
            if found == expected:
                return
            await asyncio.sleep(0.1)
        self.assertEqual(found, expected, what)

    async def each_scheduler(self, lab: Lab, service: str, target: tuple[str, int], forwarding: str, port: int = 80,
                             family: int = socket.AF_INET) -> None:
        """The counts that a scheduler promises, by answers and by the kernel's counters."""
        for scheduler, weights, expected in (
            ("wrr", {"r1": 3, "r2": 2, "r3": 1}, Counter(r1=12, r2=8, r3=4)),
            ("rr", EQUAL, Counter(r1=8, r2=8, r3=8)),
            ("wrr", {"r1": 1, "r2": 0, "r3": 1}, Counter(r1=12, r3=12)),
            ("fo", {"r1": 1, "r2": 9, "r3": 2}, Counter(r2=24)),
        ):
            fresh = not await lab.listing()
            await lab.hakit("flush")
            await lab.apply(rules(service, scheduler, forwarding, weights, port, family))
            with self.subTest(scheduler, weights=weights):
                self.assertEqual(await lab.answers(24, *target), expected)
            if fresh:  # a server that comes back has counts of before
                await self.settled(lambda: lab.counted("connections"), expected, "connections")
                back = await lab.counted("packets_out")
                if forwarding == "-m":
                    self.assertEqual(set(back), set(SERVERS), "answers come back through the director")
                else:
                    self.assertEqual(set(back), set(), "answers do not pass the director")
        await lab.hakit("flush")
        await lab.apply(rules(service, "sh", forwarding, EQUAL, port, family))
        self.assertEqual(len(await lab.answers(12, *target)), 1, "sh: one client has one server")

    async def test_nat(self) -> None:
        async with Lab(routed=True) as lab:
            await lab.listen(8080)
            await self.each_scheduler(lab, f"-t {lab.address}:80", (lab.address, 80), "-m", 8080)

    async def test_nat_of_ipv6(self) -> None:
        async with Lab(routed=True) as lab:
            await lab.listen(8080)
            await self.each_scheduler(lab, f"-t [{lab.address6}]:80", (lab.address6, 80), "-m", 8080, socket.AF_INET6)

    async def test_direct_routing(self) -> None:
        async with Lab(routed=False) as lab:
            for name in SERVERS:
                sysctl(name, ipv4__conf__all__arp_ignore=1, ipv4__conf__all__arp_announce=2)
                ip(f"addr add {lab.address}/32 dev lo\n", name)
            await lab.listen(80)
            await self.each_scheduler(lab, f"-t {lab.address}:80", (lab.address, 80), "-g")

    async def tunnel(self, kind: str, options: str, device: str) -> None:
        async with Lab(routed=False) as lab:
            for name in SERVERS:
                ip(device.format(local=lab.server(name)) + f"addr add {lab.address}/32 dev tunnel\nlink set tunnel up\n", name)
                # A packet comes out of the tunnel whose answer goes another way.
                sysctl(name, ipv4__conf__all__rp_filter=0, ipv4__conf__tunnel__rp_filter=0,
                       ipv4__conf__all__arp_ignore=1, ipv4__conf__all__arp_announce=2)
            await lab.listen(80)
            await self.each_scheduler(lab, f"-t {lab.address}:80", (lab.address, 80), f"-i --tun-type {kind} {options}")

    async def test_tunnel(self) -> None:
        await self.tunnel("ipip", "", "link add tunnel type ipip local {local} remote any\n")

    async def test_gre_tunnel(self) -> None:
        await self.tunnel("gre", "", "link add tunnel type gre local {local} remote any\n")

    async def test_gue_tunnel(self) -> None:
        subprocess.run(["modprobe", "fou"], check=True)
        await self.tunnel("gue", "--tun-port 6080",
                          "fou add port 6080 gue\nlink add tunnel type ipip local {local} remote any\n")

    async def test_persistence_of_a_firewall_mark(self) -> None:
        """Two ports of one mark: a client stays with its server on both, and another client has another one."""
        async with Lab(routed=True) as lab:
            await lab.listen(80, 443)
            with inside("director"):
                subprocess.run(["iptables-legacy", "-t", "mangle", "-A", "PREROUTING", "-d", lab.address, "-p", "tcp",
                                "-m", "multiport", "--dports", "80,443", "-j", "MARK", "--set-mark", "7"], check=True)
            await lab.apply(rules("-f 7", "rr", "-m", EQUAL, port=None, options="-p 600"))
            owners = []
            for source in ("10.1.0.2", "10.1.0.3"):
                found = await lab.answers(10, lab.address, 80, source) + await lab.answers(10, lab.address, 443, source)
                self.assertEqual(len(found), 1, f"{source} has one server")
                owners += found
            self.assertEqual(len(set(owners)), 2, "round robin gives the next client the next server")
            in_director = ("ip", "netns", "exec", "director")
            theirs, ours = [await run(*in_director, *command, "-Lnc") for command in (["ipvsadm"], [HAKIT, "ipvsadm"])]
            self.assertEqual(untimed(ours), untimed(theirs))
            templates = [c for c in json.loads(await lab.hakit("connections", "--json"))["connections"] if c["protocol"] == 0]
            self.assertEqual({(c["client"], c["virtual"]) for c in templates},
                             {("10.1.0.2:0", "0.0.0.7:0"), ("10.1.0.3:0", "0.0.0.7:0")}, "hakit shows who stays where")
            self.assertEqual({d["persistent_connections"] for d in (await lab.listing())[0]["destinations"]}, {0, 1})

    async def test_every_datagram_alone(self) -> None:
        async with Lab(routed=True) as lab:
            answering = []
            for name in SERVERS:
                with inside(name):
                    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.bind(("", 53))
                s.setblocking(False)
                answering.append((name, s))
            await lab.apply(rules(f"-u {lab.address}:53", "rr", "-m", EQUAL, 53, options="-o"))
            with inside("client"):
                client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            client.connect((lab.address, 53))
            for _ in range(24):
                client.send(b"?")
            received = Counter()
            for name, s in answering:
                s.settimeout(10)
                with contextlib.suppress(TimeoutError, BlockingIOError), s:
                    while s.recv(10):
                        received[name] += 1
                        s.settimeout(10 if received[name] < 8 else 0)
            client.close()
            self.assertEqual(received, Counter(r1=8, r2=8, r3=8))

    async def test_weights_change_under_load_without_a_failed_request(self) -> None:
        async with Lab(routed=True) as lab:
            await lab.listen(80)
            service = f"-t {lab.address}:80"
            await lab.apply(rules(service, "wrr", "-m", EQUAL))
            over = asyncio.Event()
            answered: Counter[str] = Counter()

            async def load() -> None:
                while not over.is_set():
                    answered[await lab.request(lab.address, 80)] += 1

            running = [asyncio.create_task(load()) for _ in range(4)]
            made = 0
            for turn in range(30):
                weights = {name: (turn + place) % 3 * 5 for place, name in enumerate(SERVERS)}
                report = await lab.apply(rules(service, "wrr", "-m", weights))
                made += int(report.split()[0])
            over.set()
            await asyncio.gather(*running)  # raises what one of them met
            self.assertEqual(set(answered), set(SERVERS))
            self.assertGreater(sum(answered.values()), 30)
            self.assertGreater(made, 60)

    async def test_a_server_is_drained_without_a_cut_connection(self) -> None:
        async with Lab(routed=True) as lab:
            await lab.listen(80)
            service = f"-t {lab.address}:80"
            await lab.apply(rules(service, "rr", "-m", EQUAL))
            held = {}
            while "r2" not in held:
                name, *streams = await lab.connect(lab.address, 80)
                held[name] = streams
            reader, writer = held["r2"]
            without = rules(service, "rr", "-m", {"r1": 1, "r3": 1})

            first = await lab.apply(without, "--drain")
            self.assertIn(f"tcp {lab.address}:80: draining {lab.server('r2')}:80", first)
            waiting = asyncio.create_task(lab.apply(without, "--drain", "--wait", "60"))
            for number in range(20):
                self.assertNotIn("r2", await lab.answers(2, lab.address, 80))
                writer.write(f"{number}\n".encode())
                self.assertEqual(await reader.readline(), f"{number}\n".encode())
            self.assertFalse(waiting.done())
            self.assertEqual({d["address"]: d["weight"] for d in (await lab.listing())[0]["destinations"]}[lab.server("r2")], 0)
            # The kernel forgets a reset connection in 10 s, a closed one in 120 s.
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            await waiting
            self.assertEqual({d["address"] for d in (await lab.listing())[0]["destinations"]},
                             {lab.server("r1"), lab.server("r3")})
            for _, held_writer in held.values():
                held_writer.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
