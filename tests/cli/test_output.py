"""Views, pipes, help, and what is made of the help."""

import json
import os
import re
import subprocess

import pytest


def test_show(hakit, sample):
    text = hakit("show", "k.conf").stdout
    assert "auth_pass REDACTED" in text and "# " not in text
    assert "auth_pass geheim" in hakit("show", "--secrets", "k.conf").stdout
    data = json.loads(hakit("show", "--output", "json", "-", stdin=sample).stdout)
    assert data["schema"] == "hakit-keepalived-1"
    assert data["vrrp_instance"][0]["authentication"]["auth_pass"] is None
    assert [r["weight"] for r in data["virtual_server"][0]["real_server"]] == [1, 1]


def test_show_defaults(hakit):
    text = hakit("show", "--defaults", "k.conf").stdout
    assert re.search(r"^    # advert_int: 1$", text, re.MULTILINE) and "# priority" not in text
    data = json.loads(hakit("show", "--defaults", "--output", "json", "k.conf").stdout)
    defaults = data["vrrp_instance"][0]["defaults"]
    assert defaults["advert_int"] == "1" and "priority" not in defaults and "owner_ignore_adverts" not in defaults
    data = json.loads(hakit("show", "--defaults", "--target", "2.4", "--output", "json", "k.conf").stdout)
    assert "owner_ignore_adverts" in data["vrrp_instance"][0]["defaults"]


def test_diff(hakit, sample):
    hakit.write("new.conf", sample.replace("priority 100", "priority 150"))
    assert hakit("diff", "k.conf", "k.conf").stdout == ""
    text = hakit("diff", "k.conf", "new.conf").stdout
    assert text.startswith("~ vrrp_instance[VI_1].priority: 100 -> 150 (")
    data = json.loads(hakit("diff", "--output", "json", "k.conf", "new.conf").stdout)
    assert [(c["path"], c["before"], c["after"]) for c in data["changes"]] == [("vrrp_instance[VI_1].priority", "100", "150")]


def test_keywords(hakit):
    text = hakit("keywords", "vrrp_instance/authentication").stdout
    assert "vrrp_instance/authentication/auth_pass" in text and "virtual_server" not in text
    assert hakit("keywords", "--output", "markdown").stdout.startswith("| keyword |")
    dotted = hakit("keywords", "--format", "corosync", "totem.token_w").stdout
    assert dotted.startswith("totem/token_warning") and dotted == hakit("keywords", "--format", "corosync", "totem/token_w").stdout
    missing = hakit("keywords", "--format", "corosync", "totem.tokne")
    assert (missing.returncode, missing.stdout) == (3, "")
    assert missing.stderr == "hakit: corosync has no keyword totem.tokne\n"


@pytest.mark.parametrize("command", ["show big.conf", "show --output json big.conf", "get big.conf ''", "fmt --stdout big.conf",
                                     "keywords", "--help", "check big.conf"])
def test_a_reader_that_leaves_early_is_no_failure(hakit, sample, command):
    hakit.write("big.conf", "".join(sample.replace("VI_1", f"VI_{n}").replace(" 51", f" {n}") for n in range(1, 250)))
    done = hakit.bash(f"hakit {command} | head -n 1; echo ${{PIPESTATUS[0]}}")
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] in ("0", "2") and len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("command", ["show k.conf", "check --strict w.conf", "keywords"])
def test_a_full_disk_is_a_failure(hakit, command):
    hakit.write("w.conf", "vrrp_instance A {\n    interface eth0\n    virtual_router_id 1\n}\n")
    done = hakit.bash(f"hakit {command} >/dev/full")
    assert done.returncode == 4 and "standard output" in done.stderr


def commands(hakit, *group: str) -> list[str]:
    """The commands of the command, or of one of its groups."""
    parts = hakit(*group, "--help").stdout.split("Subcommands:\n")
    return re.findall(r"^  ([a-z][a-z-]*)", parts[1].split("\n\n")[0], re.MULTILINE) if len(parts) > 1 else []


def all_commands(hakit) -> list[tuple[str, ...]]:
    """Every command with the groups in front of it; a group is one, too."""
    names = [(name,) for name in commands(hakit)]
    return names + [(*name, verb) for name in names for verb in commands(hakit, *name)]


def examples(hakit, *command: str) -> list[str]:
    parts = hakit(*command, "--help").stdout.split("Example")
    return re.findall(r"^  (hakit .*(?:\\\n.*)*)", parts[1], re.MULTILINE) if len(parts) > 1 else []


def listed_options(hakit, *command: str) -> set[str]:
    listed = hakit(*command, "--help").stdout.split("Options:")[1].split("\n\n")[0]
    return set(re.findall(r"(?:^  |,)(?:-h,)?(--[a-z-]+)", listed, re.MULTILINE))


def test_each_command_has_help_with_an_example(hakit):
    names = all_commands(hakit)
    assert {("check",), ("fix",), ("comment-out",), ("ipvs", "add-server"), ("vrrp", "decode")} <= set(names)
    for name in names:
        assert hakit(*name, "--help").returncode == 0
        if not commands(hakit, *name):
            assert examples(hakit, *name) or examples(hakit, *name[:-1]), name


def test_examples_of_the_help_are_understood(hakit):
    """Each example is a command line that parses: with files that are not there, it fails for want of a file alone."""
    alone = "unshare -n" if os.geteuid() == 0 else ""  # what listens shall not hear this machine's network
    for name in all_commands(hakit):
        for line in examples(hakit, *name):
            last = line.split(" | ")[-1] if not line.startswith("hakit") else line.split(" | ")[0]
            done = hakit.bash(f"{alone} {last} </dev/null")
            assert done.returncode != 3, line + done.stderr


def test_the_manual_page_is_in_step(hakit):
    page = hakit("--generate", "man").stdout.replace("\\-", "-")
    for name in all_commands(hakit):
        assert f"\n.SS {' '.join(name)} " in page
        for option in listed_options(hakit, *name):
            assert option in page, (name, option)
    shown = subprocess.run(["man", "--warnings", "-l", "-"], input=page, capture_output=True, text=True, check=False) \
        if subprocess.run(["which", "man"], capture_output=True, check=False).returncode == 0 else None
    assert shown is None or shown.returncode == 0


def complete(hakit, *words: str) -> list[str]:
    script = 'source <(hakit --generate bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hakit; printf "%s\\n" "${COMPREPLY[@]}"'
    quoted = " ".join(f"'{word}'" for word in words)
    done = hakit.bash(f"set -- {quoted}\n{script}")
    assert done.returncode == 0 and done.stderr == ""
    return sorted(done.stdout.split())


def test_the_completion_is_in_step(hakit):
    assert complete(hakit, "hakit", "") == sorted([*commands(hakit), "--help", "--version"])
    for name in all_commands(hakit):
        assert listed_options(hakit, *name) <= set(complete(hakit, "hakit", *name, "--")), name
        if verbs := commands(hakit, *name):
            assert set(verbs) <= set(complete(hakit, "hakit", *name, "")), name
    assert "add-server" in complete(hakit, "hakit", "ipvs", "add-")
    assert complete(hakit, "hakit", "check", "--output", "") == ["json", "sarif", "text"]
    assert complete(hakit, "hakit", "keywords", "--output", "") == ["markdown", "text"]
    assert complete(hakit, "hakit", "check", "--colour", "") == ["always", "auto", "never"]
    assert "k.conf" in complete(hakit, "hakit", "check", "k")


def test_version(hakit):
    assert re.fullmatch(r"hakit \d+\.\d+\.\d+\n", hakit("--version").stdout)
