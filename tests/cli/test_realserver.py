"""`hakit realserver plan` and `hakit sysctl`, which need no privileges. verify and apply are in tests/interop/realserver."""

import json
import os
import subprocess

HAKIT = os.environ["HAKIT"]

FARM = """\
virtual_server 192.0.2.10 80 {
    lb_kind DR
    protocol TCP
    real_server 198.51.100.1 80 {
    }
    real_server 198.51.100.2 80 {
        lvs_method TUN type gue port 6080
    }
    real_server 198.51.100.3 80 {
        lvs_method NAT
    }
}
"""


def hakit(*words, cwd=None):
    return subprocess.run([HAKIT, *map(str, words)], capture_output=True, text=True, cwd=cwd, check=False)


def test_plan_for_a_service():
    done = hakit("realserver", "plan", "--interface", "eth0", "192.0.2.1:80", "udp:[2001:db8::1]:53")
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.startswith("1. net.ipv4.conf.all.arp_ignore = 1\n")
    assert "2001:db8::1/128 on lo" in done.stdout
    plan = json.loads(hakit("realserver", "plan", "--output", "json", "192.0.2.1").stdout)
    assert plan["schema"] == "hakit-realserver-plan-1" and plan["ok"]
    undo = hakit("realserver", "plan", "--undo", "192.0.2.1").stdout
    assert undo.startswith("1. no 192.0.2.1/32 on lo\n")


def test_plan_from_a_configuration(tmp_path):
    (tmp_path / "keepalived.conf").write_text(FARM)
    first = hakit("realserver", "plan", "--config", "keepalived.conf", "--server", "198.51.100.1", cwd=tmp_path)
    assert first.returncode == 0 and "192.0.2.10/32 on lo" in first.stdout and "tunl0" not in first.stdout
    second = hakit("realserver", "plan", "--config", "keepalived.conf", "--server", "198.51.100.2", cwd=tmp_path)
    assert "gue on UDP port 6080 (IPv4)" in second.stdout
    third = hakit("realserver", "plan", "--config", "keepalived.conf", "--server", "198.51.100.3", cwd=tmp_path)
    assert third.returncode == 2 and "masquerading" in third.stderr


def test_what_cannot_work_is_refused_with_the_reason():
    done = hakit("realserver", "plan", "--os", "windows-2022", "--interface", "net", "--tunnel", "ipip", "192.0.2.1")
    assert done.returncode == 2 and "Windows cannot take packets out of a tunnel" in done.stdout
    assert hakit("realserver", "plan", "--os", "windows-95", "192.0.2.1").returncode == 3
    assert hakit("realserver", "plan", "192.0.2.1:x").returncode == 3
    assert hakit("realserver", "plan").returncode == 3
    assert hakit("realserver", "plan", "--output", "reg", "192.0.2.1").returncode == 3


def test_windows_scripts():
    words = ("realserver", "plan", "--os", "windows-2019", "--interface", "net", "192.0.2.1:443")
    assert "New-NetIPAddress" in hakit(*words, "--output", "powershell").stdout
    assert "weakhostreceive=enabled" in hakit(*words, "--output", "netsh").stdout
    guid = "{01234567-89ab-cdef-0123-456789abcdef}"
    file = subprocess.run(
        [HAKIT, "realserver", "plan", "--os", "windows-2003", "--interface", "net", "--guid", guid, "--output", "reg", "192.0.2.1"],
        capture_output=True, check=True,
    ).stdout
    assert file.decode("utf-16").startswith("Windows Registry Editor Version 5.00\r\n")


def test_settings_of_many_files(tmp_path):
    for folder, name, text in (
        ("etc/sysctl.d", "50-a.conf", "vm.swappiness = 1\n"),
        ("usr/lib/sysctl.d", "50-a.conf", "vm.swappiness = 2\n"),
        ("usr/lib/sysctl.d", "10-b.conf", "net.ipv4.conf.*.rp_filter = 1\nvm.swappiness = 3\n"),
    ):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / name).write_text(text)
    all_of_it = hakit("sysctl", "effective", "--root", tmp_path)
    assert f"vm.swappiness = 1  # {tmp_path}/etc/sysctl.d/50-a.conf:1\n" in all_of_it.stdout
    one = hakit("sysctl", "effective", "--root", tmp_path, "--output", "json", "net/ipv4/conf/eth0.100/rp_filter")
    assert json.loads(one.stdout)["settings"][0]["pattern"] == "net.ipv4.conf.*.rp_filter"
    assert hakit("sysctl", "effective", "--root", tmp_path, "kernel.panic").returncode == 4
    (tmp_path / "etc/sysctl.d/60-bad.conf").write_text("vm.swappiness = ten\n")
    checked = hakit("sysctl", "check", "--root", tmp_path)
    assert checked.returncode == 2 and "SY0203" in checked.stdout


def test_a_file_of_settings(tmp_path):
    file = tmp_path / "90-lvs.conf"
    file.write_text("net.ipv4.conf.all.arp_ignore=1 # quiet\nnet.ipv4.conf.all.arp_announce=2\n")
    assert hakit("fix", "--format", "sysctl", file).returncode == 0
    assert file.read_text() == "# quiet\nnet.ipv4.conf.all.arp_ignore=1\nnet.ipv4.conf.all.arp_announce=2\n"
    assert hakit("get", "--format", "sysctl", file, "net.ipv4.conf.all.arp_announce").stdout == "2\n"
    assert hakit("set", "--format", "sysctl", file, "net.ipv4.conf.eth0/100.rp_filter", "2").returncode == 0
    assert file.read_text().endswith("net.ipv4.conf.eth0/100.rp_filter=2\n")
    assert hakit("fmt", "--format", "sysctl", file).returncode == 0
    assert "arp_ignore = 1\n" in file.read_text()
