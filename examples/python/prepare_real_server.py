#!/usr/bin/env python3
"""Prepares this host as a real server of the director whose keepalived.conf is given.

usage: prepare_real_server.py [--apply] [--netns NAME] [--interface NAME] KEEPALIVED_CONF SERVER

SERVER is this host's own address, as the configuration names it. Without --apply, the plan is printed, and what is
missing on this host. Exit codes: 0 prepared, 2 not prepared or not possible, 4 no privilege or no such file.
"""

from __future__ import annotations

import argparse
import sys

import hakit


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config")
    parser.add_argument("server")
    parser.add_argument("--apply", action="store_true", help="do it")
    parser.add_argument("--netns", help="network namespace of the real server")
    parser.add_argument("--interface", action="append", default=[], help="to the director and the clients")
    options = parser.parse_args(arguments)
    request = {"host": {"interfaces": options.interface}}
    try:
        config = hakit.load(options.config)
        if options.apply:
            report = hakit.apply_real_server(request, config=config, server=options.server, netns=options.netns)
            for step in report["steps"]:
                print(step["fate"].replace("_", " ") + ":", step["text"])
            if not report["ok"]:
                print(report["failure"], file=sys.stderr)
                return 4
        else:
            print(hakit.plan_real_server(request, config=config, server=options.server, output="text"), end="")
        found = hakit.verify_real_server(request, config=config, server=options.server, netns=options.netns)
    except (OSError, hakit.Error) as error:
        print(error, file=sys.stderr)
        refused = isinstance(error, hakit.Error) and error.code == "refused" and "CAP_" not in str(error)
        return 2 if refused else 4
    for observation in found["observations"]:
        if observation["verdict"] != "good":
            print(observation["verdict"] + ":", observation["text"])
    return 0 if found["ok"] else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
