"""Runs `keepalived -t` in a throw-away root and network, so that the verdict depends on the text alone.

A `sandbox` owns a small root directory: keepalived, its libraries, a fixed passwd and group, and nothing else of the
host. Each run happens in new network, mount, host name and process namespaces; the interfaces and the scripts that
the file names are made first. The kernel removes all of it when the run ends.
"""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

CONF = "/etc/keepalived/keepalived.conf"
HOST_NAME = "node1"
TIMEOUT = 25  # seconds; keepalived kills itself after 20 s of CPU time in an endless expansion

PASSWD = "root:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/:/bin/false\nnobody:x:65534:65534::/:/bin/false\n"
GROUP = "root:x:0:\ndaemon:x:1:\nadm:x:4:\nnogroup:x:65534:\n"
FILES = {
    "etc/passwd": PASSWD,
    "etc/group": GROUP,
    "etc/hosts": "127.0.0.1 localhost\n192.0.2.25 mail.example.com\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
# Programs that a check script may name without a path.
PROGRAMS = "sh bash true false test killall pidof pgrep pkill curl wget nc ping ip systemctl".split()

IF_WORDS = r"interface|dev|iif|oif|if|bind_if|default_interface|lvs_sync_daemon|lvs_sync_daemon_interface|use_vmac|vrf"
IF_VALUE = re.compile(rf"(?<![\w-])(?:{IF_WORDS})\s+([A-Za-z][\w.:@-]{{0,14}})(?![\w.:@-])")
IF_BLOCK = re.compile(r"(?<![\w-])(?:track_interface|linkbeat_interfaces|interface_up_down_delays|interfaces)\s*\{([^}]*)\}")
SCRIPT_LINE = re.compile(r"^[^#!\n]*?\b(?:script|\w+_script|misc_path|notify\w*|quorum_up|quorum_down)\b(.*)$", re.M)
ABSOLUTE = re.compile(r"(?:^|[\s\"'])(/[^\s\"'{}$]+)")
USER_LINE = re.compile(r"^[^#!\n]*?\b(?:script_user|user|\w*notify_fifo\s+\S+)\s+([\w.-]+)(?:[ \t]+([\w.-]+))?", re.M)
DEFINITION = re.compile(r"^[^#!$\n]*\$\w+=([\w.:@-]+)\s*$", re.M)
NO_INTERFACE = re.compile(rb"\binterface (\S+) (?:for|specified) .*doesn't exist")
NEVER_MADE = "missing"  # interfaces and users whose names begin so are left out, for cases that are about their absence
MAX_INTERFACES = 800


class unavailable(Exception):
    """The machine cannot run the oracle: keepalived, iproute2 or the right to make namespaces is missing."""


def interfaces_of(text):
    """Names of the interfaces that the configuration mentions, without those it creates itself."""
    names = ["eth0", "eth1", "eth2"]
    text = re.sub(r"^\s*[#!].*$", "", text, flags=re.M)
    for match in IF_VALUE.finditer(text):
        names.append(match.group(1))
    for match in IF_BLOCK.finditer(text):
        names += [line.split()[0] for line in match.group(1).splitlines() if line.split()]
    names += DEFINITION.findall(text)
    return usable(names, text)


def usable(names, text):
    """Those of `names` that an interface can have and that the configuration `text` does not create itself."""
    made = set(re.findall(r"\buse_(?:vmac|ipvlan)\s+([\w.]+)", text)) | {"lo", "all"}
    valid = re.compile(r"[\w$][\w.@-]{0,14}$")
    return [n for n in dict.fromkeys(names) if valid.match(n) and n not in made and not n.startswith(NEVER_MADE)]


def scripts_of(text):
    """Absolute paths on the lines that name a script."""
    paths = []
    for line in SCRIPT_LINE.finditer(text):
        paths += ABSOLUTE.findall(line.group(1))
    return list(dict.fromkeys(paths))


def accounts_of(text):
    """passwd and group text with the users and groups that the configuration names.

    All are root under another name: 2.2.7 kills itself under -t after it has looked at a script as somebody else,
    because it takes its own start for the death of its parent.
    """
    users = {name for match in USER_LINE.findall(text) for name in match} | set(DEFINITION.findall(text))
    users = sorted(n for n in users if re.match(r"[A-Za-z_]", n) and not n.startswith(NEVER_MADE))
    known = set(re.findall(r"^[^:]+", PASSWD + GROUP, re.M))
    new = [n for n in users if n not in known]
    return PASSWD + "".join(f"{n}:x:0:0::/:/bin/false\n" for n in new), GROUP + "".join(f"{n}:x:0:\n" for n in new)


def link_batch(names):
    """`ip -batch` input: veth pairs, two names a pair."""
    pairs = names + (["spare0"] if len(names) % 2 else [])
    lines = ["link set lo up"]
    for a, b in zip(pairs[::2], pairs[1::2]):
        lines += [f"link add {a} type veth peer name {b}", f"link set {a} up", f"link set {b} up"]
    return "\n".join(lines) + "\n"


class sandbox:
    """One root directory, used by one run at a time. A context manager: leaving it removes the root."""

    def __init__(self):
        self.keepalived = shutil.which("keepalived", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if not self.keepalived:
            raise unavailable("keepalived is not installed")
        self.unshare = ["unshare", "-nmupf", "--kill-child"] + ([] if os.geteuid() == 0 else ["-r"])
        try:
            probe = subprocess.run(self.unshare + ["ip", "link", "add", "a0", "type", "veth"], capture_output=True, check=False)
        except OSError as problem:
            raise unavailable(str(problem)) from problem
        if probe.returncode:
            raise unavailable("no right to make namespaces: " + probe.stderr.decode(errors="replace").strip())
        self.version = self._version()
        self.temp = tempfile.TemporaryDirectory(prefix="hakit-keepalived-")
        self.root = pathlib.Path(self.temp.name)
        self.root.chmod(0o755)
        self._populate()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.temp.cleanup()

    def _version(self):
        out = subprocess.run([self.keepalived, "-v"], capture_output=True, check=False)
        match = re.search(rb"v(\d+\.\d+\.\d+)", out.stderr + out.stdout)
        return match.group(1).decode() if match else "unknown"

    def _populate(self):
        for folder in "dev proc run tmp root var/run var/lib etc/keepalived usr/bin usr/sbin usr/lib usr/lib64".split():
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        for name in "bin sbin lib lib64".split():
            (self.root / name).symlink_to("usr/" + name)
        shutil.copy2(self.keepalived, self.root / "usr/sbin/keepalived")
        libraries = subprocess.run(["ldd", self.keepalived], capture_output=True, text=True, check=True).stdout
        for path in re.findall(r"(/\S+) \(0x", libraries):
            target = self.root / path[1:]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        for name, content in FILES.items():
            (self.root / name).write_text(content)
        if os.path.isdir("/etc/iproute2"):
            shutil.copytree("/etc/iproute2", self.root / "etc/iproute2")
        for name in PROGRAMS:
            self._make_script("/usr/bin/" + name)

    def _make_script(self, path):
        """Makes an empty executable file; returns what was created, deepest last."""
        target = pathlib.Path(os.path.normpath(f"{self.root}/{path}"))
        if self.root not in target.parents or len(path) > 1000:
            return []
        made = []
        try:
            for folder in reversed(target.parents):
                if not folder.exists():
                    folder.mkdir(mode=0o755)
                    made.append(folder)
            if not target.exists():
                target.write_text("#!/bin/sh\nexit 0\n")
                target.chmod(0o755)
                made.append(target)
        except OSError:
            pass  # a path that cannot exist; keepalived will say so
        return made

    def run(self, conf):
        """Runs `keepalived -t` on the file `conf`. Returns (messages as bytes, exit code as a shell reports it)."""
        conf = pathlib.Path(conf)
        data = conf.read_bytes()
        text = data.decode("latin-1")
        etc = self.root / "etc/keepalived"
        (etc / "keepalived.conf").write_bytes(data)
        if (conf.parent / "inc").is_dir():
            shutil.copytree(conf.parent / "inc", etc / "inc")
        for name, content in zip(("passwd", "group"), accounts_of(text)):
            (self.root / "etc" / name).write_text(content)
        made = []
        for path in scripts_of(text):
            made += self._make_script(path)
        names = interfaces_of(text)
        output, code = self._run_with(names[:MAX_INTERFACES])
        absent = [n.decode("latin-1") for n in NO_INTERFACE.findall(output)]
        if more := [n for n in usable(absent, text) if n not in names]:  # names that only an expansion shows
            output, code = self._run_with((names + more)[:MAX_INTERFACES])
        shutil.rmtree(etc)
        etc.mkdir()
        for path in reversed(made):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return output, code

    def _run_with(self, names):
        # `timeout` stays process 1, so that keepalived is an ordinary process that signals can kill.
        script = (
            f'hostname {HOST_NAME}; ulimit -c 0; ulimit -n 256; ip -force -batch - >/dev/null 2>&1\n'
            f'mount --rbind /proc "$1/proc" && mount --rbind /dev "$1/dev" || exit 99\n'
            f'exec timeout {TIMEOUT} chroot "$1" /usr/sbin/keepalived -t -f {CONF} </dev/null'
        )
        command = self.unshare + ["sh", "-c", script, "sh", str(self.root)]
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}
        try:
            done = subprocess.run(command, input=link_batch(names).encode("latin-1"), capture_output=True,
                                  env=environment, timeout=TIMEOUT + 60, check=False)
            return done.stderr, done.returncode
        except subprocess.TimeoutExpired as late:
            return late.stderr or b"", 124
