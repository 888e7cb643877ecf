#!/usr/bin/env python3
"""Lists every virtual IP address of keepalived.conf files: list_vips.py FILE..."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import hakit


def vips(config: hakit.Config) -> Iterator[tuple[str, str]]:
    """(address, what has it), in the order of the file."""
    data = config.to_dict()
    for instance in data.get("vrrp_instance", []):
        for block in ("virtual_ipaddress", "virtual_ipaddress_excluded"):
            for entry in instance.get(block, []):
                yield entry["address"], f"vrrp_instance {instance['name']}"
    for server in data.get("virtual_server", []):
        if "address" in server:
            yield server["address"], f"virtual_server port {server.get('port', 0)}"


def main(files: list[str]) -> int:
    for name in files:
        try:
            config = hakit.load(name, strict=False)
        except hakit.Error as error:
            print(error, file=sys.stderr)
            return 4
        for address, owner in vips(config):
            print(f"{name}\t{address}\t{owner}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
