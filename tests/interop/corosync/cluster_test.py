#!/usr/bin/env python3
"""A damaged file of corosync 1 is mended, migrated and started: two real nodes with two links come to be quorate, and
stay so when a link is cut. A third node that is added to the file joins. Usage: cluster_test.py HAKIT"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import bed

HERE = Path(__file__).resolve().parent


def hakit(*arguments: str) -> str:
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout


class Node:
    """A host in namespaces of its own, with a daemon."""

    def __init__(self, number: int, links: int, work: Path, conf: Path, key: Path) -> None:
        self.name = f"n{number}"
        self.number = number
        directory = work / self.name
        (directory / "etc").mkdir(parents=True)
        (directory / "etc" / "corosync.conf").write_bytes(conf.read_bytes())
        (directory / "etc" / "authkey").write_bytes(key.read_bytes())
        self.conf = directory / "etc" / "corosync.conf"
        bed.run("ip", "netns", "add", self.name)
        for link in range(links):
            inner = f"eth{link}"
            bed.run("ip", "link", "add", self.port(link), "type", "veth", "peer", "name", inner, "netns", self.name)
            bed.run("ip", "link", "set", self.port(link), "master", f"br{link}", "up")
            bed.run("ip", "-n", self.name, "address", "add", f"10.77.{link}.{number}/24", "dev", inner)
            bed.run("ip", "-n", self.name, "link", "set", inner, "up")
        bed.run("ip", "-n", self.name, "link", "set", "lo", "up")
        ready = directory / "ready"
        script = (
            f"mount --make-rprivate / && hostname {self.name} && mount -t tmpfs tmpfs /dev/shm && mount -t tmpfs tmpfs /run"
            f" && mount --bind {directory}/etc /etc/corosync && mount -t tmpfs tmpfs /var/lib/corosync"
            f" && mount -t tmpfs tmpfs /var/log/corosync && touch {ready} && exec sleep 1000"
        )
        self.holder = subprocess.Popen(["ip", "netns", "exec", self.name, "unshare", "-m", "-i", "-u", "sh", "-c", script])
        bed.wait_for(f"{self.name} is up", ready.exists, 20)
        self.daemon: subprocess.Popen[bytes] | None = None

    def port(self, link: int) -> str:
        return f"v{self.number}.{link}"

    def on(self, *command: str) -> list[str]:
        return ["nsenter", "-t", str(self.holder.pid), "-m", "-r", "-n", "-i", "-u", "--", *command]

    def ask(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(self.on(*command), capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def start(self) -> None:
        code, said = self.ask("corosync", "-t", "-f")
        assert code == 0, said
        self.daemon = subprocess.Popen(self.on("corosync", "-f"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def quorate_with(self, nodes: int) -> bool:
        said = self.ask("corosync-quorumtool", "-s")[1]
        return re.search(r"^Quorate:\s+Yes", said, re.M) is not None and re.search(rf"^Nodes:\s+{nodes}$", said, re.M) is not None

    def links(self) -> dict[int, list[str]]:
        """The states of the other nodes, by link."""
        states: dict[int, list[str]] = {}
        link = -1
        for line in self.ask("corosync-cfgtool", "-s")[1].splitlines():
            if found := re.match(r"LINK ID (\d+)", line):
                link = int(found[1])
            if found := re.search(r"nodeid:\s+\d+:\s+(\S+)", line):
                states.setdefault(link, []).append(found[1])
        return states


def main() -> int:
    bed.find_corosync()
    if not Path("/proc/sys/net").exists():
        bed.skip("no network namespaces")
    bed.enter()
    with tempfile.TemporaryDirectory(prefix="hakit-corosync-") as work:
        return form_cluster(Path(work))


def form_cluster(work: Path) -> int:
    bed.private_directories(work)
    Path("/run/netns").mkdir()
    bed.run("ip", "link", "set", "lo", "up")
    for link in range(2):
        bed.run("ip", "link", "add", f"br{link}", "type", "bridge", "forward_delay", "0", "mcast_snooping", "0")
        bed.run("ip", "link", "set", f"br{link}", "up")

    conf = work / "corosync.conf"
    conf.write_bytes((HERE / "two_pages.conf").read_bytes())
    print(hakit("fix", "--target", "1.4", str(conf)), end="")
    hakit("migrate", "--to", "3", "--node-name", "n1", "--node-name", "n2", "--in-place", str(conf))
    hakit("set", str(conf), "system.sched_rr", "no")
    key = work / "authkey"
    hakit("authkey", str(key))
    assert key.stat().st_mode & 0o7777 == 0o400 and key.stat().st_size == 256

    nodes = [Node(number, 2, work, conf, key) for number in (1, 2)]
    for node in nodes:
        node.start()
    bed.wait_for("both nodes are quorate", lambda: all(n.quorate_with(2) for n in nodes))
    bed.wait_for("both links carry", lambda: all(n.links() == {0: ["localhost", "connected"], 1: ["localhost", "connected"]}
                                                 or n.links() == {0: ["connected", "localhost"], 1: ["connected", "localhost"]}
                                                 for n in nodes))
    print("two nodes, two links, quorate")

    bed.run("ip", "link", "set", nodes[0].port(0), "down")
    bed.wait_for("link 0 is seen to be down", lambda: "disconnected" in nodes[1].links().get(0, []))
    assert "connected" in nodes[1].links()[1]
    assert all(n.quorate_with(2) for n in nodes), "the cluster did not survive the cut of link 0"
    print("link 0 cut: still quorate over link 1")
    bed.run("ip", "link", "set", nodes[0].port(0), "up")

    hakit("node", "add", str(conf), "--name", "n3", "--address", "0=10.77.0.3", "--address", "1=10.77.1.3")
    assert "two_node" not in conf.read_text()
    for node in nodes:
        node.conf.write_bytes(conf.read_bytes())
    code, said = nodes[0].ask("corosync-cfgtool", "-R")
    assert code == 0, said
    third = Node(3, 2, work, conf, key)
    third.start()
    bed.wait_for("all three nodes are quorate", lambda: all(n.quorate_with(3) for n in [*nodes, third]))
    print("a third node joined after a reload")
    return 0


if __name__ == "__main__":
    sys.exit(main())
