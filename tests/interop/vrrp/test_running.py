"""hakit vrrp run alone: reload, stale addresses, routes and rules, scripts, FIFOs, privileges, forged packets."""

import os
import re
import signal
import socket
import stat
import struct
import time

import pytest
from bed import HAKIT, need, run, wait_for
from test_keepalived import V4, V6, conf


def test_routes_rules_and_excluded_addresses_come_and_go(bed):
    need(HAKIT)
    more = ("virtual_ipaddress_excluded {\n 10.77.1.1/24 dev eth0 label eth0:x\n fd77:1::1/64\n }\n"
            " virtual_routes {\n 10.88.0.0/16 via 10.77.0.2 dev eth0 table 200 metric 5\n blackhole 10.89.0.0/16\n }\n"
            " virtual_rules {\n from 10.77.1.0/24 table 200 priority 777\n }")
    bed.a.start("hakit", conf(3, 100, more, V4))
    wait_for(lambda: bed.a.has(V4) and bed.a.has("10.77.1.1") and bed.a.has("fd77:1::1"), message=lambda: bed.a.log)
    wait_for(lambda: "10.88.0.0/16 via 10.77.0.2" in bed.a.ip("route", "show", "table", "200"), message=lambda: bed.a.log)
    assert "blackhole 10.89.0.0/16" in bed.a.ip("route", "show")
    assert "777:" in bed.a.ip("rule", "show")
    assert "eth0:x" in bed.a.ip("addr", "show")
    assert "cannot have" not in bed.a.log
    bed.a.terminate()
    assert not bed.a.has(V4) and not bed.a.has("10.77.1.1") and not bed.a.has("fd77:1::1")
    assert "10.88" not in bed.a.ip("route", "show", "table", "200", check=False)
    assert "blackhole" not in bed.a.ip("route", "show")
    assert "777:" not in bed.a.ip("rule", "show")


@pytest.mark.parametrize("more,address", [("", V4), ("", V6), ("use_vmac", V4), ("use_vmac", V6)])
def test_addresses_of_a_run_that_died_are_removed_at_the_start(bed, more, address):
    need(HAKIT)
    bed.a.start("hakit", conf(3, 100, more, address))
    wait_for(lambda: bed.a.has(address), message=lambda: bed.a.log)
    bed.a.kill()
    assert bed.a.has(address)
    bed.a.start("hakit", conf(3, 100, more, address, interval="10"))
    wait_for(lambda: not bed.a.has(address), message=lambda: bed.a.log)
    if more:
        # A new interface in place of the old one.
        wait_for(lambda: bed.a.ip("link", "show", "type", "macvlan").count("vrrp") == 1, message=lambda: bed.a.log)


def test_a_reload_that_changes_nothing_sends_nothing_and_one_that_does_changes_the_difference(bed):
    need(HAKIT)
    bed.a.start("hakit", conf(3, 100, "", V4))
    wait_for(lambda: bed.a.has(V4))
    capture = bed.capture()
    bed.a.process.send_signal(signal.SIGHUP)
    wait_for(lambda: "1 groups as before" in bed.a.log, message=lambda: bed.a.log)
    (bed.a.folder / "k.conf").write_text(conf(3, 120, "", V4).replace(f"{V4}/24", f"{V4}/24\n 10.77.0.102/24"))
    bed.a.process.send_signal(signal.SIGHUP)
    wait_for(lambda: bed.a.has("10.77.0.102"), message=lambda: bed.a.log)
    assert bed.a.has(V4)
    (bed.a.folder / "k.conf").write_text("vrrp_instance {\n")
    bed.a.process.send_signal(signal.SIGHUP)
    wait_for(lambda: "refused" in bed.a.log, message=lambda: bed.a.log)
    assert bed.a.has(V4)
    time.sleep(0.6)
    bed.stop_capture()
    text = run(HAKIT, "vrrp", "decode", str(capture), check=False)
    assert "priority 0" not in text
    assert f"ARP {V4}" not in text  # nobody had to be told of the one that stayed
    assert "ARP 10.77.0.102" in text and "priority 120" in text


