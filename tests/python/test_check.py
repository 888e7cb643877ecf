"""Checking: reports, options, workspaces with loaders."""

import errno
import json
import pickle
import threading

import hakit
import pytest

BAD = b"vrrp_instance VI_1 {\n    priorty 100\n}\n"


def test_a_good_file(sample):
    report = hakit.check(sample)
    assert report.ok and report.errors == 0
    assert report.config.to_dict()["vrrp_instance"][0]["priority"] == 100


def test_a_bad_file():
    report = hakit.check(BAD, name="x.conf")
    assert not report.ok and report.errors >= 1
    assert len(report) == len(report.diagnostics) == report.errors + report.warnings + report.hints - report.left_out
    finding = next(d for d in report if d.line == 2)
    assert finding.file == "x.conf" and finding.column == 5 and BAD[finding.span.slice] == b"priorty"
    assert finding.severity in (hakit.Severity.ERROR, "warning")
    assert report[0] == report.diagnostics[0] and report[-1] == report.diagnostics[-1]
    with pytest.raises(IndexError):
        report[len(report)]


def test_diagnostics_are_values():
    one, again = hakit.check(BAD)[0], hakit.check(BAD)[0]
    assert one == again and hash(one) == hash(again) and one is not again
    assert pickle.loads(pickle.dumps(one)) == one
    assert {one, again} == {one}


def test_a_fix_that_is_applied_by_hand():
    text = b"""virtual_server 192.0.2.1 80 {
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 198.51.100.1 80 {
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            nb_get_retry 3
        }
    }
}
"""
    fixes = [d.fix for d in hakit.check(text) if d.fix and d.fix.applicability == "certain"]
    assert fixes and fixes[0].title
    mended = hakit.parse(text).apply(e for f in fixes for e in f.edits).text
    assert mended == hakit.fix(text) == text.replace(b"nb_get_retry", b"retry")
    assert hakit.fix(mended) == mended


def test_three_ways_to_show():
    report = hakit.check(BAD, name="x.conf")
    assert "x.conf:2:5:" in report.to_text() and "^" in report.to_text()
    assert "\x1b[" in report.to_text(colour=True)
    assert "^" not in report.to_text(show_source=False)
    parsed = json.loads(report.to_json())
    assert parsed["schema"] == "hakit-diagnostics-1"
    assert [d["code"] for d in parsed["diagnostics"]] == [d.code for d in report]
    assert json.loads(report.to_sarif())["version"] == "2.1.0"


def test_secrets_are_hidden():
    text = b"vrrp_instance A {\n    authentication {\n        auth_type PASS\n        auth_pass geheim123456\n    }\n}\n"
    text += b"SSL {\n    password $geheim123456\n}\n"  # whose message quotes the word
    report = hakit.check(text)
    assert any("********" in d.message for d in report)
    for shown in (report.to_text(), report.to_json(), report.to_sarif(), *map(str, report), repr(report.diagnostics)):
        assert "geheim" not in shown


