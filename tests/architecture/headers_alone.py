#!/usr/bin/env python3
"""Compiles every public header alone, twice in a row. Usage: headers_alone.py SOURCE_ROOT COMPILER..."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wno-sign-conversion", "-Wold-style-cast"]


def main() -> int:
    root, compiler = Path(sys.argv[1]), sys.argv[2:]
    headers = sorted(path.relative_to(root / "include") for path in (root / "include").rglob("*.hpp"))
    command = [*compiler, "-std=c++20", *WARNINGS, "-Werror", "-fsyntax-only", "-x", "c++", "-"]
    command += [f"-I{root / 'include'}", f"-I{root / 'capi'}"]

    def broken(header: Path) -> str:
        unit = f"#include <{header.as_posix()}>\n" * 2
        done = subprocess.run(command, input=unit, capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 else f"<{header.as_posix()}> alone:\n{done.stderr}"

    with ThreadPoolExecutor(int(os.environ.get("HAKIT_JOBS", "2"))) as pool:
        problems = [text for text in pool.map(broken, headers) if text]
    print("\n".join(problems) or f"{len(headers)} headers compile alone with {' '.join(compiler)}")
    return 1 if problems or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
