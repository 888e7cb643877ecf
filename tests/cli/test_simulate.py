"""hakit simulate: a scenario with two keepalived.conf files."""

import json

CONF = """\
vrrp_instance V {
    interface eth0
    virtual_router_id 51
    version 3
    priority %d
    virtual_ipaddress {
        192.0.2.100/24
    }
}
"""

SCENARIO = {
    "schema": "hakit-scenario-1",
    "duration": 20,
    "segments": {"lan": {"delay": 0.001}},
    "hosts": {
        "a": {"config": "a.conf", "interfaces": {"eth0": {"segment": "lan", "ipv4": "192.0.2.1"}}},
        "b": {"config": "b.conf", "interfaces": {"eth0": {"segment": "lan", "ipv4": "192.0.2.2"}}},
    },
    "events": [{"at": 8, "event": "crash", "host": "a"}],
}


def prepare(hakit, scenario=None):
    hakit.write("a.conf", CONF % 150)
    hakit.write("b.conf", CONF % 100)
    return hakit.write("s.json", json.dumps(scenario or SCENARIO))


def test_the_timeline_and_the_takeover(hakit):
    path = prepare(hakit)
    done = hakit("simulate", path)
    assert done.returncode == 0, done.stderr
    assert "* crash of a" in done.stdout
    assert "192.0.2.100: after crash of a taken over by b in " in done.stdout
    report = json.loads(hakit("simulate", "--output", "json", path).stdout)
    (takeover,) = report["takeovers"]
    assert takeover["to"] == "b" and 2.6e9 < takeover["took_ns"] < 3.62e9


def test_what_is_wrong_has_an_exit_code(hakit):
    path = prepare(hakit, dict(SCENARIO, events=[{"at": 1, "event": "boom"}]))
    done = hakit("simulate", path)
    assert done.returncode == 2 and "events[0]: there is no event 'boom'" in done.stderr
    assert hakit("simulate").returncode == 3
    assert hakit("simulate", "none.json").returncode == 4


def test_the_schema_fits_the_scenario(hakit):
    schema = json.loads(hakit("simulate", "--schema").stdout)
    try:
        import jsonschema
    except ImportError:
        return
    jsonschema.validate(SCENARIO, schema)
