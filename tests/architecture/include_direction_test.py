#!/usr/bin/env python3
"""Each rule of include_direction.py catches the file that breaks it, and lets a clean one pass."""

import sys
import tempfile
from pathlib import Path

from include_direction import findings

PRESENT = ["include/hakit/text/document.hpp", "include/hakit/keepalived/config.hpp", "src/text/builder.hpp"]

ALLOWED = {
    "src/keepalived/grammar.cpp": "#include <hakit/text/document.hpp>\n#include <text/builder.hpp>",
    "src/director/translate.cpp": "#include <hakit/keepalived/config.hpp>",
    "src/io/runner.cpp": "#include <boost/asio/io_context.hpp>\nauto t = std::chrono::steady_clock::now();",
    "src/ipvs/kernel_socket.cpp": "#include <sys/socket.h>",
    "src/ipvs/network_namespace.cpp": "#include <thread>",
    "src/health/probe.cpp": "// steady_clock::now is the caller's business\n/* #include <fstream> */",
    "include/hakit/director/state_json.hpp": "#include <nlohmann/json.hpp>",
    "cli/main.cpp": "#include <hakit/text/document.hpp>",
}

REFUSED = {
    "src/text/document.cpp": "#include <hakit/keepalived/config.hpp>",
    "src/health/probe.cpp": "#include <hakit/keepalived/config.hpp>",
    "src/vrrp/instance.cpp": "auto now = std::chrono::steady_clock::now();",
    "src/ipvs/diff.cpp": "#include <sys/socket.h>",
    "src/ipvs/netlink/message.cpp": "#include <sys/socket.h>",
    "src/ipvs/kernel_error.cpp": "#include <sys/socket.h>",
    "src/keepalived/check.cpp": "#include <fstream>",
    "include/hakit/health/http_response.hpp": "#include <pcre2.h>",
    "include/hakit/director/state.hpp": "#include <nlohmann/json.hpp>",
    "include/hakit/text/edit.hpp": "#include <text/builder.hpp>",
    "include/hakit/text/path.hpp": '#include "builder.hpp"',
    "src/surprise/file.cpp": "",
    "cli/main.cpp": "#include <text/builder.hpp>",
    "capi/document.cpp": '#include "text/builder.hpp"',
    "bindings/python/src/text.cpp": "#include <text/builder.hpp>",
}


def findings_for(path: str, text: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in {**dict.fromkeys(PRESENT, ""), path: text}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        return findings(root)


def main() -> int:
    wrong = [f"allowed, but reported: {findings_for(p, t)}" for p, t in ALLOWED.items() if findings_for(p, t)]
    for path, text in REFUSED.items():
        found = findings_for(path, text)
        if len(found) != 1 or not found[0].startswith(path):
            wrong.append(f"{path} with {text!r}: expected one finding, got {found}")
    print("\n".join(wrong) or f"{len(ALLOWED)} allowed, {len(REFUSED)} refused")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
