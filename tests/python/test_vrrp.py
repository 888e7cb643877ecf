"""VRRP from Python."""

import struct

import pytest

import hakit

ADVERT = (
    "01005e000012020000000002080045c0002c00010000ff70d03f0a4d0002e0000012213364020101d7b80a4d00"
    "640a4d006567616e7a53696368"
)


def test_a_dump_a_packet_and_a_file_say_the_same():
    frame = bytes.fromhex(ADVERT)
    capture = struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1) + struct.pack("<IIII", 9, 0, *[len(frame)] * 2) + frame
    dump, packet, file = hakit.decode_vrrp(ADVERT), hakit.decode_vrrp(frame), hakit.decode_vrrp(capture)
    assert dump == packet
    assert dump[0]["advert"] == file[0]["advert"]
    assert file[0]["time_ns"] == 9_000_000_000
    assert dump[0]["advert"]["vrid"] == 51
    assert dump[0]["advert"]["interval_ns"] == 1_000_000_000
    assert dump[0]["problems"] == []


def test_the_password_is_checked_and_hidden():
    assert hakit.decode_vrrp(ADVERT, password="ganzSicheresPasswort")[0]["problems"] == []
    assert hakit.decode_vrrp(ADVERT, password=b"x")[0]["problems"][0]["code"] == "auth_password"
    assert hakit.decode_vrrp(ADVERT)[0]["advert"]["password_hex"] is None
    assert bytes.fromhex(hakit.decode_vrrp(ADVERT, secrets=True)[0]["advert"]["password_hex"]) == b"ganzSich"


def test_what_is_no_packet_raises():
    with pytest.raises(hakit.Error):
        hakit.decode_vrrp("neither")
    assert hakit.decode_vrrp(b"\x45")[0]["problems"][0]["code"] == "not_vrrp"


CONF = """\
vrrp_instance V {
    interface eth0
    virtual_router_id 51
    version 3
    priority %d
    mcast_src_ip 10.0.0.1
    virtual_ipaddress {
        10.0.0.100/24
    }
}
"""


def test_virtual_routers_elect_a_master_without_sockets_or_clock():
    second = 10**9
    high = hakit.VirtualRouters(hakit.loads(CONF % 150))
    low = hakit.VirtualRouters(hakit.loads((CONF % 100).replace("10.0.0.1\n", "10.0.0.2\n")))
    high.start(0)
    low.start(0)
    assert high.wake_at == 3 * second + second * 106 // 256
    actions = high.on_time(high.wake_at)
    kinds = [a["action"] for a in actions]
    assert kinds[:2] == ["send", "add_address"] and kinds.count("announce") == 5
    assert actions[0]["destination"] == "224.0.0.18" and actions[0]["router"] == "V"
    assert actions[1] == {"action": "add_address", "router": "V", "interface": "eth0", "address": "10.0.0.100/24"}
    assert low.on_packet("eth0", actions[0]["packet"], 3 * second) == []
    assert low.state(3 * second)["routers"][0]["master"] == {"address": "10.0.0.1", "priority": 150}
    assert low.on_packet("eth0", b"junk", 3 * second) == []
    gone = high.shutdown(4 * second)
    assert hakit.decode_vrrp(gone[0]["packet"])[0]["advert"]["priority"] == 0
    assert high.wake_at is None


def test_a_reload_keeps_the_master():
    routers = hakit.VirtualRouters(hakit.loads(CONF % 100))
    routers.start(0)
    routers.on_time(4 * 10**9)
    routers.reload(hakit.loads(CONF % 120), 5 * 10**9)
    (one,) = routers.state(5 * 10**9)["routers"]
    assert one["state"] == "master" and one["priority"] == 120


def test_announcements_and_what_cannot_be_run():
    assert len(hakit.vrrp_announcement("02:00:00:00:00:01", "10.0.0.100")) == 42
    with pytest.raises(ValueError):
        hakit.vrrp_announcement("x", "10.0.0.100")
    unsupported = hakit.loads((CONF % 100).replace("version 3", "version 3\n no_accept"))
    with pytest.raises(hakit.Error, match="no_accept"):
        hakit.VirtualRouters(unsupported)
    hakit.VirtualRouters(unsupported, ignore_unsupported=True)


def test_a_runner_without_routers_needs_no_privilege_and_stops_when_it_is_told():
    import threading

    told = []
    runner = hakit.VrrpRunner(told.append)
    with pytest.raises(hakit.Error):
        runner.run(0)
    none = hakit.loads("global_defs {\n}\n")
    runner.start(none)
    assert runner.run(0) is False
    assert runner.run(timeout=0.01) is False
    runner.reload(none)
    assert [t["kind"] for t in told] == ["started", "reloaded"]
    assert runner.state()["routers"] == []
    threading.Timer(0.05, runner.stop).start()
    assert runner.run() is True
    with pytest.raises(hakit.Error):
        runner.start(none)


def test_what_on_event_raises_comes_out_of_the_call():
    def on_event(event):
        with pytest.raises(hakit.Error):
            runner.state()  # inside of another call
        raise KeyError(event["kind"])

    runner = hakit.VrrpRunner(on_event)
    with pytest.raises(KeyError, match="started"):
        runner.start(hakit.loads("global_defs {\n}\n"))
    with pytest.raises(KeyError, match="reloaded"):
        runner.reload(hakit.loads("global_defs {\n}\n"))


def test_a_runner_refuses_what_is_not_carried_out():
    runner = hakit.VrrpRunner()
    with pytest.raises(hakit.Error, match="no_accept"):
        runner.start(hakit.loads("vrrp_instance V {\n interface eth0\n virtual_router_id 1\n no_accept\n}\n"))
