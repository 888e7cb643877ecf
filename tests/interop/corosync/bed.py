"""Runs real corosync 3 daemons in namespaces of their own; nothing is left behind.

A program that calls enter() goes on inside of new mount, network, IPC, UTS and PID namespaces, in which its end is the
end of everything it started. skip() ends it with 77 where that is not possible.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

CONF = Path("/etc/corosync/corosync.conf")
HOSTS = "127.0.0.1 localhost\n10.77.0.1 n1\n10.77.0.2 n2\n10.77.0.3 n3\n"
ADDRESSES = ("10.77.0.1/24", "10.77.1.1/24", "fd00::1/64")


def skip(why: str) -> None:
    print(f"skipped: {why}", file=sys.stderr)
    sys.exit(77)


def find_corosync() -> str:
    found = shutil.which("corosync", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not found:
        skip("corosync is not installed")
    said = subprocess.run([found, "-v"], capture_output=True, text=True, check=False).stdout
    if "version '3." not in said:
        skip("corosync 3 is needed")
    return found


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def enter() -> None:
    """Goes on in new namespaces: starts the program again inside of them."""
    if os.environ.get("HAKIT_BED") == "inside":
        return
    if os.geteuid() != 0:
        skip("namespaces need root")
    probe = subprocess.run(["unshare", "-n", "-m", "-u", "-i", "true"], capture_output=True, check=False)
    if probe.returncode != 0:
        skip("namespaces cannot be made here")
    os.environ["HAKIT_BED"] = "inside"
    os.execvp("unshare", ["unshare", "-n", "-m", "-u", "-i", "-p", "--fork", "--kill-child", "--mount-proc",
                          sys.executable, *sys.argv])


def private_directories(work: Path) -> None:
    """Directories that corosync writes to, and /etc/hosts, as copies that only this namespace sees."""
    run("mount", "--make-rprivate", "/")
    for directory in ("/etc/corosync", "/run", "/dev/shm", "/var/lib/corosync", "/var/log/corosync"):
        Path(directory).mkdir(parents=True, exist_ok=True)
        run("mount", "-t", "tmpfs", "tmpfs", directory)
    hosts = work / "hosts"
    hosts.write_text(HOSTS)
    run("mount", "--bind", str(hosts), "/etc/hosts")


def one_host(work: Path, extra_hosts: str = "") -> None:
    """Makes this namespace the host n1, with its addresses on the loopback device and a key."""
    private_directories(work)
    if extra_hosts:
        (work / "hosts").write_text(HOSTS + extra_hosts)
    run("hostname", "n1")
    run("ip", "link", "set", "lo", "up")
    for address in ADDRESSES:
        run("ip", "address", "add", address, "dev", "lo", *(["nodad"] if ":" in address else []))
    Path("/etc/corosync/authkey").write_bytes(os.urandom(256))


@dataclass
class Verdict:
    exit: int
    line: int | None
    text: str


def shell_code(code: int) -> int:
    """As a shell has it: corosync 3.1.7 aborts on a 64-bit number that it cannot read."""
    return 128 - code if code < 0 else code


def verdict_of(corosync: str, conf: bytes) -> Verdict:
    """What `corosync -t` says."""
    CONF.write_bytes(conf)
    done = subprocess.run([corosync, "-t", "-f"], capture_output=True, timeout=30, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    found = re.search(r"parser error: [^:]*:(\d+): ([^\n]*)", said)
    if found:
        return Verdict(shell_code(done.returncode), int(found[1]), found[2])
    errors = [line for line in said.splitlines() if "error" in line and "exiting with" not in line]
    first = re.sub(r"^.*?\[MAIN *\] ", "", errors[0]) if errors else ""  # without the time
    return Verdict(shell_code(done.returncode), None, first)


def start_of(corosync: str, conf: bytes, seconds: float = 1.5) -> int | None:
    """The exit code of a real start; None when it still runs after that time."""
    CONF.write_bytes(conf + b"\nsystem {\n    sched_rr: no\n}\n")
    daemon = subprocess.Popen([corosync, "-f"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return daemon.wait(seconds)
    except subprocess.TimeoutExpired:
        daemon.terminate()
        daemon.wait(20)
        return None


def wait_for(what: str, holds, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")
