"""Commands that change files: the bytes, the mode, refusals, and diffs without secrets."""

import os

import pytest

PRIORITY = "vrrp_instance[VI_1].priority"


def test_get(hakit, sample):
    assert hakit("get", "k.conf", PRIORITY).stdout == "100\n"
    assert hakit("get", "-", PRIORITY, stdin=sample).stdout == "100\n"
    assert hakit("get", "k.conf", "vrrp_instance.virtual_ipaddress.[2]").stdout == "192.0.2.11/24\n"
    assert hakit("get", "k.conf", "virtual_server.real_server[#2].weight").stdout == "1\n"
    assert hakit("get", "k.conf", "virtual_server.real_server[198.51.100.2:80].weight").stdout == "1\n"
    assert hakit("get", "k.conf", "").stdout == sample.replace("geheim", "********")
    assert hakit("get", "--secrets", "k.conf", "").stdout == sample
    assert hakit("get", "k.conf", "vrrp_instance.authentication.auth_pass").stdout == "********\n"
    assert hakit("get", "--secrets", "k.conf", "vrrp_instance.authentication.auth_pass").stdout == "geheim\n"


@pytest.mark.parametrize("path, code, reason", [
    ("vrrp_instance[VI_2].priority", 2, "VI_1"),
    ("virtual_server.real_server.weight", 2, "2 statements match"),
    ("vrrp_instance[", 3, "character"),
])
@pytest.mark.parametrize("command", ["get", "remove", "comment-out"])
def test_paths_that_name_nothing(hakit, sample, command, path, code, reason):
    done = hakit(command, "k.conf", path)
    assert done.returncode == code and reason in done.stderr and done.stdout == ""
    assert (hakit.folder / "k.conf").read_text() == sample


@pytest.mark.parametrize("arguments, before, after", [
    (["set", PRIORITY, "150"], "priority 100", "priority 150"),
    (["set", "vrrp_instance.virtual_ipaddress.[2]", "192.0.2.12/24", "dev", "eth1"], "192.0.2.11/24", "192.0.2.12/24 dev eth1"),
    (["set", "virtual_server.real_server[2].weight", "5"], "2 80 {\n        weight 1", "2 80 {\n        weight 5"),
    (["set", "vrrp_instance.advert_int", "2"], "/24\n    }\n}", "/24\n    }\n    advert_int 2\n}"),
    (["insert", "vrrp_instance.virtual_ipaddress", "192.0.2.12/24"], "11/24\n", "11/24\n        192.0.2.12/24\n"),
    (["insert", "", "vrrp_sync_group G {\n    group {\n        VI_1\n    }\n}"], "3\n        }\n    }\n}\n",
     "3\n        }\n    }\n}\nvrrp_sync_group G {\n    group {\n        VI_1\n    }\n}\n"),
    (["remove", PRIORITY], "    priority 100\n", ""),
    (["remove", "vrrp_instance.virtual_ipaddress.[1]"], "        192.0.2.10/24\n", ""),
    (["comment-out", "vrrp_instance.virtual_ipaddress.[1]"], "        192.0.2.10/24", "        # 192.0.2.10/24"),
])
def test_only_what_must_change_changes(hakit, sample, arguments, before, after):
    command, *rest = arguments
    wanted = sample.replace(before, after, 1)
    if arguments[0] == "insert" and rest[0] == "":
        wanted = sample + after.removeprefix(before)
    dry = hakit(command, "--dry-run", "k.conf", *rest)
    assert dry.returncode == 0 and dry.stdout.startswith("--- k.conf\n+++ k.conf\n@@ ")
    assert (hakit.folder / "k.conf").read_text() == sample
    assert hakit(command, "-", *rest, stdin=sample).stdout == wanted
    path = hakit.folder / "k.conf"
    path.chmod(0o640)
    done = hakit(command, "k.conf", *rest)
    assert (done.returncode, done.stdout) == (0, "") and "error" not in done.stderr
    assert path.read_text() == wanted and path.stat().st_mode & 0o7777 == 0o640
    assert os.listdir(hakit.folder) == ["k.conf"]


@pytest.mark.parametrize("arguments, reason", [
    (["set", PRIORITY, "1000"], "KA0106"),
    (["set", "vrrp_instance[VI_1].priorty", "100"], "KA0101"),
    (["set", PRIORITY, "100 }"], "not the words of one statement"),
    (["insert", "virtual_server", "real_server 198.51.100.1 {"], "k.conf"),
    (["remove", "vrrp_instance.interface"], "KA0"),
])
def test_what_would_be_worse_is_refused(hakit, sample, arguments, reason):
    path = hakit.folder / "k.conf"
    path.chmod(0o600)
    before = path.stat()
    command, *rest = arguments
    done = hakit(command, "k.conf", *rest)
    assert done.returncode == 2 and reason in done.stderr and done.stdout == ""
    after = path.stat()
    assert path.read_text() == sample
    assert (after.st_ino, after.st_mtime_ns, after.st_mode) == (before.st_ino, before.st_mtime_ns, before.st_mode)


def test_force(hakit):
    assert hakit("set", "--force", "k.conf", PRIORITY, "1000").returncode == 0
    assert hakit("check", "k.conf").returncode == 2
    assert hakit("set", "k.conf", "vrrp_instance.virtual_router_id", "52").returncode == 0  # it was bad before


