#!/usr/bin/env python3
"""Compares hakit with the recorded verdicts of keepalived 2.2.7.

usage: compare.py HAKIT [--list-missing] [--only NAME...] [--hakit-option OPTION...]

Files: all cases of tests/data/keepalived/cases and, where the environment variable HAKIT_CORPUS names a folder, the
files of HAKIT_CORPUS/keepalived (NAME.conf beside NAME.oracle). Three targets:
  unknown  every line with a keyword that keepalived does not know carries a diagnostic, and no other line one of
           the unknown-keyword codes
  text     every other message about the text has a diagnostic at its line (at the block for messages at a closing
           brace, anywhere for messages without a line); messages about the host are left out
  error    no error where keepalived has nothing to say
Exit code 0: all as keepalived or listed in differences.tsv; 1: mismatches, unused rows or a failing hakit.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import differences
import matching
import normal
import verdict

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parents[1] / "data/keepalived/cases"
GOOD_CODES = (0, 1, 2)  # clean, warnings, errors in the input; all else is a failure of hakit
MISMATCH = ("missing", "extra")
TIMEOUT = 60  # seconds


def diagnostics_of(hakit, options, file):
    """Runs hakit on a file. Returns the list of diagnostics, or a string that says how it failed."""
    command = [hakit, "check", "--format", "keepalived", "--target", "2.2.7", "--output", "json",
               "--limit", "1000000", *options, str(file)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)
        if done.returncode not in GOOD_CODES:
            return f"exit code {done.returncode}: " + done.stderr.decode(errors="replace").strip()[:200]
        return json.loads(done.stdout)["diagnostics"]
    except subprocess.TimeoutExpired:
        return f"no answer within {TIMEOUT} s"
    except (ValueError, KeyError, TypeError) as problem:
        return f"no JSON object with diagnostics: {problem}"


def files_to_judge(only):
    files = sorted(CASES.glob("*.conf"))
    corpus = os.environ.get("HAKIT_CORPUS")
    if corpus:
        files += sorted(pathlib.Path(corpus, "keepalived").glob("*.conf"))
    return [f for f in files if f.with_suffix(".oracle").exists() and (not only or f.stem in only)]


def judge(hakit, options, file):
    answer = diagnostics_of(hakit, options, file)
    if isinstance(answer, str):
        return [matching.finding("run", "missing", file.stem, None, answer)]
    recorded = verdict.parse(file.with_suffix(".oracle").read_bytes())
    text = file.read_bytes().decode("utf-8", "surrogateescape")
    return matching.file_judge(file.stem, text, recorded, answer).judge()


def shown(text):
    return text.encode("utf-8", "backslashreplace").decode()


def print_groups(findings):
    """Groups of like mismatches, the most frequent first, with one example each."""
    groups = collections.defaultdict(list)
    for f in findings:
        groups[f.target, f.result, normal.normal(f.text)].append(f)
    for (target, result, text), members in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        example = members[0]
        print(f"{len(members):5} in {len({m.name for m in members}):3}  {target:8}{result:8}{shown(text)}"
              f"  [{example.name}:{example.line or '-'} {shown(example.text)[:60]}]")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hakit")
    parser.add_argument("--list-missing", action="store_true", help="group the mismatches by their normalised text")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="judge these files alone")
    parser.add_argument("--hakit-option", action="append", default=[], help="a further option for hakit check")
    options = parser.parse_args()
    files = files_to_judge(options.only)
    rows = differences.read(HERE / "differences.tsv")
    with ThreadPoolExecutor(2) as pool:
        findings = [f for part in pool.map(lambda f: judge(options.hakit, options.hakit_option, f), files) for f in part]
    counts, bad = collections.Counter(), []
    for f in findings:
        row = next((r for r in rows if f.result in MISMATCH and r.explains(f)), None)
        if row:
            row.used += 1
        elif f.result in MISMATCH:
            bad.append(f)
        counts[f.target, "on purpose" if row else f.result] += 1
    if options.list_missing:
        print_groups(bad)
    else:
        for f in bad:
            print(f"{f.name}.conf:{f.line or '-'}: {f.target} {f.result}: {shown(f.text)}")
    columns = ["matched", "missing", "extra", "cascade", "consequence", "on purpose"]
    print(f"{len(files)} files\n{'':9}" + "".join(f"{c:>13}" for c in columns))
    for target in ["unknown", "text", "error", "run"]:
        print(f"{target:9}" + "".join(f"{counts[target, c]:13}" for c in columns))
    idle = differences.unused(rows, {f.stem for f in files}) if not options.only else []
    for r in idle:
        print(f"differences.tsv: unused: {r.file} {r.target} {r.result} {r.pattern}")
    return 1 if bad or idle or not files else 0


if __name__ == "__main__":
    sys.exit(main())
