#!/usr/bin/env python3
"""2,000 virtual routers on 8 interfaces, hakit beside keepalived in the same run.

Usage: HAKIT=build/cli/hakit bench/vrrp/scale.py [SECONDS]      needs root, keepalived, tcpdump

For each program: processor time as master of all (over SECONDS, by default 10), resident memory, and after a kill -9
the time until a second one has all addresses, less the 3 x interval + skew that it must wait after the last advert. A
difference of some 20 ms is the clock of this script.
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "interop" / "vrrp"))

from bed import HAKIT, run, wait_for  # noqa: E402

INTERFACES, EACH = 8, 250
ALL = INTERFACES * EACH
SKEW = 3 + 156 / 256  # of priority 100 and an interval of 1 s


def conf(priority: int) -> str:
    text = "global_defs {\n vrrp_garp_master_repeat 1\n vrrp_garp_master_delay 0\n}\n"
    for i in range(INTERFACES):
        for vrid in range(1, EACH + 1):
            text += (f"vrrp_instance V{i}_{vrid} {{\n interface eth{i}\n virtual_router_id {vrid}\n version 3\n"
                     f" priority {priority}\n advert_int 1\n virtual_ipaddress {{\n 10.{100 + i}.1.{vrid}/32\n }}\n}}\n")
    return text


class Machine:
    """A namespace that runs one program."""

    def __init__(self, folder: pathlib.Path, number: int):
        self.folder, self.number = folder, number
        self.name = f"hkscale{os.getpid()}-{number}"
        self.pid = 0
        run("ip", "netns", "add", self.name)

    def start(self, kind: str, priority: int) -> None:
        path = self.folder / f"{self.number}.conf"
        path.write_text(conf(priority))
        pids = [self.folder / f"{self.number}{n}.pid" for n in ("", "-vrrp")]
        words = ([HAKIT, "vrrp", "run", str(path)] if kind == "hakit" else
                 ["keepalived", "-n", "-l", "-P", "-f", str(path), "-p", str(pids[0]), "-r", str(pids[1])])
        self.pid = os.spawnvpe(os.P_NOWAIT, "sh", [
            "sh", "-c", 'exec "$@" >/dev/null 2>&1', "sh", "ip", "netns", "exec", self.name, *words], os.environ)

    def pids(self) -> list[int]:
        return [int(p) for p in run("ip", "netns", "pids", self.name).split()]

    def addresses(self) -> int:
        """A line of /proc each; as cheap as it gets, since the measured programs share the processors."""
        with open(f"/proc/{self.pids()[0]}/net/fib_trie") as trie:
            return trie.read().count("/32 host LOCAL") // 2 - INTERFACES - 1

    def processor(self) -> float:
        ticks = 0
        for pid in self.pids():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MiB, shared pages counted by their share."""
        kib = 0
        for pid in self.pids():
            for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Rss:"):
                    kib += int(line.split()[1])
        return kib / 1024

    def kill(self) -> None:
        if self.pid == 0:
            return
        pids = self.pids()
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in pids:
                os.kill(pid, number)
        os.waitpid(self.pid, 0)
        self.pid = 0

    def close(self) -> None:
        self.kill()
        run("ip", "netns", "del", self.name, check=False)


def measure(kind: str, seconds: float) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        a, b = (Machine(pathlib.Path(folder), n) for n in (1, 2))
        try:
            for i in range(INTERFACES):
                run("ip", "link", "add", f"eth{i}", "netns", a.name, "type", "veth", "peer", "name", f"eth{i}", "netns",
                    b.name)
                for machine in (a, b):
                    run("ip", "-n", machine.name, "addr", "add", f"10.{100 + i}.0.{machine.number}/16", "dev", f"eth{i}")
                    run("ip", "-n", machine.name, "link", "set", f"eth{i}", "up")
            for machine in (a, b):
                run("ip", "-n", machine.name, "link", "set", "lo", "up")
            a.start(kind, 150)
            time.sleep(0.5)
            wait_for(lambda: a.addresses() >= ALL, 60, lambda: f"{kind}: {a.addresses()} of {ALL} addresses")
            b.start(kind, 100)
            time.sleep(8)
            assert b.addresses() == 0
            before = a.processor()
            time.sleep(seconds)
            load = (a.processor() - before) / seconds
            memory = a.memory()
            capture = pathlib.Path(folder) / "last.pcap"
            listening = subprocess.Popen(["ip", "netns", "exec", b.name, "tcpdump", "-i", "any", "-U", "--immediate-mode",
                                          "-w", str(capture), "proto 112"], stderr=subprocess.DEVNULL)
            time.sleep(2)
            a.kill()
            time.sleep(1)
            listening.terminate()
            listening.wait()
            wait_for(lambda: b.addresses() >= ALL, 60, lambda: f"{kind}: {b.addresses()} of {ALL} taken over")
            there = time.time()
            packets = map(json.loads, run(HAKIT, "vrrp", "decode", "--output", "json", str(capture)).splitlines())
            last = max(p["time_ns"] for p in packets if p.get("advert", {}).get("priority") == 150)
            return load * 100, memory, there - last / 1e9 - SKEW
        finally:
            a.close()
            b.close()


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    results = {}
    for kind in ("keepalived", "hakit"):
        results[kind] = measure(kind, seconds)
        load, memory, late = results[kind]
        print(f"{ALL} routers  {kind:10}  master {load:6.2f} % of a processor  memory {memory:6.1f} MiB  "
              f"all taken over {late * 1e3:6.0f} ms after the skew", flush=True)
    ratios = [h / k for h, k in zip(results["hakit"], results["keepalived"], strict=True)]
    print(f"{ALL} routers  hakit / keepalived: processor {ratios[0]:.2f}, memory {ratios[1]:.2f}, takeover {ratios[2]:.2f}")


if __name__ == "__main__":
    main()
