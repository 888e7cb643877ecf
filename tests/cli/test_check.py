"""hakit check: exit codes, forms of output, several files, facts and features."""

import json
import os
import pty
import subprocess

import conftest
import pytest

WARNED = "vrrp_instance A {\n    interface eth0\n    virtual_router_id 1\n    priority 1\n}\n"
WRONG = "vrrp_instance A {\n    interface eth0\n    virtual_router_id 700\n}\n"


@pytest.mark.parametrize("text, arguments, code", [
    (None, [], 0), (WARNED, [], 0), (WARNED, ["--strict"], 1), (WRONG, [], 2), (WRONG, ["--strict"], 2), ("", ["--format", "keepalived"], 0),
])
def test_exit_codes(hakit, text, arguments, code):
    if text is not None:
        hakit.write("k.conf", text)
    done = hakit("check", *arguments, "k.conf")
    assert done.returncode == code and done.stderr == ""
    assert hakit("check", *arguments, "-", stdin=hakit.folder.joinpath("k.conf").read_text()).returncode == code


@pytest.mark.parametrize("arguments", [
    [], ["chek", "k.conf"], ["check"], ["check", "--output", "xml", "k.conf"], ["check", "--target", "two", "k.conf"],
    ["check", "--features", "VRRP,LSV", "k.conf"], ["check", "--format", "toml", "k.conf"], ["check", "--nothing", "k.conf"],
])
def test_usage(hakit, arguments):
    done = hakit(*arguments)
    assert done.returncode == 3 and done.stderr and done.stdout == ""


def test_an_error_behind_many_warnings_still_counts(hakit):
    block = "vrrp_instance A{n} {{\n    interface eth0\n    virtual_router_id {n}\n    priority 1\n}}\n"
    hakit.write("k.conf", "".join(block.format(n=n) for n in range(1, 200)) + "virtual_server 192.0.2.1 80 {\n    weigth 1\n}\n")
    done = hakit("check", "k.conf")
    assert done.returncode == 2, done.stdout[-300:]


@pytest.mark.parametrize("name", ["none.conf", "folder", "loop.conf"])
@pytest.mark.parametrize("command", [["check"], ["fix"], ["fmt"], ["show"], ["get", "", "a"], ["set", "", "a", "1"], ["diff", "k.conf"], ["run"]])
def test_a_file_that_cannot_be_read_is_named(hakit, command, name):
    (hakit.folder / "folder").mkdir()
    (hakit.folder / "loop.conf").symlink_to("loop.conf")
    arguments = [*command, name]
    if "" in command:
        arguments = [name if word == "" else word for word in command]
    done = hakit(*arguments)
    assert done.returncode in (4, 3) and name in done.stderr and done.stdout == ""
    assert done.returncode == 4 or name == "folder"


def test_the_other_files_are_checked_all_the_same(hakit):
    hakit.write("wrong.conf", WRONG)
    done = hakit("check", "none.conf", "wrong.conf")
    assert done.returncode == 4 and "none.conf" in done.stderr and "wrong.conf:3:" in done.stdout


def test_json_of_several_files_is_one_document(hakit):
    hakit.write("a.conf", WRONG)
    hakit.write("b.conf", WARNED)
    found = json.loads(hakit("check", "--output", "json", "a.conf", "k.conf", "b.conf").stdout)
    assert found["schema"] == "hakit-diagnostics-1" and found["left_out"] == 0
    assert {d["file"] for d in found["diagnostics"]} == {"a.conf", "b.conf"}
    error = next(d for d in found["diagnostics"] if d["severity"] == "error")
    assert (error["file"], error["line"], error["column"]) == ("a.conf", 3, 23)


def test_sarif_of_several_files_is_one_log(hakit):
    hakit.write("a.conf", WRONG)
    hakit.write("b.conf", WRONG.replace("700", "x"))
    done = hakit("check", "--output", "sarif", "a.conf", "b.conf")
    log = json.loads(done.stdout)
    assert done.returncode == 2 and log["version"] == "2.1.0" and len(log["runs"]) == 1
    places = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"]}
    assert places == {"a.conf", "b.conf"}


