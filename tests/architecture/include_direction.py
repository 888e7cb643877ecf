#!/usr/bin/env python3
"""Checks who includes whom, as ARCHITECTURE.md draws it. Usage: include_direction.py SOURCE_ROOT

text <- grammars <- director -> engines; io and sim drive engines; capi, bindings and cli see public headers only. Only
io and sim reach for sockets, Asio, clocks and files.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

GRAMMARS = {"keepalived", "corosync", "crm", "cib", "ipvsadm", "sysctl"}
ENGINES = {"ipvs", "vrrp", "health", "realserver"}
CORE = {"base", "text"} | GRAMMARS | ENGINES | {"director", "formats"}

# A module may include itself, base, and these.
MAY_USE = {
    "base": set(),
    "pch": set(),
    "text": set(),
    **{grammar: {"text"} for grammar in GRAMMARS},
    "ipvsadm": {"text", "ipvs"},
    "crm": {"text", "cib"},
    **{engine: set() for engine in ENGINES},
    "formats": {"text"} | GRAMMARS | ENGINES,
    "director": {"text"} | GRAMMARS | ENGINES,
    "io": CORE,
    "sim": CORE,
}
DRIVERS = {"io", "sim"}
# Files of an engine that are a driver: they talk to the kernel.
DRIVER_FILES = re.compile(r"^(src|include/hakit)/ipvs/(kernel_(table|socket|files)|network_namespace)\.")

# Only for drivers.
OUTSIDE_WORLD = re.compile(
    r"^(boost/(asio|beast/core|beast/ssl|process)|sys/(socket|un|epoll|wait|timerfd)\.h|netdb\.h|arpa/|netinet/|net/"
    r"|libmnl/|fstream$|filesystem$|thread$|iostream$|regex$|time\.h$|ctime$)"
)
REACHES_OUT = re.compile(r"\b(\w+_clock::now|std::this_thread|clock_gettime|gettimeofday|getenv|fopen)\b")
# In public headers they would be a burden on whoever includes them.
PRIVATE_LIBRARIES = re.compile(r"^(boost/asio|boost/beast|boost/spirit|pugixml|pcre2|openssl/|libmnl/|fmt/)")
JSON = re.compile(r"^nlohmann/")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
SUFFIXES = {".hpp", ".cpp", ".h", ".c"}


def files(root: Path, folder: str) -> Iterator[Path]:
    return (path for path in sorted((root / folder).rglob("*")) if path.suffix in SUFFIXES)


def module_of(root: Path, header: str) -> str | None:
    """The module that an included name belongs to, public or internal; None for a foreign header."""
    name = header.removeprefix("hakit/")
    for base in ("include/hakit", "src"):
        if (root / base / name).is_file() and "/" in name:
            return name.split("/")[0]
    return None


def check_module(root: Path, path: Path, code: str, includes: list[tuple[str, str]]) -> Iterator[str]:
    shown = path.relative_to(root).as_posix()
    public = shown.startswith("include/")
    inside = shown.split("/")[2 if public else 1 :]
    if len(inside) < 2:
        return  # hakit/version.hpp and the like belong to no module
    module = inside[0]
    if module not in MAY_USE:
        yield f"{shown}: module {module} has no place in tests/architecture/include_direction.py"
        return
    driver = module in DRIVERS or DRIVER_FILES.match(shown)
    for quote, name in includes:
        used = module_of(root, name)
        if used and used not in MAY_USE[module] | {module, "base"}:
            yield f"{shown}: {module} must not include {name}"
        if not driver and OUTSIDE_WORLD.match(name):
            yield f"{shown}: {module} reaches the outside world by {name}"
        if public and module not in DRIVERS and PRIVATE_LIBRARIES.match(name):
            yield f"{shown}: {name} in a public header"
        if public and JSON.match(name) and not name.endswith("_fwd.hpp") and not path.stem.endswith("_json"):
            yield f"{shown}: {name} outside of a *_json.hpp header"
        if public and (quote == '"' or (used and not (root / "include" / name).is_file())):
            yield f"{shown}: the public header includes the internal {name}"
    if not driver and (found := REACHES_OUT.search(code)):
        yield f"{shown}: {module} uses {found.group()}"


def check_user(root: Path, path: Path, includes: list[tuple[str, str]]) -> Iterator[str]:
    shown = path.relative_to(root).as_posix()
    for quote, name in includes:
        if quote == '"' and ((path.parent / name).is_file() or (root / shown.split("/")[0] / name).is_file()):
            continue
        if (root / "src" / name).is_file():
            yield f"{shown}: includes the internal {name}"


def findings(root: Path) -> list[str]:
    found = []
    for folder in ("include", "src", "capi", "bindings", "cli", "examples"):
        for path in files(root, folder):
            text = path.read_text(encoding="utf-8")
            code = COMMENT.sub("", text)
            includes = INCLUDE.findall(code)
            if folder in ("include", "src"):
                found += check_module(root, path, code, includes)
            else:
                found += check_user(root, path, includes)
    return found


def main() -> int:
    found = findings(Path(sys.argv[1]))
    print("\n".join(found) or "the includes keep their direction")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
