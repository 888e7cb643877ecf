"""In the guest: what `hakit ipvs` does is what ipvsadm shows, and what ipvsadm does is what hakit reads.

Each operation is made in one namespace by hakit and in another by ipvsadm. Afterwards ipvsadm must show the same table in
both, and hakit must print the second one as ipvsadm does. Usage: operations_test.py, with the command in $HAKIT.
"""

from __future__ import annotations

import subprocess
import unittest

from lab import HAKIT, inside, ip

VIEWS = ("-S -n", "-L -n", "-L --timeout", "-L --daemon")
SERVER_VIEWS = ("-L -n --thresholds", "-L -n --tun-info")

# How hakit and ipvsadm name a service, and three servers for it.
SERVICES = (
    ("tcp:10.9.0.1:80", "-t 10.9.0.1:80", "10.9.1.1", "10.9.1.2", "10.9.1.3"),
    ("sctp:10.9.0.3:9", "--sctp-service 10.9.0.3:9", "10.9.1.1", "10.9.1.2", "192.168.1.1"),
    ("fwmark:7", "-f 7", "10.9.1.1", "10.9.1.2", "10.9.1.3"),
    ("tcp:[2001:db8::1]:443", "-t [2001:db8::1]:443", "2001:db8:1::1", "2001:db8:1::2", "2001:db8:1::3"),
    ("udp:[2001:db8::2]:53", "-u [2001:db8::2]:53", "2001:db8:1::1", "2001:db8:1::2", "2001:db8:1::3"),
    ("fwmark6:8", "-f 8 -6", "2001:db8:1::1", "2001:db8:1::2", "2001:db8:1::3"),
)

# An operation of hakit, and what ipvsadm needs to be told for the same. An edit of hakit keeps what it does not name.
ON_A_SERVICE = (
    ("add-service {s}", "-A {S}"),
    ("edit-service {s} --scheduler rr", "-E {S} -s rr"),
    ("edit-service {s} --persistence 60", "-E {S} -s rr -p 60"),
    ("edit-service {s} --client-mask {mask}", "-E {S} -s rr -p 60 -M {mask}"),
    ("edit-service {s} --scheduler sh --scheduler-flags sh-port,sh-fallback", "-E {S} -s sh -b sh-port,sh-fallback -p 60 -M {mask}"),
    ("add-server {s} {a}", "-a {S} -r {a}"),
    ("add-server {s} {b} --tunnel --weight 0", "-a {S} -r {b} -i -w 0"),
    ("add-server {s} {c} --nat --weight 2147483647 --upper-threshold 900 --lower-threshold 100", "-a {S} -r {c} -m -w 2147483647 -x 900 -y 100"),
    ("edit-server {s} {c} --weight 5", "-e {S} -r {c} -m -w 5 -x 900 -y 100"),
    ("edit-server {s} {c} --lower-threshold 50", "-e {S} -r {c} -m -w 5 -x 900 -y 50"),
    ("edit-server {s} {a} --tunnel --tunnel-type gue --tunnel-port 6080 --tunnel-checksum", "-e {S} -r {a} -i --tun-type gue --tun-port 6080 --tun-csum"),
    ("edit-server {s} {b} --tunnel --tunnel-type gre", "-e {S} -r {b} -i --tun-type gre -w 0"),
    ("edit-server {s} {a} --nat --weight 7", "-e {S} -r {a} -m -w 7"),
    ("zero {s}", "-Z {S}"),
    ("edit-server {s} {b} --tunnel-checksum", "-e {S} -r {b} -i --tun-type gre --tun-csum -w 0"),
    ("edit-server {s} {b} --tunnel-type ipip", "-e {S} -r {b} -i -w 0"),
    ("delete-server {s} {b}", "-d {S} -r {b}"),
)
AT_THE_END = (("delete-service {s}", "-D {S}"),)

ON_THE_TABLE = (
    ("timeouts 100 200 300", "--set 100 200 300"),
    ("timeouts 0 50 0", "--set 0 50 0"),
    ("start-daemon master --interface lo --sync-id 7", "--start-daemon master --mcast-interface lo --syncid 7"),
    ("start-daemon backup --interface lo --sync-id 7 --max-length 1000 --group 239.1.2.3 --port 9000 --ttl 4",
     "--start-daemon backup --mcast-interface lo --syncid 7 --sync-maxlen 1000 --mcast-group 239.1.2.3 --mcast-port 9000 --mcast-ttl 4"),
    ("stop-daemon master", "--stop-daemon master"),
    ("stop-daemon backup", "--stop-daemon backup"),
    ("start-daemon master --interface d0 --group ff02::51", "--start-daemon master --mcast-interface d0 --mcast-group ff02::51"),
    ("stop-daemon master", "--stop-daemon master"),
    ("add-service udp:10.9.0.4:53 --one-packet --scheduler mh --scheduler-flags mh-port,mh-fallback",
     "-A -u 10.9.0.4:53 -o -s mh -b mh-port,mh-fallback"),
    ("add-server udp:10.9.0.4:53 10.9.1.1:5353 --nat", "-a -u 10.9.0.4:53 -r 10.9.1.1:5353 -m"),
    ("edit-service udp:10.9.0.4:53 --scheduler wlc --scheduler-flags flag-1", "-E -u 10.9.0.4:53 -o -s wlc -b flag-1"),
    ("edit-service udp:10.9.0.4:53 --scheduler-flags off", "-E -u 10.9.0.4:53 -o -s wlc"),
    ("edit-service udp:10.9.0.4:53 --no-one-packet --scheduler sh --scheduler-flags sh-port", "-E -u 10.9.0.4:53 -s sh -b sh-port"),
    ("edit-service udp:10.9.0.4:53 --scheduler rr", "-E -u 10.9.0.4:53 -s rr"),
    ("add-service udp:10.9.0.5:5060 --persistence 300 --persistence-engine sip", "-A -u 10.9.0.5:5060 -p 300 --pe sip"),
    ("edit-service udp:10.9.0.5:5060 --scheduler lc", "-E -u 10.9.0.5:5060 -p 300 --pe sip -s lc"),
    ("edit-service udp:10.9.0.5:5060 --persistence-engine off", "-E -u 10.9.0.5:5060 -p 300 -s lc"),
    ("edit-service udp:10.9.0.5:5060 --client-mask 255.0.0.0", "-E -u 10.9.0.5:5060 -p 300 -M 255.0.0.0 -s lc"),
    ("edit-service udp:10.9.0.5:5060 --persistence off", "-E -u 10.9.0.5:5060 -s lc"),
    ("add-service tcp:10.9.0.6:0 --persistence 300", "-A -t 10.9.0.6:0 -p 300"),
    ("add-server tcp:10.9.0.1:80 2001:db8:1::9 --tunnel", "-a -t 10.9.0.1:80 -r 2001:db8:1::9 -i"),
    ("zero", "-Z"),
    ("delete-server tcp:10.9.0.1:80 2001:db8:1::9", "-d -t 10.9.0.1:80 -r 2001:db8:1::9"),
)


