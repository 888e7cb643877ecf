#!/usr/bin/env python3
"""Asks the installed corosync 3 for its verdict on every case and compares with verdicts.tsv; starts it on those that
only fail at the start. Usage: peer.py [--record]; --record writes the answers to verdicts.tsv instead."""

import sys
import tempfile
from pathlib import Path

import bed
from verdicts import DATA

HEADER = "file\texit\tstart\tline\ttext\n"


def main() -> int:
    corosync = bed.find_corosync()
    bed.enter()
    record = "--record" in sys.argv
    known = dict(row.split("\t", 1) for row in (DATA / "verdicts.tsv").read_text().splitlines()[1:])
    rows, wrong = [], 0
    with tempfile.TemporaryDirectory() as work:
        bed.one_host(Path(work))
        for case in sorted((DATA / "cases").glob("*.conf")):
            said = bed.verdict_of(corosync, case.read_bytes())
            start = "-"
            expected = known.get(case.name, "").split("\t")
            if said.exit == 0 and (record and case.name.startswith("quorum-") or expected[1:2] not in ([], ["-"])):
                code = bed.start_of(corosync, case.read_bytes())
                start = "-" if code is None else str(code)
            text = "".join(c if c.isprintable() else "?" for c in said.text)[:140] or "-"
            rows.append("\t".join([case.name, str(said.exit), start, str(said.line or "-"), text]) + "\n")
            if not record and expected[:3] != [str(said.exit), start, str(said.line or "-")]:
                wrong += 1
                print(f"{case.name}: recorded {expected[:3]}, now {rows[-1].strip()}")
    if record:
        (DATA / "verdicts.tsv").write_text(HEADER + "".join(rows))
    print(f"{len(rows)} cases, {wrong} with another answer")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