def test_nothing_to_change_writes_nothing(hakit):
    path = hakit.folder / "k.conf"
    before = path.stat().st_ino
    assert hakit("set", "k.conf", PRIORITY, "100").returncode == 0 and path.stat().st_ino == before
    assert hakit("set", "--dry-run", "k.conf", PRIORITY, "100").stdout == ""


def test_a_symbolic_link_stays(hakit):
    (hakit.folder / "link.conf").symlink_to("k.conf")
    assert hakit("set", "link.conf", PRIORITY, "99").returncode == 0
    assert (hakit.folder / "link.conf").is_symlink() and "priority 99" in (hakit.folder / "k.conf").read_text()


@pytest.mark.parametrize("command", [
    ["set", "--dry-run", "k.conf", "vrrp_instance.priority", "99"],
    ["set", "--dry-run", "k.conf", "vrrp_instance.authentication.auth_pass", "neugeh"],
    ["comment-out", "--dry-run", "k.conf", "vrrp_instance.authentication"],
    ["remove", "--dry-run", "k.conf", "vrrp_instance.authentication"],
])
def test_diffs_hide_secrets(hakit, command):
    hidden = hakit(*command).stdout
    assert "auth_pass ********" in hidden and "geh" not in hidden
    shown = hakit(*command, "--secrets").stdout
    assert "geheim" in shown and "********" not in shown
    assert hidden.count("\n") == shown.count("\n")


def test_the_diff_of_meaning_hides_secrets(hakit, sample):
    hakit.write("new.conf", sample.replace("geheim", "neugeh"))
    for form in ("text", "json"):
        done = hakit("diff", "--output", form, "k.conf", "new.conf")
        assert "auth_pass" in done.stdout and "geh" not in done.stdout
        assert "neugeh" in hakit("diff", "--secrets", "--output", form, "k.conf", "new.conf").stdout


FIXABLE = "global_defs {\n    checker_rlimit_rtime 5\n}\n"


def test_fix(hakit):
    path = hakit.write("f.conf", FIXABLE)
    dry = hakit("fix", "--dry-run", "f.conf")
    assert dry.returncode == 0 and "-    checker_rlimit_rtime 5\n+    checker_rlimit_rttime 5\n" in dry.stdout
    assert path.read_text() == FIXABLE
    assert hakit("fix", "-", stdin=FIXABLE).stdout == FIXABLE.replace("rtime", "rttime")
    assert hakit("fix", "--format", "keepalived", "-", stdin="! nothing\n").stdout == "! nothing\n"
    done = hakit("fix", "f.conf", "none.conf", "k.conf")
    assert done.returncode == 4 and done.stdout == "f.conf: 1 fixed, 0 left for you\nk.conf: 0 fixed, 0 left for you\n"
    assert path.read_text() == FIXABLE.replace("rtime", "rttime")


def test_fixes_in_included_files_hide_the_secrets_there(hakit):
    hakit.write("pass.conf", "$SECRET=geheim\nglobal_defs {\n    checker_rlimit_rtime 5\n}\n")
    top = "include pass.conf\nvrrp_instance A {\n    interface eth0\n    virtual_router_id 1\n    authentication {\n" \
          "        auth_type PASS\n        auth_pass $SECRET\n    }\n    virtual_ipaddress {\n        192.0.2.1\n    }\n}\n"
    hakit.write("top.conf", top)
    hidden = hakit("fix", "--dry-run", "top.conf").stdout
    assert "--- pass.conf\n" in hidden and "rttime" in hidden and "geheim" not in hidden
    assert "geheim" in hakit("fix", "--dry-run", "--secrets", "top.conf").stdout
    assert hakit("fix", "-", stdin=top).stdout == top
    assert "rtime" in (hakit.folder / "pass.conf").read_text()
    assert hakit("fix", "top.conf").returncode == 0
    assert "rttime" in (hakit.folder / "pass.conf").read_text()


def test_fmt(hakit):
    path = hakit.write("f.conf", "global_defs {\nrouter_id   a # here\n}\n")
    checked = hakit("fmt", "--check", "f.conf")
    assert (checked.returncode, checked.stdout) == (1, "f.conf\n")
    shown = hakit("fmt", "--stdout", "f.conf").stdout
    assert shown == hakit("fmt", "-", stdin=path.read_text()).stdout != path.read_text()
    path.chmod(0o604)
    assert hakit("fmt", "f.conf").returncode == 0 and path.read_text() == shown
    assert path.stat().st_mode & 0o7777 == 0o604
    assert hakit("fmt", "--check", "f.conf").returncode == 0


def test_a_change_warns_of_what_it_brings(hakit):
    path = hakit.write("corosync.conf", "totem {\n    version: 2\n    cluster_name: a\n    transport: knet\n}\n"
                       "nodelist {\n    node {\n        nodeid: 1\n        ring0_addr: 192.0.2.1\n    }\n}\n"
                       "quorum {\n    provider: corosync_votequorum\n}\n")
    good = hakit("set", "corosync.conf", "totem.token", "4000")
    assert (good.returncode, good.stderr) == (0, "")
    misspelt = hakit("set", "corosync.conf", "totem.tokenn", "4000")
    assert misspelt.returncode == 0 and "warning[CS0101]: 'tokenn'" in misspelt.stderr
    assert "tokenn: 4000" in path.read_text()
    # What was there before is not told again.
    assert hakit("set", "corosync.conf", "totem.token", "5000").stderr == ""
