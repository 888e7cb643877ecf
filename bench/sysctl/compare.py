#!/usr/bin/env python3
"""Times `hakit check --format sysctl` against augtool's Sysctl lens on one generated file, each as a whole process.

Usage: compare.py HAKIT [--lines N] [--runs N]
The fastest of the runs counts. The lens only parses; hakit also judges keys, values and what they amount to.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAMES = ("arp_ignore = 1", "arp_announce = 2", "rp_filter = 2", "accept_redirects = 0", "send_redirects = 0")


def best(command: list[str], runs: int, text: str = "") -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(command, input=text, text=True, capture_output=True, check=False)
        if done.returncode not in (0, 2):
            sys.exit(f"{command[0]} fails: {done.stderr}")
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hakit", type=Path)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "sysctl.conf"
        lines = (f"net.ipv4.conf.eth{n // len(NAMES)}.{NAMES[n % len(NAMES)]}\n" for n in range(options.lines))
        file.write_text("# generated\n" + "".join(lines))
        ours = best([str(options.hakit), "check", "--format", "sysctl", str(file)], options.runs)
        print(f"{options.lines} lines, {file.stat().st_size / 1e6:.2f} MB")
        print(f"hakit check     {ours * 1e3:10.1f} ms")
        if not shutil.which("augtool"):
            print("augtool is not installed")
            return 0
        script = f"set /augeas/load/Sysctl/lens Sysctl.lns\nset /augeas/load/Sysctl/incl {file}\nload\nprint /augeas//error\n"
        idle = best(["augtool", "--noautoload"], options.runs)
        theirs = best(["augtool", "--noautoload"], options.runs, script) - idle
        print(f"augtool, loading {theirs * 1e3:9.1f} ms, {theirs / ours:.1f} times hakit")
    return 0


if __name__ == "__main__":
    sys.exit(main())
