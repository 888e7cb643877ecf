"""The meaning as plain dicts, back to text, and differences."""

import json
import pickle

import hakit
import pytest


def test_there_and_back(sample):
    config = hakit.loads(sample)
    data = config.to_dict()
    assert data["virtual_server"][0]["real_server"][0]["address"] == "198.51.100.1"
    assert hakit.Config(data) == config == hakit.Config(json.dumps(data)) == hakit.loads(hakit.emit(config))
    assert pickle.loads(pickle.dumps(config)) == config
    assert config != hakit.Config({"schema": "hakit-keepalived-1"}) and repr(config) == "<hakit.Config: 1 VRRP instance, 1 virtual server>"


def test_strict_loading(tmp_path):
    bad = b"vrrp_instance VI_1 {\n    priorty 100\n}\n"
    with pytest.raises(hakit.ConfigError) as raised:
        hakit.loads(bad)
    assert raised.value.diagnostics and all(d.severity == "error" for d in raised.value.diagnostics)
    again = pickle.loads(pickle.dumps(raised.value))
    assert again.diagnostics == raised.value.diagnostics and str(again) == str(raised.value)
    (tmp_path / "x.conf").write_bytes(bad)
    assert hakit.load(tmp_path / "x.conf", strict=False).to_dict()["vrrp_instance"][0]["name"] == "VI_1"


def test_secrets(secret):
    config = hakit.loads(secret, strict=False)
    assert "geheim" not in json.dumps(config.to_dict()) and "geheim" in json.dumps(config.to_dict(secrets=True))
    assert b"geheim" in config.emit() and b"geheim" not in config.emit(secrets=False)
    assert pickle.loads(pickle.dumps(config)) == config


@pytest.mark.parametrize("wrong, code", [("{", "syntax"), ({"warp": 9}, "syntax"), ({"schema": "hakit-keepalived-1", "warp": 9}, "invalid_argument"), (b"\xff", "syntax")])
def test_bad_data(wrong, code):
    with pytest.raises(hakit.Error) as raised:
        hakit.Config(wrong)
    assert raised.value.code == code


def test_differences(sample):
    (change,) = hakit.diff(sample, sample.replace(b"priority 100", b"priority 150"))
    assert change["path"] == "vrrp_instance[VI_1].priority" and (change["before"], change["after"]) == ("100", "150")
    assert change["effect"] and change["reason"]
    assert hakit.diff(sample, b"# another comment\n" + sample) == []


def test_the_schema():
    rows = {k["path"]: k for k in hakit.keywords()}
    assert len(rows) > 400
    assert rows["vrrp_instance/priority"]["help"] and not rows["vrrp_instance/priority"]["block"]
    assert rows["vrrp_instance"]["block"] and rows["vrrp_instance/authentication/auth_pass"]["secret"]
    assert hakit.json_schema()["properties"]["vrrp_instance"]


def test_a_cluster_as_text_and_as_xml():
    text = hakit.loads(b"primitive a ocf:heartbeat:Dummy params x=1\n", format="crm", strict=False)
    assert text.format_name == "crm"
    xml = text.convert("cib")
    assert b'<nvpair name="x" value="1"' in xml.emit()
    assert xml.convert("crm").emit() == b"primitive a ocf:heartbeat:Dummy \\\n\tparams x=1\n"
    with pytest.raises(ValueError):
        text.convert("nothing")
