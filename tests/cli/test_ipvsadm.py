"""hakit on rules of ipvsadm, and those verbs of `hakit ipvs` that need no table. The others run in the guest."""

import json

import pytest

RULES = """\
-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 3
"""
MEANT = "ipvsadm -d -t 212.34.176.157 -r 212.34.172.54"


@pytest.fixture
def rules(hakit):
    hakit.write("table.rules", RULES)
    return hakit


@pytest.mark.parametrize("line, code, text", [
    ("-d -t 212.34.176.157/32 -r 212.34.172.54", "IA0201", MEANT),
    ("-A -t 192.0.2.2:80 -s hash", "IA0214", "no kernel has a scheduler 'hash'"),
    ("-A -t 192.0.2.1:80", "IA0401", ""),
    ("-a -t 192.0.2.1:80 -r 198.51.100.1:80 -q", "IA0102", ""),
    ("# a comment", "IA0001", "ipvsadm -R stops here"),
])
@pytest.mark.parametrize("command", [["check", "--format", "ipvsadm"], ["check"], ["ipvs", "check"]])
def test_findings(rules, command, line, code, text):
    rules.write("table.rules", RULES + line + "\n")
    done = rules(*command, "table.rules")
    assert done.returncode == 2 and "table.rules:3:" in done.stdout and code in done.stdout and text in done.stdout


def test_forms_of_output(rules):
    rules.write("table.rules", RULES + "-Q\n")
    found = json.loads(rules("check", "--output", "json", "table.rules").stdout)
    assert [d["code"] for d in found["diagnostics"]] == ["IA0102"]
    sarif = json.loads(rules("check", "--output", "sarif", "table.rules").stdout)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "IA0102"
    assert [d["code"] for d in json.loads(rules("ipvs", "check", "--json", "table.rules").stdout)["diagnostics"]] == ["IA0102"]


def test_a_script(hakit):
    hakit.write("start.sh", "#!/bin/sh\nVIP=192.0.2.1\nif true; then\n    ipvsadm -A -t $VIP:80 -s hash\nfi\n")
    done = hakit("check", "start.sh")
    assert done.returncode == 2 and "start.sh:4:30: error[IA0214]" in done.stdout


def test_show_and_layout(rules):
    assert rules("show", "table.rules").stdout == RULES
    state = json.loads(rules("show", "--output", "json", "table.rules").stdout)
    assert state["services"][0]["destinations"][0]["weight"] == 3
    rules.write("table.rules", RULES.replace(" -s", "   -s"))
    assert rules("fmt", "--check", "table.rules").returncode == 1
    assert rules("fmt", "table.rules").returncode == 0
    assert (rules.folder / "table.rules").read_text() == RULES


def test_a_difference_is_a_plan(rules):
    rules.write("new.rules", RULES.replace("-w 3", "-w 5"))
    done = rules("diff", "table.rules", "new.rules")
    assert "tcp 192.0.2.1:80: edit destination 198.51.100.1:80: weight 3 -> 5" in done.stdout


def test_edits_by_path(rules):
    server = "service[tcp:192.0.2.1:80].server[198.51.100.1:80]"
    assert rules("get", "table.rules", f"{server}.weight").stdout.strip() == "3"
    assert rules("set", "table.rules", f"{server}.weight", "7").returncode == 0
    assert (rules.folder / "table.rules").read_text() == RULES.replace("-w 3", "-w 7")
    assert rules("set", "table.rules", f"{server}.weight", "much").returncode == 2
    assert rules("insert", "table.rules", "service[tcp:192.0.2.1:80]", "--", "-r 198.51.100.2:80 -m").returncode == 0
    assert (rules.folder / "table.rules").read_text().endswith("-a -t 192.0.2.1:80 -r 198.51.100.2:80 -m\n")
    assert rules("remove", "table.rules", "service[tcp:192.0.2.1:80]").returncode == 0
    assert (rules.folder / "table.rules").read_text() == ""


def test_keywords(hakit):
    listed = hakit("keywords", "--format", "ipvsadm").stdout
    assert "service/server/weight" in listed and "0..2147483647" in listed


@pytest.mark.parametrize("arguments, code, text", [
    (["add-service", "tcp"], 3, "is no service"),
    (["add-service", "icmp:192.0.2.1"], 3, "is no service"),
    (["add-service", "tcp:192.0.2.1:80", "--scheduler-flags", "port"], 2, "IA0210"),
    (["add-service", "tcp:192.0.2.1:0"], 2, "IA0211"),
    (["add-service", "tcp:192.0.2.1:80", "--one-packet"], 2, "IA0212"),
    (["add-server", "tcp:192.0.2.1:80", "198.51.100.1/32"], 2, "IA0202"),
    (["add-server", "tcp:192.0.2.1:80", "2001:db8::1", "--nat"], 2, "IA0213"),
    (["add-server", "tcp:192.0.2.1:80", "198.51.100.1", "--weight", "-5"], 2, "IA0206"),
    (["delete-server", "tcp:192.0.2.1:80"], 3, "SERVER"),
    (["timeouts", "1", "2"], 3, "SECONDS"),
    (["start-daemon", "leader"], 2, "IA0208"),
    (["apply", "missing.rules"], 4, "missing.rules"),
    (["apply", "bad.rules"], 2, "nothing was changed"),
    (["apply", "--wait", "5", "table.rules"], 3, "--drain"),
    (["restore", "bad.rules"], 2, "nothing was changed"),
    (["plan", "bad.json"], 2, "services[0]"),
    (["nothing"], 3, ""),
    ([], 3, ""),
])
def test_what_is_refused_before_a_table_is_opened(rules, arguments, code, text):
    rules.write("bad.rules", RULES + "-A -t 192.0.2.1:80/x\n")
    rules.write("bad.json", '{"services": [{"port": "x"}]}')
    done = rules("ipvs", *arguments)
    assert (done.returncode, done.stdout) == (code, "") and text in done.stderr


@pytest.mark.parametrize("arguments, status, text", [
    (["-A"], 2, "You need to supply the 'service-address' option for the 'add-service' command"),
    (["-d", "-t", "212.34.176.157/32", "-r", "212.34.172.54"], 2, "illegal virtual server address[:port] specified"),
    (["-Q"], 255, ""),
])
def test_the_command_line_of_ipvsadm(hakit, arguments, status, text):
    done = hakit("ipvsadm", *arguments)
    assert done.returncode == status and done.stderr.splitlines()[0].startswith(text)


def test_help_and_version_of_ipvsadm(hakit):
    assert "ipvsadm 1.31" in hakit("ipvsadm", "--help").stdout
    assert "as ipvsadm v1.31" in hakit("ipvsadm", "--version").stdout
