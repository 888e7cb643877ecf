#!/usr/bin/env python3
"""hakit and libxml2 on one CIB, whole process against whole process: read it and lay it out.
Usage: compare.py HAKIT [PRIMITIVES...]"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5


def primitive(n: int) -> str:
    return f"""<primitive id="p{n}" class="ocf" provider="heartbeat" type="Dummy">
<instance_attributes id="p{n}-instance_attributes"><nvpair id="p{n}-instance_attributes-state" name="state" value="/run/p{n}"/>
<nvpair id="p{n}-instance_attributes-fake" name="fake" value="value {n}"/></instance_attributes>
<operations><op id="p{n}-monitor-10s" name="monitor" interval="10s" timeout="20s"/>
<op id="p{n}-start-0" name="start" interval="0" timeout="20s"/><op id="p{n}-stop-0" name="stop" interval="0" timeout="20s"/></operations>
<meta_attributes id="p{n}-meta_attributes"><nvpair id="p{n}-meta_attributes-priority" name="priority" value="{n % 10}"/></meta_attributes>
</primitive>
"""


def cib(count: int) -> str:
    resources = "".join(primitive(n) for n in range(count))
    constraints = "".join(
        f'<rsc_order id="o{n}" first="p{n}" then="p{n + 1}"/>\n' for n in range(0, count - 1, 5)
    )
    return (
        '<cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0"><configuration><crm_config/><nodes/>'
        f"<resources>{resources}</resources><constraints>{constraints}</constraints></configuration><status/></cib>\n"
    )


def seconds(*command: str) -> float:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    return statistics.median(once() for _ in range(ROUNDS))


def main() -> None:
    hakit = sys.argv[1]
    print(f"{'primitives':>10} {'bytes':>10} {'hakit fmt':>10} {'xmllint':>10} {'ratio':>7}   (median of {ROUNDS}, seconds)")
    with tempfile.TemporaryDirectory() as folder:
        for count in [int(n) for n in sys.argv[2:]] or [100, 1000, 5000, 50000]:
            file = Path(folder) / "cib.xml"
            file.write_text(cib(count))
            ours = seconds(hakit, "fmt", "--format", "cib", "--stdout", str(file))
            theirs = seconds("xmllint", "--huge", "--format", str(file))
            print(f"{count:>10} {file.stat().st_size:>10} {ours:>10.4f} {theirs:>10.4f} {ours / theirs:>7.2f}")


main()
