#!/usr/bin/env python3
"""Lines of sysctl.conf through sysctl(8) and systemd-sysctl(8) in a network namespace: what the kernel has afterwards
is what `hakit sysctl effective` says, and what a program complains about, or what does not come to pass, `hakit check`
reports. Usage: replay_test.py HAKIT. Exit 77: no root, or a program is missing."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

INTERFACES = ["all", "eth0", "eth1", "eth0.100"]
SYSTEMD = "/lib/systemd/systemd-sysctl"
E0 = "net.ipv4.conf.eth0.arp_ignore"
E1 = "net.ipv4.conf.eth1.arp_ignore"
GLOB = "net.ipv4.conf.*.arp_ignore"

CASES: dict[str, bytes] = {
    name: text.encode()
    for name, text in {
        "dots": f"{E0} = 1\n",
        "slashes": "net/ipv4/conf/eth0/arp_ignore = 1\n",
        "slash-vlan": "net/ipv4/conf/eth0.100/arp_ignore = 1\n",
        "dot-vlan": "net.ipv4.conf.eth0.100.arp_ignore = 1\n",
        "dot-vlan-slash": "net.ipv4.conf.eth0/100.arp_ignore = 1\n",
        "mixed": "net.ipv4/conf/eth0/arp_ignore = 1\n",
        "glob": f"{GLOB} = 1\n",
        "glob-excl": f"{GLOB} = 1\n-{E1}\n",
        "glob-override": f"{GLOB} = 1\n{E1} = 2\nnet.ipv4.conf.all.arp_ignore = 0\n",
        "glob-override-before": f"{E1} = 2\nnet.ipv4.conf.all.arp_ignore = 0\n{GLOB} = 1\n",
        "missing": f"net.ipv4.conf.nope.arp_ignore = 1\n{E0} = 1\n",
        "comment-semi": f"; a comment\n  ; another\n{E0} = 1\n",
        "inline-comment": f"{E0} = 1 # one\n",
        "no-equals": f"{E0} 1\n{E1} = 1\n",
        "dup": f"{E0} = 1\n{E0} = 2\n",
        "empty-val": f"{E0} =\n",
        "bad-val": f"{E0} = abc\n",
        "proc-prefix": "/proc/sys/net/ipv4/conf/eth0/arp_ignore = 1\n",
        "quoted": f'{E0} = "1"\n',
        "crlf": f"{E0} = 1\r\n",
        "no-nl": f"{E0} = 1",
        "tabs": f"\t{E0}\t=\t1\t\n",
        "contline": f"{E0} = \\\n1\n",
        "two-eq": f"{E0} == 1\n",
        "dash-missing": "-net.ipv4.conf.nope.arp_ignore = 1\n",
        "dash-bad": f"-{E0} = abc\n",
        "dash-space": f"- {E0} = 1\n",
        "dash-ok": f"-{E0} = 1\n",
        "bracket-glob": "net.ipv4.conf.eth[01].arp_ignore = 1\n",
        "qmark-glob": "net.ipv4.conf.eth?.arp_ignore = 1\n",
        "brace-glob": "net.ipv4.conf.{eth0,eth1}.arp_ignore = 1\n",
        "glob-nomatch": "net.ipv4.conf.wlan*.arp_ignore = 1\n",
        "slashes-twice": "net//ipv4/conf/eth0//arp_ignore = 1\n",
        "slash-first": "/net/ipv4/conf/eth0/arp_ignore = 1\n",
        # Beyond the usual.
        "excl-after": f"{E0} = 1\n-{E0}\n",
        "excl-before": f"-{E0}\n{E0} = 1\n",
        "two-globs": f"{GLOB} = 1\nnet.ipv4.conf.eth*.arp_ignore = 2\n",
        "glob-again": f"net.ipv4.conf.eth*.arp_ignore = 1\nnet.ipv4.conf.*0.arp_ignore = 2\nnet.ipv4.conf.eth*.arp_ignore = 1\n",
        "dash-dash": f"--{E0} = 1\n",
        "hex": f"{E0} = 0x2\n",
        "octal": f"{E0} = 02\n",
        "octal-bad": f"{E0} = 08\n",
        "junk-behind": f"{E0} = 1x\n",
        "two-numbers": f"{E0} = 1 2\n",
        "negated-set": "net.ipv4.conf.eth[!1].arp_ignore = 1\n",
        "blank-in-key": "net.ipv4.conf.eth0 .arp_ignore = 1\n",
        "no-key": f"= 1\n{E1} = 1\n",
        "dash-excl-blank": f"{GLOB} = 1\n- {E1}\n",
        "glob-dash": f"-{GLOB} = 1\n",
        "dot-at-end": f"{E0}. = 1\n",
        "slash-at-end": "net/ipv4/conf/eth0/arp_ignore/ = 1\n",
        "dot-behind-glob": f"{GLOB}. = 1\n",
        "upper": "NET.IPV4.CONF.ETH0.ARP_IGNORE = 1\n",
    }.items()
}
CASES["bom"] = b"\xef\xbb\xbf" + f"{E0} = 1\n".encode()
CASES["cr-alone"] = f"{E0} = 1\rx\n".encode()

# The complaint of a program that hakit has no reason to share: it is about the host alone, which is not known to it.
ABOUT_THE_HOST = {"missing", "dash-missing"}
# Accepted by the program, reported by hakit: something other than what the text says comes to pass.
SILENT = {"inline-comment", "dup", "excl-after", "two-numbers", "octal", "no-equals", "dash-excl-blank", "dash-missing", "dash-bad"}


def inside(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False)


def values() -> dict[str, str]:
    return {name: Path(f"/proc/sys/net/ipv4/conf/{name}/arp_ignore").read_text().strip() for name in INTERFACES}


def reset() -> None:
    for name in INTERFACES:
        Path(f"/proc/sys/net/ipv4/conf/{name}/arp_ignore").write_text("0")


def kernel_takes(value: str) -> str | None:
    """The number that proc_dointvec() makes of it."""
    word = value.replace("\t", " ").strip().split(" ")[0]
    digits = word.removeprefix("-")
    try:
        base = 16 if digits.lower().startswith("0x") else 8 if len(digits) > 1 and digits.startswith("0") else 10
        return str(int(word, base)) if digits[:1].isdigit() else None
    except ValueError:
        return None


def check_case(hakit: str, name: str, text: bytes, by: str, folder: Path) -> list[str]:
    path = folder / f"{name}.conf"
    path.write_bytes(text)
    reset()
    program = ["sysctl", "-p", str(path)] if by == "procps" else [SYSTEMD, str(path)]
    ran = inside(*program)
    found = values()
    complained = ran.returncode != 0 or bool(ran.stderr.strip())

    facts = folder / "facts.json"
    keys = [f"net/ipv4/conf/{interface}/arp_ignore" for interface in INTERFACES]
    facts.write_text(json.dumps({"schema": "hakit-facts-1", "sysctls": keys}))
    said = inside(hakit, "sysctl", "effective", "--by", by, "--file", str(path), "--facts", str(facts), "--output", "json")
    expected = dict.fromkeys(INTERFACES, "0")
    by_path = {f"net/ipv4/conf/{interface}/arp_ignore": interface for interface in INTERFACES}
    for setting in json.loads(said.stdout)["settings"]:
        if not isinstance(setting["key"], str):
            continue
        swapped = setting["key"].translate(str.maketrans("./", "/."))
        if swapped in by_path and (number := kernel_takes(setting["value"])) is not None:
            expected[by_path[swapped]] = number
    wrong = []
    if expected != found:
        wrong.append(f"{name}, {by}: hakit says {expected}, the kernel has {found}")

    checked = inside(hakit, "check", "--format", "sysctl", "--target", by, "--output", "json", str(path))
    findings = json.loads(checked.stdout)["diagnostics"]
    serious = [f for f in findings if f["severity"] != "hint"]
    if complained and not serious and name not in ABOUT_THE_HOST:
        wrong.append(f"{name}, {by}: the program complains ({ran.stderr.decode().strip()}), hakit does not")
    if not complained and [f for f in findings if f["severity"] == "error"] and name not in SILENT:
        wrong.append(f"{name}, {by}: hakit reports {[f['code'] for f in findings]}, the program is content")
    return wrong


def check_system(hakit: str, by: str, folder: Path) -> list[str]:
    """The folders of the system, as the program reads them at boot."""
    root = folder / f"root-{by}"
    if not all(os.path.isdir(place) for place in ("/etc/sysctl.d", "/run/sysctl.d", "/usr/lib/sysctl.d")):
        return []
    files = {
        "etc/sysctl.d/50-a.conf": f"{E0} = 1\n{GLOB} = 3\n",
        "etc/sysctl.d/80-mask.conf": "",
        "run/sysctl.d/50-a.conf": f"{E0} = 7\n{E1} = 7\n",
        "usr/lib/sysctl.d/20-z.conf": f"{E0} = 5\n",
        "usr/lib/sysctl.d/60-b.conf": f"-{E1}\n",
        "usr/lib/sysctl.d/80-mask.conf": "net.ipv4.conf.eth0/100.arp_ignore = 6\n",
    }
    # Mounted over the real one, where there is one.
    if os.path.exists("/etc/sysctl.conf"):
        files["etc/sysctl.conf"] = "net.ipv4.conf.all.arp_ignore = 2\n"
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    facts = folder / "facts.json"
    said = inside(hakit, "sysctl", "effective", "--by", by, "--root", str(root), "--facts", str(facts), "--output", "json")
    expected = dict.fromkeys(INTERFACES, "0")
    for setting in json.loads(said.stdout)["settings"]:
        interface = setting["key"].translate(str.maketrans("./", "/.")).split("/")[3]
        expected[interface] = setting["value"]
    reset()
    program = "sysctl --system" if by == "procps" else SYSTEMD
    binds = " && ".join(
        f"mount --bind {root}{place} {place}"
        for place in ("/etc/sysctl.d", "/run/sysctl.d", "/usr/lib/sysctl.d")
    )
    last = f"mount --bind {root}/etc/sysctl.conf /etc/sysctl.conf && " if "etc/sysctl.conf" in files else ""
    ran = inside("unshare", "-m", "sh", "-c", f"mount --make-rprivate / && {binds} && {last}{program}")
    found = values()
    if expected == found:
        return []
    return [f"folders, {by}: hakit says {expected}, the kernel has {found}\n{ran.stderr.decode()}"]


def main() -> int:
    hakit = os.path.abspath(sys.argv[1])
    if os.geteuid() != 0 or not shutil.which("sysctl") or not os.path.exists(SYSTEMD) or not shutil.which("ip"):
        print("SKIPPED: needs root, sysctl, systemd-sysctl and ip")
        return 77
    if os.environ.get("HAKIT_INSIDE") != "1":
        os.environ["HAKIT_INSIDE"] = "1"
        if subprocess.run(["unshare", "-n", "true"], check=False).returncode != 0:
            print("SKIPPED: no network namespaces here")
            return 77
        return subprocess.run(["unshare", "-n", sys.executable, __file__, hakit], check=False).returncode
    for name in INTERFACES[1:]:
        subprocess.run(["ip", "link", "add", name, "type", "veth", "peer", "name", "p" + name.replace(".", "-")], check=True)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for by in ("procps", "systemd"):
            for name, text in CASES.items():
                wrong += check_case(hakit, name, text, by, Path(folder))
            wrong += check_system(hakit, by, Path(folder))
    print("\n".join(wrong) or f"{len(CASES)} cases and the system's folders through both programs")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