def all_operations() -> list[tuple[str, str]]:
    operations = []

    def each_service(rows: tuple[tuple[str, str], ...]) -> None:
        for s, S, a, b, c in SERVICES:
            values = {"s": s, "S": S, "a": a, "b": b, "c": c, "mask": "64" if ":" in a else "255.255.0.0"}
            operations.extend((ours.format_map(values), theirs.format_map(values)) for ours, theirs in rows)

    each_service(ON_A_SERVICE)
    operations.extend(ON_THE_TABLE)
    each_service(AT_THE_END)
    operations.append(("flush", "-C"))
    return operations


def run(namespace: str, *command: str) -> subprocess.CompletedProcess:
    with inside(namespace):
        return subprocess.run(command, capture_output=True, text=True, check=False)


class Operations(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        for name in ("ours", "theirs"):
            subprocess.run(["ip", "netns", "add", name], check=True)
            ip("link set lo up\nlink add d0 type dummy\nlink set d0 up\n", name)

    def ok(self, done: subprocess.CompletedProcess) -> str:
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.args)
        return done.stdout

    def show(self, views: tuple[str, ...], namespace: str, *command: str) -> dict[str, str]:
        return {view: self.ok(run(namespace, *command, *view.split())) for view in views}

    def test_both_ways(self) -> None:
        operations = all_operations()
        self.assertGreaterEqual(len(operations), 120)
        before: dict[str, str] = {}
        for ours, theirs in operations:
            verb, *rest = ours.split()
            self.ok(subprocess.run([HAKIT, "ipvs", verb, "--netns", "ours", *rest], capture_output=True, text=True))
            self.ok(run("theirs", "ipvsadm", *theirs.split()))
            views = VIEWS + (SERVER_VIEWS if "-server" in verb else ())
            shown = self.show(views, "ours", "ipvsadm")
            self.assertEqual(shown, self.show(views, "theirs", "ipvsadm"), f"ipvsadm's view of hakit's {ours}")
            self.assertEqual(self.show(views, "theirs", HAKIT, "ipvsadm"), shown, f"hakit's view of ipvsadm's {theirs}")
            if verb != "zero":
                self.assertNotEqual(shown, before, f"{ours} changed something")
            before = shown
        self.assertEqual(self.ok(run("ours", "ipvsadm", "-S", "-n")), "")
        print(len(operations), "operations each way")


class Troubles(unittest.TestCase):
    """Each has an error of its own that says what to do."""

    def refused(self, *command: str, status: int = 4) -> str:
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (status, ""), command)
        return done.stderr

    def test_without_rights(self) -> None:
        # Another user might not reach the build directory.
        powerless = ("setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin", HAKIT)
        for verb in (["list"], ["flush"], ["add-service", "tcp:10.9.0.1:80"]):
            self.assertIn("CAP_NET_ADMIN", self.refused(*powerless, "ipvs", *verb))
        self.assertIn("CAP_NET_ADMIN", self.refused(*powerless, "ipvsadm", "-Ln", status=2))

    def test_where_lo_is_down(self) -> None:
        subprocess.run(["ip", "netns", "add", "silent"], check=True)
        here = (HAKIT, "ipvs")
        subprocess.run([*here, "add-service", "--netns", "silent", "tcp:10.9.0.1:80"], check=True)
        said = self.refused(*here, "add-server", "--netns", "silent", "tcp:10.9.0.1:80", "10.9.1.1:80")
        self.assertRegex(said, r"\blo\b")

    def test_no_such_namespace(self) -> None:
        self.assertIn("nowhere", self.refused(HAKIT, "ipvs", "list", "--netns", "nowhere"))
        self.assertIn("no network namespace", self.refused(HAKIT, "ipvs", "list", "--netns", "/proc/version"))

    def test_what_is_not_there(self) -> None:
        here = (HAKIT, "ipvs")
        self.assertIn("no such virtual service", self.refused(*here, "delete-service", "tcp:10.9.0.1:81"))
        self.assertIn("no such virtual service", self.refused(*here, "add-server", "tcp:10.9.0.1:81", "10.9.1.1"))
        self.assertIn("scheduler", self.refused(*here, "add-service", "tcp:10.9.0.1:81", "--scheduler", "hash"))
        self.assertIn("sync daemon", self.refused(*here, "stop-daemon", "backup"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
