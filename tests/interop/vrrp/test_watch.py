"""hakit vrrp watch beside keepalived: who is master, as seen from a third host that says nothing."""

import importlib.util
import json
import os
import pty
import re
import signal
import subprocess
import sys

import pytest
from bed import HAKIT, need, wait_for
from test_keepalived import V4, V6, conf


def watch(bed, *words: str, **more) -> subprocess.Popen:
    host = next((h for h in bed.hosts if h.name.endswith("-w")), None) or bed.add("w")
    return subprocess.Popen(["ip", "netns", "exec", host.name, HAKIT, "vrrp", "watch", *words, "eth0"], text=True, **more)


def test_election_takeover_resignation_and_loss_as_json(bed):
    need("keepalived", HAKIT)
    seen = bed.folder / "seen"
    with open(seen, "w") as out:
        listening = watch(bed, "--output", "json", stdout=out)

    def event(kind: str, source: str):
        for line in seen.read_text().splitlines():
            e = json.loads(line)
            if e["event"] == kind and e["router"]["master"]["source"] == source:
                return e
        return None

    try:
        bed.b.start("keepalived", conf(3, 100, "", V4, interval="0.2"))
        first = wait_for(lambda: event("appeared", "10.77.0.2"), message=seen.read_text)
        assert first["router"]["vrid"] == 51 and first["router"]["master"]["addresses"] == [V4]
        assert first["router"]["master"]["checksum_forms"] == ["pseudo"]
        assert first["router"]["master"]["mac"] == "02:00:00:00:00:02"
        assert first["router"]["master"]["interval_ns"] == 200_000_000
        bed.a.start("hakit", conf(3, 150, "", V4, interval="0.2"))
        preempted = wait_for(lambda: event("takeover", "10.77.0.1"), message=seen.read_text)
        assert preempted["from"] == "10.77.0.2"
        bed.a.terminate()
        wait_for(lambda: event("resigned", "10.77.0.1"), message=seen.read_text)
        wait_for(lambda: event("takeover", "10.77.0.2"), message=seen.read_text)
        bed.b.kill()
        wait_for(lambda: event("lost", "10.77.0.2"), message=seen.read_text)
        assert listening.poll() is None
    finally:
        listening.send_signal(signal.SIGTERM)
        assert listening.wait(10) == 0
    table = json.loads(seen.read_text().splitlines()[-1])
    assert table["schema"] == "hakit-vrrp-watch-1"
    (router,) = table["routers"]
    assert router["state"] == "lost" and router["masters"] == 3
    assert table["bad_packets"] == {}


def test_it_ends_after_a_count_or_a_time_and_shows_the_table(bed):
    need("keepalived", HAKIT)
    bed.a.start("keepalived", conf(3, 100, "", V6, interval="0.1"))
    counted = watch(bed, "--count", "3", stdout=subprocess.PIPE)
    text, _ = counted.communicate(timeout=20)
    assert counted.returncode == 0
    assert re.match(r"eth0 v6 router 51: fe80::\S+ is master\nINTERFACE .*\neth0 +v3/6 +51 +fe80::\S+ +100 +0.10 s .* master +fe80::51\n$",
                    text), text
    timed = watch(bed, "--for", "0.1", stdout=subprocess.PIPE)
    assert "INTERFACE" in timed.communicate(timeout=20)[0]


def test_it_hears_ah_and_what_this_host_sends_itself(bed):
    """On the master's own host, with an authentication header, beside forged packets."""
    need("keepalived", HAKIT)
    ah = "authentication {\n auth_type AH\n auth_pass geheim12\n }"
    bed.a.start("keepalived", conf(2, 100, ah, V4))
    words = ["ip", "netns", "exec", bed.a.name, HAKIT, "vrrp", "watch", "--count", "1", "--output", "json"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=30, check=True)
    (router,) = json.loads(done.stdout.splitlines()[-1])["routers"]
    assert router["master"]["local"] is True and router["master"]["version"] == 2
    assert router["master"]["source"] == "10.77.0.1"


def test_on_a_terminal_the_table_is_drawn_over_and_over(bed):
    need(HAKIT)
    bed.a.start("hakit", conf(3, 100, "", V4, interval="0.1"))
    ours, theirs = pty.openpty()
    listening = watch(bed, stdout=theirs, stdin=theirs, stderr=theirs)
    os.close(theirs)
    try:
        screen = b""

        def drawn():
            nonlocal screen
            screen += os.read(ours, 65536)
            return screen.count(b"10.77.0.1 ") >= 3 and b"\x1b[H" in screen

        wait_for(drawn, message=lambda: screen.decode())
    finally:
        listening.send_signal(signal.SIGINT)
        assert listening.wait(10) == 0
        os.close(ours)


def test_what_cannot_be_watched_is_said(bed):
    need(HAKIT)
    words = ["ip", "netns", "exec", bed.a.name, HAKIT, "vrrp", "watch"]
    missing = subprocess.run([*words, "eth7"], capture_output=True, text=True, timeout=30, check=False)
    assert missing.returncode == 4 and "eth7" in missing.stderr
    bare = subprocess.run(["setpriv", "--bounding-set", "-net_raw", *words], capture_output=True, text=True, timeout=30,
                          check=False)
    assert bare.returncode != 0


WATCH = """
import signal, sys, hakit
watch = hakit.VrrpWatch(["eth0"], lambda event: print(event["event"], event["line"], flush=True))
signal.signal(signal.SIGTERM, lambda *_: watch.stop())
print("watching", watch.interfaces, flush=True)
print("stopped", watch.run(), flush=True)
(router,) = watch.state()["routers"]
print("master", router["master"]["source"], router["state"], flush=True)
"""


def test_from_python(bed):
    need("keepalived")
    if importlib.util.find_spec("hakit") is None:
        pytest.skip("the Python package is not built")
    host = bed.add("w")
    log = bed.folder / "watch.log"
    with open(log, "wb") as out:
        listening = subprocess.Popen(["ip", "netns", "exec", host.name, sys.executable, "-c", WATCH], stdout=out, stderr=out)
    try:
        wait_for(lambda: "watching" in log.read_text(), message=log.read_text)
        bed.b.start("keepalived", conf(3, 100, "", V4, interval="0.2"))
        wait_for(lambda: "appeared eth0 v4 router 51: 10.77.0.2 is master" in log.read_text(), message=log.read_text)
        bed.b.terminate()
        wait_for(lambda: "resigned eth0" in log.read_text(), message=log.read_text)
    finally:
        listening.send_signal(signal.SIGTERM)
        assert listening.wait(10) == 0, log.read_text()
    assert "stopped True\nmaster 10.77.0.2 " in log.read_text()


def test_from_python_what_cannot_be_watched_is_raised():
    hakit = pytest.importorskip("hakit")
    need("ip")
    with pytest.raises(hakit.Error, match="there is no interface hakit-none"):
        hakit.VrrpWatch(["hakit-none"])

    def fail(event):
        raise KeyError(event["event"])

    watch = hakit.VrrpWatch(["lo"], on_event=fail)
    assert watch.run(0) is False and watch.run(timeout=0.01) is False
    assert watch.state()["schema"] == "hakit-vrrp-watch-1" and watch.interfaces == ["lo"]
    watch.stop()
    assert watch.run() is True
