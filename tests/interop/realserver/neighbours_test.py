#!/usr/bin/env python3
"""Two network namespaces on one cable: a client asks a real server for a virtual address, by ARP and by neighbour
discovery. What the server answers decides whether `hakit realserver verify` was right, and whether `apply` did its
work. Usage: neighbours_test.py HAKIT. Exit 77: no root or no namespaces."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

VIP, RIP, CLIENT = "10.50.0.100", "10.50.0.2", "10.50.0.1"
VIP6, RIP6, CLIENT6 = "2001:db8::100", "2001:db8::2", "2001:db8::1"
SERVER, ASKER = f"hakit-rs-{os.getpid()}", f"hakit-cl-{os.getpid()}"
HAKIT = ""
failures: list[str] = []


def ip(*words: str, check: bool = True) -> str:
    return subprocess.run(["ip", *words], check=check, capture_output=True, text=True).stdout


def on(namespace: str, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["ip", "netns", "exec", namespace, *command], check=check, capture_output=True, text=True)


def expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        failures.append(f"{what}: {found!r}, not {wanted!r}")


@contextmanager
def cable() -> Iterator[None]:
    """eth0 of the server, eth0 of the client, and an idle device that could carry an address."""
    ip("netns", "add", SERVER)
    ip("netns", "add", ASKER)
    try:
        ip("-n", SERVER, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", ASKER)
        ip("-n", SERVER, "link", "add", "idle", "type", "veth", "peer", "name", "idle-peer")
        for namespace, address, address6 in ((SERVER, RIP, RIP6), (ASKER, CLIENT, CLIENT6)):
            ip("-n", namespace, "link", "set", "lo", "up")
            ip("-n", namespace, "link", "set", "eth0", "up")
            ip("-n", namespace, "address", "add", f"{address}/24", "dev", "eth0")
            ip("-n", namespace, "-6", "address", "add", f"{address6}/64", "dev", "eth0", "nodad")
        ip("-n", SERVER, "link", "set", "idle", "up")
        yield
    finally:
        ip("netns", "delete", SERVER, check=False)
        ip("netns", "delete", ASKER, check=False)


def arp_answered(address: str) -> bool:
    return on(ASKER, "arping", "-c", "1", "-w", "1", "-I", "eth0", "-f", address, check=False).returncode == 0


def ndp_answered(address: str) -> bool:
    """Whether the client resolves the address, which is on its link."""
    ip("-n", ASKER, "-6", "neigh", "flush", "dev", "eth0")
    on(ASKER, "ping", "-6", "-c", "1", "-W", "1", address, check=False)
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        entry = ip("-n", ASKER, "-6", "neigh", "show", address, "dev", "eth0")
        if "lladdr" in entry:
            return True
        if "FAILED" in entry:
            return False
        time.sleep(0.05)
    return False


def listen_for_arp() -> subprocess.Popen[str]:
    """Prints the sender address of the first ARP request for the client."""
    program = (
        "import socket,sys\n"
        "s=socket.socket(socket.AF_PACKET,socket.SOCK_RAW,socket.htons(0x0806));s.bind(('eth0',0));s.settimeout(3)\n"
        "print('ready',flush=True)\n"
        "try:\n"
        "  while True:\n"
        "    f=s.recv(128)\n"
        f"    if f[20:22]==b'\\0\\1' and f[38:42]==socket.inet_aton('{CLIENT}'): print(socket.inet_ntoa(f[28:32]));break\n"
        "except TimeoutError: print('none')\n"
    )
    listener = subprocess.Popen(
        ["ip", "netns", "exec", ASKER, sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    )
    assert listener.stdout is not None
    listener.stdout.readline()
    return listener


def arp_source_of_vip_socket() -> str:
    """Which sender the server's own ARP request names when a socket on the virtual address sends."""
    ip("-n", SERVER, "neigh", "flush", "dev", "eth0")
    listener = listen_for_arp()
    send = (
        "import socket\ns=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)\n"
        f"s.bind(('{VIP}',0))\ns.sendto(b'x',('{CLIENT}',9))\n"
    )
    on(SERVER, sys.executable, "-c", send)
    return listener.communicate(timeout=10)[0].strip()