def test_scripts_and_pipes_are_told_in_order(bed):
    need(HAKIT)
    log, fifo = bed.folder / "notified", bed.folder / "fifo"
    script = bed.folder / "notify.sh"
    script.write_text(f'#!/bin/sh\necho "$@" >> {log}\n')
    script.chmod(0o755)
    check = bed.folder / "check.sh"
    check.write_text(f"#!/bin/sh\ntest ! -e {bed.folder}/down\n")
    check.chmod(0o755)
    text = (f"global_defs {{\n script_user root\n vrrp_notify_fifo {fifo}\n}}\n"
            f"vrrp_script chk {{\n script {check}\n interval 1\n weight -60\n}}\n" +
            conf(3, 100, f"notify \"{script} hello\"\n notify_priority_changes\n track_script {{\n chk\n }}", V4))
    bed.a.start("hakit", text)
    wait_for(fifo.exists)
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        wait_for(lambda: bed.a.has(V4), message=lambda: bed.a.log)
        (bed.folder / "down").touch()
        wait_for(lambda: log.exists() and "PRIO" in log.read_text(), message=lambda: bed.a.log)
        bed.a.terminate()
        lines = os.read(reader, 65536).decode().splitlines()
    finally:
        os.close(reader)
    assert lines == ['INSTANCE "V" BACKUP 100', 'INSTANCE "V" MASTER 100', 'INSTANCE "V" MASTER_PRIO 40',
                     'INSTANCE "V" STOP 40']
    assert log.read_text().splitlines() == ["hello INSTANCE V BACKUP 100", "hello INSTANCE V MASTER 100",
                                            "hello INSTANCE V MASTER_PRIO 40", "hello INSTANCE V STOP 40"]
    assert not fifo.exists()


def test_only_the_capabilities_of_the_network_are_kept(bed):
    need(HAKIT)
    bed.a.start("hakit", conf(3, 100, "", V4))
    wait_for(lambda: bed.a.has(V4))
    (pid,) = [p for p in bed.a.pids() if "hakit" in open(f"/proc/{p}/comm").read()]
    for line in open(f"/proc/{pid}/status"):
        if match := re.match(r"Cap(Prm|Eff|Bnd):\s*([0-9a-f]+)", line):
            assert int(match[2], 16) == 1 << 12 | 1 << 13, line
    bed.a.terminate()
    assert not bed.a.has(V4)


def checksum(data: bytes) -> int:
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def advert(priority: int, interval: int, source: str, vrid: int = 51, version: int = 3) -> bytes:
    body = struct.pack("!BBBBHH4s", version << 4 | 1, vrid, priority, 1, interval, 0, socket.inet_aton(V4))
    pseudo = socket.inet_aton(source) + socket.inet_aton("224.0.0.18") + struct.pack("!BBH", 0, 112, len(body))
    body = body[:6] + struct.pack("!H", checksum(pseudo + body)) + body[8:]
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0xC0, 20 + len(body), 1, 0, 255, 112, 0, socket.inet_aton(source),
                       socket.inet_aton("224.0.0.18"))
    head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
    return bytes.fromhex("01005e000012020000000002") + b"\x08\x00" + head + body


SENDER = """
import socket, sys, time
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind(("eth0", 0))
for line in sys.stdin:
    s.send(bytes.fromhex(line))
    time.sleep(0.0002)
"""


def flood(bed, frames) -> None:
    import subprocess

    subprocess.run(["ip", "netns", "exec", bed.b.name, "/usr/bin/python3", "-c", SENDER],
                   input="".join(f.hex() + "\n" for f in frames), text=True, check=True)


