#!/usr/bin/env python3
"""Times `hakit check` against `keepalived -t` and `augtool` on one generated file, each as a whole process.

Usage: compare.py HAKIT GENERATE [--services N] [--runs N] [--without-augtool]
The fastest of the runs counts. "CPU" is user plus system time, "memory" the largest resident set.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Cost:
    wall: float
    cpu: float
    memory: int  # kB


def run_once(command: list[str], text: str | None) -> Cost:
    """One run in a process of its own, whatever its exit code: the file has faults in the eyes of some peers."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        start = time.perf_counter()
        subprocess.run(command, input=text, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        wall = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(writer, f"{wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        wall, cpu, memory = answer.read().split()
    os.waitpid(child, 0)
    return Cost(float(wall), float(cpu), int(memory))


def best(command: list[str], runs: int, text: str | None = None) -> Cost:
    found = []
    for _ in range(runs):
        found.append(run_once(command, text))
        time.sleep(0.02)  # the kernel's threads take back the memory of the process that ended
    return Cost(min(c.wall for c in found), min(c.cpu for c in found), min(c.memory for c in found))


def augtool_script(file: Path) -> str:
    # The lens does not know "retry"; the older name has the same length on average and parses alike.
    older = file.with_suffix(".augeas.conf")
    older.write_text(file.read_text().replace(" retry ", " nb_get_retry "))
    return (
        "set /augeas/load/Keepalived/lens Keepalived.lns\n"
        f"set /augeas/load/Keepalived/incl {older}\n"
        "load\n"
        "print /augeas//error\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hakit", type=Path)
    parser.add_argument("generate", type=Path)
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--without-augtool", action="store_true", help="augtool takes 15 s for 10,000 services")
    options = parser.parse_args()
    keepalived = shutil.which("keepalived", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "keepalived.conf"
        with file.open("wb") as out:
            subprocess.run([options.generate, str(options.services)], stdout=out, check=True)
        small = Path(work) / "small.conf"
        with small.open("wb") as out:
            subprocess.run([options.generate, "2"], stdout=out, check=True)
        print(f"{options.services} virtual servers with 4 real servers each, {file.stat().st_size / 1e6:.1f} MB")
        print(f"{'':30}{'wall ms':>10}{'CPU ms':>10}{'memory MB':>11}{'wall, times hakit':>19}{'CPU, times hakit':>18}")
        ours = best([str(options.hakit), "check", str(file)], options.runs)

        def show(name: str, cost: Cost) -> None:
            print(
                f"{name:30}{cost.wall * 1e3:10.1f}{cost.cpu * 1e3:10.1f}{cost.memory / 1024:11.1f}"
                f"{cost.wall / ours.wall:19.1f}{cost.cpu / ours.cpu:18.1f}",
                flush=True,
            )

        show("hakit check", ours)
        one_processor = str(min(os.sched_getaffinity(0)))
        show("the same on one processor", best(["taskset", "-c", one_processor, str(options.hakit), "check", str(file)], options.runs))
        show("wc -l", best(["wc", "-l", str(file)], options.runs))
        if keepalived:
            show("keepalived -t", best([keepalived, "-t", "-f", str(file)], options.runs))
        else:
            print("keepalived is not installed: not compared")
        if not options.without_augtool and shutil.which("augtool"):
            script = augtool_script(file)
            show("augtool load", best(["augtool", "--noautoload", "--noload"], 1, script))
        show("hakit check, 2 virtual servers", best([str(options.hakit), "check", str(small)], 4 * options.runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
