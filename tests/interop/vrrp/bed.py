"""Two hosts on a bridge, each in a network namespace of its own, with hakit, keepalived or FRR's vrrpd on them.

A bed touches nothing outside of its namespaces, and ends what it started.
"""

import contextlib
import itertools
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import pytest

HAKIT = os.environ.get("HAKIT", "hakit")
PATIENCE = 20.0
_beds = itertools.count()


def need(*programs: str) -> None:
    """Skips the test, visibly, when something is missing."""
    for program in programs:
        if shutil.which(program) is None and not pathlib.Path(program).exists():
            pytest.skip(f"{program} is not installed")
    if os.geteuid() != 0:
        pytest.skip("network namespaces need root")


def run(*words: str, check: bool = True) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def wait_for(what, patience: float = PATIENCE, message: str = "it did not happen"):
    """Calls `what` until it gives something true."""
    end = time.monotonic() + patience
    while True:
        found = what()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(message() if callable(message) else message)
        time.sleep(0.02)


class Host:
    """One namespace, with eth0 at 10.77.0.N/24 and fd77::N/64."""

    def __init__(self, bed: "Bed", name: str, number: int):
        self.bed, self.name, self.number = bed, f"{bed.name}-{name}", number
        self.folder = bed.folder / name
        self.folder.mkdir()
        self.process: subprocess.Popen | None = None
        self.kind = ""
        run("ip", "netns", "add", self.name)
        self.ip("link", "set", "lo", "up")
        run("ip", "link", "add", "eth0", "netns", self.name, "type", "veth", "peer", "name", f"p{name}", "netns", bed.switch)
        self.ip("link", "set", "eth0", "address", f"02:00:00:00:00:0{number}")
        for where in ("eth0", "all", "default"):
            self.shell(f"echo 0 > /proc/sys/net/ipv6/conf/{where}/accept_dad")
        run("ip", "-n", bed.switch, "link", "set", f"p{name}", "master", "br0", "up")
        self.ip("link", "set", "eth0", "up")
        self.ip("addr", "add", f"10.77.0.{number}/24", "dev", "eth0")
        self.ip("addr", "add", f"fd77::{number}/64", "dev", "eth0", "nodad")

    def ip(self, *words: str, check: bool = True) -> str:
        return run("ip", "-n", self.name, *words, check=check)

    def shell(self, script: str, check: bool = True) -> str:
        return run("ip", "netns", "exec", self.name, "sh", "-c", script, check=check)

    def start(self, kind: str, conf: str) -> None:
        """kind: hakit or keepalived."""
        self.kind = kind
        path = self.folder / "k.conf"
        path.write_text(conf)
        log = open(self.folder / "log", "ab")
        if kind == "hakit":
            words = [HAKIT, "vrrp", "run", str(path)]
        else:
            for old in self.folder.glob("*.pid"):
                old.unlink()
            words = ["keepalived", "-n", "-l", "-D", "-P", "-f", str(path), "-p", str(self.folder / "k.pid"), "-r",
                     str(self.folder / "vrrp.pid")]
        self.process = subprocess.Popen(["ip", "netns", "exec", self.name, *words], stdout=log, stderr=log,
                                        start_new_session=True)
        log.close()

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def pids(self) -> list[int]:
        return [int(p) for p in run("ip", "netns", "pids", self.name, check=False).split()]

    def kill(self) -> None:
        """As a machine that dies: at once, nobody says good-bye."""
        assert self.process is not None
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def terminate(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
        self.process = None

    def has(self, address: str) -> bool:
        for link in json.loads(self.ip("-j", "addr", "show") or "[]"):
            if any(a.get("local") == address for a in link.get("addr_info", [])):
                return True
        return False

    def close(self) -> None:
        if self.process is not None:
            self.kill()
        run("ip", "netns", "del", self.name, check=False)


class Bed:
    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.name = f"hkv{os.getpid()}-{next(_beds)}"
        self.switch = f"{self.name}-sw"
        self.hosts: list[Host] = []
        self.captures: list[subprocess.Popen] = []
        run("ip", "netns", "add", self.switch)
        run("ip", "-n", self.switch, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0", "forward_delay", "0",
            "stp_state", "0")
        run("ip", "-n", self.switch, "link", "set", "br0", "up")
        self.a, self.b = self.add("a"), self.add("b")
        time.sleep(0.2)

    def add(self, name: str) -> Host:
        host = Host(self, name, len(self.hosts) + 1)
        self.hosts.append(host)
        return host

    def capture(self) -> pathlib.Path:
        """Begins to record what the switch carries; stop_capture() makes the file whole."""
        path = self.folder / f"capture{len(self.captures)}.pcap"
        what = "proto 112 or proto 51 or ip6 proto 112 or arp or icmp6"
        process = subprocess.Popen(
            ["ip", "netns", "exec", self.switch, "tcpdump", "-i", "br0", "--immediate-mode", "-U", "-n", "-w", str(path),
             what], stderr=subprocess.DEVNULL)
        self.captures.append(process)
        wait_for(lambda: path.exists() and path.stat().st_size >= 24, message="tcpdump does not start")
        return path

    def stop_capture(self) -> None:
        for process in self.captures:
            if process.poll() is None:
                process.terminate()
                process.wait(PATIENCE)

    def close(self) -> None:
        self.stop_capture()
        for host in self.hosts:
            host.close()
        run("ip", "netns", "del", self.switch, check=False)


@pytest.fixture
def bed(tmp_path):
    need("ip", "tcpdump")
    made = Bed(tmp_path)
    yield made
    made.close()
