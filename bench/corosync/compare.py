#!/usr/bin/env python3
"""Times hakit against pcs's parser (in this process), augtool and `corosync -t` on generated files of one cluster.

Usage: compare.py HAKIT GENERATE BENCH [--nodes N]. BENCH is corosync_bench; its parse is compared with pcs's parser, which
gives a tree without types, too, and `hakit check` as a whole process with the others. The fastest of the runs counts.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def fastest(work, runs: int) -> float:
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def process(command: list[str], text: str | None = None) -> None:
    subprocess.run(command, input=text, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def own_milliseconds(bench: Path, name: str, nodes: int) -> float:
    """The fastest of five repetitions, each the mean of many runs."""
    out = subprocess.run([bench, f"--benchmark_filter=^{name}/{nodes}$", "--benchmark_format=json", "--benchmark_repetitions=5"],
                         capture_output=True, check=True).stdout
    return min(b["real_time"] for b in json.loads(out)["benchmarks"] if b["run_type"] == "iteration")


def pcs_parser():
    sys.path.insert(0, "/usr/lib/python3/dist-packages")
    sys.path.insert(0, "/usr/share/pcs")
    try:
        from pcs.lib.corosync.config_parser import Parser
    except ImportError:
        return None
    return Parser.parse


def show(name: str, milliseconds: float, ours: float) -> None:
    print(f"{name:44}{milliseconds:12.2f} ms{milliseconds / ours:10.1f} times hakit", flush=True)


def compare(options: argparse.Namespace, nodes: int, work: Path) -> None:
    file = work / f"{nodes}.conf"
    udpu = work / f"{nodes}.udpu.conf"
    for path, transport in ((file, "knet"), (udpu, "udpu")):
        path.write_bytes(subprocess.run([options.generate, str(nodes), transport], capture_output=True, check=True).stdout)
    print(f"{nodes} nodes, {file.stat().st_size / 1e3:.0f} kB")
    ours = own_milliseconds(options.bench, "parse", nodes)
    show("  hakit, parse", ours, ours)
    for bench in ("parse_and_bind", "parse_bind_and_check"):
        show(f"  hakit, {bench}", own_milliseconds(options.bench, bench, nodes), ours)
    parse = pcs_parser()
    if parse:
        data = file.read_bytes()
        show("  pcs, config_parser.Parser.parse", 1e3 * fastest(lambda: parse(data), 5), ours)
    else:
        print("  pcs is not installed: not compared")
    ours = 1e3 * fastest(lambda: process([str(options.hakit), "check", str(file)]), 5)
    show("  hakit check, a process", ours, ours)
    if shutil.which("augtool"):
        # Corosync's lens does not know knet.
        script = f"set /augeas/load/Corosync/lens Corosync.lns\nset /augeas/load/Corosync/incl {udpu}\nload\n"
        show("  augtool load, a process", 1e3 * fastest(lambda: process(["augtool", "--noautoload", "--noload"], script), 2), ours)
    corosync = shutil.which("corosync", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if corosync:
        note = "" if nodes <= 384 else " (refuses so many nodes, or crashes)"
        show("  corosync -t, a process" + note, 1e3 * fastest(lambda: process([corosync, "-t", "-f", "-c", str(file)]), 3), ours)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hakit", type=Path)
    parser.add_argument("generate", type=Path)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--nodes", type=int, nargs="*", default=[300, 2000, 20000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        for nodes in options.nodes:
            compare(options, nodes, Path(work))
    return 0


if __name__ == "__main__":
    sys.exit(main())
