"""hakit beside FRR's vrrpd: version 3 over IPv4, with each checksum it has, and over IPv6; both as master and backup."""

import json
import pathlib
import shutil
import subprocess
import tempfile

import pytest

from bed import HAKIT, Host, need, run, wait_for
from test_keepalived import V4, V6, conf

FRR = pathlib.Path("/usr/lib/frr")
# What FRR is told, and the form of its checksum.
CASES = {
    "v4": (V4, "", "pseudo"),
    "v6": (V6, "", "pseudo"),
}
SETTING = "checksum-with-ipv4-pseudoheader"
# FRR 8.4, which Debian 12 has, has no choice yet.
if (FRR / "vrrpd").exists() and SETTING.encode() in (FRR / "vrrpd").read_bytes():
    CASES["v4-plain"] = (V4, f"no vrrp 51 {SETTING}", "plain")


class Frr:
    """zebra and vrrpd on a host. The address sits on a macvlan with the virtual MAC, which vrrpd switches."""

    def __init__(self, host: Host, address: str, priority: int, more: str):
        self.host, self.family = host, "v4" if "." in address else "v6"
        four = self.family == "v4"
        host.ip("link", "add", "vip", "link", "eth0", "address", f"00:00:5e:00:0{1 if four else 2}:33", "type", "macvlan",
                "mode", "bridge")
        host.shell("echo 0 > /proc/sys/net/ipv6/conf/vip/accept_dad")
        host.ip("addr", "add", f"{address}/{24 if four else 64}", "dev", "vip", *([] if four else ["nodad"]))
        host.ip("link", "set", "vip", "up")
        # The daemons give up root for their own user, which must reach their files.
        self.folder = folder = pathlib.Path(tempfile.mkdtemp(prefix="hkfrr"))
        folder.chmod(0o755)
        (folder / "zebra.conf").write_text("hostname z\n")
        (folder / "vrrpd.conf").write_text(
            f"log file {folder / 'frr.log'} debugging\ninterface eth0\n vrrp 51 version 3\n vrrp 51 priority {priority}\n"
            f" vrrp 51 advertisement-interval 200\n {more}\n vrrp 51 {'ip' if four else 'ipv6'} {address}\n exit\n")
        shutil.chown(folder, "frr", "frr")
        self.running = []
        for daemon in ("zebra", "vrrpd"):
            words = [str(FRR / daemon), "-f", str(folder / f"{daemon}.conf"), "-i", str(folder / f"{daemon}.pid"), "-z",
                     str(folder / "zserv.api"), "--vty_socket", str(folder), "-u", "frr", "-g", "frr"]
            with open(host.folder / "log", "ab") as log:
                self.running.append(subprocess.Popen(["ip", "netns", "exec", host.name, *words], stdout=log, stderr=log))
            wait_for((folder / f"{daemon}.vty").exists, message=lambda: host.log)

    def state(self) -> str:
        text = run("vtysh", "--vty_socket", str(self.folder), "-d", "vrrpd", "-c", "show vrrp json", check=False)
        try:
            (router,) = json.loads(text)
        except ValueError:
            return text
        return router[self.family]["status"]

    def stop(self, kill: bool) -> None:
        for daemon in reversed(self.running):
            daemon.kill() if kill else daemon.terminate()
            daemon.wait(20)
        self.running = []
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.mark.parametrize("case", CASES)
def test_hakit_and_frr_give_way_to_each_other(bed, case):
    need(HAKIT, str(FRR / "vrrpd"), "vtysh")
    address, more, form = CASES[case]
    frr = Frr(bed.a, address, 150, more)
    try:
        hakit = bed.b
        wait_for(lambda: frr.state() == "Master", message=lambda: frr.state() + bed.a.log)
        capture = bed.capture()
        text = conf(3, 100, "", address, interval="0.2")
        hakit.start("hakit", text)
        wait_for(lambda: "V is backup" in hakit.log, message=lambda: hakit.log)

        # With a higher priority after a reload it preempts, and answers in the form that it has heard.
        (hakit.folder / "k.conf").write_text(conf(3, 200, "", address, interval="0.2"))
        hakit.process.send_signal(1)
        wait_for(lambda: hakit.has(address) and frr.state() == "Backup", message=lambda: hakit.log + frr.state())

        # It resigns; FRR takes over at once, and later gives way again.
        hakit.terminate()
        wait_for(lambda: frr.state() == "Master", message=lambda: frr.state())
        hakit.start("hakit", conf(3, 200, "", address, interval="0.2"))
        wait_for(lambda: hakit.has(address) and frr.state() == "Backup", message=lambda: hakit.log + frr.state())
        hakit.kill()
        wait_for(lambda: frr.state() == "Master", message=lambda: frr.state())

        # FRR dies; hakit, lower again, takes over after silence.
        before = hakit.log.count("V is backup")
        hakit.start("hakit", text)
        wait_for(lambda: hakit.log.count("V is backup") > before and not hakit.has(address), message=lambda: hakit.log)
        frr.stop(kill=True)
        wait_for(lambda: hakit.has(address), message=lambda: hakit.log)
        bed.stop_capture()
        assert "rejects packets" not in hakit.log
    finally:
        frr.stop(kill=True)
    lines = run(HAKIT, "vrrp", "decode", "--output", "json", str(capture)).splitlines()  # 0: nobody rejects any
    forms = [p["advert"]["checksum_forms"] for p in map(json.loads, lines) if "advert" in p]
    assert len(forms) >= 10
    assert all(form in f for f in forms), forms  # hakit has heard FRR's before it sends any
