#!/usr/bin/env python3
"""How fast a backup takes over from a master that was killed, hakit beside keepalived in the same run.

Usage: HAKIT=build/cli/hakit bench/vrrp/takeover.py [RUNS]      needs root, keepalived, tcpdump

The master is always keepalived. Printed is the time from its last advert to the first of the backup, less
3 x interval + skew: what the backup adds of its own; and from that advert until its address is there.
"""

import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "interop" / "vrrp"))

from bed import HAKIT, Bed, run, wait_for  # noqa: E402

ADDRESS = "10.77.0.100"


def conf(priority: int, interval: float) -> str:
    return (f"vrrp_instance V {{\n interface eth0\n virtual_router_id 51\n version 3\n priority {priority}\n"
            f" advert_int {interval}\n virtual_ipaddress {{\n {ADDRESS}/24\n }}\n}}\n")


def one(kind: str, interval: float) -> tuple[float, float]:
    """Overshoot and time to the address, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        bed = Bed(pathlib.Path(folder))
        try:
            capture = bed.capture()
            bed.a.start("keepalived", conf(150, interval))
            wait_for(lambda: bed.a.has(ADDRESS))
            bed.b.start(kind, conf(100, interval))
            time.sleep(0.7 + 1.5 * interval)  # it has heard the master
            monitor = subprocess.Popen(["ip", "-n", bed.b.name, "-ts", "-o", "monitor", "address"],
                                       stdout=subprocess.PIPE, text=True)
            time.sleep(0.1)
            bed.a.kill()
            wait_for(lambda: bed.b.has(ADDRESS))
            time.sleep(0.2)
            bed.stop_capture()
            monitor.terminate()
            lines = monitor.communicate()[0].splitlines()
            packets = [json.loads(line) for line in run(HAKIT, "vrrp", "decode", "--output", "json", str(capture),
                                                        check=False).splitlines()]
        finally:
            bed.close()
    adverts = [p for p in packets if "advert" in p]
    first = next(p for p in adverts if p["advert"]["priority"] == 100)
    last = [p for p in adverts if p["advert"]["priority"] == 150 and p["number"] < first["number"]][-1]
    theory = (3 + 156 / 256) * interval
    there = next(m[1] for line in lines if ADDRESS in line and "Deleted" not in line
                 and (m := re.match(r"\[([^\]]+)\]", line)))
    there_ns = datetime.fromisoformat(there).replace(tzinfo=timezone.utc).timestamp() * 1e9
    return ((first["time_ns"] - last["time_ns"]) / 1e6 - theory * 1e3, (there_ns - first["time_ns"]) / 1e6)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for interval in (1, 0.1, 0.01):
        medians = {}
        for kind in ("keepalived", "hakit"):
            results = [one(kind, interval) for _ in range(runs)]
            over = [r[0] for r in results]
            address = [r[1] for r in results]
            medians[kind] = statistics.median(over)
            print(f"interval {interval:5} s  {kind:10}  overshoot median {medians[kind]:7.3f} ms  "
                  f"worst {max(over):7.3f} ms  advert -> address median {statistics.median(address):6.3f} ms", flush=True)
        print(f"interval {interval:5} s  hakit / keepalived {medians['hakit'] / medians['keepalived']:.2f}", flush=True)


if __name__ == "__main__":
    main()
