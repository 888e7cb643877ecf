#!/usr/bin/env python3
"""In the guest: how long hakit and ipvsadm take for a table of many services, each as a whole process.

Usage: guest.sh compare.py HAKIT [--services N] [--runs N]
Every run has a table of its own, in a fresh network namespace. The median counts, the spread is shown; runs of hakit and ipvsadm
take turns. "bare sender" is what the kernel needs for the messages alone, made beforehand; "no rules" is what starting costs.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bare
from rules import rules

SERVERS = 4
_libc = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNET = 0x40000000


def fresh_table() -> None:
    """This process, and those it starts, in a new network namespace whose lo is up."""
    if _libc.unshare(_CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def run(command: list[str], stdin: Path | None = None) -> tuple[float, str]:
    with open(stdin or os.devnull) as given:
        start = time.perf_counter()
        done = subprocess.run(command, stdin=given, stdout=subprocess.PIPE, text=True, check=True)
        return time.perf_counter() - start, done.stdout


def memory_of(command: list[str]) -> float:
    """The largest resident set that is seen of a command, in MB. What wait4() tells is at least this program's own."""
    peak = 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        status = Path(f"/proc/{process.pid}/status").read_text()
        if "VmHWM" in status:  # else it has ended
            peak = max(peak, int(status.split("VmHWM:")[1].split()[0]))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hakit", type=Path)
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    hakit = str(options.hakit)
    work = Path(tempfile.mkdtemp())
    (work / "none").write_text("")
    (work / "rules").write_text(rules(options.services, SERVERS))
    (work / "changed").write_text(rules(options.services, SERVERS, weight=2))
    times: dict[str, list[float]] = {}
    reports: dict[str, str] = {}
    memory: dict[str, float] = {}

    def timed(name: str, command: list[str], stdin: Path | None = None) -> str:
        seconds, out = run(command, stdin)
        times.setdefault(name, []).append(seconds)
        return out

    for _ in range(options.runs):
        fresh_table()
        times.setdefault("bare sender", []).append(bare.load(options.services, SERVERS))
        fresh_table()
        timed("ipvsadm -R", ["ipvsadm", "-R"], work / "rules")
        timed("ipvsadm -L -n", ["ipvsadm", "-L", "-n"])
        timed("hakit ipvs check, no rules", [hakit, "ipvs", "check", str(work / "none")])
        fresh_table()
        timed("hakit ipvs restore", [hakit, "ipvs", "restore", str(work / "rules")])
        fresh_table()
        reports["into an empty table"] = timed("hakit ipvs apply", [hakit, "ipvs", "apply", str(work / "rules")])
        listed = timed("hakit ipvs list", [hakit, "ipvs", "list"])
        reports["unchanged"] = timed("hakit ipvs apply, unchanged", [hakit, "ipvs", "apply", str(work / "rules")])
        reports["one weight changed"] = timed("hakit ipvs apply, one weight", [hakit, "ipvs", "apply", str(work / "changed")])
    assert len(listed.splitlines()) == 2 + options.services * (1 + SERVERS), "a rule is missing"
    memory["hakit ipvs check, no rules"] = memory_of([hakit, "ipvs", "check", str(work / "none")])
    memory["hakit ipvs list"] = memory_of([hakit, "ipvs", "list"])
    memory["hakit ipvs apply, unchanged"] = memory_of([hakit, "ipvs", "apply", str(work / "changed")])
    fresh_table()
    fresh_table()
    memory["hakit ipvs restore"] = memory_of([hakit, "ipvs", "restore", str(work / "rules")])
    fresh_table()
    memory["hakit ipvs apply"] = memory_of([hakit, "ipvs", "apply", str(work / "rules")])
    memory["ipvsadm -L -n"] = memory_of(["ipvsadm", "-L", "-n"])

    middle = {name: statistics.median(all_runs) for name, all_runs in times.items()}
    against = {"hakit ipvs restore": "ipvsadm -R", "hakit ipvs apply": "ipvsadm -R", "hakit ipvs list": "ipvsadm -L -n"}
    print(f"{options.services} services with {SERVERS} servers each, {options.runs} runs")
    print(f"{'':32}{'seconds':>9}{'least':>9}{'most':>9}{'memory MB':>11}  beside")
    for name, all_runs in times.items():
        row = f"{name:32}{middle[name]:9.3f}{min(all_runs):9.3f}{max(all_runs):9.3f}"
        row += f"{memory[name]:11.1f}" if name in memory else f"{'':11}"
        if peer := against.get(name):
            row += f"  {peer}: {middle[peer] / middle[name]:.1f} times as fast"
        if name == "hakit ipvs restore":
            start = middle["hakit ipvs check, no rules"]
            row += f", {middle[name] / middle['bare sender']:.1f} bare senders; {(middle[name] - start) / middle['bare sender']:.1f} without the start"
        print(row)
    for what, report in reports.items():
        print(f"{what}: {report.strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