def test_forged_and_mutated_packets_leave_the_state_alone(bed):
    """6,000 of them; and twenty with an interval of 0, to which keepalived 2.2.7 becomes master and backup again."""
    need(HAKIT, "/usr/bin/python3")
    import random

    luck = random.Random(1)
    bed.a.start("hakit", conf(3, 100, "", V4))
    wait_for(lambda: bed.a.has(V4))
    good = advert(50, 50, "10.77.0.2")
    frames = [advert(200, 0, "10.77.0.2") for _ in range(20)]
    for _ in range(6000):
        f = bytearray(good)
        for _ in range(luck.randint(1, 4)):
            f[luck.randrange(34, len(f))] = luck.randrange(256)
        if f[34:] == good[34:]:
            continue
        # What is still right by chance and outranks us would be a real master: leave that to the elections.
        f = f[: luck.randrange(14, len(f) + 1)] if luck.random() < 0.3 else f
        frames.append(bytes(f))
    flood(bed, frames)
    time.sleep(0.3)
    assert bed.a.has(V4)
    states = [line for line in bed.a.log.splitlines() if " is master" in line or " is backup" in line]
    assert len(states) == 2, bed.a.log
    assert "interval_zero" not in bed.a.log or "rejects" in bed.a.log
    assert len(bed.a.log.splitlines()) < 40  # one line a reason, not one a packet


def test_a_backup_stays_backup_under_forged_intervals_of_zero(bed):
    need(HAKIT, "/usr/bin/python3")
    bed.a.start("hakit", conf(3, 150, "", V4))
    bed.b.start("hakit", conf(3, 100, "", V4))
    wait_for(lambda: bed.a.has(V4))
    flood(bed, [advert(200, 0, "10.77.0.9") for _ in range(200)])
    flood(bed, [advert(0, 0, "10.77.0.9") for _ in range(200)])
    time.sleep(0.5)
    assert bed.a.has(V4) and not bed.b.has(V4)
    assert "V is master" not in bed.b.log


def test_the_asyncio_agent_of_the_examples_beside_hakit(bed):
    """PYTHONPATH names the package; without it the test is skipped."""
    import importlib.util
    import pathlib
    import subprocess
    import sys

    import pytest

    need(HAKIT)
    if importlib.util.find_spec("hakit") is None:
        pytest.skip("the Python package is not built")
    agent = pathlib.Path(__file__).parents[3] / "examples" / "python" / "failover.py"
    path = bed.folder / "agent.conf"
    path.write_text(conf(3, 150, "", V4))
    bed.b.start("hakit", conf(3, 100, "", V4))
    wait_for(lambda: bed.b.has(V4))
    with open(bed.folder / "agent.log", "wb") as log:
        running = subprocess.Popen(["ip", "netns", "exec", bed.a.name, sys.executable, str(agent), str(path)], stdout=log,
                                   stderr=log)
    try:
        wait_for(lambda: bed.a.has(V4) and not bed.b.has(V4),
                 message=lambda: (bed.folder / "agent.log").read_text() + bed.b.log)
    finally:
        running.terminate()
        running.wait(10)
    wait_for(lambda: bed.b.has(V4) and not bed.a.has(V4), message=lambda: bed.b.log)


RUNNER = """
import signal, sys, hakit
runner = hakit.VrrpRunner(lambda event: print(event["text"], flush=True))
signal.signal(signal.SIGTERM, lambda *_: runner.stop())
runner.start(hakit.load(sys.argv[1]))
print("stopped", runner.run(), flush=True)
"""


def test_a_runner_in_python_beside_keepalived(bed):
    import importlib.util
    import subprocess
    import sys

    import pytest

    need("keepalived")
    if importlib.util.find_spec("hakit") is None:
        pytest.skip("the Python package is not built")
    path = bed.folder / "runner.conf"
    path.write_text(conf(3, 150, "", V4))
    bed.b.start("keepalived", conf(3, 100, "", V4))
    wait_for(lambda: bed.b.has(V4))
    log = bed.folder / "runner.log"
    with open(log, "wb") as out:
        running = subprocess.Popen(["ip", "netns", "exec", bed.a.name, sys.executable, "-c", RUNNER, str(path)], stdout=out,
                                   stderr=out)
    try:
        wait_for(lambda: bed.a.has(V4) and not bed.b.has(V4), message=lambda: log.read_text() + bed.b.log)
    finally:
        running.terminate()
        running.wait(10)
    assert log.read_text().endswith("stopped True\n")
    assert not bed.a.has(V4)
    wait_for(lambda: bed.b.has(V4), message=lambda: bed.b.log)
