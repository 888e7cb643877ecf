"""hakit against the real keepalived, each as master and as backup: election, failover, return.

tshark judges every packet that both have sent.
"""

import concurrent.futures
import contextlib
import os
import time

import pytest

from bed import HAKIT, Bed, need, run, wait_for

V4, V6 = "10.77.0.100", "fe80::51"
PASS = "authentication {\n auth_type PASS\n auth_pass geheim12\n }"
AH = PASS.replace("PASS", "AH")

CASES = {
    "v2": (2, "", V4),
    "v2-pass": (2, PASS, V4),
    "v2-ah": (2, AH, V4),
    "v3": (3, "", V4),
    "v3-ipv6": (3, "", V6),
    "v3-unicast": (3, "unicast_src_ip 10.77.0.{me}\n unicast_peer {{\n 10.77.0.{other}\n }}", V4),
    "v2-unicast": (2, "unicast_src_ip 10.77.0.{me}\n unicast_peer {{\n 10.77.0.{other}\n }}", V4),
    "v3-ipv6-unicast": (3, "unicast_src_ip fd77::{me}\n unicast_peer {{\n fd77::{other}\n }}", "fd77::100"),
    "v3-vmac": (3, "use_vmac", V4),
    "v3-ipv6-vmac": (3, "use_vmac", V6),
}


def conf(version: int, priority: int, more: str, address: str, me: int = 1, other: int = 2, interval: str = "") -> str:
    more = more.format(me=me, other=other) if "{me}" in more else more.replace("{{", "{").replace("}}", "}")
    interval = interval or ("0.1" if version == 3 else "1")
    mask = 24 if "." in address else 64
    return (f"vrrp_instance V {{\n interface eth0\n virtual_router_id 51\n version {version}\n priority {priority}\n"
            f" advert_int {interval}\n {more}\n virtual_ipaddress {{\n {address}/{mask}\n }}\n}}\n")


def master(bed: Bed, address: str):
    """Who alone has the address; None when nobody or both do."""
    have = [host for host in (bed.a, bed.b) if host.has(address)]
    return have[0] if len(have) == 1 else None


def judge(capture, minimum: int, unwrapped: bool = True) -> None:
    """All packets are well-formed, and have a right checksum."""
    need("tshark")
    fields = ["frame.number", "vrrp.checksum.status", "_ws.malformed", "ip.checksum.status", "vrrp.prio", "ip.proto"]
    words = ["tshark", "-r", str(capture), "-Y", "vrrp", "-o", "ip.check_checksum:TRUE", "-T", "fields"]
    for field in fields:
        words += ["-e", field]
    lines = [line.split("\t") for line in run(*words).splitlines()]
    assert len(lines) >= minimum, "tshark sees too few adverts"
    for line in lines:
        # 1 is "good"; tshark knows the sum with the pseudo-header that keepalived and hakit send.
        assert line[1] == "1", f"checksum of frame {line[0]}"
        assert line[2] == "", f"frame {line[0]} is malformed"
        assert set(line[3].split(",")) <= {"1", ""}, f"IP checksum of frame {line[0]}"
    arp = run("tshark", "-r", str(capture), "-Y", "_ws.malformed", "-T", "fields", "-e", "frame.number")
    assert arp == "", "malformed packets"


@pytest.mark.parametrize("case", CASES)
def test_election_failover_and_return(tmp_path, case):
    """hakit on the host of higher and, at the same time on another bed, on the host of lower priority: both wait a lot."""
    need("keepalived", HAKIT, "ip", "tcpdump", "tshark")

    def on_a_bed_of_its_own(ours: str) -> None:
        folder = tmp_path / ours
        folder.mkdir()
        bed = Bed(folder)
        try:
            election_failover_and_return(bed, case, ours)
        except AssertionError as e:
            raise AssertionError(f"hakit on {ours}: {e}") from e
        finally:
            bed.close()

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(on_a_bed_of_its_own, ours) for ours in ("a", "b")]:
            done.result()


def election_failover_and_return(bed: Bed, case: str, ours: str) -> None:
    version, more, address = CASES[case]
    kinds = {"a": "hakit", "b": "keepalived"} if ours == "a" else {"a": "keepalived", "b": "hakit"}
    high = conf(version, 150, more, address, 1, 2)
    low = conf(version, 100, more, address, 2, 1)
    capture = bed.capture()
    bed.a.start(kinds["a"], high)
    bed.b.start(kinds["b"], low)
    wait_for(lambda: master(bed, address) is bed.a, message=lambda: f"no election:\n{bed.a.log}\n{bed.b.log}")

    # The master dies without a word, and leaves the address where it is.
    bed.a.kill()
    wait_for(lambda: bed.b.has(address), message=lambda: f"no failover after kill:\n{bed.b.log}")
    bed.a.start(kinds["a"], high)
    wait_for(lambda: master(bed, address) is bed.a, message=lambda: f"it does not come back:\n{bed.a.log}\n{bed.b.log}")

    # The master ends in good order: priority 0, and the address goes with it.
    began = time.monotonic()
    bed.a.terminate()
    wait_for(lambda: master(bed, address) is bed.b, message=lambda: f"no failover after TERM:\n{bed.b.log}")
    assert time.monotonic() - began < 2.5  # the skew, not a whole down interval
    # Both at rest again, and the other way round.
    bed.a.start(kinds["a"], conf(version, 90, more, address, 1, 2))
    time.sleep(1)
    assert master(bed, address) is bed.b
    bed.b.kill()
    wait_for(lambda: bed.a.has(address), message=lambda: f"no failover of the other side:\n{bed.a.log}")
    bed.stop_capture()
    judge(capture, 8)
    if kinds["a"] == "hakit":
        assert "rejects packets" not in bed.a.log
    else:
        assert "rejects packets" not in bed.b.log


