#!/usr/bin/env python3
"""Changes the weight of one real server and touches no other byte of the file.

usage: change_weight.py FILE VIRTUAL_SERVER REAL_SERVER WEIGHT
       change_weight.py keepalived.conf 192.0.2.10:80 198.51.100.1:80 0

The change is checked first: if keepalived would not take it, the file stays as it is.
"""

from __future__ import annotations

import os
import sys
import tempfile

import hakit


def replace(name: str, text: bytes) -> None:
    """Writes the file in one step, so that nobody reads half of it."""
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(name)))
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        os.fchmod(file.fileno(), os.stat(name).st_mode & 0o7777)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, name)


def main(arguments: list[str]) -> int:
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 3
    name, virtual, real, weight = arguments
    files = hakit.Workspace("disk")
    try:
        files.open(name)
        before = files.document().text
        after = files.set(f"virtual_server[{virtual}].real_server[{real}].weight", weight)
    except hakit.EditError as error:
        print(error, file=sys.stderr)
        return 2
    except hakit.Error as error:
        print(error, file=sys.stderr)
        return 4
    sys.stdout.buffer.write(hakit.unified_diff(before, after, name, name))
    if after != before:
        replace(name, after)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
