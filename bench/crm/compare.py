#!/usr/bin/env python3
"""Times `hakit convert --to cib` against `crm configure load` on one generated file, each as a whole process.

Usage: compare.py HAKIT CRM_GENERATE [--primitives N] [--runs N]
crmsh runs once: 1,000 primitives take it about 20 s. "CPU" is user plus system time, "memory" the largest resident set.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = (
    '<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">'
    "<configuration><crm_config/><nodes/><resources/><constraints/></configuration><status/></cib>"
)


def cost(command: list[str], environment: dict[str, str], result: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds and kB of one run, in a child of its own so that its children count alone. `result` gets its output."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with result.open("wb") as out:
            start = time.perf_counter()
            done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, check=False)
        wall = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(writer, f"{wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss} {done.returncode}".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        wall, cpu, memory, code = answer.read().split()
    os.waitpid(child, 0)
    if code != "0":
        sys.exit(f"{command[0]} ended with {code}")
    return float(wall), float(cpu), int(memory)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("hakit")
    arguments.add_argument("generate")
    arguments.add_argument("--primitives", type=int, default=1000)
    arguments.add_argument("--runs", type=int, default=20)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "cluster.crm"
        text.write_text(subprocess.run([options.generate, str(options.primitives)], capture_output=True, text=True, check=True).stdout)
        cib = Path(folder) / "cib.xml"
        cib.write_text(EMPTY)
        runs = [cost([options.hakit, "convert", "--to", "cib", str(text)], dict(os.environ), Path(folder) / "made.xml") for _ in range(options.runs)]
        ours = tuple(min(run[i] for run in runs) for i in range(3))
        load = ["crm", "-D", "plain", "-F", "-o", "core.check_frequency=never", "-o", "core.ignore_missing_metadata=yes"]
        theirs = cost([*load, "configure", "load", "update", str(text)], {**os.environ, "CIB_file": str(cib)}, Path(folder) / "said")
    print(f"{options.primitives} primitives, {'':12}   wall s    CPU s  memory MB")
    for name, (wall, cpu, memory) in (("hakit convert --to cib", ours), ("crm configure load", theirs)):
        print(f"{name:32}{wall:9.4f}{cpu:9.4f}{memory / 1024:11.1f}")
    print(f"{'ratio':32}{theirs[0] / ours[0]:9.0f}{theirs[1] / max(ours[1], 1e-4):9.0f}{theirs[2] / ours[2]:11.1f}")


if __name__ == "__main__":
    main()