@pytest.mark.parametrize("ours", ["a", "b"])
def test_nopreempt(bed, ours):
    need("keepalived", HAKIT)
    kinds = {"a": "hakit", "b": "keepalived"} if ours == "a" else {"a": "keepalived", "b": "hakit"}
    bed.b.start(kinds["b"], conf(3, 100, "nopreempt", V4))
    wait_for(lambda: master(bed, V4) is bed.b)
    bed.a.start(kinds["a"], conf(3, 150, "nopreempt", V4))
    time.sleep(3)
    assert master(bed, V4) is bed.b, "a higher priority took over in spite of nopreempt"


@pytest.mark.parametrize("ours", ["a", "b"])
def test_sync_group(bed, ours):
    """Two instances change together: when one loses its interface, the other goes, too."""
    need("keepalived", HAKIT)
    kinds = {"a": "hakit", "b": "keepalived"} if ours == "a" else {"a": "keepalived", "b": "hakit"}

    def both(priority: int) -> str:
        one = conf(3, priority, "", V4)
        two = one.replace("instance V", "instance W").replace("id 51", "id 52").replace(V4, "10.77.0.101")
        two = two.replace("priority", "track_interface {\n eth9\n }\n priority")
        return one + two + "vrrp_sync_group G {\n group {\n V\n W\n }\n}\n"

    for host in (bed.a, bed.b):
        host.ip("link", "add", "eth9", "type", "veth", "peer", "name", "peer9")
        host.ip("link", "set", "eth9", "up")
        host.ip("link", "set", "peer9", "up")
    bed.a.start(kinds["a"], both(150))
    bed.b.start(kinds["b"], both(100))
    addresses = (V4, "10.77.0.101")
    wait_for(lambda: all(master(bed, a) is bed.a for a in addresses), message=lambda: f"{bed.a.log}\n{bed.b.log}")
    bed.a.ip("link", "set", "peer9", "down")
    wait_for(lambda: all(master(bed, a) is bed.b for a in addresses), message=lambda: f"{bed.a.log}\n{bed.b.log}")
    bed.a.ip("link", "set", "peer9", "up")
    wait_for(lambda: all(master(bed, a) is bed.a for a in addresses), message=lambda: f"{bed.a.log}\n{bed.b.log}")


@pytest.mark.parametrize("value,product,state", [(-253, -253, "BACKUP"), (-254, -254, "FAULT"), (1, 1, "BACKUP")])
def test_a_tracked_file_of_minus_254_is_a_fault_for_keepalived_too(bed, value, product, state):
    need("keepalived", HAKIT)
    path = bed.folder / "number"
    path.write_text(f"{value}\n")
    text = (f"track_file f {{\n file {path}\n weight 1\n}}\n" +
            conf(3, 100, "track_file {\n f\n }", V4, interval="40"))
    for kind, words in (("keepalived", {"BACKUP": "Entering BACKUP STATE", "FAULT": "entering FAULT state"}),
                        ("hakit", {"BACKUP": "V is backup", "FAULT": "V is fault"})):
        host = bed.a if kind == "keepalived" else bed.b
        host.start(kind, text)
        wait_for(lambda: words[state] in host.log, message=lambda host=host: host.log)


def test_the_pipe_of_a_sync_group_says_what_that_of_keepalived_says(bed):
    """The order of the members may differ, and keepalived tells the group's first state before theirs."""
    need("keepalived", HAKIT)
    second = "10.77.0.101"
    two = conf(3, 100, "", V4).replace("instance V", "instance W").replace("id 51", "id 52").replace(V4, second)
    host = bed.a

    def lines_of(kind: str) -> list[str]:
        fifo = bed.folder / f"fifo-{kind}"
        os.mkfifo(fifo, 0o600)
        reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        text = ""

        def said(wanted: str, times: int) -> bool:
            nonlocal text
            with contextlib.suppress(BlockingIOError):
                text += os.read(reader, 65536).decode()
            return text.count(wanted) == times

        try:
            host.start(kind, f"global_defs {{\n script_user root\n vrrp_notify_fifo {fifo}\n}}\n" + conf(3, 100, "", V4) +
                       two + "vrrp_sync_group G {\n group {\n V\n W\n }\n}\n")
            wait_for(lambda: said('GROUP "G" MASTER 0\n', 1), message=lambda: text + host.log)
            host.ip("link", "set", "eth0", "down")
            wait_for(lambda: said('GROUP "G" FAULT 0\n', 1), message=lambda: text + host.log)
            host.ip("link", "set", "eth0", "up")
            wait_for(lambda: said('GROUP "G" MASTER 0\n', 2), message=lambda: text + host.log)
            host.terminate()
            wait_for(lambda: said('GROUP "G" STOP 0\n', 1), message=lambda: text + host.log)
        finally:
            os.close(reader)
        return text.splitlines()

    theirs, ours = lines_of("keepalived"), lines_of("hakit")
    assert len(theirs) == 18 and sorted(ours) == sorted(theirs)
    for one in ("GROUP", 'INSTANCE "V"', 'INSTANCE "W"'):
        assert [line for line in ours if line.startswith(one)] == [line for line in theirs if line.startswith(one)]
