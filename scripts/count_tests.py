#!/usr/bin/env python3
"""Counts the results in a Meson test log: prints "PASSED FAILED SKIPPED".

A program of doctest or pytest counts with the cases it reports, any other test as one. A program that fails for
another reason than a failed case (a crash, a time-out, a sanitizer's finding) counts as one failure more.
"""

import json
import re
import sys

DOCTEST = re.compile(r"test cases:\s+\d+ \|\s+(\d+) passed \|\s+(\d+) failed \|\s+(\d+) skipped")
PYTEST_END = re.compile(r"^=+ (.*) in [\d.]+s.*=+$", re.MULTILINE)
COLOUR = re.compile(r"\x1b\[[\d;]*m")


def cases(output: str) -> list[int] | None:
    """Passed, failed and skipped cases that the test program itself reports."""
    output = COLOUR.sub("", output)
    if match := DOCTEST.search(output):
        # doctest calls the cases skipped that a filter leaves to another test program; none is left out on account of the machine.
        return [int(match.group(1)), int(match.group(2)), 0]
    if match := PYTEST_END.search(output):
        counts = {word.rstrip("s"): int(n) for n, word in re.findall(r"(\d+) (\w+)", match.group(1))}
        return [
            counts.get("passed", 0) + counts.get("xfailed", 0),
            counts.get("failed", 0) + counts.get("error", 0) + counts.get("xpassed", 0),
            counts.get("skipped", 0),
        ]
    return None


def results(test: dict) -> list[int]:
    inside = cases(test.get("stdout", ""))
    if test["result"] in ("OK", "EXPECTEDFAIL"):
        return inside if inside and sum(inside) else [1, 0, 0]
    if test["result"] == "SKIP":
        return [0, 0, 1]
    if inside and inside[1]:
        return inside
    return [inside[0] if inside else 0, 1, inside[2] if inside else 0]


def main(path: str) -> None:
    with open(path, encoding="utf-8") as log:
        counted = [results(json.loads(line)) for line in log]
    print(*(sum(column) for column in zip(*counted, strict=True)))


if __name__ == "__main__":
    main(sys.argv[1])