def test_threads_change_nothing():
    text = b"".join(
        b"virtual_server 10.%d.%d.1 80 {\n    lb_algo %s\n    lb_kind NAT\n    protocol TCP\n}\n"
        % (n // 200, n % 200, b"none" if n % 1000 == 999 else b"wlc")
        for n in range(9000)
    )
    alone = hakit.check(text, format="keepalived")
    for threads in (0, 1, 3):
        together = hakit.check(text, format="keepalived", threads=threads)
        assert [str(d) for d in together] == [str(d) for d in alone] and len(alone) > 8
        assert together.config.to_dict() == alone.config.to_dict()


def test_options():
    facts = {"schema": "hakit-facts-1", "interfaces": {"lo": {}}}
    text = b"vrrp_instance A {\n    interface eth0\n    virtual_router_id 1\n    virtual_ipaddress {\n        192.0.2.1\n    }\n}\n"
    assert len(hakit.check(text, facts=facts)) > len(hakit.check(text))
    assert hakit.check(b"@a router_id x\n", config_id="a", target="2.3", features=["VRRP", "LVS"], random_seed=3) is not None
    assert hakit.check(b"global_defs {\n    router_id ${_ENV X}\n}\n", target="2.3", environment={"X": "lb7"}).config.to_dict()[
        "global_defs"]["router_id"] == "lb7"
    with pytest.raises(hakit.Error):
        hakit.check(text, target="two")
    with pytest.raises(hakit.Error):
        hakit.check(text, features=["WARP"])
    bfd = b"bfd_instance b {\n    neighbor_ip 192.0.2.1\n}\n"
    assert "KA0117" in [d.code for d in hakit.check(bfd, features=["-BFD"])]
    assert "KA0117" not in [d.code for d in hakit.check(bfd, features=["-SNMP", "+IPTABLES"])]
    with pytest.raises(TypeError):
        hakit.check(text, colour=True)
    with pytest.raises(hakit.Error):
        hakit.check(text, facts={"warp": 9})


class Loader:
    """Files in a dict."""

    def __init__(self, files):
        self.files, self.asked = files, []

    def read(self, path):
        self.asked.append(path)
        content = self.files.get(path)
        if content is None:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        if isinstance(content, Exception):
            raise content
        return content

    def glob(self, pattern):
        return sorted(p for p in self.files if p.startswith(pattern.rstrip("*")))


def test_included_files_come_from_the_loader():
    loader = Loader({"top.conf": b"include conf.d/*\n", "conf.d/a": BAD, "conf.d/b": "global_defs {\n}\n"})
    files = hakit.Workspace(loader)
    report = files.check(files.open("top.conf"))
    assert loader.asked == ["top.conf", "conf.d/a", "conf.d/b"] and len(files) == 3
    assert {d.file for d in report} == {"conf.d/a"}
    assert b"priorty" in report.expanded.text


def test_a_missing_include_is_a_finding_and_a_missing_top_file_an_error():
    files = hakit.Workspace(Loader({"top.conf": b"include gone.conf\n"}))
    assert len(files.check(files.open("top.conf"))) > 0
    with pytest.raises(hakit.EditError) as raised:
        files.open("gone.conf")
    assert raised.value.code == "not_found"
    with pytest.raises(hakit.SystemError_) as raised:
        hakit.Workspace(Loader({"x": PermissionError(errno.EACCES, "no")})).open("x")
    assert raised.value.errno == errno.EACCES and isinstance(raised.value, OSError)


def test_what_a_loader_raises_comes_out():
    files = hakit.Workspace(Loader({"top.conf": b"include bad.conf\n", "bad.conf": ZeroDivisionError("loader")}))
    top = files.open("top.conf")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError, match="loader"):
            files.check(top)


def test_a_loader_must_leave_its_workspace_alone():
    class Meddler:
        def read(self, path):
            return files.document().text

    files = hakit.Workspace(Meddler())
    with pytest.raises(RuntimeError):
        files.open("x")


def test_a_loader_reads():
    with pytest.raises(TypeError):
        hakit.Workspace(3)


def test_files_of_the_disk(tmp_path):
    (tmp_path / "top.conf").write_bytes(b"include " + bytes(tmp_path / "vi.conf") + b"\n")
    (tmp_path / "vi.conf").write_bytes(BAD)
    report = hakit.check_file(tmp_path / "top.conf")
    assert {d.file for d in report} == {str(tmp_path / "vi.conf")}
    with pytest.raises(hakit.Error):
        hakit.check_file(tmp_path / "none.conf")
    with pytest.raises(IndexError):
        hakit.Workspace().check()


def test_threads_share_a_workspace(sample):
    files = hakit.Workspace(Loader({"vi.conf": BAD}))
    files.add("top.conf", sample + b"include vi.conf\n")
    results = []
    threads = [threading.Thread(target=lambda: results.append(files.check().errors)) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(results) == 8 and len(set(results)) == 1


def test_what_is_left_out_still_counts():
    report = hakit.check("warp 9\n" * 150, format="keepalived")
    assert len(report) == 100 and report.left_out == 50 and report.errors == 150


def test_what_hakit_would_not_run():
    text = b"vrrp_instance V {\n  interface eth0\n  virtual_router_id 51\n  priority 100\n  no_accept\n  virtual_ipaddress {\n    10.0.0.1/24\n  }\n}\n"
    assert hakit.check(text).ok
    assert hakit.check(text, for_run=False).ok
    report = hakit.check(text, for_run=True)
    (refused,) = [d for d in report if d.code == "HR0101"]
    assert refused.line == 5 and not report.ok and report.errors == 1
    assert "HR0101" in report.to_text() and "HR0101" in report.to_json() and "HR0101" in report.to_sarif()
    assert hakit.check("net.ipv4.ip_forward = 1\n", name="sysctl.conf", for_run=True).ok