def set_arp(name: str, values: dict[str, int]) -> None:
    for interface, value in values.items():
        on(SERVER, "sysctl", "-qw", f"net/ipv4/conf/{interface}/{name}={value}")


def placed(where: str) -> None:
    for device in ("lo", "idle", "eth0"):
        on(SERVER, "ip", "address", "del", f"{VIP}/32", "dev", device, check=False)
    scope = ["scope", "host"] if where == "lo host" else []
    ip("-n", SERVER, "address", "add", f"{VIP}/32", "dev", where.split()[0], *scope)


def hakit(verb: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [HAKIT, "realserver", verb, "--netns", SERVER, "--interface", "eth0", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


# all, eth0, lo; then the answer with the address on lo, on lo with scope host, on an idle device, on eth0; and whether
# the server's own address is answered.
ARP_IGNORE = [
    ((0, 0, 0), (True, True, True, True), True),
    ((1, 0, 0), (False, False, False, True), True),
    ((0, 1, 0), (False, False, False, True), True),
    ((0, 0, 1), (True, True, True, True), True),
    ((1, 1, 0), (False, False, False, True), True),
    ((2, 0, 0), (False, False, False, True), True),
    ((0, 2, 0), (False, False, False, True), True),
    ((3, 0, 0), (True, False, True, True), True),
    ((8, 0, 0), (False, False, False, False), False),
    ((0, 8, 0), (False, False, False, False), False),
]
ARP_ANNOUNCE = [((0, 0, 0), VIP), ((1, 0, 0), VIP), ((0, 1, 0), VIP), ((0, 0, 2), VIP), ((2, 0, 0), RIP), ((0, 2, 0), RIP)]


def check_arp_ignore() -> None:
    set_arp("arp_announce", {"all": 2})
    for levels, answers, own in ARP_IGNORE:
        set_arp("arp_ignore", dict(zip(("all", "eth0", "lo"), levels)))
        expect(f"arp_ignore {levels}: own address", arp_answered(RIP), own)
        for where, answer in zip(("lo", "lo host", "idle", "eth0"), answers):
            placed(where)
            what = f"arp_ignore {levels}, address on {where}"
            expect(what, arp_answered(VIP), answer)
            # Right is a server that keeps silent about the virtual address, and answers for its own.
            report = json.loads(hakit("verify", "--device", where.split()[0] if where != "eth0" else "lo", "--output", "json", VIP).stdout)
            right = not answer and own
            judged = not [o for o in report["observations"] if o["verdict"] in ("wrong", "suspect")]
            if where == "idle":
                # The plan would make a dummy device; what it says of ARP is what counts here.
                judged = not [o for o in report["observations"] if "arp_ignore" in o["text"] and o["verdict"] != "good"]
            if where != "lo host":
                expect(what + ": verify", judged, right)
    set_arp("arp_ignore", {"all": 0, "eth0": 0, "lo": 0})


def check_arp_announce() -> None:
    placed("lo")
    for levels, sender in ARP_ANNOUNCE:
        set_arp("arp_announce", dict(zip(("all", "eth0", "lo"), levels)))
        expect(f"arp_announce {levels}: sender", arp_source_of_vip_socket(), sender)
        verdict = hakit("verify", VIP).stdout
        expect(f"arp_announce {levels}: verify", "arp_announce" not in verdict, sender == RIP)
    set_arp("arp_announce", {"all": 0, "eth0": 0, "lo": 0})
    ip("-n", SERVER, "address", "del", f"{VIP}/32", "dev", "lo")


def check_apply() -> None:
    """Before it answers, prepared it does not, and taken back it is as it was."""
    ip("-n", SERVER, "address", "add", f"{VIP}/32", "dev", "lo")
    ip("-n", SERVER, "-6", "address", "add", f"{VIP6}/64", "dev", "eth0", "nodad")
    expect("unprepared: ARP", arp_answered(VIP), True)
    expect("unprepared: sender", arp_source_of_vip_socket(), VIP)
    expect("unprepared: NDP", ndp_answered(VIP6), True)
    said = hakit("verify", VIP, VIP6)
    expect("unprepared: verify", said.returncode, 2)
    expect("unprepared: verify finds the IPv6 address on eth0", f"{VIP6}/64 is on eth0" in said.stdout, True)
    ip("-n", SERVER, "-6", "address", "del", f"{VIP6}/64", "dev", "eth0")

    before = [on(SERVER, "sysctl", "-a", "-r", "arp_(ignore|announce)").stdout, ip("-n", SERVER, "address")]
    done = hakit("apply", VIP, VIP6)
    expect("apply", (done.returncode, done.stderr), (0, ""))
    expect("prepared: ARP for the virtual address", arp_answered(VIP), False)
    expect("prepared: ARP for its own", arp_answered(RIP), True)
    expect("prepared: sender", arp_source_of_vip_socket(), RIP)
    expect("prepared: NDP for the virtual address", ndp_answered(VIP6), False)
    expect("prepared: NDP for its own", ndp_answered(RIP6), True)
    expect("prepared: verify", hakit("verify", VIP, VIP6).stdout, "ok\n")
    source = on(SERVER, "ip", "-6", "route", "get", CLIENT6).stdout
    expect("prepared: IPv6 source", VIP6 in source, False)

    again = hakit("apply", "--output", "json", VIP, VIP6)
    fates = {step["fate"] for step in json.loads(again.stdout)["steps"]}
    expect("apply again", fates, {"already_made"})

    # The client reaches the virtual address when its frames are sent to the server, as a director does.
    mac = json.loads(ip("-n", SERVER, "-j", "link", "show", "eth0"))[0]["address"]
    ip("-n", ASKER, "neigh", "replace", VIP, "lladdr", mac, "dev", "eth0")
    ip("-n", ASKER, "-6", "neigh", "replace", VIP6, "lladdr", mac, "dev", "eth0")
    expect("prepared: packets", on(ASKER, "ping", "-c", "1", "-W", "2", VIP, check=False).returncode, 0)
    expect("prepared: IPv6 packets", on(ASKER, "ping", "-6", "-c", "1", "-W", "2", VIP6, check=False).returncode, 0)

    expect("undo", hakit("apply", "--undo", VIP, VIP6).returncode, 0)
    ip("-n", SERVER, "address", "add", f"{VIP}/32", "dev", "lo")
    after = [on(SERVER, "sysctl", "-a", "-r", "arp_(ignore|announce)").stdout, ip("-n", SERVER, "address")]
    expect("undo: settings", after[0], before[0])
    ip("-n", SERVER, "address", "del", f"{VIP}/32", "dev", "lo")


def check_rollback() -> None:
    """A device that cannot be made comes first, so that nothing is done; a file that cannot be written comes last."""
    before = [on(SERVER, "sysctl", "-a", "-r", "arp_(ignore|announce)").stdout, ip("-n", SERVER, "address", "show", "lo")]
    failed = hakit("apply", "--keep", "sysctl", "--root", "/proc", VIP)
    expect("apply with a file that cannot be written", failed.returncode, 4)
    expect("it says that it is as before", "the host is as it was before" in failed.stdout, True)
    after = [on(SERVER, "sysctl", "-a", "-r", "arp_(ignore|announce)").stdout, ip("-n", SERVER, "address", "show", "lo")]
    expect("after a failure", after, before)


def check_privilege() -> None:
    """Without CAP_NET_ADMIN nothing is changed, and that is what is said."""
    before = on(SERVER, "sysctl", "-a", "-r", "arp_(ignore|announce)").stdout
    drop = ["setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"]
    if not shutil.which("setpriv"):
        return
    refused = on(SERVER, *drop, HAKIT, "realserver", "apply", VIP, check=False)
    expect("without privilege: exit code", refused.returncode, 4)
    expect("without privilege: message", "CAP_NET_ADMIN is missing" in refused.stderr, True)
    expect("without privilege: settings", on(SERVER, "sysctl", "-a", "-r", "arp_(ignore|announce)").stdout, before)


def main() -> int:
    global HAKIT
    HAKIT = os.path.abspath(sys.argv[1])
    if os.geteuid() != 0 or not shutil.which("arping") or subprocess.run(["unshare", "-n", "true"], check=False).returncode:
        print("SKIPPED: needs root, network namespaces and arping")
        return 77
    with cable():
        check_arp_ignore()
        check_arp_announce()
        check_apply()
        check_rollback()
        check_privilege()
    print("\n".join(failures) or "the server keeps silent when it is prepared, and hakit knows when it is not")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
