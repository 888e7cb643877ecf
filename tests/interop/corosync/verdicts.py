#!/usr/bin/env python3
"""Compares what `hakit check` says with what corosync 3.1.7 answered. Usage: verdicts.py HAKIT

Files: the cases of tests/data/corosync with verdicts.tsv and, where HAKIT_CORPUS names a folder, the files of
HAKIT_CORPUS/corosync (NAME.conf beside NAME.oracle). A verdict is the exit code of `corosync -t`, and the line of its
first complaint when it is about a line.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data" / "corosync"
# What corosync -t does not look at; peer.py proves it by starting corosync.
AT_START = {"CS0402", "CS0403", "CS0407", "CS0408", "CS0412", "CS0413", "CS0414"}
# What corosync finds while it reads lines; it stops at the first one.
OF_LINES = re.compile(r"CS00..|CS0105|CS0106|CS0113|CS0114|CS0120|CS0501")
FACTS = {
    "schema": "hakit-facts-1",
    "hostname": "n1",
    "addresses": ["127.0.0.1", "::1", "10.77.0.1", "10.77.1.1", "fd00::1"],
    "hosts": {"localhost": ["127.0.0.1"], "n1": ["10.77.0.1"], "n2": ["10.77.0.2"], "n3": ["10.77.0.3"]},
    "users": ["root", "daemon"],
    "groups": ["root", "daemon"],
    "file_sizes": {"/etc/corosync/authkey": 256},
}


def stop_line(found: dict) -> int:
    for note in found["notes"]:
        if note["message"].startswith("corosync stops") and "line" in note:
            return note["line"]
    return found["line"]


def differences(hakit: str, path: Path, exit_code: int, line: int | None, fails_start: bool | None, facts: str | None) -> list[str]:
    command = [hakit, "check", "--format", "corosync", "--output", "json", "--limit", "100000"]
    command += ["--facts", facts] if facts else []
    done = subprocess.run([*command, str(path)], capture_output=True, check=False)
    if done.returncode not in (0, 2):
        return [f"exit code {done.returncode}: {done.stderr.decode()}"]
    found = json.loads(done.stdout)
    found = [d for d in found["diagnostics"] if d["severity"] == "error"]
    early = [d for d in found if d["code"] not in AT_START]
    out = []
    if bool(early) != (exit_code != 0):
        out.append(f"corosync -t ends with {exit_code}, hakit has {[d['code'] for d in early]}")
    lines = sorted(stop_line(d) for d in early if OF_LINES.match(d["code"]))
    if line is not None and lines[:1] != [line]:
        out.append(f"corosync complains about line {line}, hakit about {lines[:3]}")
    if fails_start is not None and exit_code == 0 and fails_start != (len(early) != len(found)):
        out.append(f"corosync {'does not start' if fails_start else 'starts'}, hakit has {[d['code'] for d in found]}")
    return out


def recorded() -> list[tuple[Path, int, int | None, bool | None]]:
    rows = (DATA / "verdicts.tsv").read_text().splitlines()[1:]
    cells = [row.split("\t") for row in rows]
    return [(DATA / "cases" / c[0], int(c[1]), None if c[3] == "-" else int(c[3]), c[2] != "-") for c in cells]


def corpus(work: Path) -> list[tuple[Path, int, int | None, bool | None]]:
    folder = os.environ.get("HAKIT_CORPUS")
    if not folder or not (Path(folder) / "corosync").is_dir():
        print("HAKIT_CORPUS names no folder with corosync: its files are not compared")
        return []
    out: list[tuple[Path, int, int | None, bool | None]] = []
    for conf in sorted((Path(folder) / "corosync").glob("*.conf")):
        answer = conf.with_suffix(".oracle").read_text(errors="replace")
        code = re.search(r"^rc=(\d+)", answer, re.M)
        line = re.search(r"parser error: [^:]*:(\d+): ", answer)
        # The answers were given to the files with this behind them.
        copy = work / conf.name
        copy.write_bytes(conf.read_bytes() + b"\nlogging {\n    to_stderr: yes\n}\n")
        if code:
            out.append((copy, int(code[1]), int(line[1]) if line else None, None))
    return out


def main() -> int:
    hakit = sys.argv[1]
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        facts = Path(work) / "facts.json"
        facts.write_text(json.dumps(FACTS))
        cases = [(c, str(facts)) for c in recorded()]
        files = [(c, None) for c in corpus(Path(work))]
        for (path, code, line, start), known in cases + files:
            for why in differences(hakit, path, code, line, start, known):
                wrong += 1
                print(f"{path.name}: {why}")
    print(f"{len(cases)} cases and {len(files)} files of the corpus, {wrong} differences")
    return 1 if wrong or len(cases) < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
