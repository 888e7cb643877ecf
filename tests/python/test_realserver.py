"""Plans for real servers from Python; verify and apply on a host are in tests/interop/realserver."""

import json

import hakit
import pytest

WEB = {"host": {"interfaces": ["eth0"]}, "services": [{"vip": "192.0.2.1", "port": 80}]}
WINDOWS = {"host": {"os": "windows", "release": "2003", "interfaces": ["net"],
                    "adapter_guid": "{01234567-89ab-cdef-0123-456789abcdef}"},
           "services": [{"vip": "192.0.2.1"}]}
FARM = """virtual_server 192.0.2.10 80 {
    lb_kind DR
    protocol TCP
    real_server 198.51.100.1 80 {
    }
    real_server 198.51.100.2 80 {
        lvs_method TUN type gue port 6080
    }
}
"""


def test_plan_in_every_form():
    plan = hakit.plan_real_server(WEB)
    assert plan["ok"] and [s["kind"] for s in plan["steps"]] == ["set_sysctl", "set_sysctl", "add_address"]
    assert hakit.plan_real_server(json.dumps(WEB)) == plan
    assert "sysctl -w" in hakit.plan_real_server(WEB, output="shell")
    assert hakit.plan_real_server(WEB, output="text").startswith("1. ")
    assert hakit.plan_real_server(WINDOWS, output="reg").startswith(b"\xff\xfeW\0")
    assert hakit.plan_real_server(WEB, undo=True)["steps"][0]["kind"] == "remove_address"
    with pytest.raises(ValueError):
        hakit.plan_real_server(WEB, output="nothing")
    with pytest.raises(hakit.Error):
        hakit.plan_real_server(WEB, output="powershell")
    with pytest.raises(hakit.Error, match="services"):
        hakit.plan_real_server({"services": [{}]})


def test_what_cannot_work_is_refused():
    request = {"host": {"os": "windows", "interfaces": ["net"]}, "services": [{"vip": "192.0.2.1", "method": "tunnel"}]}
    plan = hakit.plan_real_server(request)
    assert not plan["ok"] and "Windows cannot" in plan["refusals"][0]["reason"]
    with pytest.raises(hakit.Error):
        hakit.apply_real_server({"services": [{"vip": "127.0.0.1"}]})


def test_services_of_a_configuration():
    config = hakit.loads(FARM)
    everyone = hakit.plan_real_server({}, config=config)
    assert any(s["target"] == "tunl0" for s in everyone["steps"])
    first = hakit.plan_real_server({}, config=config, server="198.51.100.1")
    assert [s["target"] for s in first["steps"] if s["kind"] == "add_address"] == ["lo"]
    with pytest.raises(hakit.Error, match="no service reaches 198.51.100.9"):
        hakit.plan_real_server({}, config=config, server="198.51.100.9")
    with pytest.raises(ValueError):
        hakit.plan_real_server({}, config=config, server="nobody")
