#!/usr/bin/env python3
"""Keeps an IPVS table like a file of JSON: reads both every second and changes what differs, nothing else.

usage: reconcile.py [--memory] [--rounds N] [--netns NAME] FILE

Destinations that go are drained: they get no new connections, and are removed when the last one has ended.
A file that cannot be read changes nothing. Ends with ^C, or after N rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

import hakit
import hakit.aio


async def reconcile(table: hakit.aio.AsyncTable, file: Path) -> None:
    try:
        report = await table.apply(file.read_bytes(), drain=True)
    except (OSError, hakit.Error) as error:
        print(error, file=sys.stderr)
        return
    for step in report["steps"]:
        print(step["fate"], step["text"], step.get("error", ""), flush=True)


async def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--memory", action="store_true", help="a table in memory, to try it without privileges")
    parser.add_argument("--rounds", type=int, help="end after so many")
    parser.add_argument("--netns", help="network namespace of the table")
    options = parser.parse_args(arguments)
    try:
        table = hakit.aio.AsyncTable(hakit.MemoryTable() if options.memory else hakit.KernelTable(netns=options.netns))
    except (OSError, hakit.Error) as error:
        print(error, file=sys.stderr)
        return 4
    rounds = 0
    while True:
        await reconcile(table, options.file)
        rounds += 1
        if rounds == options.rounds:
            return 0
        await asyncio.sleep(1)


if __name__ == "__main__":
    try:
        sys.exit(asyncio.run(main(sys.argv[1:])))
    except KeyboardInterrupt:
        sys.exit(0)
