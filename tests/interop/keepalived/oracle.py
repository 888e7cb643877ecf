#!/usr/bin/env python3
"""Asks the real keepalived what it thinks of configuration files.

usage: oracle.py [--record | --verify | --text] FILE.conf...

Without an option: JSON on standard output, one key a file. --record writes FILE.oracle beside each file; --verify runs
keepalived again and compares with FILE.oracle (exit 1 on a difference); --text prints the messages as they came.
Exit code 77 and "skipped: reason" where keepalived is missing, has another version than the recorded verdicts, or
namespaces cannot be made.
"""

import argparse
import difflib
import json
import pathlib
import queue
import sys
from concurrent.futures import ThreadPoolExecutor

import sandbox
import verdict

VERSION = "2.2.7"  # the release whose verdicts are recorded
PARALLEL = 2


def judge_all(files):
    """Yields (file, verdict) in the order of `files`; PARALLEL runs at a time."""
    boxes = [sandbox.sandbox() for _ in range(PARALLEL)]
    free = queue.SimpleQueue()
    for box in boxes:
        free.put(box)

    def judge(file):
        box = free.get()
        try:
            return verdict.from_run(*box.run(file))
        finally:
            free.put(box)

    try:
        if boxes[0].version != VERSION:
            raise sandbox.unavailable(f"keepalived {boxes[0].version} is here, verdicts are of {VERSION}")
        with ThreadPoolExecutor(PARALLEL) as pool:
            yield from zip(files, pool.map(judge, files))
    finally:
        for box in boxes:
            box.temp.cleanup()


def verify(file, now):
    """Prints the difference to the recorded verdict; true when there is none."""
    path = file.with_suffix(".oracle")
    then = path.read_bytes() if path.exists() else b""
    if then == now.render():
        return True
    old, new = (b.decode("utf-8", "backslashreplace").splitlines() for b in (then, now.render()))
    print("\n".join(difflib.unified_diff(old, new, str(path), "keepalived now", lineterm="")))
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--record", action="store_true")
    mode.add_argument("--verify", action="store_true")
    mode.add_argument("--text", action="store_true")
    parser.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE.conf")
    options = parser.parse_args()
    answers, differing = {}, 0
    try:
        for file, answer in judge_all(options.files):
            if options.record:
                file.with_suffix(".oracle").write_bytes(answer.render())
            elif options.verify:
                differing += not verify(file, answer)
            elif options.text:
                sys.stdout.buffer.write(b"== " + str(file).encode() + b"\n" + answer.render())
            else:
                answers[str(file)] = answer.as_json()
    except sandbox.unavailable as reason:
        print(f"skipped: {reason}")
        return 77
    if options.verify:
        print(f"{len(options.files) - differing} of {len(options.files)} verdicts are as recorded")
    elif not options.record and not options.text:
        json.dump(answers, sys.stdout, indent=1)
        print()
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