def test_secrets_are_hidden(hakit, sample):
    hakit.write("k.conf", sample.replace("geheim", "geheim-and-too-long"))
    for form in ("text", "json", "sarif"):
        done = hakit("check", "--output", form, "k.conf")
        assert "KA0110" in done.stdout and "geheim" not in done.stdout
        done = hakit("check", "--strict", "--output", form, "--secrets", "k.conf")
        assert done.returncode == 1
    assert "geheim" in hakit("check", "--secrets", "k.conf").stdout


def test_features(hakit):
    assert "KA0117" in hakit("check", "--features", "LVS", "k.conf").stdout
    assert "KA0117" in hakit("check", "--features=-VRRP", "k.conf").stdout
    assert "KA0117" not in hakit("check", "--features", "LVS,VRRP,VRRP_AUTH", "k.conf").stdout
    assert "VRRP_VMAC" in hakit("check", "--features", "X", "k.conf").stderr


def test_facts(hakit):
    hakit.write("host.json", '{"schema": "hakit-facts-1", "interfaces": {"eth1": {}}}')
    assert "eth0" in hakit("check", "--facts", "host.json", "k.conf").stdout
    hakit.write("host.json", '{"schema": "hakit-facts-1", "interfaces": 7}')
    done = hakit("check", "--facts", "host.json", "k.conf")
    assert done.returncode == 3 and "facts: interfaces" in done.stderr
    assert "none.json" in hakit("check", "--facts", "none.json", "k.conf").stderr


def on_a_terminal(*command: str, **environment: str) -> bytes:
    control, terminal = pty.openpty()
    variables = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | environment
    child = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=variables)
    os.close(terminal)
    shown = b""
    try:
        while piece := os.read(control, 4096):
            shown += piece
    except OSError:  # how Linux says that nobody has the other end open
        pass
    os.close(control)
    child.wait()
    return shown


def test_colour_is_for_terminals(hakit):
    path = hakit.write("wrong.conf", WRONG)
    assert "\x1b" not in hakit("check", "wrong.conf").stdout
    assert "\x1b[" in hakit("check", "--colour", "always", "wrong.conf").stdout
    assert b"\x1b[" in on_a_terminal(conftest.HAKIT, "check", str(path))
    assert b"\x1b[" not in on_a_terminal(conftest.HAKIT, "check", "--color", "never", str(path))
    without = on_a_terminal(conftest.HAKIT, "check", str(path), NO_COLOR="1")
    assert b"KA0" in without and b"\x1b[" not in without


def test_a_file_cannot_steer_the_terminal(hakit):
    hakit.write("k.conf", "vrrp_instance A {\n    \x1b]0;title\x07nterface eth0\n}\n")
    assert "\x1b" not in hakit("check", "k.conf").stdout


def test_what_run_would_not_carry_out(hakit):
    text = "vrrp_instance A {\n    interface eth0\n    virtual_router_id 1\n    priority 100\n    %s\n}\n"
    hakit.write("k.conf", text % "no_accept")
    assert hakit("check", "k.conf").returncode == 0
    done = hakit("check", "--for-run", "k.conf")
    assert done.returncode == 2
    assert "k.conf:5:5: error[HR0101]: no_accept is not carried out by hakit" in done.stdout
    hakit.write("k.conf", text % "smtp_alert")
    found = json.loads(hakit("check", "--for-run", "--output", "json", "k.conf").stdout)["diagnostics"]
    assert [d["severity"] for d in found if d["code"] == "HR0102"] == ["warning"]
    hakit.write("corosync.conf", "totem {\n    version: 2\n}\n")
    assert "HR0" not in hakit("check", "--for-run", "corosync.conf").stdout
